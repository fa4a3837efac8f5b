-- live: capai preview and capai eval --watch, which need sockets and a terminal: Python has them.
local check <const> = dofile "tests/support/check.lua"
local out <const>, status <const> = check.shell "/usr/bin/python3 tests/support/live.py 2>&1"
check.eq(status, 0, out)
check.that(out:find("the page cannot be served at port ", 1, true), out)
check.that(out:find("halaman tidak dapat dibuka di port ", 1, true), out)
check.passed = check.passed + assert(tonumber(out:match "(%d+) passed\n$"), out)
check.done()
