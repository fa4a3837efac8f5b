-- capai batch --layout L --to F: the report of every OPD, byte for byte that of capai eval,
-- whatever the number of threads, cuts, kills and shards; names of files; one that fails alone;
-- what an earlier batch has left. CAPAI is the program; the folder of the checkout is the working
-- directory.

local check <const> = dofile "tests/support/check.lua"
local program <const> = os.getenv "CAPAI" or "build/capai"
local eq <const>, that <const> = check.eq, check.that
local read <const>, write <const>, shell <const> = check.read, check.write, check.shell
local folder <const> = shell("mktemp -d"):gsub("\n", "")

local function run(arguments, before)
  return shell(("%s %s --lang en %s 2>&1"):format(before or "", program, arguments))
end

local function exists(path) return os.rename(path, path) ~= nil end

local function listed(name) return (shell(("ls -A %s/%s"):format(folder, name)):gsub("\n", " ")) end

local function same(a, b, what, options)
  eq(shell(("diff -rq %s %s/%s %s/%s 2>&1"):format(options or "", folder, a, folder, b)), "", what)
end

-- ---- as eval makes them ----

local said, status
for _, layout in ipairs { "jember-2024", "karanganyar", "ringkas" } do
  said, status = run(("batch examples --quiet --layout %s --to html,docx -o %s/%s"):format(layout,
    folder, layout))
  eq(status, 0, said)
  for opd, set in pairs { jaten = "jaten-2023", semboro = "semboro-2024",
                          ledokombo = "ledokombo-2023" } do
    run(("eval examples/%s --layout %s -o %s/x.html -o %s/x.docx"):format(set, layout, folder,
      folder))
    for _, ending in ipairs { "html", "docx" } do
      that(read(("%s/x.%s"):format(folder, ending))
        == read(("%s/%s/laporan/%s.%s"):format(folder, layout, opd, ending)),
        ("%s of %s by %s"):format(ending, opd, layout))
    end
  end
end
eq(read(folder .. "/ringkas/laporan.csv"), "opd,berkas\n"
  .. "jaten,laporan/jaten.html\njaten,laporan/jaten.docx\n"
  .. "ledokombo,laporan/ledokombo.html\nledokombo,laporan/ledokombo.docx\n"
  .. "semboro,laporan/semboro.html\nsemboro,laporan/semboro.docx\n", "the list")
run(("batch examples --quiet -o %s/plain"):format(folder))
for _, name in ipairs { "opd", "indikator", "anggaran", "kabupaten" } do
  that(read(("%s/plain/%s.csv"):format(folder, name))
    == read(("%s/ringkas/%s.csv"):format(folder, name)), name .. " is the same with reports")
end
-- lines of the budget that no table wants, a report does
run(("batch examples --quiet --columns opd.opd --layout ringkas --to html,docx -o %s/chosen")
  :format(folder))
same("chosen/laporan", "ringkas/laporan", "columns are those of the tables")

-- a layout that explains every figure, as Word where nothing else is said
said, status = run(("batch examples/semboro-2024 --quiet --layout lampiran -o %s/why"):format(
  folder))
eq(status, 0, said)
eq(listed "why/laporan", "semboro.docx ", "Word")
said, status = run(("batch examples/semboro-2024 --quiet --layout lampiran --to md,md, -o %s/why")
  :format(folder))
eq(status, 2, "an empty name of a form: " .. said)
run(("batch examples/semboro-2024 --quiet --layout lampiran --to md,html,md -o %s/why"):format(
  folder))
eq(listed "why/laporan", "semboro.html semboro.md ", "other forms, and no report of before")
that(read(folder .. "/why/laporan/semboro.md"):find("98,8092592592…", 1, true), "explained")

-- ---- a data set that is read OPD by OPD ----

local OPDS <const> = 40

