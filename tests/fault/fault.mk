# Faults: every request of memory, and every system call, of every command made to fail in turn.
# `make torture` takes each way that leads to one, once, and somewhat more than an hour; `make test` a few of each command.
# TORTURE="--only eval --io" chooses; STRIDE=7 takes every seventh request of memory. PIECES=1 takes
# a program whose arenas ask for each piece by itself: more requests, and each of them can be refused.

FAULT = $(OUT)/fault
# What stands before the C library is not counted itself (tests/coverage/exit.h).
$(FAULT)/%.o $(FAULT)/torture $(FAULT)/change $(FAULT)/fault.so $(FAULT)/library.so: private FLAGS_coverage = -O1 -g
$(FAULT)/%.o: tests/fault/%.c tests/fault/fault.h tests/fault/run.h tests/fault/steps.h tests/fault/tree.h $(OUT)/how
	@mkdir -p $(@D)
	$(call Q,CC)$(CC) $(CFLAGS) $(CPPFLAGS) -c -o $@ $<
$(FAULT)/torture: $(addprefix $(FAULT)/,torture.o judge.o run.o steps.o tree.o)
$(FAULT)/change: $(addprefix $(FAULT)/,change.o run.o steps.o tree.o)
$(FAULT)/torture $(FAULT)/change:
	$(call Q,LD)$(CC) $(CFLAGS) -o $@ $^
$(FAULT)/fault.so $(FAULT)/library.so: $(FAULT)/%.so: $(FAULT)/%.o
	$(call Q,LD)$(CC) $(CFLAGS) -shared -o $@ $^

$(OUT)-pieces/capai: $(call object,$(CLI) $(RESULTS) $(BINDING)) $(FAULT)/pieces.o $(OUT)/libcore.a $(OUT)/how
	@mkdir -p $(@D)
	$(call Q,LD)$(CC) $(CFLAGS) $(PIE) $(HARD_LINK) -Wl,--wrap=capai_arena_init,--wrap=sets_size -o $@ $(filter %.o %.a,$^) $(or $(CLI_LIBS_$(MODE)),$(CLI_LIBS))

# The sample of `make test` has it, too, where tests/run takes one.
ifneq ($(filter release debug,$(MODE)),)
test-programs: $(OUT)-pieces/capai
endif

fault-programs: cli $(FAULT)/torture $(FAULT)/change $(FAULT)/fault.so $(FAULT)/library.so
torture: fault-programs $(if $(PIECES),$(OUT)-pieces/capai)
	@nice $(FAULT)/torture $(if $(STRIDE),--stride $(STRIDE),--points) $(TORTURE) $(OUT)$(if $(PIECES),-pieces)/capai $(FAULT)/fault.so tests/fault/cases tests/fault/files
# Files that are written to while they are read, at each moment (CHANGES="--only eval"): half a minute.
changes: fault-programs
	@nice $(FAULT)/change $(CHANGES) $(OUT)/capai $(FAULT)/fault.so tests/fault/changes tests/fault/files
.PHONY: fault-programs torture changes
