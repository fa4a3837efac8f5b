-- The job of the benchmark (tests/bench): what `capai batch` makes of large files is what plain
-- integer arithmetic makes of them, to the last digit, in whatever order and form the rows come and
-- whatever splits them; the other tools of the benchmark do the same job. CAPAI is the program; the
-- folder of the checkout is the working directory.
local check <const> = dofile "tests/support/check.lua"
local rows_of <const> = dofile "tests/support/rows.lua"
local differ <const> = dofile "tests/bench/differ.lua"
local program <const> = os.getenv "CAPAI" or "build/capai"
local eq <const>, that <const> = check.eq, check.that
local read <const>, shell <const> = check.read, check.shell
local folder <const> = shell("mktemp -d"):gsub("\n", "")

-- What CAPAI says may be several words; job.sh takes one.
check.write(folder .. "/capai", ('#!/bin/sh\nexec %s "$@"\n'):format(program))
shell(("chmod +x %s/capai"):format(folder))

local function must(command)
  local out <const>, status <const> = shell(command .. " 2>&1")
  that(status == 0, command .. "\n" .. out)
end

-- ---- data ----

-- Enough that no file is read in one piece.
local ROWS <const> = 5040

-- The generator, compiled here: what it makes must not depend on the mode of the build.
local tools <const> = folder .. "/"
for _, name in ipairs { "generate", "shuffle" } do
  must(("cc -std=c17 -O1 -o %s%s tests/bench/%s.c"):format(tools, name, name))
end

local function generate(name, words)
  must(("%sgenerate %s/%s %d 7 %s"):format(tools, folder, name, ROWS, words))
end

generate("plain", "flat")
generate("windows", "flat windows")
must(("mkdir %s/shuffled"):format(folder))
for _, name in ipairs { "indikator", "anggaran" } do
  must(("%sshuffle %s/plain/%s.csv %s/shuffled/%s.csv 3"):format(tools, folder, name, folder, name))
end

-- ---- the reference ----

