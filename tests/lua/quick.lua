-- capai batch, with and without the quick way (--force-libcsv): the same bytes and the same
-- complaints, for OPDs of every kind side by side. CAPAI is the program; the folder of the checkout
-- is the working directory. SEED, ROUNDS and OFFICES say which random data, and how many of them.

local check <const> = dofile "tests/support/check.lua"
local program <const> = os.getenv "CAPAI" or "build/capai"
local eq <const>, that <const> = check.eq, check.that
local read <const>, write <const>, shell <const> = check.read, check.write, check.shell
local folder <const> = shell("mktemp -d"):gsub("\n", "")
local SEED <const> = tonumber(os.getenv "SEED" or 1)
local ROUNDS <const> = tonumber(os.getenv "ROUNDS" or 2)
local OFFICES <const> = tonumber(os.getenv "OFFICES" or 500)

local random <const> = math.random
local function one(list) return list[random(#list)] end
local function chance(percent) return random(100) <= percent end

-- ---- data ----

local function grouped(whole)
  local text = tostring(whole)
  return (text:reverse():gsub("(%d%d%d)", "%1."):reverse():gsub("^%.", ""))
end

-- A number as offices write it, and now and then something else.
local function number(odd)
  if chance(odd) then
    return one { "", "-", "12 Dok", "95%", "1.5", "0,820", "n/a", "1.234", "abc", "(5)", "-3", "0",
                 "1.2.3", " 7 ", "12,", "1.234.567,891", "00", "#REF!" }
  end
  local whole = random(10 ^ random(7))
  return chance(40) and ("%s,%02d"):format(grouped(whole), random(0, 99)) or grouped(whole)
end

local function quote(text, always)
  if always or text:find '[,;"\n]' then return '"' .. text:gsub('"', '""') .. '"' end
  return text
end

local WORDS <const> = { "Nilai SAKIP", "Indeks, mutu", 'Persentase "baik"', "Jumlah dokumen",
  "nilai sakip", "Temuan\nberulang", "Jumlah – layanan", "Tingkat  kepuasan", "Sasaran-1",
  "Naik!" }
local SASARAN <const> = { "Meningkatnya mutu", "meningkatnya  mutu", "Terwujudnya tertib, rapi",
  "Menurunnya temuan" }

-- One OPD; `odd` is how often something unusual is in it, in percent.
local function office(key, options, indicators, lines, opds)
  local odd = chance(60) and 0 or one { 1, 5, 30 }
  local separator = options.separator
  local function row(list, cells)
    for i, cell in ipairs(cells) do
      cells[i] = quote(cell, chance(odd))
      if options.blanks and chance(20) then cells[i] = " " .. cells[i] .. " " end
    end
    list[#list + 1] = table.concat(cells, separator)
  end
  local year = chance(odd) and one { "2023", "2024", "24", "" } or "2024"
  row(opds, { key, year, "Dinas " .. key, "Kabupaten " .. #key % 3, "Jawa, Timur",
    chance(odd) and "tak-ada" or "" })
  if chance(odd) then row(opds, { key, "2023", "Dinas lama", "", "", "" }) end
  for i = 1, random(8) do
    row(indicators, { key, chance(odd) and one { "2023", "2025", "x" } or "2024",
      chance(odd) and one { "program", "tujuan", "sasaran", "Sasaran", "salah" } or "",
      chance(odd) and "Tujuan 2" or "Tujuan 1", one(SASARAN),
      (chance(80) and i .. " " or "") .. one(WORDS), "Dok",
      chance(odd) and one { "", "Negatif", "salah" } or one { "positif", "negatif" },
      number(odd), number(odd), chance(odd) and number(30) or "" })
    if chance(odd) then indicators[#indicators] = indicators[#indicators] .. separator .. "x" end
    if chance(odd) then indicators[#indicators + 1] = one { "", "  ", separator:rep(3), key } end
  end
  local tree, wanted = chance(50), random(0, 6)
  for i = 1, wanted do
    local name = chance(90) and one(SASARAN) or chance(50) and "" or "Sasaran lain"
    if tree then
      local a, b = random(1000000), random(1000000)
      local spent = chance(odd) and 2 or 1
      row(lines, { key, "2024", ("1.%02d"):format(i), "Program", name, grouped(a + b),
        grouped((a + b) * spent) })
      row(lines, { key, "2024", ("1.%02d.1"):format(i), "Kegiatan", name, grouped(a), grouped(a) })
      row(lines, { key, chance(odd) and "2023" or "2024", ("1.%02d.2"):format(i), "Kegiatan", "",
        grouped(b), chance(odd) and number(50) or grouped(b) })
    else
      local pagu = random(100000000)
      row(lines, { key, "2024", ("1.%02d"):format(chance(odd) and 1 or wanted - i), "Kegiatan",
        name, number(0):find "," and grouped(pagu) .. ",50" or grouped(pagu),
        chance(odd) and number(50) or grouped(random(0, pagu)) })
    end
  end
end

-- ---- edges ----

-- Where digits, decimals and signs are as many as the quick way takes, and one more. Each meets
-- each.
local QUANTITIES <const> = { "0", "1", "3", "0,5", "62,5", "89,995", "90", "1.000", "1.234",
  "19.76", "0,820", "1,234567", "1,2345678901234567", "999.999.999.999.999.999",
  "9.223.372.036.854.775.807", "9.223.372.036.854.775.808", "00", "-3", "(5)", "95%", "" }
local AMOUNTS <const> = { "0", "1", "0,01", "1,2345", "1,23456", "1.000.000,50", "1.000000",
  "922.337.203.685.477.580", "999.999.999.999.999.999", "9.223.372.036.854.775.807",
  "99.999.999.999.999.999.999", "-1", "(1)", "-", "", "00" }

-- Lines of a budget: code, sasaran, pagu, realisasi.
local function chain(levels)
  local lines, code = {}, "1"
  for i = 1, levels do
    lines[i] = { code, "", "8", "3" }
    code = code .. ".1"
  end
  return lines
end
local BUDGETS <const> = {
  { { "1.1", "", "10", "5" }, { "1.1", "", "20", "7" }, { "1.2", "", "1", "1" } },
  { { "1.1", "", "10", "5" }, { "1.2", "", "20", "7" }, { "1.2", "", "1", "1" } },
  { { "1", "", "20", "10" }, { "1.1", "", "10", "5" }, { "1.1", "", "10", "5" } },
  { { "1.2", "", "20", "7" }, { "1", "", "30", "12" }, { "1.1", "", "10", "5" } },
  { { "1.2", "", "20", "7" }, { "1", "", "20", "7" } },
  { { "1", "", "20", "7" }, { "1.2.3", "", "20", "7" }, { "12", "", "4", "1" } },
  { { "1", "", "31", "12" }, { "1.1", "", "10", "5" }, { "1.2", "", "20", "7" } },
  { { "1-1", "", "9", "9" }, { "1", "", "9", "9" }, { "1.1", "", "9", "9" } },
  { { "1", "S", "0", "0" } }, { { "1", "S", "5", "6" } }, { { "1", "-", "5", "5" } },
  { { "1", "Lain", "5", "5" }, { "2", "S", "5", "5" }, { "3", "lain", "5", "5" } },
  chain(64), chain(65),
}

local function edges(indicators, lines, opds)
  local count = 0
  local function opd(numbers, budget)
    count = count + 1
    local key = "tepi-" .. count
    opds[#opds + 1] = ("%s,2024,Dinas,Kabupaten,Jawa,"):format(key)
    for i, arah in ipairs { "positif", "negatif" } do
      indicators[#indicators + 1] = table.concat({ key, "2024", "", "T", "S", "i" .. i, "Dok", arah,
        quote(numbers[1]), quote(numbers[2]), "" }, ",")
    end
    for _, line in ipairs(budget) do
      lines[#lines + 1] = table.concat({ key, "2024", line[1], "x", line[2], quote(line[3]),
        quote(line[4]) }, ",")
    end
  end
  for _, target in ipairs(QUANTITIES) do
    for _, realisasi in ipairs(QUANTITIES) do opd({ target, realisasi }, {}) end
  end
  for _, pagu in ipairs(AMOUNTS) do
    for _, realisasi in ipairs(AMOUNTS) do
      opd({ "100", "90" }, { { "1", "S", pagu, realisasi }, { "2", "S", "10", "5" } })
      opd({ "100", "90" }, { { "1.1", "", "10", "5" }, { "1", "", pagu, realisasi } })
    end
  end
  for _, budget in ipairs(BUDGETS) do opd({ "100", "90" }, budget) end
end

local function shuffle(list)
  for i = #list, 2, -1 do
    local k = random(i)
    list[i], list[k] = list[k], list[i]
  end
end

local function make(at, options)
  local indicators, lines, opds = {}, {}, {}
  if options.edges then
    edges(indicators, lines, opds)
  else
    for i = 1, OFFICES do office("opd-" .. i, options, indicators, lines, opds) end
  end
  if options.shuffled then
    shuffle(indicators)
    shuffle(lines)
  end
  local function file(name, header, rows)
    local text = header:gsub(",", options.separator) .. "\n" .. table.concat(rows, "\n") ..
      (options.open and "" or "\n")
    if options.windows then
      text = text:gsub("\n", "\r\n"):gsub('("[^"\n]*)\r\n([^"\n]*")', "%1\n%2")
    end
    write(at .. "/" .. name, text)
  end
  shell("mkdir " .. at)
  if options.opd then file("opd.csv", "opd,tahun,nama,kabupaten,provinsi,aturan", opds) end
  file("indikator.csv",
    "opd,tahun,jenis,tujuan,sasaran,indikator,satuan,arah,target,realisasi,pembanding", indicators)
  if options.budget then
    -- large enough that the data are not read in one piece
    lines[#lines + 1] = "opd-1,2024,9,\"" .. ("x"):rep(1 << 20) .. "\",,5,5"
    lines[#lines] = lines[#lines]:gsub(",", options.separator)
    file("anggaran.csv", "opd,tahun,kode,uraian,sasaran,pagu,realisasi", lines)
  end
end

-- ---- rules ----

local RULES <const> = { "tests/bench/job.lua", "jember-2024", "jaten-2023",
  "permendagri-86-2017", folder .. "/exact.lua", folder .. "/function.lua" }

write(folder .. "/exact.lua", [[
local capai <const> = require "capai"
return capai.rules {
  id = "exact", name = "exact", valid = { from = 2000, to = 2199 }, basis = { "test" },
  progress = {
    positif = capai.formula "if(realisasi < 0.5, 0, max(-5, min(realisasi / target, 1.5)) * 100)",
    negatif = capai.progress.tolerance,
  },
  default = "positif",
  round = { digits = 1, mode = "half_even" },
  classify = "exact",
  scale = capai.scale {
    basis = "test",
    { "rendah", lt = 62.5 }, { "sedang", ge = 62.5, le = 90 }, { "tinggi", gt = 90 },
  },
  efficiency = capai.efficiency.compare { greater = "Efisien", less = "Tidak" },
}
]])

write(folder .. "/function.lua", [[
local capai <const> = require "capai"
return capai.rules {
  id = "function", name = "function", valid = { from = 2000, to = 2199 }, basis = { "test" },
  progress = {
    positif = function(i)
      if not i.realisasi or not i.target then return nil, "belum_diisi" end
      if i.realisasi == 7 then return nil, "tidak_berlaku" end
      if i.target_atas < 30 and i.satuan == "Dok" then return 50 end
      return capai.ratio(i.realisasi * 100, i.target)
    end,
    negatif = function(i)
      local before = i.target > 1000 and i:year(2023)
      if before then return before.realisasi end
      return capai.ratio((i.target * 2 - i.realisasi) * 100, i.target)
    end,
  },
  scale = capai.scale {
    basis = "test", { "rendah", lt = 62.5 }, { "tinggi", ge = 62.5 },
  },
}
]])

local COLUMNS <const> = "indikator.opd,indikator.tahun,indikator.versi,indikator.jenis," ..
  "indikator.tujuan,indikator.sasaran,indikator.indikator,indikator.satuan,indikator.arah," ..
  "indikator.target,indikator.target:asli=t,indikator.realisasi,indikator.realisasi:asli=r," ..
  "indikator.pembanding,indikator.capaian,indikator.predikat,indikator.status," ..
  "indikator.di_batas,indikator.capaian_akhir,indikator.status_capaian_akhir," ..
  "indikator.selisih,indikator.tren," ..
  "opd.opd,opd.tahun,opd.nama,opd.kabupaten,opd.jumlah_indikator,opd.capaian,opd.predikat," ..
  "opd.status,opd.pagu,opd.realisasi,opd.serapan,opd.status_serapan,opd.efisiensi," ..
  "opd.efisiensi_persen,opd.ikm,opd.peringkat,rekap.opd,rekap.tahun,rekap.predikat," ..
  "rekap.urutan,rekap.jumlah,kabupaten.kabupaten,kabupaten.capaian,kabupaten.pagu"

local function run(data, rules, options, out)
  return (shell(("%s batch %s -o %s/%s --rules %s --columns %s --lang en --quiet %s 2>&1"):format(
    program, data, folder, out, rules, COLUMNS, options)))
end

-- ---- both ways ----

-- Two long texts: the first line that is not the same in both.
local function same_text(a, b, what)
  if a == b then return that(true, what) end
  local next_line <const> = b:gmatch "[^\n]*"
  for line in a:gmatch "[^\n]*" do eq(line, next_line(), what) end
  that(false, what)
end

local VARIANTS <const> = {
  { separator = ",", budget = true, opd = true },
  { separator = ",", budget = true },
  { separator = ";", budget = true, opd = true, windows = true, blanks = true },
  { separator = "\t", budget = true, opd = true, open = true },
  { separator = ",", budget = true, opd = true, shuffled = true },
  { separator = ",", budget = true, opd = true, edges = true },
}

for round = 1, ROUNDS do
  for v, variant in ipairs(VARIANTS) do
    if variant.edges and round > 1 then break end -- they are the same ones
    math.randomseed(SEED * 1000 + round * 10 + v)
    local data = folder .. "/data"
    make(data, variant)
    for _, rules in ipairs(RULES) do
      local what = ("SEED=%d round %d, variant %d, %s"):format(SEED, round, v, rules)
      local quick = run(data, rules, "--jobs " .. 1 + round % 3, "quick")
      local full = run(data, rules, "--force-libcsv", "full")
      same_text(quick, full, what)
      for _, name in ipairs { "indikator", "opd", "rekap", "kabupaten", "gagal" } do
        same_text(read(folder .. "/quick/" .. name .. ".csv"),
          read(folder .. "/full/" .. name .. ".csv"), what .. ": " .. name)
      end
      shell(("rm -rf %s/quick %s/full"):format(folder, folder))
    end
    shell("rm -rf " .. data)
  end
end

if not os.getenv "KEEP" then shell("rm -rf " .. folder) end
check.done()
