# MINUTES=20 of preview, --watch, repl, a script and batches at once: memory, descriptors and files stay.
soak: all $(OUT)/bench/measure $(OUT)/bench/sync.so
	@sh tests/support/setup $(PACKAGES) python3
	@CAPAI=$(OUT)/capai TOOLS=$(OUT)/bench nice -n 10 /usr/bin/python3 -B tests/soak/soak.py $(or $(MINUTES),20)

.PHONY: soak
