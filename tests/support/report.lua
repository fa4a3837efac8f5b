-- Reports that hold, of varied shape, whose printed figures are worked out with fractions of whole
-- numbers: what an auditor must say nothing about.
--   local make <const> = dofile("tests/support/report.lua")(folder)
--   local rules = make(seed)
local capai <const> = require "capai"
local check <const> = dofile "tests/support/check.lua"
local shell <const> = check.shell

local folder

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

-- What is left of a whole number and a remainder: whether it is one more, away from zero.
local MODES <const> = {
  half_up = function(_, rest, d) return 2 * rest >= d end,
  half_even = function(whole, rest, d)
    return 2 * rest > d or (2 * rest == d and whole % 2 == 1)
  end,
  down = function() return false end,
  up = function(_, rest) return rest > 0 end,
}

-- How the pack of the report rounds: set for each one.
local mode, of_rounded = "half_up", false

-- A fraction as a whole number of units of 10^-digits.
local function units(x, digits)
  local n, d = x[1] * 10 ^ digits // 1 | 0, x[2]
  local sign = n < 0 and -1 or 1
  local whole, rest = math.abs(n) // d, math.abs(n) % d
  return sign * (MODES[mode](whole, rest, d) and whole + 1 or whole)
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

-- A pack that rounds in its own way, derived from the usual one.
local function write_pack()
  check.write(folder .. "/aturan.lua", ([[
local capai = require "capai"
return capai.rules { id = "uji", base = "jember-2024", name = "uji", basis = { "uji" },
  valid = { from = 2024, to = 2024 }, round = { digits = 2, mode = "%s" },
  average = { clamp = { 0, 100 }, of = "%s" } }
]]):format(mode, of_rounded and "rounded" or "exact"))
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

-- The original plan of an indicator of the revised one: another target, and what follows from it.
local function original(line, capaian)
  local copy = { table.unpack(line) }
  copy[3], copy[7] = "murni", line[7] * 2
  copy[10] = print_fraction({ capaian[1], capaian[2] * 2 }, 2)
  copy[12] = class_of { capaian[1], capaian[2] * 2 } or ""
  return copy
end

