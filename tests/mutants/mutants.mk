# Whether the tests notice small mistakes in the core: COUNT=500 mutants of SEED=1, FILE=core/x.c alone,
# AGAIN=survived those anew that survived, AGAIN=all all of them. Hours on one core; a run that is stopped
# goes on.
mutants:
	@sh tests/support/setup $(PACKAGES) python3
	@FILE='$(FILE)' AGAIN='$(AGAIN)' nice -n 10 /usr/bin/python3 -B tests/mutants/run.py $(or $(COUNT),500) $(or $(SEED),1)

.PHONY: mutants
