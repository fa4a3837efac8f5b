-- `make soak` would see a leak: what it says of samples that were made. The run itself is no
-- part of the tests.
local check <const> = dofile "tests/support/check.lua"

local out <const>, status <const> = check.shell "/usr/bin/python3 -B tests/soak/test_judge.py 2>&1"
check.eq(status, 0, out)
check.that(tonumber(out:match "^(%d+) passed\n$" or 0) >= 20, out)
check.done()
