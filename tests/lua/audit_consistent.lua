-- Reports that hold: of 200 data sets of varied shape, whose printed figures are worked out here
-- with fractions of whole numbers, the auditor says nothing; one figure changed, and it speaks.

local capai <const> = require "capai"
local audit <const> = require "capai.audit"
local check <const> = dofile "tests/support/check.lua"
local parse <const> = dofile "tests/support/csv.lua"
local sets <const> = 200
local shell <const> = check.shell

local folder <const> = shell("mktemp -d"):gsub("\n", "")

-- ---- fractions and how they are printed ----

local function gcd(a, b)
  while b ~= 0 do a, b = b, a % b end
  return a
end

-- The sum of two fractions { numerator, denominator }.
local function add(x, y)
  local n, d = x[1] * y[2] + y[1] * x[2], x[2] * y[2]
  local g = gcd(math.abs(n), d)
  return { n // g, d // g }
end

-- Half up, away from zero, as whole number of units of 10^-digits.
local function units(x, digits)
  local n, d = x[1] * 10 ^ digits // 1 | 0, x[2]
  local sign = n < 0 and -1 or 1
  return sign * ((2 * math.abs(n) + d) // (2 * d))
end

-- A whole number of units as an Indonesian number.
local function show(n, digits)
  local text = tostring(math.abs(n))
  text = ("0"):rep(digits + 1 - #text) .. text
  local whole, rest = text:sub(1, #text - digits), text:sub(#text - digits + 1)
  whole = whole:reverse():gsub("(%d%d%d)", "%1."):reverse():gsub("^%.", "")
  return (n < 0 and "-" or "") .. whole .. (digits > 0 and "," .. rest or "")
end

local function print_fraction(x, digits)
  return show(units(x, digits), digits)
end

-- ---- files ----

local function csv(lines)
  for i, line in ipairs(lines) do
    for k, field in ipairs(line) do
      field = tostring(field)
      line[k] = field:find '[,"]' and '"' .. field:gsub('"', '""') .. '"' or field
    end
    lines[i] = table.concat(line, ",") .. "\n"
  end
  return table.concat(lines)
end

local function write(name, lines)
  check.write(folder .. "/" .. name, csv(lines))
end

-- ---- one report ----

local random <const> = math.random
local SCALE <const> = { { 90, "Sangat Tinggi" }, { 76, "Tinggi" }, { 66, "Sedang" },
                        { 51, "Rendah" }, { 0, "Sangat Rendah" } }

-- The class of jember-2024; nil in a gap or at its edge, where nothing is printed.
local function class_of(x)
  local value = units(x, 2)
  for _, band in ipairs(SCALE) do
    if value >= band[1] * 100 then
      local above = value - band[1] * 100
      return (band[1] == 90 or above <= 900) and band[2] or nil
    end
  end
end

local function make_indicators(names, statements)
  local lines = { { "opd", "tahun", "sasaran", "indikator", "arah", "target", "realisasi",
                    "target_akhir", "capaian_lapor", "capaian_akhir_lapor", "predikat_lapor" } }
  local means = {}
  for _, sasaran in ipairs(names) do
    local sum, count = { 0, 1 }, random(1, 3)
    for i = 1, count do
      local target, final = random(4, 40) * 5, random(20, 40) * 5
      local realisasi = target * random(40, 108) // 100
      local down = random(4) == 1
      local capaian = { (down and 2 * target - realisasi or realisasi) * 100, target }
      local digits = random(0, 2)
      lines[#lines + 1] = { "x", 2024, sasaran, sasaran .. " " .. i,
        down and "negatif" or "positif", target, realisasi, final,
        print_fraction(capaian, digits) .. (random(2) == 1 and "%" or ""),
        down and "" or print_fraction({ realisasi * 100, final }, 2), class_of(capaian) or "" }
      local capped = capaian[1] > 100 * capaian[2] and { 100, 1 } or capaian
      sum = add(sum, capped)
      if not down then
        statements[#statements + 1] = { "persen", show(units(capaian, 1), 1) .. "%",
                                        realisasi .. ";" .. target }
      end
      statements[#statements + 1] = { "status", realisasi > target and "melebihi" or
        realisasi == target and "tercapai" or "belum tercapai", realisasi .. ";" .. target }
    end
    means[sasaran] = { sum[1], sum[2] * count }
  end
  write("indikator.csv", lines)
  return means
end

-- Lines below `kode`, down to the third level; returns what they add up to.
local function make_lines(lines, kode, level, sasaran)
  local pagu, realisasi, below = 0, 0, {}
  if level == 3 then
    pagu = random(1, 900) * 1000 * random(1, 999)
    realisasi = pagu * random(50, 100) // 100
  else
    for i = 1, random(1, 3) do
      local p, r = make_lines(below, kode .. "." .. i, level + 1)
      pagu, realisasi = pagu + p, realisasi + r
    end
  end
  local jenjang = ({ "program", "kegiatan", "subkegiatan" })[level]
  lines[#lines + 1] = { kode = kode, jenjang = jenjang, sasaran = sasaran or "", pagu = pagu,
                        realisasi = realisasi }
  table.move(below, 1, #below, #lines + 1, lines)
  return pagu, realisasi
end

local function make_budget(names, statements)
  local lines, spent = {}, {}
  local pagu, realisasi, programs = 0, 0, {}
  for i, sasaran in ipairs(names) do
    local p, r = make_lines(lines, tostring(i), 1, sasaran)
    pagu, realisasi, spent[sasaran] = pagu + p, realisasi + r, { r * 100, p }
    programs[i] = show(p, 0)
  end
  lines[#lines + 1] = { kode = "0", jenjang = "total", sasaran = "", pagu = pagu,
                        realisasi = realisasi }
  local file = { { "opd", "tahun", "tabel", "kode", "jenjang", "uraian", "sasaran", "pagu",
                   "realisasi", "serapan_lapor" } }
  local pairs_of_lines = { { "tabel", "kode", "tabel_acuan", "kode_acuan" } }
  for _, tabel in ipairs { "3.8", "2.4" } do
    for _, l in ipairs(lines) do
      local kode = tabel == "2.4" and l.kode ~= "0" and "9" .. l.kode or l.kode
      file[#file + 1] = { "x", 2024, tabel, kode, l.jenjang, "baris " .. l.kode, l.sasaran,
        show(l.pagu, 0), show(l.realisasi, 0),
        print_fraction({ l.realisasi * 100, l.pagu }, random(0, 2)) }
      if tabel == "2.4" and l.kode ~= "0" then
        pairs_of_lines[#pairs_of_lines + 1] = { "2.4", kode, "3.8", l.kode }
      end
    end
  end
  -- what is printed with fewer decimals in one table than in the other differs there
  for i = #lines + 2, #file do file[i][10] = file[i - #lines][10] end
  write("anggaran.csv", file)
  write("padanan.csv", pairs_of_lines)
  statements[#statements + 1] = { "jumlah", show(pagu, 0), table.concat(programs, ";") }
  statements[#statements + 1] = { "selisih", show(pagu - realisasi, 0),
                                  show(pagu, 0) .. ";" .. show(realisasi, 0) }
  local words = capai.terbilang(show(pagu, 0), "milyar") .. " rupiah"
  statements[#statements + 1] = { "terbilang", words, show(pagu, 0) }
  return spent
end

local function make_plan()
  local header = { "opd", "versi", "kode", "jenjang", "uraian", "indikator" }
  for year = 2022, 2026 do header[#header + 1] = "rp_" .. year end
  header[#header + 1] = "rp_akhir"
  local lines = { header }
  local function line(kode, amounts)
    local sum = 0
    local fields = { "x", "murni", kode, kode:find "%." and "kegiatan" or "program", "rencana", "" }
    for i, amount in ipairs(amounts) do
      fields[6 + i], sum = show(amount, 0), sum + amount
    end
    fields[12] = show(sum, 0)
    return fields
  end
  for p = 1, random(1, 3) do
    local sums, below = { 0, 0, 0, 0, 0 }, {}
    for k = 1, random(1, 4) do
      local amounts = {}
      for i = 1, 5 do
        amounts[i] = random(0, 50) * 1234567
        sums[i] = sums[i] + amounts[i]
      end
      below[k] = line(p .. "." .. k, amounts)
    end
    lines[#lines + 1] = line(tostring(p), sums)
    table.move(below, 1, #below, #lines + 1, lines)
  end
  write("renstra.csv", lines)
end

local function make_report(seed)
  math.randomseed(seed)
  shell("rm -f " .. folder .. "/*")
  local names, statements = {}, {}
  for i = 1, random(1, 4) do names[i] = "Sasaran ke-" .. i end
  write("opd.csv", { { "opd", "nama", "kabupaten", "tahun", "aturan", "tabel_anggaran" },
                     { "x", "Kecamatan X", "Jember", 2024, "jember-2024", "3.8" } })
  local means = make_indicators(names, statements)
  local spent = make_budget(names, statements)
  make_plan()
  local lines = { { "opd", "tahun", "sasaran", "capaian_lapor", "serapan_lapor",
                    "efisiensi_lapor" } }
  for _, name in ipairs(names) do
    local a, b = units(means[name], 2), units(spent[name], 2)
    lines[#lines + 1] = { "x", 2024, name, print_fraction(means[name], random(0, 2)),
      print_fraction(spent[name], random(0, 2)) .. "%",
      a > b and "Efisien" or a < b and "Tidak efisien" or "" }
  end
  write("sasaran.csv", lines)
  write("tabel.csv", { { "tabel", "berkas", "jenis", "kolom", "acuan" },
                       { "2.4", "anggaran.csv", "", "", "3.8" } })
  local stated = { { "opd", "tahun", "tabel", "baris", "besaran", "dilaporkan", "operasi",
                     "operan" } }
  for i, s in ipairs(statements) do
    stated[#stated + 1] = { "x", 2024, "narasi", "baris " .. i, s[1], s[2], s[1], s[3] }
  end
  write("narasi.csv", stated)
end

local function findings()
  return audit.run(assert(capai.load(folder, { lapor = true }))).findings
end

for seed = 1, sets do
  make_report(seed)
  local found = findings()
  local f = found[1]
  check.that(not f, f and ("seed %d: %s, %s, %s: %s, not %s"):format(seed, f.tabel, f.baris,
    f.besaran, f.dilaporkan, f.dihitung))
end

-- Each file of the last of them with one figure changed: its first in that column.
local changed <const> = { { "anggaran", "pagu" }, { "anggaran", "serapan_lapor" },
                          { "indikator", "capaian_lapor" }, { "indikator", "target" },
                          { "sasaran", "capaian_lapor" }, { "sasaran", "serapan_lapor" },
                          { "renstra", "rp_2024" }, { "renstra", "rp_akhir" },
                          { "narasi", "dilaporkan" } }
for _, place in ipairs(changed) do
  local path = folder .. "/" .. place[1] .. ".csv"
  local text = check.read(path)
  local lines, column = parse(text), 1
  while lines[1][column] ~= place[2] do column = column + 1 end
  lines[2][column] = lines[2][column]:gsub("%d", function(digit)
    return digit == "9" and "8" or digit + 1
  end, 1)
  check.write(path, csv(lines))
  check.that(#findings() > 0, place[1] .. "." .. place[2] .. " changed is found")
  check.write(path, text)
end

shell("rm -rf " .. folder)
check.done()
