# MINUTES=20 of preview, --watch, repl, a script and batches at once: memory, descriptors and files stay.
soak: all
	@sh tests/support/setup $(PACKAGES) python3
	@CAPAI=$(OUT)/capai nice -n 10 /usr/bin/python3 -B tests/soak/soak.py $(or $(MINUTES),20)

.PHONY: soak
