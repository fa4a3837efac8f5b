-- What -o writes: the same bytes as standard output, all or nothing, and never over its own input.
-- CAPAI is the program; the folder of the checkout is the working directory.

local program <const> = os.getenv("CAPAI") or "build/capai"
local data <const> = "examples/semboro-2024"
local check <const> = dofile "tests/support/check.lua"
local check_eq <const>, read <const>, shell <const> = check.eq, check.read, check.shell

local folder <const> = shell("mktemp -d"):gsub("\n", "")

-- Runs eval with $T for the folder; its standard output, status and standard error.
local function eval(arguments)
  local command = ("T=%s; %s eval %s 2>$T/.err"):format(folder, program, arguments)
  local out, status = shell(command)
  return out, status, read(folder .. "/.err")
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
check_eq(select(2, eval(data .. " -o $T/out -o $T/all.json")), 0, "folder and file")
check_eq(read(folder .. "/all.json"), eval(data .. " --format json"), "all tables as JSON")
check_eq(select(2, eval(data .. " -o $T/report.md")), 0, "a report")
check_eq(read(folder .. "/report.md"), eval(data .. " --format md"), "the report as Markdown")
for name in list(folder .. "/out"):gmatch("(%w+)%.csv") do
  local expected = eval(("%s --table %s --format csv"):format(data, name))
  check_eq(read(("%s/out/%s.csv"):format(folder, name)), expected, "folder: " .. name)
  tables[#tables + 1] = name
end
check_eq(#tables >= 6, true, "all tables")

check_eq(select(2, eval(data .. " -o $T/hasil.pdf/")), 0, "a slash makes a folder of any ending")
check_eq(list(folder .. "/hasil.pdf"), list(folder .. "/out"), "all tables there, too")

-- The manifest: no path and no time, so another place and another day give the same bytes.
local manifest = read(folder .. "/out/manifest.json")
check_eq(manifest:find('"notation": "plain"', 1, true) ~= nil, true, "notation of the results")
local of_audit = { narasi = true, tabel = true, padanan = true } -- eval does not read these
for line in shell("cd examples && sha256sum semboro-2024/*.csv"):gmatch("[^\n]+") do
  local sum, name = line:match("(%x+)%s+(%g+)")
  local entry = ('{"name": "%s", "sha256": "%s"}'):format(name, sum)
  local wanted = not of_audit[name:match "(%w+)%.csv$"]
  check_eq(manifest:find(entry, 1, true) ~= nil, wanted, entry .. " in " .. manifest)
end
for _, name in ipairs { "jember-2024", "permenpanrb-88-2021" } do
  local sum = shell(("sha256sum scripts/rules/%s.lua"):format(name)):match("%x+")
  local entry = ('{"name": "%s.lua", "sha256": "%s"}'):format(name, sum)
  check_eq(manifest:find(entry, 1, true) ~= nil, true, entry .. " in " .. manifest)
end
check_eq(manifest:find('{"id": "jember-2024", "version": "1"}', 1, true) ~= nil, true, "the pack")
check_eq(manifest:find("karanganyar"), nil, "only what was used")
shell("cp -r examples/semboro-2024 " .. folder)
check_eq(select(2, eval("$T/semboro-2024 -o $T/elsewhere")), 0, "the same data elsewhere")
check_eq(read(folder .. "/elsewhere/manifest.json"), manifest, "the same manifest elsewhere")
local written = list(folder .. "/out")
shell("echo kept >" .. folder .. "/out/note.txt; echo old >" .. folder .. "/out/opd.csv")
check_eq(select(2, eval(data .. " -o $T/out/")), 0, "a folder that is there")
check_eq(list(folder .. "/out"), (written:gsub("opd", "note.txt opd")), "other files stay")
check_eq(read(folder .. "/out/note.txt"), "kept\n", "other files are untouched")
check_eq(read(folder .. "/out/opd.csv"), eval(data .. " --table opd --format csv"), "an old table")
clean()

for _, name in ipairs(tables) do
  local table_option = ("%s --table %s "):format(data, name)
  local out, status = eval(table_option .. "-o $T/x.csv -o $T/x.JSON -o $T/x.md")
  check_eq(status, 0, name)
  check_eq(out, "", name .. ": nothing on standard output")
  check_eq(read(folder .. "/x.csv"), eval(table_option .. "--format csv"), name .. " as CSV")
  check_eq(read(folder .. "/x.JSON"), eval(table_option .. "--format json"), name .. " as JSON")
  check_eq(read(folder .. "/x.md"), eval(table_option .. "--format md"), name .. " as Markdown")
end
clean()

-- ---- explanations and comparisons ----

local function run(command, arguments)
  return shell(("T=%s; %s %s %s 2>$T/.err"):format(folder, program, command, arguments))
end

for command, arguments in pairs {
  explain = "examples/jaten-2023 ikm",
  compare = "tests/cli/compare-many/data --rules jember-2023 --rules jember-2024",
} do
  local found <const> = command == "compare" and 1 or 0
  local endings = { md = "md", json = "json", TXT = "text" }
  endings.csv = command == "compare" and "csv" or nil
  local outs = ""
  for ending in pairs(endings) do outs = outs .. " -o $T/x." .. ending end
  local out, status = run(command, arguments .. outs)
  check_eq(status, found, command)
  check_eq(out, "", command .. ": nothing on standard output")
  for ending, format in pairs(endings) do
    local expected = run(command, arguments .. " --format " .. format)
    check_eq(#expected > 100, true, command .. " as " .. format)
    check_eq(read(("%s/x.%s"):format(folder, ending)), expected, command .. " as " .. format)
  end
  clean()
end
check_eq(select(2, run("explain", "examples/jaten-2023 xyzzy -o $T/x.md")), 2, "no such name")
shell("cp -r examples/jaten-2023 " .. folder .. "/x.md")
check_eq(select(2, run("explain", "examples/jaten-2023 ikm -o $T/x.json -o $T/x.md")), 3,
  "a folder")
check_eq(list(folder), ".err x.md ", "what could not be written whole was not written")
clean()

-- ---- results as data ----

-- All years of a result folder give again what they gave, in all tables whose data it holds.
local kept <const> = { "indikator", "sasaran", "tujuan", "anggaran", "opd", "rekap", "output" }
for _, name in ipairs { "semboro-2024", "ledokombo-2023" } do
  check_eq(select(2, eval(("examples/%s --tahun semua -o $T/one"):format(name))), 0, name)
  check_eq(select(2, eval("$T/one --tahun semua -o $T/two")), 0, name .. " again")
  for _, table_name in ipairs(kept) do
    local file = "/" .. table_name .. ".csv"
    check_eq(read(folder .. "/two" .. file), read(folder .. "/one" .. file), name .. file)
  end
  clean()
end

-- Cells with a unit or remark keep their text, and with it their notation.
shell("mkdir -p " .. folder .. "/data")
local handle = assert(io.open(folder .. "/data/indikator.csv", "w"))
handle:write([[
opd,tahun,sasaran,indikator,arah,target,realisasi
a,2024,S,satu,positif,1.250 Dok,1.125 Dok
a,2024,S,dua,positif,"1,125","1,250"
a,2024,S,tiga,positif,"4,5 (sementara)","1.234,5"
a,2024,S,empat,positif,1.000,1.500
a,2024,S,lima,positif,"1,234.56",20
]])
handle:close()
local options <const> = " --rules jember-2024 --table indikator --format csv"
local first = eval("$T/data" .. options)
check_eq(first:find("1.250 Dok,1.125 Dok,90.00", 1, true) ~= nil, true, "units: " .. first)
eval("$T/data --rules jember-2024 -o $T/results")
local second, _, complaints = eval("$T/results" .. options)
check_eq(second, first, "results read back")
check_eq(first:find('"1,234.56",20,,,tidak_dapat_dihitung', 1, true) ~= nil, true,
  "what could not be read cannot be read from results: " .. first)
check_eq(complaints:find("1.125\"", 1, true), nil,
  "a plain number is not ambiguous: " .. complaints)

shell("echo '{\"notation\": plain}' >" .. folder .. "/results/manifest.json")
local _, _, warning = eval("$T/results" .. options)
check_eq(warning:find([[
manifes tidak terbaca, sehingga tidak diketahui bagaimana angka dalam folder ini ditulis]], 1, true)
  ~= nil, true, "a broken manifest is said: " .. warning)
clean()

-- ---- what fails leaves all as it was ----

local function check_failure(arguments, status, text, expected_list)
  local before = list(folder)
  local out, got, err = eval(arguments)
  check_eq(got, status, arguments)
  check_eq(out, "", arguments .. ": nothing on standard output")
  check_eq(err:find(text, 1, true) ~= nil, true, ("%s: %s in %s"):format(arguments, text, err))
  check_eq(list(folder), expected_list or before, arguments .. ": what is in the folder")
end

shell("cp -r " .. data .. " " .. folder .. "/data; cd " .. folder ..
  "; echo old >a.json; echo old >file; mkdir -p sub/opd.csv; ln -s /dev/full full.json; echo >.err")
check_failure("$T/data -o $T/a.json -o $T/full.json", 3, "penyimpanan penuh")
check_eq(read(folder .. "/a.json"), "old\n", "an old file after a full disk")
check_failure("$T/data -o $T/new -o $T/full.json", 3, "penyimpanan penuh")
check_failure("$T/data -o $T/a.json -o $T/none/b.json", 3, "foldernya tidak ada")
check_failure("$T/data -o $T/a.json -o $T/file", 3, "bukan folder")
check_failure("$T/data -o $T/a.json -o $T/none/hasil.2024/", 3, "foldernya tidak ada")
local through_file <const> = "sebagian nama ini adalah berkas, bukan folder"
for _, name in ipairs { "file/", "file/out", "file/out.md", "a.json/" } do
  check_failure("$T/data -o $T/" .. name, 3, through_file)
end
check_failure("$T/data -o ''", 2, "kesalahan: -o: tidak dapat ditulis")
check_failure("$T/data -o $T/a.json -o $T/sub", 3, "sudah ada folder dengan nama itu")
check_eq(list(folder .. "/sub"), "opd.csv ", "no temporary file in a folder that failed")
check_failure("$T/data -o $T/a.json -o $T/sub/../a.json", 2, "berkas ini akan ditulis dua kali")
local own_input <const> = "hasil tidak boleh menimpa masukannya sendiri"
check_failure("$T/data -o $T/data", 2, own_input)
check_failure("$T/data --table opd -o $T/data/opd.csv", 2, own_input)
shell("cd " .. folder .. "; ln -s data/opd.csv link.csv; ln data/opd.csv hard.csv")
check_failure("$T/data --table opd -o $T/link.csv", 2, own_input)
check_failure("$T/data --table opd -o $T/hard.csv", 2, own_input)
check_eq(shell(("diff -r %s %s/data"):format(data, folder)), "", "the data are untouched")
check_eq(read(folder .. "/a.json"), "old\n", "an old file after all failures")

-- ---- a reader that stops ----

shell(("(%s eval %s --format json; echo $? >%s/status) 2>%s/.err | true")
  :format(program, data, folder, folder))
check_eq(read(folder .. "/status"), "3\n", "a closed pipe is a system error")
local said, closed = read(folder .. "/.err"), "pembaca hasil berhenti sebelum semuanya tertulis"
check_eq(said:find(closed, 1, true) ~= nil, true, "a closed pipe is said")

-- ---- help is read where lines are 80 columns ----

for _, language in ipairs { "id", "en" } do
  for line in shell(("%s help --lang %s"):format(program, language)):gmatch("[^\n]+") do
    check_eq(#line <= 80, true, line)
  end
end

shell("rm -rf " .. folder)
check.done()
