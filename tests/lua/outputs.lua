-- What -o writes: the same bytes as standard output, all or nothing, and never over its own input.
-- CAPAI is the program; the folder of the checkout is the working directory.

local program <const> = os.getenv("CAPAI") or "build/capai"
local data <const> = "examples/semboro-2024"
local checks = 0

local function read(path)
  local handle <close> = assert(io.open(path, "rb"))
  return handle:read("a")
end

local function shell(command)
  local pipe = assert(io.popen(command))
  local out = pipe:read("a")
  local _, _, status = pipe:close()
  return out, status
end

local folder <const> = shell("mktemp -d"):gsub("\n", "")

-- Runs eval with $T for the folder; its standard output, status and standard error.
local function eval(arguments)
  local command = ("T=%s; %s eval %s 2>$T/.err"):format(folder, program, arguments)
  local out, status = shell(command)
  return out, status, read(folder .. "/.err")
end

local function check(got, expected, what)
  if got ~= expected then
    error(("%s: got %s, expected %s"):format(what, tostring(got), tostring(expected)), 2)
  end
  checks = checks + 1
end

-- What lies in a folder, in byte order; hidden temporaries too.
local function list(path)
  return (shell(("cd %s && LC_ALL=C ls -A"):format(path)):gsub("\n", " "))
end

-- Nothing may be left: the folder is emptied after each group.
local function clean()
  shell(("rm -rf %s && mkdir %s"):format(folder, folder))
end

-- ---- what is written ----

local tables = {}
check(select(2, eval(data .. " -o $T/out -o $T/all.json")), 0, "folder and file")
check(read(folder .. "/all.json"), eval(data .. " --format json"), "all tables as JSON")
for name in list(folder .. "/out"):gmatch("(%w+)%.csv") do
  local expected = eval(("%s --table %s --format csv"):format(data, name))
  check(read(("%s/out/%s.csv"):format(folder, name)), expected, "folder: " .. name)
  tables[#tables + 1] = name
end
check(#tables >= 6, true, "all tables")
local written = list(folder .. "/out")
shell("echo kept >" .. folder .. "/out/note.txt; echo old >" .. folder .. "/out/opd.csv")
check(select(2, eval(data .. " -o $T/out/")), 0, "a folder that is there")
check(list(folder .. "/out"), (written:gsub("opd", "note.txt opd")), "other files stay")
check(read(folder .. "/out/note.txt"), "kept\n", "other files are untouched")
check(read(folder .. "/out/opd.csv"), eval(data .. " --table opd --format csv"), "an old table")
clean()

for _, name in ipairs(tables) do
  local table_option = ("%s --table %s "):format(data, name)
  local out, status = eval(table_option .. "-o $T/x.csv -o $T/x.JSON")
  check(status, 0, name)
  check(out, "", name .. ": nothing on standard output")
  check(read(folder .. "/x.csv"), eval(table_option .. "--format csv"), name .. " as CSV")
  check(read(folder .. "/x.JSON"), eval(table_option .. "--format json"), name .. " as JSON")
end
clean()

-- ---- what fails leaves all as it was ----

local function check_failure(arguments, status, text, expected_list)
  local before = list(folder)
  local out, got, err = eval(arguments)
  check(got, status, arguments)
  check(out, "", arguments .. ": nothing on standard output")
  check(err:find(text, 1, true) ~= nil, true, ("%s: %s in %s"):format(arguments, text, err))
  check(list(folder), expected_list or before, arguments .. ": what is in the folder")
end

shell("cp -r " .. data .. " " .. folder .. "/data; cd " .. folder ..
  "; echo old >a.json; echo old >file; mkdir -p sub/opd.csv; ln -s /dev/full full.json; echo >.err")
check_failure("$T/data -o $T/a.json -o $T/full.json", 3, "penyimpanan penuh")
check(read(folder .. "/a.json"), "old\n", "an old file after a full disk")
check_failure("$T/data -o $T/new -o $T/full.json", 3, "penyimpanan penuh")
check_failure("$T/data -o $T/a.json -o $T/none/b.json", 3, "foldernya tidak ada")
check_failure("$T/data -o $T/a.json -o $T/file", 3, "bukan folder")
check_failure("$T/data -o $T/a.json -o $T/sub", 3, "sudah ada folder dengan nama itu")
check(list(folder .. "/sub"), "opd.csv ", "no temporary file in a folder that failed")
check_failure("$T/data -o $T/a.json -o $T/sub/../a.json", 2, "berkas ini akan ditulis dua kali")
local own_input <const> = "hasil tidak boleh menimpa masukannya sendiri"
check_failure("$T/data -o $T/data", 2, own_input)
check_failure("$T/data --table opd -o $T/data/opd.csv", 2, own_input)
shell("cd " .. folder .. "; ln -s data/opd.csv link.csv; ln data/opd.csv hard.csv")
check_failure("$T/data --table opd -o $T/link.csv", 2, own_input)
check_failure("$T/data --table opd -o $T/hard.csv", 2, own_input)
check(shell(("diff -r %s %s/data"):format(data, folder)), "", "the data are untouched")
check(read(folder .. "/a.json"), "old\n", "an old file after all failures")

-- ---- a reader that stops ----

shell(("(%s eval %s --format json; echo $? >%s/status) 2>%s/.err | true")
  :format(program, data, folder, folder))
check(read(folder .. "/status"), "3\n", "a closed pipe is a system error")
local said, closed = read(folder .. "/.err"), "pembaca hasil berhenti sebelum semuanya tertulis"
check(said:find(closed, 1, true) ~= nil, true, "a closed pipe is said")

shell("rm -rf " .. folder)
print(checks .. " passed")
