-- capai batch --layout L where L asks for rank and kabupaten, which only the end knows, and for
-- running text: they are those of the tables; the same bytes for any number of threads, cuts,
-- kills and shards; of an OPD in a folder of its own those of capai eval. CAPAI is the program; the
-- folder of the checkout is the working directory.

local check <const> = dofile "tests/support/check.lua"
local rows_of <const> = dofile "tests/support/rows.lua"
local program <const> = os.getenv "CAPAI" or "build/capai"
local eq <const>, that <const> = check.eq, check.that
local read <const>, write <const>, shell <const> = check.read, check.write, check.shell
local folder <const> = shell("mktemp -d"):gsub("\n", "")

local function run(arguments)
  return shell(("%s %s --lang en 2>&1"):format(program, (arguments:gsub("@", folder))))
end

local function must(arguments)
  local said, status = run(arguments)
  eq(status, 0, arguments .. ": " .. said)
end

local function same(a, b, what, options)
  eq(shell(("diff -rq %s %s/%s %s/%s 2>&1"):format(options or "", folder, a, folder, b)), "", what)
end

local function exists(name)
  local path <const> = folder .. "/" .. name
  return os.rename(path, path) ~= nil
end

local layout <const> = [[
local capai = require "capai"
return capai.layout {
  name = "Peringkat",
  build = function(doc, ev)
    local opd = ev:current "opd"[1]
    doc:heading(1, opd.opd)
    for _, row in ipairs(ev.opd) do
      doc:paragraph(("%s: %s"):format(row.tahun, row.peringkat or "tanpa peringkat"))
    end
    for _, row in ipairs(ev.kabupaten) do
      doc:paragraph(("%s %s, %s OPD, %s, %s"):format(row.kabupaten, row.tahun, row.jumlah_opd,
        row.capaian or "tanpa capaian", row.peringkat or "tanpa peringkat"))
    end
    if #ev:current "kabupaten" ~= (opd.kabupaten and 1 or 0) then error "kabupaten" end
    doc:narasi "penyebab"
    if opd.opd == "opd/07" then error "bukan OPD ini" end
  end,
}
]]
write(folder .. "/ranks.lua", layout)

-- ---- data ----

local OPDS <const> = 28

local function make(name, first, last, long)
  local opd = { "opd,tahun,nama,kabupaten,provinsi" }
  local rows = { "opd,tahun,sasaran,indikator,arah,target,realisasi" }
  for i = first, last do
    local key <const> = ("opd/%02d"):format(i)
    opd[#opd + 1] = ("%s,2024,Dinas %d,%s,Provinsi"):format(key, i,
      i % 4 == 0 and "" or "Kabupaten " .. i % 4)
    for year = 2023, 2024 do
      for k = 1, 3 do
        rows[#rows + 1] = ("%s,%d,Sasaran %d,Nilai %d,positif,%s,%d"):format(key, year, k % 2, k,
          i == 9 and "" or 70 + k, 60 + (i * k + year) % 40)
      end
    end
  end
  shell(("mkdir -p %s/%s"):format(folder, name))
  write(("%s/%s/opd.csv"):format(folder, name), table.concat(opd, "\n") .. "\n")
  write(("%s/%s/indikator.csv"):format(folder, name), table.concat(rows, "\n") .. "\n"
    .. (long and (" "):rep(1 << 20) .. "\n" or ""))
end

local function texts(name)
  shell(("mkdir -p %s/%s/narasi/opd-17"):format(folder, name))
  write(("%s/%s/narasi/penyebab.md"):format(folder, name), "Untuk semua.\n")
  write(("%s/%s/narasi/opd-17/penyebab.md"):format(folder, name), "Hanya untuk opd/17.\n")
end

make("data", 1, OPDS, true)
texts "data"
make("small", 1, OPDS)
texts "small"

-- ---- as the tables have it ----

