# Settings; change them on the command line: make MODE=asan CC=clang WERROR=1
MODE ?= release
CC = gcc
PREFIX ?= /usr/local
WERROR ?= 0
LUA ?= lua5.4
PG_CONFIG ?= pg_config

# What a Debian machine needs. `make setup` installs what is missing; nothing when all is there.
PACKAGES = gcc make pkg-config lua5.4 liblua5.4-dev libcsv-dev libmd-dev libedit-dev libcmocka-dev \
           libintelrdfpmath-dev libgmp-dev libminizip-dev libzip-dev libexpat1-dev libxlsxwriter-dev \
           libxxhash-dev libzstd-dev zlib1g-dev libevent-dev python3 python3-openpyxl lua-check groff-base sqlite3 libsqlite3-dev
# What `make test-all` needs besides: an office suite, a browser, what makes PDF and what reads it.
PACKAGES_ALL = libreoffice-calc-nogui libreoffice-writer-nogui libreoffice-math-nogui python3-docx \
               chromium weasyprint poppler-utils fonts-liberation zsh fish mkdocs \
               $(PACKAGES_POSTGRES) $(PACKAGES_CLUSTER)
PACKAGES_CLUSTER = parallel openssh-server openssh-client rsync slurm-wlm munge
PACKAGES_POSTGRES = postgresql-15 postgresql-server-dev-15
# What `make win` needs besides, and its test.
MINGW = x86_64-w64-mingw32
PACKAGES_WINDOWS = gcc-mingw-w64-x86-64-posix binutils-mingw-w64-x86-64 dpkg-dev tcl
PACKAGES_WINE = wine wine64
PACKAGES_CHECK = clang libclang-rt-14-dev valgrind clang-format

OUT = build/$(MODE)
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wundef -Wstrict-prototypes -Wmissing-prototypes \
           -Wwrite-strings -Wcast-qual -Wconversion -Wdouble-promotion -Wvla -Wformat=2
FLAGS_release = -O2 -g -DNDEBUG $(HARD)
FLAGS_debug = -O0 -g
FLAGS_asan = -O1 -g -DSANDBOX_MILLISECONDS=5000 -DCAPAI_SHADOW_MEMORY -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_tsan = -O1 -g -DCAPAI_SHADOW_MEMORY -fsanitize=thread
FLAGS_valgrind = -O1 -g -DSANDBOX_MILLISECONDS=120000 -DCAPAI_SHADOW_MEMORY
# Counted where the source is read, so that what is optimised or folded later changes no figure.
FLAGS_coverage = -O1 -g -DNDEBUG -DSANDBOX_MILLISECONDS=5000 -fprofile-instr-generate -fcoverage-mapping -fprofile-update=atomic -mllvm -runtime-counter-relocation -Wno-unused-command-line-argument -include tests/coverage/exit.h
# tests/fuzz/fuzz.mk
FLAGS_fuzz = $(FLAGS_asan) -DFUZZING -fsanitize=fuzzer-no-link
FLAGS_afl = $(FLAGS_asan) -DFUZZING
# One file that runs on any Linux: everything inside, scripts too (core/carried.h).
FLAGS_static = -O2 -DNDEBUG $(HARD) -DCAPAI_STATIC -DCAPAI_CARRIED='"$(OUT)/carried.inc"'
# The same for Windows, by a compiler that runs here.
FLAGS_windows = $(FLAGS_static) -D__USE_MINGW_ANSI_STDIO=1 -D_FILE_OFFSET_BITS=64 -D_WIN32_WINNT=0x0601 -isystem build/libraries-windows/include
$(if $(FLAGS_$(MODE)),,$(error MODE=$(MODE) is none of release, debug, asan, tsan, valgrind, coverage, fuzz, afl, static, windows))

# What is handed out stops at a mistake of memory instead of going on, and is harder to misuse:
# tests/support/hardened sees to it in the files. A compiler that knows a flag not goes without it.
takes = $(shell $(CC) -Werror $(1) -x c -c -o /dev/null /dev/null 2>/dev/null && echo '$(1)')
ifneq ($(filter release static windows,$(MODE)),)
FORTIFY := $(shell echo '\#include <string.h>' | $(CC) -O2 -Werror -D_FORTIFY_SOURCE=3 -x c -fsyntax-only - 2>/dev/null && echo 3 || echo 2)
HARD := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$(FORTIFY) -fstack-protector-strong -Werror=format-security
ifeq ($(MODE),windows) # where each page of the stack is touched anyway, and gcc 12 fails when it is told to
HARD_LINK = -Wl,--dynamicbase,--high-entropy-va,--nxcompat
else
HARD += $(call takes,-fstack-clash-protection)
HARD_LINK = -Wl,-z,relro,-z,now,-z,noexecstack
PIE = -pie
endif
endif
# no path of this machine in what is built
CFLAGS = -std=c17 -ffile-prefix-map=$(CURDIR)=. -fPIC -fvisibility=hidden -fno-semantic-interposition $(WARNINGS) $(FLAGS_$(MODE)) $(if $(filter 1,$(WERROR)),-Werror)
# V=1 shows the commands
Q = $(if $(V),,@echo "  $(1) $@";)
CPPFLAGS = -Iinclude -I. -Itests/support
LUA_CFLAGS = $(shell pkg-config --cflags lua5.4)
LUA_LIBS = $(shell pkg-config --libs lua5.4)
# libbidgcc000: arguments by value, rounding mode and flags as arguments
CORE_LIBS = -lcsv -lgmp -lmd -lbidgcc000 -lminizip -lz -lzstd -lexpat
# The program carries its small libraries with it: to find and bind each one costs a start as much
# as reading a file of data. Lua stays shared, since C modules that a script requires bring it too.
CLI_LIBS = $(LUA_LIBS) -Wl,-Bstatic -levent_extra -levent_core -ledit -lbsd -ltinfo $(filter-out -lminizip -lz -lzstd,$(CORE_LIBS)) -Wl,-Bdynamic -lminizip -lz -lzstd

