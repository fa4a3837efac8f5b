# How much of the core the tests reach, by line and by branch: `make coverage`. Built by clang, which
# counts the conditions of the source as they are written: each part of a && b, true and false.
PACKAGES_COVERAGE = clang libclang-rt-14-dev llvm
# Counts of all processes of a run, added up in a few files.
COVERED = build/coverage-counts

ifeq ($(MODE),coverage)
$(OUT)/core/system_child.o: CPPFLAGS += -DCOUNTED_CHILD
# where counts are kept is one hidden symbol of all objects, those of a program that links the library, too
LOCALIZE =
endif

coverage:
	@sh tests/support/setup $(PACKAGES) $(PACKAGES_COVERAGE)
	@rm -rf $(COVERED) && mkdir -p $(COVERED) && chmod 777 $(COVERED) # for tests that give up rights
	@TORTURE=all LLVM_PROFILE_FILE=$(CURDIR)/$(COVERED)/%4m.profraw $(MAKE) --no-print-directory MODE=coverage CC=clang check
	@$(MAKE) --no-print-directory -s MODE=coverage CC=clang coverage-faults
	@$(MAKE) --no-print-directory -s coverage-report

# What is done where memory or a system call fails: each way that leads there, once; and where files
# change while they are read. The counts are kept in memory that is the file, so that no fault meets
# the writing of them. Only what was reached matters here: whether promises are kept is seen by `make
# torture` and `make changes`.
COUNTED_AS = LLVM_PROFILE_FILE=$(CURDIR)/$(COVERED)/faults-%c%m.profraw
COUNTED = $(COUNTED_AS) nice $(FAULT)/torture
COUNTED_RANKS = fill,take,report_read_head,packet_load,report_add,end_record,read_one,put_head
COUNTED_OF = $(OUT)-pieces/capai $(FAULT)/fault.so tests/fault/cases tests/fault/files
coverage-faults: fault-programs $(OUT)-pieces/capai
	-@$(COUNTED) --points --only eval,eval-workbook,eval-function,explain,compare $(COUNTED_OF)
	-@$(COUNTED) --points --only batch-large,batch-quick,batch-packed,batch-shard,merge $(COUNTED_OF)
	-@$(COUNTED) --points --io --only batch-ranks,merge-ranks $(COUNTED_OF)
	-@$(COUNTED_AS) nice $(FAULT)/change $(OUT)/capai $(FAULT)/fault.so tests/fault/changes tests/fault/files
	-@$(COUNTED) --points --memory --only batch-ranks --through $(COUNTED_RANKS) $(COUNTED_OF)
	-@$(COUNTED) --sample 500 --only batch-ranks,merge-ranks,batch-reports $(COUNTED_OF)

# What a run has counted, again: COVERAGE=-l lists every line and condition that was not reached,
# COVERAGE=core/text.c those of a file.
COUNTS = build/coverage/counts
coverage-report:
	@llvm-profdata merge -o $(COUNTS).profdata $(COVERED)/*.profraw
	@for form in lcov text; do llvm-cov export -format=$$form -skip-functions -instr-profile $(COUNTS).profdata \
	    -ignore-filename-regex '^(\./)?(bindings|include|tests)/|^/' build/coverage/libcapai.so.0 \
	    -object build/coverage/tests/core/test_carried >$(COUNTS).$$form || exit 1; done
	@$(LUA) tests/coverage/report.lua $(COUNTS).lcov $(COUNTS).text $(COVERAGE)

.PHONY: coverage coverage-faults coverage-report