local how <const> = " --rules jember-2024 --quiet --layout @/ranks.lua --to md,html "
local _, status = run("batch @/data --jobs 1 -o @/one" .. how)
eq(status, 1, "one of them fails")
local ranks, places = rows_of(folder .. "/one/opd.csv"), rows_of(folder .. "/one/kabupaten.csv")
eq(#ranks, 2 * OPDS, "both years")
for _, row in ipairs(ranks) do
  local name <const> = ("%s/one/laporan/%s.md"):format(folder, row.opd:gsub("/", "-"))
  if row.opd == "opd/07" then
    that(not exists "one/laporan/opd-07.md", "the one that fails")
  else
    local text <const> = read(name)
    that(text:find(("\n%s: %s\n"):format(row.tahun, row.peringkat ~= "" and row.peringkat
      or "tanpa peringkat"), 1, true), row.opd .. " is ranked: " .. text)
    that(text:find(row.opd == "opd/17" and "Hanya untuk opd/17." or "Untuk semua.", 1, true),
      row.opd .. " has its text")
    for _, place in ipairs(places) do
      local line <const> = ("\n%s %s, %s OPD, "):format(place.kabupaten, place.tahun,
        place.jumlah_opd)
      eq(text:find(line, 1, true) ~= nil, place.kabupaten == row.kabupaten, row.opd .. line)
    end
  end
end
local failed <const> = read(folder .. "/one/gagal.csv")
that(failed:find("\nopd/07,[%u_]+,[^\n]*bukan OPD ini[^\n]*ranks.lua,%d+,"), failed)
eq(select(2, failed:gsub("\n", "")), 2, "nothing else fails")

-- ---- the same bytes ----

run("batch @/data --jobs 4 -o @/four" .. how)
same("four", "one", "four threads")
run("batch @/small --jobs 2 -o @/whole" .. how)
same("whole/laporan", "one/laporan", "read in one piece", "-x '*.md'")
for i = 1, 3 do run(("batch @/data --shard %d/3 --jobs 2 -o @/shard-%d"):format(i, i) .. how) end
run("merge @/shard-2 @/shard-3 -o @/group --partial")
shell(("mv %s/data %s/away"):format(folder, folder)) -- merge needs none of it
_, status = run "merge @/group @/shard-1 -o @/merged --quiet"
eq(status, 1, "merged")
same("merged", "one", "shards")

-- a merge with another layout, or none
write(folder .. "/ranks.lua", layout .. "\n")
local said
said, status = run "merge @/group @/shard-1 -o @/other --quiet"
eq(status, 2, said)
that(said:find("the reports of this shard have another layout", 1, true), said)
that(not exists "other/opd.csv", "nothing is written")
os.remove(folder .. "/ranks.lua")
said, status = run "merge @/group @/shard-1 -o @/other --quiet"
eq(status, 3, said)
that(said:find("ranks.lua: error: ", 1, true), said)
run "merge @/group @/shard-1 -o @/other.sqlite --quiet"
that(exists "other.sqlite", "a file has no reports, and needs no layout")
write(folder .. "/ranks.lua", layout)
shell(("mv %s/away %s/data"):format(folder, folder))

-- ended while the reports that waited were made
run("batch @/data -o @/cut -o @/none/x.sqlite" .. how)
that(exists "cut/.capai-batch/complete" and exists "cut/.capai-batch/ranked", "all is made")
os.remove(folder .. "/cut/.capai-batch/complete")
local ranked <const> = read(folder .. "/cut/.capai-batch/ranked")
for _, part in ipairs { 0, 7, 0.3, 0.8, 1 } do
  shell(("cp -r %s/cut %s/again"):format(folder, folder))
  local size <const> = part < 1 and math.floor(#ranked * part) or part == 1 and #ranked or part
  local broken <const> = part == 0.8
  write(folder .. "/again/.capai-batch/ranked", broken
    and ranked:sub(1, #ranked // 2) .. "x" .. ranked:sub(#ranked // 2 + 2)
    or ranked:sub(1, size))
  _, status = run("batch @/data --resume -o @/again" .. how)
  eq(status, 1, "gone on with")
  same("again", "one", "cut at " .. part)
  shell(("rm -r %s/again"):format(folder))
end
for i = 1, 4 do
  shell((("(%s batch @/data --resume --jobs 2 -o @/killed %s & p=$!; sleep %.3f; kill -9 $p; "
    .. "wait $p) >/dev/null 2>&1"):format(program, how, 0.05 + i * 0.1):gsub("@", folder)))
end
run("batch @/data --resume -o @/killed" .. how)
same("killed", "one", "killed")

-- ---- one OPD in a folder of its own ----

make("alone", 17, 17)
texts "alone"
must("batch @/alone -o @/of-batch" .. how)
must "eval @/alone --rules jember-2024 --layout @/ranks.lua -o @/of-eval.md -o @/of-eval.html"
for _, ending in ipairs { "md", "html" } do
  that(read(("%s/of-eval.%s"):format(folder, ending))
    == read(("%s/of-batch/laporan/opd-17.%s"):format(folder, ending)), ending .. " as eval")
end
that(read(folder .. "/of-eval.md"):find("Hanya untuk opd/17.", 1, true), "a text of one OPD")

-- a workbook, and a set in one folder with packed files
must "batch tests/workbooks/semboro-2024.xlsx --quiet --layout @/ranks.lua --to html -o @/book"
must "eval tests/workbooks/semboro-2024.xlsx --layout @/ranks.lua -o @/book.html"
that(read(folder .. "/book.html") == read(folder .. "/book/laporan/semboro.html"), "a workbook")
shell(("cp -r %s/small %s/packed && gzip %s/packed/*.csv"):format(folder, folder, folder))
run("batch @/packed -o @/unpacked" .. how)
same("unpacked/laporan", "one/laporan", "packed files", "-x '*.md'")
run("batch @/small/indikator.csv @/small/opd.csv -o @/named" .. how)
same("named/laporan", "one/laporan", "files by name", "-x '*.md'")
shell(("%s batch - --rules jember-2024 --quiet --layout %s/ranks.lua --to md -o %s/piped "
  .. "<%s/data/indikator.csv 2>/dev/null"):format(program, folder, folder, folder))
local piped <const> = read(folder .. "/piped/laporan/opd-17.md")
that(not piped:find("Hanya untuk", 1, true), "what comes from a pipe has no folder: " .. piped)

-- a text that cannot be read fails that OPD alone
write(folder .. "/data/narasi/opd-17/penyebab.md", ("x"):rep((4 << 20) + 1))
run("batch @/data -o @/large" .. how)
that(read(folder .. "/large/gagal.csv"):find("\nopd/17,LAYOUT_TEXT_LARGE,", 1, true), "too large")
that(exists "large/laporan/opd-16.md" and not exists "large/laporan/opd-17.md", "it alone")

os.execute("rm -r " .. folder)
check.done()
