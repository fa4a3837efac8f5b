# make analyze: what compilers and checkers find in the sources without running them. Every finding is
# an error, or suppressed at its place with the reason (.clang-tidy has those of whole checks). What
# passed is not looked at again until it, or a header, changes. docs/reliability.md has the figures.
PACKAGES_ANALYZE = clang clang-tidy cppcheck shellcheck lua-check postgresql-server-dev-15

# core/carried.c and its test include what a build makes.
NOT_ALONE = core/carried.c tests/core/test_carried.c
ANALYZED = $(filter-out $(NOT_ALONE),$(CORE) $(BINDING) $(RESULTS) $(CLI) $(SQL) $(SQLITE) $(POSTGRES))
ANALYZED_TESTS = $(filter-out $(NOT_ALONE),$(TESTS_CORE) $(TESTS_BINDING))
ANALYZED_HEADERS = $(wildcard core/*.h core/*.def include/capai/* bindings/*/*.h tests/support/analyzed.h)
ANALYZED_FLAGS = -std=c17 $(CPPFLAGS) $(LUA_CFLAGS) -isystem $(shell $(PG_CONFIG) --includedir-server 2>/dev/null)
ANALYZED_SEEN = -include tests/support/analyzed.h
build/analyze/core/error.%: ANALYZED_SEEN =
SHELL_SCRIPTS = $(shell git ls-files .ci examples tests scripts | xargs grep -lE '^\#!/bin/(ba)?sh|^\# shellcheck shell=' | grep -v '[.]lua$$') scripts/completions/capai.bash
passed = $(patsubst %.c,build/analyze/%.$(1),$(2))

analyze:
	@sh tests/support/setup $(PACKAGES) $(PACKAGES_ANALYZE)
	@$(MAKE) --no-print-directory analyze-scripts analyze-cppcheck analyze-gcc analyze-clang analyze-tidy

# Seconds: they are part of `make lint`, where the tools are there.
analyze-scripts:
	@sh tests/support/optional luacheck -q scripts examples tests bindings core
	@sh tests/support/optional shellcheck -x $(SHELL_SCRIPTS)

analyze-gcc: $(call passed,gcc,$(ANALYZED))
analyze-clang: $(call passed,clang,$(ANALYZED) $(ANALYZED_TESTS))
analyze-tidy: $(call passed,tidy,$(ANALYZED))

# Warnings, and the analyzer, less two of its checks: it takes blocks that a member keeps for lost, and
# values for unset that a function of the same file sets. Clang's analyzer sees to these, and the tests
# count blocks.
build/analyze/%.gcc: %.c $(ANALYZED_HEADERS)
	@mkdir -p $(@D)
	$(call Q,GCC)gcc -O1 -fanalyzer -Wno-analyzer-use-of-uninitialized-value -Wno-analyzer-malloc-leak -Werror $(WARNINGS) $(ANALYZED_SEEN) $(ANALYZED_FLAGS) -c -o /dev/null $<
	@touch $@

build/analyze/%.clang: %.c $(ANALYZED_HEADERS)
	@mkdir -p $(@D)
	$(call Q,CLANG)clang -Werror $(WARNINGS) $(ANALYZED_FLAGS) -fsyntax-only $<
	@touch $@

build/analyze/%.tidy: %.c $(ANALYZED_HEADERS) .clang-tidy bindings/.clang-tidy
	@mkdir -p $(@D)
	$(call Q,TIDY)clang-tidy --quiet $< -- $(ANALYZED_SEEN) $(ANALYZED_FLAGS) 2>/dev/null
	@touch $@

# One process, which looks from file to file. It does not follow which way a value came: values
# without a start are clang's and the sanitizers' here, too.
analyze-cppcheck:
	$(call Q,CPPCHECK)cppcheck -q --std=c11 --error-exitcode=1 --inline-suppr --enable=warning,performance,portability \
	    --suppress=missingInclude --suppress=uninitvar --suppress=legacyUninitvar --suppress=uninitStructMember --suppress=ctuuninitvar \
	    '-D_Noreturn=__attribute__((noreturn))' -D__linux__ -D__x86_64__ --include=tests/support/analyzed.h -Iinclude -I. $(ANALYZED)

.PHONY: analyze analyze-scripts analyze-gcc analyze-clang analyze-tidy analyze-cppcheck