-- Rows of the OPDs from `first` to `last`.
local function make(at, first, last, long)
  local opd = { "opd,tahun,nama,kabupaten" }
  local rows = { "opd,tahun,sasaran,indikator,arah,target,realisasi" }
  local lines = { "opd,tahun,kode,uraian,sasaran,pagu,realisasi" }
  for i = first, last do
    local key <const> = ("opd/%02d"):format(i)
    opd[#opd + 1] = ("%s,2024,Dinas %d,Kabupaten %d"):format(key, i, i % 3)
    for k = 1, 4 do
      rows[#rows + 1] = ("%s,2024,Sasaran %d,Nilai %d,positif,%d,%d"):format(key, k % 2, k, 70 + k,
        60 + i * k % 40)
      lines[#lines + 1] = ("%s,2024,1.0%d,Kegiatan %d,Sasaran %d,%d,%d"):format(key, k, k, k % 2,
        1000000 + i * k, 900000 + i)
    end
  end
  shell("mkdir -p " .. at)
  write(at .. "/opd.csv", table.concat(opd, "\n") .. "\n")
  write(at .. "/indikator.csv", table.concat(rows, "\n") .. "\n")
  write(at .. "/anggaran.csv", table.concat(lines, "\n") .. "\n"
    .. (long and (" "):rep(1 << 20) .. "\n" or ""))
end

local data <const> = folder .. "/data"
make(data, 1, OPDS, true)
local how <const> = data .. " --rules jember-2024 --quiet --layout ringkas --to html,md "
said, status = run(("batch %s --jobs 1 -o %s/one"):format(how, folder))
eq(status, 0, said)
make(folder .. "/alone", 17, 17)
run(("eval %s/alone --rules jember-2024 --layout ringkas -o %s/alone.html"):format(folder, folder))
that(read(folder .. "/alone.html") == read(folder .. "/one/laporan/opd-17.html"), "rows of one OPD")
make(folder .. "/whole", 1, OPDS)
run(("batch %s -o %s/small"):format(how:gsub("/data ", "/whole "), folder))
-- Markdown names the digests of what was read, which is another thing here
same("small/laporan", "one/laporan", "read in one piece", "-x '*.md'")
run(("batch %s --jobs 4 -o %s/four"):format(how, folder))
same("four", "one", "four threads")

-- a report of rows of larger files names none of these: the manifest beside the tables does
run(("batch %s --rules jember-2024 --quiet --layout lampiran --to md -o %s/pieces"):format(data,
  folder))
local piece <const> = read(folder .. "/pieces/laporan/opd-17.md")
that(piece:find("jember%-2024%.lua: %x+") and not piece:find("indikator.csv: %x+"), "no digest")

-- ---- killed, and in shards ----

math.randomseed(20241122)
for i = 1, 6 do
  for _ = 1, 3 do
    shell(("(%s batch %s --resume --jobs 2 -o %s/killed & p=$!; sleep %.3f; kill -9 $p; wait $p) "
      .. ">/dev/null 2>&1"):format(program, how, folder, 0.05 + math.random() * 0.8))
  end
  said, status = run(("batch %s --resume -o %s/killed"):format(how, folder))
  eq(status, 0, said)
  same("killed", "one", "killed " .. i)
  shell(("rm -r %s/killed"):format(folder))
end

-- ended while reports took their names: all is made again from what waits
run(("batch %s -o %s/half -o %s/none/x.sqlite"):format(how, folder, folder))
that(not exists(folder .. "/half/.capai-batch/ranked"), "made with the results")
that(exists(folder .. "/half/.capai-batch/complete") and not exists(folder .. "/half/laporan"),
  "all is made, and nothing written")
shell(("mkdir %s/half/laporan && touch %s/half/laporan/opd-01.html"):format(folder, folder))
said, status = run(("batch %s --resume -o %s/half"):format(how:gsub("ringkas", "lampiran"), folder))
eq(status, 2, "another layout")
that(said:find("come from other data, rules or options", 1, true), said)
status = select(2, run(("batch %s --resume -o %s/half"):format(how, folder)))
eq(status, 0, "gone on with")
same("half", "one", "gone on with")

for i = 1, 3 do run(("batch %s --shard %d/3 -o %s/shard-%d"):format(how, i, folder, i)) end
said, status = run(("merge %s/shard-2 %s/shard-3 %s/shard-1 --quiet -o %s/merged"):format(folder,
  folder, folder, folder))
eq(status, 0, said)
same("merged", "one", "shards")

-- ---- one that fails ----

write(folder .. "/layout.lua", [[
local capai = require "capai"
return capai.layout {
  name = "Uji",
  build = function(doc, ev)
    if ev.opd[1].opd == "opd/03" then error "tidak untuk OPD ini" end
    if ev.opd[1].opd == "opd/05" then while true do end end
    doc:heading(1, ev.opd[1].opd)
  end,
}
]])
said, status = run(("batch %s --limit-time 200 -o %s/some"):format(how:gsub("ringkas", folder
  .. "/layout.lua"), folder))
eq(status, 1, said)
eq(select(2, listed("some/laporan"):gsub("%S+", "")), 2 * (OPDS - 2), "the others")
that(not exists(folder .. "/some/laporan/opd-03.html"), "none for that one")
local failed <const> = read(folder .. "/some/gagal.csv")
that(failed:find("\nopd/03,[%u_]+,[^\n]*tidak untuk OPD ini[^\n]*layout.lua,5,"), failed)
that(failed:find("\nopd/05,[%u_]+,[^\n]*layout.lua,6,"), failed)
eq(read(folder .. "/some/opd.csv"), read(folder .. "/one/opd.csv"), "its results are there")

-- ---- names of files ----

local keys <const> = { "../../jahat", "Dinas A", "dinas a", "DINAS-A", "CON", "nul.x", "com1", ".",
  "é", "a\\b:c*?", "-rf", ("panjang "):rep(40), "laporan.tar.", "x" }
local rows = { "opd,tahun,indikator,arah,target,realisasi" }
for _, key in ipairs(keys) do rows[#rows + 1] = ('"%s",2024,n,positif,10,9'):format(key) end
shell("mkdir " .. folder .. "/names")
write(folder .. "/names/indikator.csv", table.concat(rows, "\n") .. "\n")
said, status = run(
  ("batch %s/names --rules jember-2024 --quiet --layout ringkas --to md -o %s/named"):format(folder,
  folder))
eq(status, 0, said)
local list <const> = dofile "tests/support/rows.lua" (folder .. "/named/laporan.csv")
local files = {}
for i, row in ipairs(list) do files[i] = row.berkas:match "^laporan/(.*)%.md$" end
eq(table.concat(files, " "), "jahat Dinas-A dinas-a-2 DINAS-A-3 opd-CON opd-nul.x opd-com1 opd "
  .. "opd-2 a-b-c rf " .. ("panjang-"):rep(9):sub(1, -2) .. " laporan.tar x", "names")
for i, row in ipairs(list) do
  eq(row.opd, keys[i]:gsub("%s+$", ""), "whose it is")
  that(exists(folder .. "/named/" .. row.berkas), row.berkas)
end

-- ---- what an earlier batch has left ----

shell(("cp -r %s/named %s/later && touch %s/later/laporan/milik-sendiri.docx %s/later/x.md"):format(
  folder, folder, folder, folder))
local old <const> = read(folder .. "/later/laporan.csv")
write(folder .. "/later/laporan.csv", old .. "y,laporan/../x.md\n")
run(("batch examples/jaten-2023 --quiet --layout ringkas --to md -o %s/later"):format(folder))
eq(listed "later/laporan", "jaten.md milik-sendiri.docx ", "old reports go, what is not ours stays")
that(exists(folder .. "/later/x.md"), "nothing outside of the folder")
run(("batch examples/jaten-2023 --quiet -o %s/later"):format(folder))
eq(listed "later/laporan", "milik-sendiri.docx ", "no reports")
that(not exists(folder .. "/later/laporan.csv"), "and no list")
run(("batch examples/jaten-2023 --quiet -o %s/named"):format(folder))
that(not exists(folder .. "/named/laporan"), "an empty folder goes")

-- ---- refusals ----

for arguments, text in pairs {
  ["--to docx -o " .. folder .. "/no"] = "--to needs a layout",
  ["--layout ringka -o " .. folder .. "/no"] = 'there is no layout "ringka"',
  ["--layout ringkas --to docx,xlsx -o " .. folder .. "/no"] = '--to cannot be "xlsx"',
  ["--layout ringkas -o " .. folder .. "/no.sqlite"] = "reports of OPDs need a folder of results",
} do
  said, status = run("batch examples --quiet " .. arguments)
  eq(status, 2, arguments)
  that(said:find(text, 1, true), said)
end
that(not exists(folder .. "/no") and not exists(folder .. "/no.sqlite"), "nothing is written")

os.execute("rm -r " .. folder)
check.done()
