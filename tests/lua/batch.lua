-- capai batch: the same tables as capai eval, byte for byte, whatever the number of threads and the
-- way the data are cut, and however often the process was killed; what happens to OPDs that fail.
-- CAPAI is the program; the folder of the checkout is the working directory.

local check <const> = dofile "tests/support/check.lua"
local program <const> = os.getenv "CAPAI" or "build/capai"
local eq <const>, that <const> = check.eq, check.that
local read <const>, write <const>, shell <const> = check.read, check.write, check.shell
local folder <const> = shell("mktemp -d"):gsub("\n", "")

local tables <const> = {
  "indikator", "sasaran", "tujuan", "anggaran", "opd", "rekap", "output", "skm", "lke", "triwulan",
  "renstra", "kabupaten",
}

-- Runs the program; returns what it says and its exit status.
local function run(arguments, before)
  return shell(("%s %s --lang en %s 2>&1"):format(before or "", program, arguments))
end

local function eval(data, options, out)
  shell(("%s eval %s %s --tahun semua -o %s/%s 2>/dev/null"):format(program, data, options, folder,
    out))
end

local function same(a, b, what)
  for _, name in ipairs(tables) do
    local file = "/" .. name .. ".csv"
    that(read(folder .. "/" .. a .. file) == read(folder .. "/" .. b .. file), what .. ": " .. name)
  end
end

local function exists(path)
  local handle = io.open(path)
  return handle and handle:close() or false
end

-- ---- small data sets, read in one piece ----

eval("examples", "", "eval")
local said, status = run("batch examples --jobs 2 -o " .. folder .. "/batch")
eq(status, 0, "warnings leave 0")
that(said:find("3 OPD computed, 0 failed; 93 indicators, 372 budget lines", 1, true), "summary")
that(said:find("broken digit groups", 1, true), "warnings are printed")
same("batch", "eval", "examples")
eq(read(folder .. "/batch/gagal.csv"), "opd,pesan,sebab,berkas,nomor_baris,kolom\n", "none failed")
that(not exists(folder .. "/batch/.capai-batch"), "nothing is left over")

-- ---- a data set that is read OPD by OPD ----

local OPDS <const> = 400
local data <const> = folder .. "/data"
shell("mkdir " .. data)

