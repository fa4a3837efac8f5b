-- The library that writes workbooks is called in a process of its own: where it crashes or hangs,
-- the command says so in both languages, leaves what stood there before and nothing besides, and
-- can be gone on with; and that process ends with the program. CAPAI is the program, FAULT_LIBRARY
-- (tests/fault/library.c) what fails in place of the library.
local check <const> = dofile "tests/support/check.lua"
local program <const> = os.getenv "CAPAI" or "build/capai"
local library <const> = os.getenv "FAULT_LIBRARY" or "build/release/fault/library.so"
local eq <const>, that <const> = check.eq, check.that
local read <const>, write <const>, shell <const> = check.read, check.write, check.shell
local folder <const> = shell("mktemp -d"):gsub("\n", "")
local work <const> = folder .. "/work/"
shell(("mkdir %s/tmp %s"):format(folder, work))

-- The words before those of the program, where the library fails `how`; an instrumented program has
-- to bear that a library stands before its own.
local function failing(how)
  return how and ("env LIBRARY=%s LIBRARY_SAYS=%s/process LD_PRELOAD=./%s "
    .. "ASAN_OPTIONS=verify_asan_link_order=0:$ASAN_OPTIONS"):format(how, folder, library) or ""
end

-- Runs the program; @ stands for the folder of the work.
local function run(line, how)
  return shell(("TMPDIR=%s/tmp %s %s %s 2>&1"):format(folder, failing(how), program,
    (line:gsub("@", work))))
end

-- What is in the folders: of the work, and of temporary files.
local function listed() return (shell(("ls -A %s/tmp %s"):format(folder, work))) end

-- Has the command fail, and say so with `what`, in both languages.
local function fails(line, how, what)
  for _, language in ipairs { "id", "en" } do
    local before <const> = listed()
    local said <const>, status <const> = run(line .. " --lang " .. language, how)
    eq(status, 3, said)
    for _, part in ipairs(what[language]) do that(said:find(part, 1, true), said) end
    if not line:find "^batch" then eq(listed(), before, "nothing is left by " .. line) end
  end
end

local DIED <const> = {
  id = { "kesalahan: buku kerja tidak dapat dibuat",
         "libxlsxwriter dihentikan oleh sistem (sinyal 11)", "mungkin memorinya tidak cukup" },
  en = { "error: the workbook cannot be made", "libxlsxwriter was ended by the system (signal 11)",
         "memory may have run short" },
}
local LATE <const> = {
  id = { "kesalahan: buku kerja tidak dapat dibuat", "belum selesai setelah 30" },
  en = { "error: the workbook cannot be made", "it was not ready after 30" },
}

shell("cp -r examples/semboro-2024 " .. work .. "data")
local said, status = run "batch @data --quiet -o @hasil.xlsx"
eq(status, 0, said)
local whole <const> = read(work .. "hasil.xlsx")
write(work .. "hasil.xlsx", "lama")
write(work .. "laporan.xlsx", "lama")

for how, what in pairs { crash = DIED, hang = LATE } do
  fails("eval @data --layout ringkas -o @laporan.xlsx", how, what)
  fails("eval @data --isolate --layout ringkas -o @laporan.xlsx", how, what)
  fails("batch @data --quiet --jobs 2 -o @hasil.xlsx", how, what)
  eq(read(work .. "hasil.xlsx"), "lama", "what stood there stands there")
  eq(read(work .. "laporan.xlsx"), "lama", "what stood there stands there")
  said, status = run "batch @data --quiet --jobs 2 --resume -o @hasil.xlsx"
  eq(status, 0, said)
  that(read(work .. "hasil.xlsx") == whole, "gone on with after " .. how)
  write(work .. "hasil.xlsx", "lama")
end

-- ---- a script goes on, and what the collector takes is taken once ----

write(work .. "skrip.lua", ([[
local capai <const> = require "capai"
local cells <const> = {}
for i = 1, 20000 do cells[i] = { row = i, column = 1, text = "a" .. i } end
collectgarbage "incremental"
collectgarbage("setpause", 100)
collectgarbage "collect"
local held = setmetatable({}, { __gc = function()
  local file <close> = io.open("@ditulis.txt", "a")
  file:write "sekali\n"
end })
held = nil -- the collector comes by while the workbook is made
local bytes <const>, message <const>, info <const> = capai.workbook {
  sheets = { { name = "Satu", cells = cells } } }
print(bytes and #bytes > 1000, message and message:match "^[^:]*", info and info.code)
cells[1].row = 0
local done <const>, wrong <const> = pcall(capai.workbook, {
  sheets = { { name = "Satu", cells = cells } } })
print(done, wrong.code, wrong.file:match "[^/]*$", wrong.line)
]]):gsub("@", work))

for how, first in pairs { none = "true\tnil\tnil\n",
                          crash = "nil\tthe workbook cannot be made\tWORKBOOK_DIED\n" } do
  said, status = run("--lang en run @skrip.lua", how ~= "none" and how)
  eq(status, 0, said)
  eq(said, first .. "false\tRULES_VALUE\tskrip.lua\t16\n", how)
  eq(read(work .. "ditulis.txt"), "sekali\n", "once")
  os.remove(work .. "ditulis.txt")
end

-- ---- the program is killed ----

local KILLED <const> = [[
TMPDIR=%s/tmp %s %s %s >/dev/null 2>&1 &
until [ -s %s/process ]; do sleep 0.02; done
read -r child <%s/process
kill -9 $!
wait $! 2>/dev/null
while grep -q '^State:.[^ZX]' /proc/"$child"/status 2>/dev/null; do sleep 0.02; done
echo ended]]
for _, line in ipairs { "batch @data --quiet -o @hasil.xlsx",
                        "eval @data --layout ringkas -o @laporan.xlsx" } do
  os.remove(folder .. "/process")
  eq(shell(KILLED:format(folder, failing "wait", program, line:gsub("@", work), folder, folder)),
    "ended\n", line)
end
said, status = run "batch @data --quiet --resume -o @hasil.xlsx"
eq(status, 0, said)
that(read(work .. "hasil.xlsx") == whole, "gone on with")

os.execute("rm -r " .. folder)
check.done()