-- "1.234,5" as an integer of so many decimals.
local function scaled(text, decimals)
  local whole <const>, part <const> = text:gsub("%.", ""):match "^(%d+),?(%d*)$"
  return math.tointeger(tonumber(whole .. part .. ("0"):rep(decimals - #part)))
end

-- a / b in hundredths of a percent, halves up; b is positive.
local function percent(a, b) return (a * 20000 + b) // (2 * b) end

local function hundredths(n) return ("%d.%02d"):format(n // 100, n % 100) end

local CLASSES <const> = { { 9000, "sangat tinggi" }, { 7500, "tinggi" }, { 6500, "sedang" },
  { 5000, "rendah" }, { 0, "sangat rendah" } }

local function class(capaian)
  for _, bound in ipairs(CLASSES) do
    if capaian >= bound[1] then return bound[2] end
  end
end

local sums <const>, order <const> = {}, {}

local function sums_of(opd)
  if not sums[opd] then
    sums[opd] = { count = 0, capaian = 0, pagu = 0, realisasi = 0 }
    order[#order + 1] = opd
  end
  return sums[opd]
end

local indicators <const> = {}
for i, row in ipairs(rows_of(folder .. "/plain/indikator.csv")) do
  local target <const>, actual <const> = scaled(row.target, 3), scaled(row.realisasi, 3)
  local capaian <const> = math.max(0, math.min(10000,
    percent(row.arah == "negatif" and 2 * target - actual or actual, target)))
  indicators[i] = table.concat({ row.opd, row.tahun, row.sasaran, row.indikator, row.target,
    row.realisasi, hundredths(capaian), class(capaian) }, "|")
  local sum <const> = sums_of(row.opd)
  sum.count, sum.capaian = sum.count + 1, sum.capaian + capaian
end
for _, row in ipairs(rows_of(folder .. "/plain/anggaran.csv")) do
  local sum <const> = sums_of(row.opd)
  sum.pagu = sum.pagu + scaled(row.pagu, 2)
  sum.realisasi = sum.realisasi + scaled(row.realisasi, 2)
end
eq(#indicators, ROWS, "rows of the generator")

-- ---- what capai makes of it ----

local function job(data, out, settings)
  must(("CAPAI=%s/capai %s sh tests/bench/job.sh %s/%s %s/of-%s"):format(folder, settings or "",
    folder, data, folder, out))
end

-- 12.50 as 12.5, 3.00 as 3
local function plain(number) return (number:gsub("(%..-)0*$", "%1"):gsub("%.$", "")) end

job("plain", "one", "JOBS=1")
local found <const> = rows_of(folder .. "/of-one/hasil_indikator.csv")
eq(#found, #indicators, "indicators")
for i, row in ipairs(found) do
  local text <const> = table.concat({ row.opd, row.tahun, row.sasaran, row.indikator, row.target,
    row.realisasi, row.capaian, row.predikat }, "|")
  if text ~= indicators[i] then eq(text, indicators[i], "indicator " .. i) end
end
local opds <const> = rows_of(folder .. "/of-one/hasil_opd.csv")
eq(#opds, #order, "OPDs")
for i, row in ipairs(opds) do
  local sum <const> = sums[order[i]]
  local capaian <const> = (2 * sum.capaian + sum.count) // (2 * sum.count)
  local serapan <const> = percent(sum.realisasi, sum.pagu)
  local text <const> = table.concat({ row.opd, row.capaian, plain(row.pagu), plain(row.realisasi),
    row.serapan, row.efisien }, "|")
  local expected <const> = table.concat({ order[i], hundredths(capaian),
    plain(hundredths(sum.pagu)), plain(hundredths(sum.realisasi)), hundredths(serapan),
    capaian > serapan and "ya" or "tidak" }, "|")
  if text ~= expected then eq(text, expected, "OPD " .. i) end
end

-- ---- the same in every way ----

local FILES <const> = { "hasil_indikator.csv", "hasil_opd.csv" }

local function same(out, what)
  for _, name in ipairs(FILES) do
    local ours <const> = read(("%s/of-%s/%s"):format(folder, out, name))
    that(ours == read(("%s/of-one/%s"):format(folder, name)), what .. ": " .. name)
  end
end

job("plain", "two", "JOBS=2")
same("two", "two threads")
job("plain", "forced", "JOBS=2 OPTIONS=--force-libcsv")
same("forced", "split by libcsv")
job("windows", "windows")
same("windows", "Windows export")
job("windows", "windows-forced", "OPTIONS=--force-libcsv")
same("windows-forced", "Windows export split by libcsv")
for _, name in ipairs { "named", "text", "function" } do
  job("plain", name, ("RULES=tests/bench/rules/%s.lua"):format(name))
  same(name, "formula: " .. name)
end

local function sorted(path)
  local list <const> = {}
  for line in io.lines(path) do list[#list + 1] = line end
  table.sort(list)
  return table.concat(list, "\n")
end

for threads = 1, 2 do
  job("shuffled", "shuffled" .. threads, "JOBS=" .. threads)
  for _, name in ipairs(FILES) do
    that(sorted(("%s/of-shuffled%d/%s"):format(folder, threads, name)) ==
      sorted(("%s/of-one/%s"):format(folder, name)), "shuffled: " .. name)
  end
end

-- ---- the other tools ----

-- They lose ties in binary floating point, no more.
for _, tool in ipairs { "mawk", "sqlite3" } do
  if select(2, shell("command -v " .. tool .. " >/dev/null")) == 0 then
    must(("sh tests/bench/peer.sh %s %s/plain %s/of-%s"):format(tool, folder, folder, tool))
    local rows <const>, units <const> = differ(folder .. "/of-" .. tool, folder .. "/of-one")
    that(rows < ROWS // 1000 and units < #order // 20,
      ("%s differs in %d indicators and %d OPDs"):format(tool, rows, units))
  end
end

-- differ() sees a row that differs
must(("cp -r %s/of-one %s/changed"):format(folder, folder))
must(("sed -i '2s/,[0-9.]*,/,7,/; 5d' %s/changed/hasil_opd.csv"):format(folder))
eq(select(2, differ(folder .. "/of-one", folder .. "/changed")), 2, "a row changed and one lost")

shell("rm -rf " .. folder)
check.done()
