# Faults: every request of memory, and every system call, of every command made to fail in turn.
# `make torture` takes all of them, and half an hour to hours; `make test` a few of each command.
# TORTURE="--only eval --io" chooses; STRIDE=7 takes every seventh request of memory.

FAULT = $(OUT)/fault
$(FAULT)/%.o: tests/fault/%.c tests/fault/fault.h tests/fault/tree.h $(OUT)/how
	@mkdir -p $(@D)
	$(call Q,CC)$(CC) $(CFLAGS) $(CPPFLAGS) -c -o $@ $<
$(FAULT)/torture: $(addprefix $(FAULT)/,torture.o judge.o run.o tree.o)
	$(call Q,LD)$(CC) $(CFLAGS) -o $@ $^
$(FAULT)/fault.so: $(FAULT)/fault.o
	$(call Q,LD)$(CC) $(CFLAGS) -shared -o $@ $^

fault-programs: cli $(FAULT)/torture $(FAULT)/fault.so
torture: fault-programs
	@nice $(FAULT)/torture --stride $(or $(STRIDE),1) $(TORTURE) $(OUT)/capai $(FAULT)/fault.so tests/fault/cases tests/fault/files
.PHONY: fault-programs torture