-- The quarters of an indicator: parts of the target, or what is reached by then.
local function quarters(sasaran, name, target)
  if random(2) == 1 then
    return { "x", 2024, sasaran, name, "terakhir", target // 5, target // 4, target // 2, target }
  end
  local part = target // 5
  return { "x", 2024, sasaran, name, "jumlah", part, part, part, target - 3 * part }
end

local function make_indicators(names, statements, two)
  local lines = { { "opd", "tahun", "versi", "sasaran", "indikator", "arah", "target", "realisasi",
                    "target_akhir", "capaian_lapor", "capaian_akhir_lapor", "predikat_lapor" } }
  local plan = { { "opd", "tahun", "sasaran", "indikator", "perhitungan", "tw1", "tw2", "tw3",
                   "tw4" } }
  local means, shared = {}, random(2) == 1 -- two sasaran may have an indicator of one name
  for _, sasaran in ipairs(names) do
    local sum, count = { 0, 1 }, random(1, 3)
    for i = 1, count do
      local target, final = random(4, 40) * 5, random(20, 40) * 5
      local realisasi = target * random(40, 108) // 100
      local down = random(4) == 1
      local capaian = { (down and 2 * target - realisasi or realisasi) * 100, target }
      local digits = random(0, 2)
      local name = (shared and "Indikator " or sasaran .. " ") .. i
      local line = { "x", 2024, two and "perubahan" or "", sasaran, name,
        down and "negatif" or "positif", target, realisasi, final,
        print_fraction(capaian, digits) .. (random(2) == 1 and "%" or ""),
        down and "" or print_fraction({ realisasi * 100, final }, 2), class_of(capaian) or "" }
      lines[#lines + 1] = line
      if two and not down then lines[#lines + 1] = original(line, capaian) end
      plan[#plan + 1] = quarters(sasaran:upper(), name:upper(), target)
      local capped = of_rounded and { units(capaian, 2), 100 } or capaian
      if capped[1] > 100 * capped[2] then capped = { 100, 1 } end
      sum = add(sum, capped)
      if not down then
        local text = capai.format.percent(capai.decimal(capaian[1]) / capaian[2], 1)
        statements[#statements + 1] = { "persen", text, realisasi .. ";" .. target }
      end
      statements[#statements + 1] = { "status", realisasi > target and "melebihi" or
        realisasi == target and "tercapai" or "belum tercapai", realisasi .. ";" .. target }
    end
    means[sasaran] = { sum[1], sum[2] * count }
  end
  write("indikator.csv", lines)
  write("rencana_aksi.csv", plan)
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

-- The same lines of the original budget: other ceilings, nothing spent yet.
local function add_original(file)
  for i = 2, #file do
    local line = { table.unpack(file[i]) }
    line[3], line[9], line[10], line[11] = "Sebelum Perubahan",
      show(tonumber((line[9]:gsub("%.", ""))) * 3, 0), "", ""
    file[#file + 1] = line
  end
end

local function make_budget(names, statements, two)
  local lines, spent = {}, {}
  local pagu, realisasi, programs = 0, 0, {}
  for i, sasaran in ipairs(names) do
    local p, r = make_lines(lines, tostring(i), 1, sasaran)
    pagu, realisasi, spent[sasaran] = pagu + p, realisasi + r, { r * 100, p }
    programs[i] = show(p, 0)
  end
  lines[#lines + 1] = { kode = "0", jenjang = "total", sasaran = "", pagu = pagu,
                        realisasi = realisasi }
  local file = { { "opd", "tahun", "versi", "tabel", "kode", "jenjang", "uraian", "sasaran", "pagu",
                   "realisasi", "serapan_lapor" } }
  local pairs_of_lines = { { "tabel", "kode", "tabel_acuan", "kode_acuan" } }
  for _, tabel in ipairs { "3.8", "2.4" } do
    for _, l in ipairs(lines) do
      local kode = tabel == "2.4" and l.kode ~= "0" and "9" .. l.kode or l.kode
      file[#file + 1] = { "x", 2024, two and "perubahan" or "", tabel, kode, l.jenjang,
        "baris " .. l.kode, l.sasaran,
        show(l.pagu, 0), show(l.realisasi, 0),
        print_fraction({ l.realisasi * 100, l.pagu }, random(0, 2)) }
      if tabel == "2.4" and l.kode ~= "0" then
        pairs_of_lines[#pairs_of_lines + 1] = { "2.4", kode, "3.8", l.kode }
      end
    end
  end
  -- what is printed with fewer decimals in one table than in the other differs there
  for i = #lines + 2, #file do file[i][11] = file[i - #lines][11] end
  if two then add_original(file) end
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
      below[#below + 1] = line(p .. "." .. k, amounts)
      -- a line for each indicator of the code, with the same amounts
      if random(3) == 1 then below[#below + 1] = { table.unpack(below[#below]) } end
    end
    lines[#lines + 1] = line(tostring(p), sums)
    table.move(below, 1, #below, #lines + 1, lines)
  end
  write("renstra.csv", lines)
end

-- Outputs of which several have one code and one name.
local function make_outputs()
  local lines = { { "opd", "tahun", "kode", "sasaran", "subkegiatan", "output", "target",
                    "realisasi", "capaian_lapor" } }
  for i = 1, random(2, 5) do
    local target = random(2, 40)
    local realisasi = random(1, target)
    lines[#lines + 1] = { "x", 2024, "1.1." .. (i + 1) // 2, "", "", "Laporan", target, realisasi,
                          print_fraction({ realisasi * 100, target }, 2) }
  end
  write("output.csv", lines)
end

local MODE_NAMES <const> = { "half_up", "half_up", "down", "up", "half_even" }

-- Writes a report; returns the rules that it is made by, where they are not those of opd.csv.
local function make_report(seed)
  math.randomseed(seed)
  shell("rm -f " .. folder .. "/*")
  mode, of_rounded = MODE_NAMES[random(#MODE_NAMES)], random(4) == 1
  local two = random(3) == 1
  write_pack()
  make_outputs()
  local names, statements = {}, {}
  for i = 1, random(1, 4) do names[i] = "Sasaran ke-" .. i end
  write("opd.csv", { { "opd", "nama", "kabupaten", "tahun", "aturan", "tabel_anggaran" },
                     { "x", "Kecamatan X", "Jember", 2024, "jember-2024", "3.8" } })
  local means = make_indicators(names, statements, two)
  local spent = make_budget(names, statements, two)
  make_plan()
  local lines = { { "opd", "tahun", "sasaran", "capaian_lapor", "serapan_lapor",
                    "efisiensi_lapor" } }
  for _, name in ipairs(names) do
    local a, b = units(means[name], 2), units(spent[name], 2)
    lines[#lines + 1] = { "x", 2024, name,
      print_fraction(means[name], of_rounded and 2 or random(0, 2)),
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
  if mode ~= "half_up" or of_rounded then return folder .. "/aturan.lua" end
end

return function(path)
  folder = path
  return make_report
end