local function number(n) return ('"%d,%02d"'):format(n // 100, n % 100) end

-- Files as offices write them: blanks, quotes, line breaks in cells, rows of a year before.
local function make(scattered, at)
  local opd, rows, lines = { "opd,tahun,nama,kabupaten,provinsi" }, {}, {}
  for i = 1, OPDS do
    local key = ("opd-%03d"):format(i)
    opd[#opd + 1] = ("%s,2024,Dinas %d,Kabupaten %d,Provinsi %d"):format(key, i, i % 7, i % 2)
    for k = 1, 6 do
      local name = k == 3 and ('"Indeks ""%d""\nmutu"'):format(i) or "Nilai " .. k
      rows[#rows + 1] = ("%s,%d,Sasaran %d,%s,%s,%s,%s"):format(key, 2024 - k % 2, k % 3, name,
        k == 2 and "negatif" or "positif", number(7000 + i * k), number(6000 + i * 11 % 3000))
    end
    for k = 1, 12 do
      local uraian <const> = ("Kegiatan %d yang panjang uraiannya"):format(k)
      lines[#lines + 1] = ('%s,2024,1.%02d.%d,%s,Sasaran %d,%d,"%d,50"'):format(key, k % 4, k,
        uraian, k % 3, 1000000 + i * k, 900000 + i * k)
    end
  end
  rows[2] = rows[2]:gsub('"[^"]*"$', "12,,3,x") -- too many fields
  rows[#rows] = rows[#rows]:gsub('"[^"]*"$', "salah")
  lines[#lines] = lines[#lines]:gsub('"[^"]*"$', "1.23.4")
  if scattered then
    table.sort(rows, function(a, b) return a:reverse() < b:reverse() end)
    table.sort(lines, function(a, b) return a:reverse() < b:reverse() end)
  end
  write(at .. "/opd.csv", table.concat(opd, "\n") .. "\n")
  write(at .. "/indikator.csv",
    "opd,tahun,sasaran,indikator,arah,target,realisasi\n" .. table.concat(rows, "\r\n"))
  write(at .. "/anggaran.csv", "Anggaran\nopd,tahun,kode,uraia,sasaran,pagu,realisasi\n"
    .. string.rep("\n", 3) .. table.concat(lines, "\n") .. "\n" .. string.rep(" ", 1 << 20) .. "\n")
end

-- The complaints, without the lines that eval quotes.
local function complaints(text)
  local list = {}
  for line in text:gmatch "[^\n]+" do
    if line:find "^%S+:%d+:%d+: " then list[#list + 1] = line end
  end
  return table.concat(list, "\n")
end

local rules <const> = " --rules jember-2024 "
make(false, data)
eval(data, rules, "whole")
local expected <const> = complaints((shell(
  ("%s eval %s %s --lang en --table opd --format csv 2>&1 >/dev/null"):format(program, data,
    rules))))
for _, jobs in ipairs { 1, 2, 4, 16 } do
  said, status = run(("batch %s %s --jobs %d -o %s/pieces"):format(data, rules, jobs, folder))
  eq(status, 1, "errors in the data")
  same("pieces", "whole", "pieces, " .. jobs .. " threads")
  eq(complaints(said), expected, "complaints, each with its line and column")
end
that(expected:find "indikator.csv:%d+:%d+: error: \"salah\"", "the last row of indikator.csv")
local manifest <const> = read(folder .. "/pieces/manifest.json")
that(manifest:find '"name": "data/anggaran.csv", "size": %d+, "xxh3": "%x+"', "manifest")

-- files that are named one by one are the same data set
run(("batch %s/indikator.csv %s/opd.csv %s/anggaran.csv %s --quiet -o %s/named"):format(data,
  data, data, rules, folder))
same("named", "whole", "named files")

-- packed files, and standard input
shell(("mkdir -p %s/packed/deep && cp %s/*.csv %s/packed/deep && cd %s/packed/deep && "
  .. "gzip indikator.csv && head -c 300000 anggaran.csv | gzip > a.gz && "
  .. "tail -c +300001 anggaran.csv | gzip >> a.gz && mv a.gz anggaran.csv.gz && rm anggaran.csv")
  :format(folder, data, folder, folder))
run(("batch %s/packed %s --quiet -o %s/unpacked"):format(folder, rules, folder))
same("unpacked", "whole", "gzip, one file of two members")
that(read(folder .. "/unpacked/manifest.json"):find('"name": "deep/anggaran.csv.gz", "size": ',
  1, true), "the manifest names what was given")
eq(select(2, shell(("command -v zstd && zstd -q --rm %s/packed/deep/opd.csv"):format(folder))), 0,
  "a file for zstd")
run(("batch %s/packed/deep/*.gz %s/packed/deep/opd.csv.zst %s --quiet -o %s/unpacked"):format(
  folder, folder, rules, folder))
same("unpacked", "whole", "zstd, files that are named")
eval("examples/jaten-2023", "", "jaten")
shell(("mkdir %s/one && cp examples/jaten-2023/*.csv %s/one && gzip %s/one/*.csv && gunzip "
  .. "%s/one/alias.csv.gz"):format(folder, folder, folder, folder))
run(("batch %s/one --quiet -o %s/one-out"):format(folder, folder))
same("one-out", "jaten", "one OPD, packed")
-- of files that do not name the OPD only the first is looked through
shell(("mkdir %s/alone"):format(folder))
write(folder .. "/alone/indikator.csv", "tahun,sasaran,indikator,arah,target,realisasi\n"
  .. "2024,S,i,positif,5,4\n")
write(folder .. "/alone/anggaran.csv", "tahun,kode,pagu,realisasi\n2024,1,10,9\n")
local function noted()
  run(("batch %s/alone --rules jember-2024 --quiet -o %s/alone-out"):format(folder, folder))
  return read(folder .. "/alone-out/manifest.json"):match('{"name": "alone/anggaran.csv"[^\n]*')
end
local beside <const> = noted()
that(beside:find('"size": 38,', 1, true), beside)
shell(("gzip %s/alone/indikator.csv"):format(folder))
eq(noted(), beside, "a file beside a packed one, in the manifest")
shell(("head -c 5000 %s/packed/deep/indikator.csv.gz > %s/one/indikator.csv.gz"):format(folder,
  folder))
said, status = run(("batch %s/one examples/semboro-2024 --quiet -o %s/one-out"):format(folder,
  folder))
eq(status, 1, "a file that was cut off: " .. said:sub(1, 600))
that(said:find("one/indikator.csv.gz: error: this compressed file is damaged or cut off", 1,
  true), said)
eq(select(2, read(folder .. "/one-out/opd.csv"):gsub("\n", "")), 5, "the other data set")
shell(("rm %s/one/indikator.csv.gz"):format(folder))
write(folder .. "/one/indikator.csv.zst", "\x28\xB5\x2F\xFD" .. ("rusak"):rep(99))
said, status = run(("batch %s/one examples/semboro-2024 --quiet -o %s/one-out"):format(folder,
  folder))
eq(status, 1, "no frame of zstd: " .. said:sub(1, 600))
that(said:find("one/indikator.csv.zst: error: this compressed file is damaged or cut off", 1,
  true), said)
shell(("mkdir %s/input && cp %s/indikator.csv %s/input"):format(folder, data, folder))
eval(folder .. "/input", rules, "eval-input")
run(("batch - %s --quiet -o %s/piped"):format(rules, folder),
  ("cat %s/indikator.csv |"):format(data))
same("piped", "eval-input", "standard input")

-- columns that are chosen, under other titles, and as the source has them
run(("batch %s %s --quiet -o %s/chosen --columns opd.peringkat,opd.opd=dinas,"
  .. "indikator.target:asli,indikator.target=angka"):format(data, rules, folder))
eq(read(folder .. "/chosen/indikator.csv"):match "^[^\n]*\n[^\n]*", 'target,angka\n"70,01",70.01',
  "chosen columns")
eq(read(folder .. "/chosen/opd.csv"):match "^[^\n]*", "peringkat,dinas", "with a rank")
eq(read(folder .. "/chosen/opd.csv"):match "\n([^\n]*)",
  read(folder .. "/pieces/opd.csv"):match "\n[^\n]*,(%d+)\n" .. ",opd-001", "which is the rank")
that(not exists(folder .. "/chosen/anggaran.csv"), "a table of which nothing was chosen")
for list, text in pairs {
  ["opd.capaia"] = 'no table of results has the column "opd.capaia"; did you mean capaian?',
  ["opd.opd=x,opd.tahun=x"] = 'the title "x" is given to two columns',
  ["target:aslinya"] = '"target:aslinya" is no column',
} do
  said, status = run(("batch %s %s --columns %s -o %s/chosen"):format(data, rules, list, folder))
  eq(status, 2, list)
  that(said:find(text, 1, true), list .. " says: " .. said)
end

-- a column that only an input would have which is not there: it is the input that is missing
for path, text in pairs {
  [folder .. "/tidak-ada"] = "there is no folder or file of this name",
  [folder .. "/tidak-ada.csv"] = "there is no folder or file of this name",
  [folder .. "/tidak-ada.xlsx"] = "there is no folder or file of this name",
  [folder] = "no indikator.csv in this folder",
} do
  if path == folder then path = folder .. "/nothing" shell("mkdir " .. path) end
  said, status = run(("batch %s %s --columns indikator.catatan -o %s/chosen"):format(path, rules,
    folder))
  eq(status, 2, path)
  that(said:find(path .. ": error: ", 1, true) and said:find(text, 1, true),
    path .. " says: " .. said)
  that(not said:find "no table of results", path .. " says: " .. said)
end
said = run(("batch %s/nothing %s/tidak-ada %s -o %s/chosen"):format(folder, folder, data, folder))
that(said:find(" there is no indikator.csv in this folder +1 ?\n"), "causes have words: " .. said)

-- a large data set without a column that it must have, and cut off: one complaint says all
shell("mkdir " .. folder .. "/useless")
write(folder .. "/useless/indikator.csv", 'opd,tahun,indikator,arah,realisasi\na,2024,n,positif,7\n'
  .. 'b,2024,n,positif,7\n' .. (" "):rep(1 << 20) .. '\nc,2024,"n,positif,7\n')
said = run(("batch %s/useless %s --quiet -o %s/useless-out"):format(folder, rules, folder))
that(said:find("there is no column target", 1, true), said)
that(not said:find("rows that could not be read", 1, true), said)

-- rows of an OPD that do not stand together
shell("mkdir " .. folder .. "/scattered")
make(true, folder .. "/scattered")
eval(folder .. "/scattered", rules, "gathered")
run(("batch %s/scattered %s --quiet -o %s/sorted"):format(folder, rules, folder))
same("sorted", "gathered", "scattered rows")

-- ---- killed, and gone on with ----

-- The process is gone when this comes back, and with it its hold on the folder.
local function kill_after(seconds, arguments)
  shell(("(%s %s & p=$!; sleep %.3f; kill -9 $p; wait $p) >/dev/null 2>&1"):format(program,
    arguments, seconds))
end

local function kill_at(seconds, name)
  kill_after(seconds, ("batch %s %s --resume --jobs 2 --quiet -o %s/%s"):format(data, rules, folder,
    name))
end

-- KILLS processes are killed at random moments between their start and their end, how fast ever the
-- machine is; some of them had gone on where another one was killed.
math.randomseed(20241121)
local kills <const> = tonumber(os.getenv "KILLS" or "12")
local killed, longest = 0, 0.2 -- seconds
while killed < kills do
  local name <const> = folder .. "/killed"
  for _ = 1, math.random(3) do
    kill_at(math.random() * longest, "killed")
    if exists(name .. "/opd.csv") then
      longest = longest * 0.8
      break
    elseif exists(name .. "/.capai-batch/run") then
      killed = killed + 1
    else
      longest = longest * 1.25
    end
  end
  said, status = run(("batch %s %s --resume --quiet -o %s"):format(data, rules, name))
  that(status == 1, "goes on: " .. status .. said)
  same("killed", "pieces", "killed")
  eq(read(name .. "/manifest.json"), manifest, "manifest of a run that was killed")
  eq(complaints(said), expected, "complaints of a run that was killed")
  shell("rm -r " .. name)
end

-- ---- nobody who listens ----

-- a process that is begun without its standard streams does not write complaints into a file
for _, streams in ipairs { "2>&-", ">&- 2>&-", "<&- >&- 2>&-" } do
  _, status = shell(("(%s batch %s %s --jobs 2 -o %s/deaf %s)"):format(program, data, rules, folder,
    streams))
  eq(status, 1, "streams that are closed: " .. streams)
  same("deaf", "pieces", "streams that are closed: " .. streams)
end
write(folder .. "/deaf.lua", ([[
local file = io.open("%s/deaf.txt", "w")
file:write "results"
file:flush()
io.stderr:write "complaints\n"
file:close()
]]):format(folder))
shell(("(%s run %s/deaf.lua 2>&-)"):format(program, folder))
eq(read(folder .. "/deaf.txt"), "results", "the next file that is opened")
-- one whose reader goes away goes on to its end
shell(("(%s batch %s %s -o %s/unheard; echo $? > %s/status) 2>&1 | true"):format(program, data,
  rules, folder, folder))
eq(read(folder .. "/status"), "1\n", "a pipe that is closed")
same("unheard", "pieces", "a pipe that is closed")

-- ---- shards ----

local function shards(count, order)
  local list = {}
  for _, i in ipairs(order) do
    run(("batch %s %s --shard %d/%d --quiet -o %s/shard-%d"):format(data, rules, i, count, folder,
      i))
    list[#list + 1] = ("%s/shard-%d"):format(folder, i)
  end
  return list
end

for _, order in ipairs { { 1 }, { 2, 1 }, { 3, 1, 2 }, { 7, 2, 5, 1, 4, 6, 3 } } do
  local list <const> = shards(#order, order)
  said, status = run(("merge %s --quiet -o %s/merged"):format(table.concat(list, " "), folder))
  eq(status, 1, "the errors of the shards")
  same("merged", "pieces", "shards")
  eq(read(folder .. "/merged/manifest.json"), manifest, "manifest of shards")
  eq(read(folder .. "/merged/gagal.csv"), read(folder .. "/pieces/gagal.csv"), "gagal.csv, shards")
  eq(complaints(said), expected, "complaints of shards")
end

-- a shard that was killed and run again changes nothing; one that is missing or doubled is named
shell(("rm -r %s/shard-2"):format(folder))
kill_after(0.08, ("batch %s %s --shard 2/3 --quiet -o %s/shard-2"):format(data, rules, folder))
run(("batch %s %s --shard 2/3 --resume --quiet -o %s/shard-2"):format(data, rules, folder))
shards(3, { 1, 3 })
local function shard(i) return folder .. "/shard-" .. i end
local a <const>, b <const>, c <const> = shard(1), shard(2), shard(3)
run(("merge %s %s %s --quiet -o %s/merged"):format(c, b, a, folder))
same("merged", "pieces", "a shard that was killed")
shell(("cp -r %s %s/copy && cp -r examples %s/none"):format(b, folder, folder))
for _, case in ipairs {
  { a .. " " .. c, 2, "shard 2 of 3 is missing" },
  { a, 2, "shard 2, 3 of 3 is missing" },
  { ("%s %s %s/copy %s"):format(a, b, folder, c), 2, "shard 2 stands in" },
  { ("%s %s %s/none"):format(a, b, folder), 2, "there is no complete shard here" },
  { ("%s %s %s/shard-4"):format(a, b, folder), 2, "this shard belongs to another run than " },
  { "", 2, "merge needs the folders of the shards, and a place for the results" },
} do
  said, status = run(("merge %s --quiet -o %s/merged"):format(case[1], folder))
  eq(status, case[2], case[3])
  that(said:find(case[3], 1, true), case[3] .. ": " .. said)
end
shell(("mkdir %s/packs && cp scripts/rules/*.lua %s/packs && "
  .. "echo '-- other' >> %s/packs/jember-2024.lua"):format(folder, folder, folder))
said, status = run(("merge %s %s %s --rules-path %s/packs --quiet -o %s/merged"):format(a, b, c,
  folder, folder))
eq(status, 2, "other rules")
that(said:find("this shard was computed by other rule scripts", 1, true), "says so")
same("merged", "pieces", "what failed changed nothing")
for _, part in ipairs { "0/3", "4/3", "3", "a/b", "1/", "/2" } do
  eq(select(2, run(("batch %s %s --shard %s -o %s/shard-1"):format(data, rules, part, folder))), 2,
    "--shard " .. part)
end

-- ---- a disk that is full, and an input that is not there ----

run(("batch examples --quiet -o %s/full"):format(folder))
local before <const> = read(folder .. "/full/opd.csv")
said, status = run(("batch %s %s --quiet -o %s/full"):format(data, rules, folder),
  "ulimit -f 200;")
eq(status, 3, "a disk that is full")
that(said:find("anggaran.csv: error: cannot be written: the disk is full", 1, true), said)
eq(read(folder .. "/full/opd.csv"), before, "what was there before is still there")
run(("batch %s %s --resume --quiet -o %s/full"):format(data, rules, folder))
same("full", "pieces", "gone on with when there is room")
said, status = run(("batch %s/nowhere %s --quiet -o %s/nothing"):format(folder, rules, folder))
eq(status, 2, "a data set that is not there")
that(said:find("nowhere: error: there is no folder or file of this name", 1, true), "says so")

-- ---- refusals ----

said, status = run("batch " .. data .. rules)
eq(status, 2, "a folder is needed")
that(said:find("batch needs a place for its results", 1, true), "says so")

said, status = run(("batch %s %s -o %s/pieces"):format(data, rules, folder),
  ("flock %s/pieces"):format(folder))
eq(status, 3, "a folder that another process writes into")
that(said:find("another capai process is writing into this folder", 1, true), "says so")

status = select(2, run(("batch %s %s --limit-opd 1 -o %s/small"):format(data, rules, folder)))
eq(status, 1, "other OPDs go on")
eq(read(folder .. "/small/gagal.csv"), ("opd,pesan,sebab,berkas,nomor_baris,kolom\nopd-400,"
  .. "BATCH_MEMORY,OPD ini memerlukan memori melebihi batas,%s,,\n"):format(data), "a long line")

-- an OPD that takes more time than it may: each of its rows a bit
shell("mkdir " .. folder .. "/late")
local late <const> = { "opd,tahun,sasaran,indikator,arah,target,realisasi" }
for i = 1, 500 do late[#late + 1] = ("b,2024,s,lama %d,positif,10,9"):format(i) end
late[#late + 1] = "a,2024,s,cepat,positif,10,9"
write(folder .. "/late/indikator.csv", table.concat(late, "\n") .. "\n")
write(folder .. "/late/opd.csv", "opd,tahun\na,2024\nb,2024\n")
write(folder .. "/late.lua", [[
local capai <const> = require "capai"
local function positif(i)
  if i.indikator:find "lama" then for _ = 1, 5000000 do end end
  return capai.ratio(i.realisasi * 100, i.target)
end
return capai.rules { id = "late", name = "Late", base = "jember-2024",
  progress = { positif = positif, negatif = positif } }
]])
said, status = run(("batch %s/late --rules %s/late.lua --limit-time 60000 --limit-opd-time 1 "
  .. "-o %s/l"):format(folder, folder, folder))
eq(status, 1, "other OPDs go on")
that(said:find("opd.csv:3:1: error: this OPD takes more time than it may", 1, true), said)
eq(read(folder .. "/l/gagal.csv"), ("opd,pesan,sebab,berkas,nomor_baris,kolom\n"
  .. "b,BATCH_TIME,OPD ini memerlukan waktu melebihi batas,%s/late/opd.csv,3,1\n"):format(folder))
that(read(folder .. "/l/indikator.csv"):find("\na,2024,,sasaran,,s,cepat,", 1, true), "the other")

-- an OPD without rules, and one whose pack there is not
shell("mkdir " .. folder .. "/lost")
write(folder .. "/lost/opd.csv", "opd,tahun,aturan\na,2024,jember-2024\nb,2024,jambe\nc,2024,\n")
write(folder .. "/lost/indikator.csv", "opd,tahun,indikator,arah,target,realisasi\n"
  .. "a,2024,x,positif,10,9\nb,2024,x,positif,10,9\nc,2024,x,positif,10,9\n")
said, status = run(("batch %s/lost -o %s/found"):format(folder, folder))
eq(status, 1, "two failed")
that(said:find("1 OPD computed, 2 failed", 1, true), "two failed, says the summary")
local lost <const> = read(folder .. "/found/gagal.csv")
that(lost:find("\nb,RULES_NOT_FOUND,", 1, true), "one of them")
that(lost:find("\nc,RULES_NONE,", 1, true), "the other")
eq(select(2, read(folder .. "/found/opd.csv"):gsub("\n", "")), 2, "one OPD has results")

-- a data set that is of no use fails alone
shell(("mkdir %s/mixed && cp -r examples/jaten-2023 %s/lost %s/mixed && printf 'opd,target\\n' "
  .. "> %s/mixed/lost/indikator.csv"):format(folder, folder, folder, folder))
status = select(2, run(("batch %s/mixed --quiet -o %s/mixed-out"):format(folder, folder)))
eq(status, 1, "one data set failed")
that(read(folder .. "/mixed-out/gagal.csv"):find("\nlost,COLUMNS_MISSING,", 1, true), "which")

-- ---- what is left behind ----

-- killed somewhere in the middle, however fast the machine is
local left <const> = folder .. "/left"
for i = 1, 400 do
  shell("rm -rf " .. left)
  kill_at(0.005 * i, "left")
  local journal <const> = exists(left .. "/.capai-batch/journal")
    and read(left .. "/.capai-batch/journal") or ""
  if #journal > 0 and not exists(left .. "/.capai-batch/complete") then break end
end
said, status = run(("batch %s --rules karanganyar-2023 --resume -o %s"):format(data, left))
eq(status, 2, "other rules")
that(said:find("the unfinished results in this folder come from other data, rules or options", 1,
  true), "says so")
shell((": > %s/.capai-batch/indikator.csv"):format(left))
said, status = run(("batch %s %s --resume -o %s"):format(data, rules, left))
eq(status, 3, "a working file that was cut")
that(said:find("this working file is shorter than its journal says", 1, true), "says so")
run(("batch %s %s --quiet -o %s"):format(data, rules, left))
same("left", "pieces", "begun again")

os.execute("rm -r " .. folder)
check.done()