CLI_LIBS_static = -static-pie -Wl,--build-id=none,-s build/xlsxwriter/libxlsxwriter.a -lsqlite3 $(LUA_LIBS) -levent_extra -levent_core -ledit -lbsd -ltinfo $(CORE_LIBS) -lm

CLI_LIBS_windows = -static -municode -Wl,--no-insert-timestamp,-s -Wl,--wrap=fopen,--wrap=tmpfile,--wrap=remove,--wrap=rename,--wrap=system,--wrap=getenv \
    build/libraries-windows/libwindows.a -lpthread

VERSION = $(shell sed -n 's/^.define CAPAI_VERSION "\(.*\)"/\1/p' include/capai/version.h)
SONAME = libcapai.so.0

# On Windows X_windows.c stands in the place of X.c.
ifeq ($(MODE),windows)
NOT_ON_WINDOWS = core/system_watch.c bindings/cli/server.c bindings/cli/visitors.c
EXE = .exe
of_system = $(filter-out $(NOT_ON_WINDOWS) $(patsubst %_windows.c,%.c,$(filter %_windows.c,$(1))),$(1))
else
of_system = $(filter-out %_windows.c,$(1))
endif
CORE = $(call of_system,$(wildcard core/*.c))
BINDING = $(call of_system,$(wildcard bindings/lua/*.c))
CLI = $(call of_system,$(wildcard bindings/cli/*.c))
SQL = $(wildcard bindings/sql/*.c)
SQLITE = $(wildcard bindings/sqlite/*.c)
RESULTS = $(wildcard bindings/results/*.c)
POSTGRES = $(wildcard bindings/postgres/*.c)
TESTS_CORE = $(wildcard tests/core/test_*.c)
TESTS_BINDING = $(wildcard tests/lua/test_*.c)
object = $(patsubst %.c,$(OUT)/%.o,$(1))

all: lib module cli
lib: $(OUT)/libcapai.a $(OUT)/$(SONAME) $(OUT)/capai.pc
module: $(OUT)/capai.so
cli: $(OUT)/capai
sqlite: $(OUT)/capai_sqlite.so

# The release build is what people use: it also stands in build/ itself.
ifeq ($(MODE),release)
all: build/capai build/capai.so
build/capai: $(OUT)/capai
	@cp $< $@
build/capai.so: $(OUT)/capai.so
	@cp $< $@
sqlite: build/capai_sqlite.so
build/capai_sqlite.so: $(OUT)/capai_sqlite.so
	@cp $< $@
endif

# ---- building ----

# What objects are built with, and from: a change of compiler, flags or list of files rebuilds.
$(OUT)/how: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(CFLAGS) $(CPPFLAGS) $(CLI_LIBS) $(CORE) $(BINDING) $(RESULTS) $(CLI) $(SQL) $(SQLITE)' | cmp -s - $@ || \
	    echo '$(CC) $(CFLAGS) $(CPPFLAGS) $(CLI_LIBS) $(CORE) $(BINDING) $(RESULTS) $(CLI) $(SQL) $(SQLITE)' > $@

# The core by itself, for the program and the tests.
$(OUT)/libcore.a: $(call object,$(CORE)) $(OUT)/how
	@rm -f $@
	$(call Q,AR)ar rcs $@ $(call object,$(CORE))

# The library and the module are made of one object. Outside it only those names are seen that
# include/capai declares, in the module only the one that Lua calls.
$(OUT)/whole.o: $(call object,$(CORE) $(BINDING)) $(OUT)/how
	$(call Q,LD)ld -r -o $@ $(call object,$(CORE) $(BINDING))

LOCALIZE = --localize-hidden
$(OUT)/libcapai.a: $(OUT)/whole.o
	@objcopy $(LOCALIZE) --localize-symbol=luaopen_capai --localize-symbol=luaopen_capai_api $< $(OUT)/libcapai.o
	@rm -f $@
	$(call Q,AR)ar rcs $@ $(OUT)/libcapai.o

$(OUT)/$(SONAME): $(OUT)/libcapai.a
	$(call Q,LD)$(CC) $(CFLAGS) $(HARD_LINK) -shared -Wl,-soname,$(SONAME),-Bsymbolic-functions,--exclude-libs,ALL -o $@ \
	    $(OUT)/libcapai.o $(LUA_LIBS) $(CORE_LIBS)

$(OUT)/capai.so: $(OUT)/whole.o
	@objcopy --keep-global-symbol=luaopen_capai --keep-global-symbol=luaopen_capai_api $< $(OUT)/module.o
	$(call Q,LD)$(CC) $(CFLAGS) $(HARD_LINK) -shared -Wl,--exclude-libs,ALL -o $@ $(OUT)/module.o $(CORE_LIBS)

# The SQLite extension, of which only the name that SQLite calls is seen.
$(OUT)/capai_sqlite.so: $(OUT)/whole.o $(call object,$(SQL) $(SQLITE)) $(OUT)/how
	$(call Q,LD)ld -r -o $(OUT)/capai_sqlite.o $(filter %.o,$^)
	@objcopy --keep-global-symbol=sqlite3_capaisqlite_init $(OUT)/capai_sqlite.o
	@$(CC) $(CFLAGS) $(HARD_LINK) -shared -Wl,--exclude-libs,ALL -o $@ $(OUT)/capai_sqlite.o $(LUA_LIBS) $(CORE_LIBS)

# The PostgreSQL extension: the module, and what describes it.
postgres: $(OUT)/postgres/capai.so
$(OUT)/postgres/capai.so: $(OUT)/whole.o $(call object,$(SQL) $(POSTGRES)) $(OUT)/how
	@mkdir -p $(@D)
	$(call Q,LD)ld -r -o $(OUT)/postgres/module.o $(filter %.o,$^)
	@objcopy -w -G Pg_magic_func -G _PG_init -G 'pg_finfo_*' -G 'pg_capai_*' $(OUT)/postgres/module.o
	@$(CC) $(CFLAGS) $(HARD_LINK) -shared -Wl,--exclude-libs,ALL -o $@ $(OUT)/postgres/module.o $(LUA_LIBS) $(CORE_LIBS)

$(OUT)/bindings/postgres/%.o: CPPFLAGS += -isystem $(shell $(PG_CONFIG) --includedir-server)

$(OUT)/capai.pc: capai.pc.in include/capai/version.h FORCE
	@sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|; s|@LIBS@|$(CORE_LIBS)|' $< > $@

$(OUT)/capai$(EXE): $(call object,$(CLI) $(RESULTS) $(BINDING)) $(OUT)/libcore.a $(OUT)/how
	$(call Q,LD)$(CC) $(CFLAGS) $(PIE) $(HARD_LINK) -o $@ $(filter %.o %.a %.res,$^) $(or $(CLI_LIBS_$(MODE)),$(CLI_LIBS))

# The program in one file, build/static/capai.
static:
	@sh tests/support/setup dpkg-dev
	@sh .ci/xlsxwriter build/xlsxwriter
	@$(MAKE) --no-print-directory MODE=static build/static/capai

# The program for Windows in one file, build/windows/capai.exe.
win:
	@sh tests/support/setup $(PACKAGES) $(PACKAGES_WINDOWS)
	@CC=$(MINGW)-gcc sh .ci/windows build/libraries-windows
	@$(MAKE) --no-print-directory MODE=windows CC=$(MINGW)-gcc LUA_CFLAGS= build/windows/capai.exe

$(OUT)/capai.res: bindings/cli/capai.rc bindings/cli/capai.manifest include/capai/version.h
	@mkdir -p $(@D)
	@$(MINGW)-windres -Iinclude -O coff -o $@ $<
ifeq ($(MODE),windows)
$(OUT)/capai$(EXE): $(OUT)/capai.res
endif

SCRIPTS = $(sort $(shell find scripts -name '*.lua' -o -path '*help*.txt' -o -path 'scripts/dashboard/*.*' -o -path 'scripts/preview/*.*'))
$(OUT)/carried.inc: core/carry.lua $(SCRIPTS)
	@mkdir -p $(@D)
	@$(LUA) core/carry.lua $(SCRIPTS) > $@
ifneq ($(filter static windows,$(MODE)),)
$(OUT)/core/carried.o: $(OUT)/carried.inc
endif

# The core knows no Lua: its objects are compiled without Lua's headers, and a header of that name
# that could still be reached stops the compiler.
$(OUT)/core/%.o: core/%.c $(OUT)/how
	@mkdir -p $(@D)
	$(call Q,CC)$(CC) $(CFLAGS) -Itests/support/no-lua $(CPPFLAGS) -MMD -MP -c -o $@ $<

$(OUT)/bindings/%.o: bindings/%.c $(OUT)/how
	@mkdir -p $(@D)
	$(call Q,CC)$(CC) $(CFLAGS) $(CPPFLAGS) $(LUA_CFLAGS) -MMD -MP -c -o $@ $<

# ---- setting up, showing ----

setup:
	@sh tests/support/setup $(PACKAGES)

setup-check:
	@sh tests/support/setup $(PACKAGES) $(PACKAGES_CHECK)

demo: setup
	@$(MAKE) --no-print-directory -s $(if $(filter -j%,$(MAKEFLAGS)),,-j$$(nproc)) all
	@for d in jaten-2023 semboro-2024 ledokombo-2023; do build/capai eval examples/$$d || exit 1; done
	@printf '\n%s\n' 'The program is build/capai. In this terminal it is the command capai after' \
	    '    export PATH="$(CURDIR)/build:$$PATH"' 'Go on with docs/tutorial.md (docs/id/tutorial.md), or: capai help start'

# ---- testing ----

# What notes the messages that tests provoke (tests/support/record.c), and how it gets to hear of them.
RECORD = $(OUT)/tests/record.o
WRAP = --wrap=capai_fail --wrap=capai_fail_memory
$(RECORD): tests/support/record.c $(OUT)/how
	@mkdir -p $(@D)
	$(call Q,CC)$(CC) $(CFLAGS) -Wno-missing-prototypes $(CPPFLAGS) -MMD -MP -D_GNU_SOURCE -c -o $@ $<

# Program, module and SQLite extension as the Lua tests use them: the same objects, and the recorder.
RECORDED = $(addprefix $(OUT)-recorded/,capai capai.so capai_sqlite.so)
$(OUT)-recorded/capai: $(call object,$(CLI) $(RESULTS) $(BINDING)) $(RECORD) $(OUT)/libcore.a $(OUT)/how
	@mkdir -p $(@D)
	$(call Q,LD)$(CC) $(CFLAGS) $(PIE) $(HARD_LINK) $(WRAP:%=-Wl,%) -o $@ $(filter %.o %.a,$^) $(or $(CLI_LIBS_$(MODE)),$(CLI_LIBS))

$(OUT)-recorded/whole.o: $(call object,$(CORE) $(BINDING)) $(RECORD) $(OUT)/how
	@mkdir -p $(@D)
	$(call Q,LD)ld -r $(WRAP) -o $@ $(filter %.o,$^)

$(OUT)-recorded/capai.so: $(OUT)-recorded/whole.o
	@objcopy --keep-global-symbol=luaopen_capai --keep-global-symbol=luaopen_capai_api $< $(OUT)-recorded/module.o
	$(call Q,LD)$(CC) $(CFLAGS) $(HARD_LINK) -shared -Wl,--exclude-libs,ALL -o $@ $(OUT)-recorded/module.o $(CORE_LIBS)

$(OUT)-recorded/capai_sqlite.so: $(call object,$(CORE) $(BINDING) $(SQL) $(SQLITE)) $(RECORD) $(OUT)/how
	@mkdir -p $(@D)
	$(call Q,LD)ld -r $(WRAP) -o $(OUT)-recorded/capai_sqlite.o $(filter %.o,$^)
	@objcopy --keep-global-symbol=sqlite3_capaisqlite_init $(OUT)-recorded/capai_sqlite.o
	@$(CC) $(CFLAGS) $(HARD_LINK) -shared -Wl,--exclude-libs,ALL -o $@ $(OUT)-recorded/capai_sqlite.o $(LUA_LIBS) $(CORE_LIBS)

$(OUT)/tests/core/%: tests/core/%.c $(OUT)/libcore.a $(RECORD) tests/support/capai_test.h $(wildcard tests/support/*_test.h)
	@mkdir -p $(@D)
	$(call Q,CC)$(CC) $(CFLAGS) -Itests/support/no-lua $(CPPFLAGS) $(WRAP:%=-Wl,%) -o $@ $< $(RECORD) $(OUT)/libcore.a -lcmocka -lzip $(CORE_LIBS)

$(OUT)/tests/lua/%: tests/lua/%.c $(OUT)/libcore.a $(RECORD) $(call object,$(BINDING) $(RESULTS) $(SQL)) tests/support/capai_test.h $(wildcard tests/support/*_test.h)
	@mkdir -p $(@D)
	$(call Q,CC)$(CC) $(CFLAGS) $(CPPFLAGS) $(LUA_CFLAGS) $(WRAP:%=-Wl,%) -o $@ $< $(RECORD) $(call object,$(BINDING) $(RESULTS) $(SQL)) $(OUT)/libcore.a \
	    -lcmocka -lzip $(LUA_LIBS) $(CORE_LIBS)

$(OUT)/tests/lua/test_visitors: $(OUT)/bindings/cli/visitors.o
$(OUT)/tests/lua/test_visitors: private LUA_LIBS += $(OUT)/bindings/cli/visitors.o

# its allocator stands between the core and the C library
$(OUT)/tests/core/test_batch_torture: private CORE_LIBS += $(foreach f,malloc calloc realloc free realpath capai_arena_init sets_size,-Wl,--wrap=$f)

# memory and readings that fail in the midst of a file
$(OUT)/tests/core/test_batch_scan_faults: private CORE_LIBS += $(foreach f,malloc calloc realloc free capai_source_read,-Wl,--wrap=$f)

# a store changes when it was looked at
$(OUT)/tests/core/test_batch_damaged: private CORE_LIBS += -Wl,--wrap=batch_check

# all data sets are large to it
$(OUT)/tests/core/test_quick_odd: private CORE_LIBS += -Wl,--wrap=sets_size

# the system's calls, which fail when told to (tests/support/calls_test.h)
CALLS = __open_2 access clock_gettime close dup dup2 fchmod fclose fcntl fdopen flock fork fstat fsync ftruncate getrlimit mkdir open \
        pread read rename sched_getaffinity stat syncfs tmpfile waitpid write
$(OUT)/tests/core/test_calls: private CORE_LIBS += $(foreach f,$(CALLS),-Wl,--wrap=$f)

CARRIED_TEST = $(shell find tests/support/carried -type f)
$(OUT)/tests/core/test_carried: $(OUT)/tests/carried.inc
$(OUT)/tests/core/test_carried: private CPPFLAGS += -I$(OUT)
$(OUT)/tests/carried.inc: core/carry.lua $(CARRIED_TEST)
	@mkdir -p $(@D)
	@$(LUA) core/carry.lua $(CARRIED_TEST) > $@

test-programs: all sqlite fault-programs $(RECORDED) fuzz-programs $(addprefix $(OUT)/bench/,generate shuffle tokenise measure sync.so) $(patsubst %.c,$(OUT)/%,$(TESTS_CORE) $(TESTS_BINDING))

test: setup
	@$(MAKE) --no-print-directory check lint

# The tests, workbooks and templates that an office suite saves now, formulas that it computes, every
# figure of the three reports changed once, these reports in a browser, in the office suite and on
# paper, the dashboard of a country, random data, and completions in other shells.
test-all: test test-more

test-more: all
	@sh tests/support/setup $(PACKAGES_ALL)
	@sh tests/support/office build/workbooks
	@CAPAI=$(OUT)/capai WORKBOOKS=build/workbooks $(LUA) tests/lua/workbooks.lua
	@LUA_CPATH='$(OUT)/?.so;;' $(LUA) tests/support/recalculate.lua $(CURDIR)/build/recalculated
	@CAPAI=$(OUT)/capai SHELLS="zsh fish" $(LUA) tests/lua/complete.lua
	@CAPAI=$(OUT)/capai SHELLS="zsh fish" $(LUA) tests/lua/options.lua
	@CAPAI=$(OUT)/capai OFFICE=1 $(LUA) tests/lua/template.lua
	@CAPAI=$(OUT)/capai AUDIT_EVERY=1 LUA_CPATH='$(OUT)/?.so;;' $(LUA) tests/lua/audit.lua
	@CAPAI=$(OUT)/capai KILLS=50 LUA_CPATH='$(OUT)/?.so;;' $(LUA) tests/lua/batch.lua
	@rm -rf build/reports; CAPAI=$(OUT)/capai sh tests/support/reports build/reports html docx xlsx pdf json
	@CAPAI=$(OUT)/capai REPORTS="html docx xlsx" $(LUA) tests/lua/golden_reports.lua
	@CAPAI=$(OUT)/capai HOSTILE=build/reports LUA_CPATH='$(OUT)/?.so;;' $(LUA) tests/lua/hostile.lua
	@/usr/bin/python3 tests/support/pages.py build/reports
	@/usr/bin/python3 tests/support/papers.py build/reports
	@CAPAI=$(OUT)/capai LUA=$(LUA) /usr/bin/python3 tests/support/dashboard.py build/dashboard
	@CAPAI=$(OUT)/capai /usr/bin/python3 tests/support/preview.py build/preview
	@$(MAKE) --no-print-directory test-random test-postgres test-deb test-rock test-static test-cluster test-docs

# The pages of docs/ as a site in build/site, which needs no server: build/site/index.html
docs:
	@sh tests/support/setup mkdocs
	@sh .ci/docs build/site

# The same bytes each time; then in a browser.
test-docs: docs
	@sh tests/support/setup chromium
	@rm -rf build/site-again && sh .ci/docs build/site-again && diff -r build/site build/site-again
	@/usr/bin/python3 tests/support/site.py build/site

# A hundred thousand random texts, scanned by us and by libcsv; a hundred random data sets, by batch
# and by eval; what must hold whatever the numbers are. For more there is make fuzz.
test-random: test-programs
	@FUZZ=100000 TMPDIR=$$(sh tests/support/scratch) $(OUT)/tests/core/test_batch_scan
	@FUZZ=100 CAPAI=$(OUT)/capai $(LUA) tests/lua/batch_random.lua
	@$(MAKE) --no-print-directory properties ROUNDS=$(or $(ROUNDS),20)

# Random data under random rules, against a slow evaluator of its own: CASES of them from SEED on.
differential: cli
	@sh tests/support/setup python3
	@CAPAI=$(OUT)/capai PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 tests/differential/run.py $(or $(CASES),1000000) $(or $(SEED),1)

# What must hold whatever the numbers are, on ROUNDS random data sets from SEED on.
properties: cli
	@sh tests/support/setup python3
	@CAPAI=$(OUT)/capai PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 tests/differential/properties.py $(or $(ROUNDS),100) $(or $(SEED),1)

# The first pages of the reports, to be looked at.
pictures: all
	@sh tests/support/setup $(PACKAGES) $(PACKAGES_ALL)
	@CAPAI=$(OUT)/capai sh tests/support/pictures $(or $(PICTURES),build/pictures)

# The extension in a server of its own.
test-postgres: all postgres
	@PG_CONFIG='$(PG_CONFIG)' WERROR=$(WERROR) sh tests/support/postgres $(OUT)

# The scripts of examples/cluster, on a server and a Slurm of their own; shards that are killed.
test-cluster: cli $(OUT)/bench/generate
	@sh tests/support/setup $(PACKAGES_CLUSTER)
	@sh tests/cluster/run $(OUT)

# The program in one file, with nothing beside it.
test-static: all static
	@WERROR=$(WERROR) sh tests/support/static $(OUT)

# The program for Windows, under wine.
test-win: all win
	@sh tests/support/setup $(PACKAGES_WINE)
	@sh tests/support/windows $(OUT)

# The rock in a tree of its own.
test-rock:
	@sh tests/support/setup luarocks
	@sh tests/support/rock $(VERSION)

# The package in a clean Debian; as root.
test-deb: deb
	@sh tests/support/setup debootstrap
	@WERROR=$(WERROR) sh tests/support/deb $(OUT) $(VERSION)

# How much of the texts of real reports comes back: SEEDS is a folder with them.
test-seeds: all
	@CAPAI=$(OUT)/capai $(LUA) tests/support/seeds.lua "$(abspath $(SEEDS))"

# The core alone: compiles and passes its tests with no Lua on the include path.
test-core: $(patsubst %.c,$(OUT)/%,$(TESTS_CORE))
	@sh tests/run $(OUT) core '$(notdir $(TESTS_CORE:.c=))'

# All tests with the tools that are there; `make test` sees to them first.
check: test-programs
	@rm -rf $(OUT)/tree; $(MAKE) --no-print-directory -s install DESTDIR=$(CURDIR)/$(OUT)/tree PREFIX=/prefix
	@CAPAI_CC='$(CC) $(FLAGS_$(MODE))' sh tests/run $(OUT) all '$(notdir $(TESTS_CORE:.c=) $(TESTS_BINDING:.c=))'

# Every attack of tests/attacks/, by name, and how many there are.
attacks: test-programs
	@$(OUT)/tests/lua/test_attacks 2>&1 | grep "attacks of scripts"
	@CAPAI=$(OUT)-recorded/capai LUA_CPATH='$(OUT)-recorded/?.so;;' $(LUA) tests/lua/hostile.lua
	@CAPAI=$(OUT)-recorded/capai $(LUA) tests/lua/attacks.lua

asan:
	@$(MAKE) --no-print-directory MODE=asan WERROR=1 check

# Threads that share rules; copies of the process beside threads; batches with 1, 2, 4 and 16 of them.
tsan:
	@$(MAKE) --no-print-directory MODE=tsan WERROR=1 $(addprefix build/tsan/tests/core/,test_threads test_pipeline test_child) build/tsan/tests/lua/test_sql \
	    $(addprefix build/tsan/,capai bench/generate bench/shuffle)
	@sh tests/run build/tsan core 'test_threads test_pipeline test_child test_sql'
	@CAPAI=build/tsan/capai TOOLS=build/tsan/bench $(LUA) tests/support/threads.lua

asan-clang:
	@$(MAKE) --no-print-directory MODE=asan CC=clang WERROR=1 OUT=build/asan-clang check

valgrind:
	@CAPAI_WRAP="valgrind -q --error-exitcode=99 --leak-check=full \
	    --errors-for-leak-kinds=definite --show-leak-kinds=definite" $(MAKE) --no-print-directory MODE=valgrind check
	@$(MAKE) --no-print-directory valgrind-commands

# Each command over every example, in minutes.
valgrind-commands:
	@$(MAKE) --no-print-directory MODE=valgrind WERROR=1 build/valgrind/capai
	@LUA=$(LUA) sh tests/support/valgrind build/valgrind/capai

-include tests/coverage/coverage.mk

# ---- fuzzing ----

-include tests/fuzz/fuzz.mk

# ---- measuring ----

$(OUT)/bench/%: tests/bench/%.c $(OUT)/how
	@mkdir -p $(@D)
	$(call Q,CC)$(CC) $(CFLAGS) -o $@ $< -lcsv

$(OUT)/bench/sync.so: tests/bench/sync.c $(OUT)/how
	@mkdir -p $(@D)
	$(call Q,CC)$(CC) $(CFLAGS) $(HARD_LINK) -shared -o $@ $<

# BENCH=small or big, RUNS=5
bench: cli $(addprefix $(OUT)/bench/,generate shuffle tokenise measure sync.so)
	@sh tests/support/setup mawk sqlite3
	@BENCH=$(BENCH) RUNS=$(or $(RUNS),5) $(LUA) tests/bench/bench.lua $(OUT) build/bench.json

# What shards cost, and what they save; ROWS="..." are other sizes.
bench-cluster: cli $(OUT)/bench/generate
	@tests/bench/cluster $(OUT) $(ROWS)

# ---- order in the house ----

lint: check-headers analyze-scripts
	@$(LUA) tests/support/checksrc.lua $(wildcard core/*.c bindings/lua/*.c bindings/cli/*.c) $(RESULTS) $(SQL) $(SQLITE) $(POSTGRES) $(wildcard core/*.h include/capai/*.h bindings/*/*.h)

# Every header compiles alone.
check-headers:
	@for h in include/capai/*.h core/*.h bindings/*/*.h; do \
	    printf '#include "%s"\nint none;\n' $$h | $(CC) $(CFLAGS) $(CPPFLAGS) $(LUA_CFLAGS) -fsyntax-only -x c - || exit 1; done
	@printf '#include "capai/capai.h"\n' | sh tests/support/optional g++ -std=c++11 -Wall -Wextra -Wpedantic -Werror \
	    -Iinclude -fsyntax-only -x c++ -

# The pages and stubs that are made from what module and program say of themselves.
reference: all
	@LUA_CPATH='build/?.so;;' $(LUA) bindings/lua/reference.lua
	@CAPAI=$(OUT)/capai $(LUA) bindings/cli/reference.lua
	@$(LUA) core/reference.lua

# Manual pages in both languages, from the pages of `capai help`.
MANUALS = $(foreach m,man1/capai.1 man5/capai-data.5 man5/capai-layouts.5 man5/capai-rules.5,$m id/$m)
man: $(addprefix $(OUT)/man/,$(MANUALS))
$(OUT)/man/%: $(OUT)/capai $(shell find scripts/help scripts/capai/help* -type f)
	@mkdir -p $(@D)
	@$(OUT)/capai help --format man --lang $(if $(filter id/%,$*),id,en) $(basename $(notdir $@)) > $@

format:
	@clang-format -i $(shell git ls-files '*.c' '*.h')

format-check:
	@sh tests/support/optional clang-format --dry-run -Werror $(shell git ls-files '*.c' '*.h')

# ---- installing ----

# Pairs FILE:PLACE below PREFIX.
INSTALLED = $(OUT)/capai:bin/capai $(OUT)/capai.so:lib/lua/5.4/capai.so \
            $(OUT)/libcapai.a:lib/libcapai.a $(OUT)/$(SONAME):lib/$(SONAME) \
            $(OUT)/capai.pc:lib/pkgconfig/capai.pc \
            $(foreach f,$(wildcard include/capai/*),$f:$f) \
            $(foreach f,$(SCRIPTS),$f:share/capai/$f) \
            $(foreach m,$(MANUALS),$(OUT)/man/$m:share/man/$m) \
            scripts/completions/capai.bash:share/bash-completion/completions/capai \
            scripts/completions/_capai:share/zsh/site-functions/_capai \
            scripts/completions/capai.fish:share/fish/vendor_completions.d/capai.fish

# Where it has been built.
SQLITE_INSTALLED = $(OUT)/capai_sqlite.so:lib/sqlite3/capai_sqlite.so

install: all man
	@set -e; to="$(DESTDIR)$(PREFIX)"; for pair in $(INSTALLED) $(if $(wildcard $(OUT)/capai_sqlite.so),$(SQLITE_INSTALLED)); do \
	    mode=644; [ "$${pair#*:}" != bin/capai ] || mode=755; \
	    install -D -m $$mode "$${pair%%:*}" "$$to/$${pair#*:}"; done; \
	ln -sf $(SONAME) "$$to/lib/libcapai.so"

# For LuaRocks, which has folders of its own.
install-module: module
	@install -D -m 644 $(OUT)/capai.so "$(MODULE_FOLDER)/capai.so"

# A package for Debian: $(OUT)/capai_VERSION_ARCH.deb
deb: all sqlite
	@sh tests/support/setup dpkg-dev xz-utils
	@WERROR=$(WERROR) sh .ci/deb $(OUT) $(VERSION)

# Into the folders of the server; DESTDIR= as for install.
install-postgres: postgres
	@install -D -m 644 $(OUT)/postgres/capai.so "$(DESTDIR)$$($(PG_CONFIG) --pkglibdir)/capai.so"
	@set -e; for f in bindings/postgres/capai.control bindings/postgres/capai--*.sql; do \
	    install -D -m 644 $$f "$(DESTDIR)$$($(PG_CONFIG) --sharedir)/extension/$${f##*/}"; done

uninstall-postgres:
	@rm -f "$(DESTDIR)$$($(PG_CONFIG) --pkglibdir)/capai.so" \
	    "$(DESTDIR)$$($(PG_CONFIG) --sharedir)/extension/capai.control" \
	    "$(DESTDIR)$$($(PG_CONFIG) --sharedir)"/extension/capai--*.sql

uninstall:
	@to="$(DESTDIR)$(PREFIX)"; rm -f "$$to/lib/libcapai.so"; for pair in $(INSTALLED) $(SQLITE_INSTALLED); do \
	    rm -f "$$to/$${pair#*:}"; done; \
	for d in include share; do [ ! -d "$$to/$$d/capai" ] || \
	    find "$$to/$$d/capai" -depth -type d -empty -delete; done

clean:
	rm -rf build

help:
	@echo "make            build build/capai and build/capai.so"
	@echo "make demo       set up, build, evaluate the three example reports"
	@echo "make test       set up, run all tests and checks"
	@echo "make test-all   the same, and what needs an office suite, a browser, PostgreSQL, Slurm, a clean Debian"
	@echo "make pictures   the first pages of the reports as PNG, in PICTURES=build/pictures"
	@echo "make static     build build/static/capai, one file that runs on any Linux"
	@echo "make deb        build a package for Debian"
	@echo "make win        build build/windows/capai.exe, one file for Windows   make test-win   try it under wine"
	@echo "make differential   a million results against a slow evaluator: CASES=1000000 SEED=1"
	@echo "make properties     what must hold whatever the numbers are: ROUNDS=100 SEED=1"
	@echo "make test-seeds SEEDS=DIR   read the texts of real reports in DIR, and count what comes back"
	@echo "make sqlite     build build/capai_sqlite.so, the functions for SQLite"
	@echo "make postgres   build the extension for PostgreSQL   make install-postgres   into the server's folders"
	@echo "make setup      install the packages that are missing, nothing else"
	@echo "make asan       all tests under address and undefined-behaviour sanitizers (asan-clang: clang)"
	@echo "make valgrind   all tests under valgrind        make coverage   lines and branches of the core that tests reach"
	@echo "make tsan       threads of batches, and with rules in common, under the thread sanitizer"
	@echo "make mutants    small mistakes made in the core, COUNT=500 of SEED=1: which of them the tests notice"
	@echo "make soak       MINUTES=20 of preview, repl and batches at once: memory and descriptors stay flat"
	@echo "make attacks    hostile scripts, files, names and folders: how many there are, all of them contained"
	@echo "make analyze    gcc, clang and their analyzers, clang-tidy, cppcheck, luacheck, shellcheck: a finding is an error"
	@echo "make valgrind-commands   each command over each example under valgrind, in minutes"
	@echo "make docs       the documents as a site, build/site/index.html"
	@echo "make man        manual pages, into build/release/man     make reference   docs that are made"
	@echo "make bench      time and memory of large data, against bare libcsv: docs/performance.md"
	@echo "make bench-cluster   what shards cost and save     make test-cluster   examples/cluster, on ssh and Slurm"
	@echo "make changes    files are written to while they are read, at each moment"
	@echo "make torture    each request of memory and each system call of every command fails in turn"
	@echo "make fuzz       each fuzz target for SECONDS=60, or one: TARGET=cell        make fuzz-afl   by AFL++"
	@echo "make lint       luacheck, source checks         make format     clang-format"
	@echo "make V=1        show the commands        make install   into PREFIX (DESTDIR=)   make uninstall, clean"

# where there are tests: a rock, and the source of a package, have none
-include tests/mutants/mutants.mk
-include tests/soak/soak.mk
-include tests/support/analyze.mk
-include tests/fault/fault.mk

-include $(shell find $(OUT) -name '*.d' -type f 2>/dev/null)

FORCE:

.PHONY: FORCE all lib module install-module cli static win sqlite postgres install-postgres uninstall-postgres \
        deb man reference setup setup-check demo test test-all test-more test-core test-programs test-seeds \
        docs test-docs test-random test-postgres test-deb test-rock test-static test-win test-cluster bench-cluster check check-headers lint format format-check attacks \
        bench differential properties pictures asan asan-clang tsan valgrind valgrind-commands coverage install uninstall clean help
