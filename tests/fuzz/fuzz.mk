# Fuzzing. A target is one file, tests/fuzz/NAME.c, with its inputs in tests/fuzz/corpus/NAME and
# perhaps words of its language in tests/fuzz/words/NAME. In every build it is a program that replays
# inputs, which `make check` calls with the corpus; under MODE=fuzz it is a fuzzer (clang's
# libFuzzer), under MODE=afl one for AFL++.
FUZZ_TARGETS = $(patsubst tests/fuzz/%.c,%,$(filter-out tests/fuzz/replay.c,$(wildcard tests/fuzz/*.c)))
FUZZ_PROGRAMS = $(addprefix $(OUT)/tests/fuzz/,$(FUZZ_TARGETS))
FUZZ_MAIN = $(if $(filter fuzz afl,$(MODE)),-fsanitize=fuzzer,tests/fuzz/replay.c)

# An archive, so that a target takes of it only what it calls: a fuzzer looks at the counters of all
# code in its program after each input.
$(OUT)/libbinding.a: $(call object,$(BINDING)) $(OUT)/how
	@rm -f $@
	$(call Q,AR)ar rcs $@ $(call object,$(BINDING))

$(OUT)/tests/fuzz/%: tests/fuzz/%.c tests/fuzz/replay.c $(wildcard tests/fuzz/*.h tests/support/*.h) \
    $(OUT)/libbinding.a $(OUT)/libcore.a
	@mkdir -p $(@D)
	$(call Q,CC)$(CC) $(CFLAGS) $(CPPFLAGS) $(LUA_CFLAGS) -o $@ $< $(FUZZ_MAIN) $(OUT)/libbinding.a $(OUT)/libcore.a $(LUA_LIBS) $(CORE_LIBS)

fuzz-programs: $(FUZZ_PROGRAMS)

# What a machine without them needs for it.
PACKAGES_FUZZ = clang libclang-rt-14-dev llvm-14
PACKAGES_AFL = afl++

# SECONDS=60 for each target, TARGET=cell for one of them.
fuzz:
	@sh tests/support/setup $(PACKAGES) $(PACKAGES_FUZZ)
	@$(MAKE) --no-print-directory MODE=fuzz CC=clang WERROR=$(WERROR) $(addprefix build/fuzz/tests/fuzz/,$(or $(TARGET),$(FUZZ_TARGETS)))
	@sh tests/fuzz/run libfuzzer build/fuzz/tests/fuzz $(or $(SECONDS),60) $(or $(TARGET),$(FUZZ_TARGETS))

fuzz-afl:
	@sh tests/support/setup $(PACKAGES) $(PACKAGES_FUZZ) $(PACKAGES_AFL)
	@$(MAKE) --no-print-directory MODE=afl CC=afl-clang-fast WERROR=$(WERROR) $(addprefix build/afl/tests/fuzz/,$(or $(TARGET),$(FUZZ_TARGETS)))
	@sh tests/fuzz/run afl build/afl/tests/fuzz $(or $(SECONDS),60) $(or $(TARGET),$(FUZZ_TARGETS))

.PHONY: fuzz fuzz-afl fuzz-programs
