-- results.lua DIR [KABUPATEN OPD INDIKATOR TAHUN...]: a folder of result tables as
-- `capai eval -o DIR` writes them, of a country that there is not: 514 kabupaten with 60 OPD and 12
-- indicators each in 2024, unless told. The same arguments give the same bytes. Only the tables
-- that the dashboard reads are written.
local DIR <const> = assert(arg[1], "results.lua DIR [KABUPATEN OPD INDIKATOR TAHUN...]")
local KABUPATEN <const>, OPD <const> = tonumber(arg[2] or 514), tonumber(arg[3] or 60)
local INDIKATOR <const> = tonumber(arg[4] or 12)
local YEARS <const> = {}
for i = 5, #arg do YEARS[#YEARS + 1] = tonumber(arg[i]) end
if not YEARS[1] then YEARS[1] = 2024 end

local BUNGA <const> = { "Anggrek", "Bakung", "Cempaka", "Dahlia", "Edelweis", "Flamboyan",
  "Gardenia", "Kamboja", "Kenanga", "Lavender", "Mawar", "Melati", "Puspa", "Seroja", "Soka",
  "Teratai", "Tulip", "Wijaya" }
local ARAH <const> = { "Utara", "Selatan", "Timur", "Barat", "Tengah", "Hulu", "Hilir" }
local DINAS <const> = { "Dinas Kesehatan", "Dinas Pendidikan", "Dinas Pekerjaan Umum",
  "Dinas Sosial", "Dinas Perhubungan", "Dinas Pertanian", "Dinas Perikanan",
  "Dinas Lingkungan Hidup",
  "Dinas Tenaga Kerja", "Dinas Kependudukan", "Dinas Perpustakaan", "Dinas Pariwisata",
  "Dinas Perdagangan", "Badan Perencanaan", "Badan Pendapatan", "Badan Kepegawaian",
  "Inspektorat", "Sekretariat Daerah", "Satuan Polisi Pamong Praja", "Dinas Pemberdayaan Desa" }
local POHON <const> = { "Jati", "Mahoni", "Randu", "Kenari", "Asam", "Cemara", "Waru", "Pinang" }
local UKURAN <const> = { -- name, unit, target, more is better
  { "Indeks Kepuasan Masyarakat", "Indeks", 88, true }, { "Nilai SAKIP", "Nilai", 72, true },
  { "Persentase program yang tercapai", "%", 100, true },
  { "Persentase layanan tepat waktu", "%", 95, true }, { "Jumlah dokumen", "Dok", 4, true },
  { "Rata-rata waktu pelayanan", "Hari", 3, false },
  { "Jumlah temuan berulang", "Temuan", 4, false },
  { "Persentase sarana dalam kondisi baik", "%", 90, true },
  { "Indeks Profesionalitas ASN", "Indeks", 80, true } }
local SASARAN <const> = { "Meningkatnya kualitas pelayanan publik",
  "Meningkatnya akuntabilitas kinerja", "Meningkatnya tata kelola perangkat daerah" }
local KELAS <const> = { { 9000, "Sangat Tinggi" }, { 7600, "Tinggi" }, { 6600, "Sedang" },
  { 5100, "Rendah" }, { -1, "Sangat Rendah" } }

math.randomseed(20240331)
local random = math.random
local function normal()
  return math.sqrt(-2 * math.log(1 - random())) * math.cos(6.28318 * random())
end
local function round(x) return math.floor(x + 0.5) end

-- A number of hundredths in plain notation.
local function hundredths(v)
  return ("%s%d.%02d"):format(v < 0 and "-" or "", math.abs(v) // 100, math.abs(v) % 100)
end

local function class(v)
  for i, kelas in ipairs(KELAS) do
    if v >= kelas[1] then return i, kelas[2] end
  end
end

local function at_bound(v)
  return v == 9000 or v > 7500 and v < 7600 or v > 6500 and v < 6600 or v > 5000 and v < 5100
end

local files = {}
local function open(name, header)
  local file = assert(io.open(DIR .. "/" .. name .. ".csv", "wb"))
  file:setvbuf("full", 1 << 20)
  file:write(header, "\n")
  files[name] = file
end

local function line(name, cells) files[name]:write(table.concat(cells, ","), "\n") end

-- The indicators of one OPD in a year; their mean and how many were measured.
local function indicators(key, year, skill)
  local sum, count, first = 0, 0, random(#UKURAN)
  for i = 1, INDIKATOR do
    local ukuran = UKURAN[(first + i) % #UKURAN + 1]
    local more, target = ukuran[4], ukuran[3] * 100
    local x = math.max(0.22, math.min(1.12, skill + normal() * 0.085))
    local actual = round(target * (more and x or 2 - x))
    if ukuran[2] == "%" then actual = math.min(actual, 10000) end
    local exact = (more and actual or 2 * target - actual) * 10000 / target
    local capaian, missing = round(exact), random() < 0.004
    local name = ukuran[1] .. (i > #UKURAN and " tahap " .. (i - 1) // #UKURAN + 1 or "")
    local _, word = class(capaian)
    line("indikator", { key, year, "", "sasaran", "", SASARAN[(i - 1) * #SASARAN // INDIKATOR + 1],
      name, ukuran[2], more and "positif" or "negatif", hundredths(target),
      missing and "" or hundredths(actual), missing and "" or hundredths(capaian),
      missing and "" or word, missing and "belum_diisi" or "nilai", "", "belum_diisi", "", "", "",
      missing and "" or at_bound(capaian) and "ya" or "tidak" })
    if not missing then sum, count = sum + math.max(0, math.min(10000, exact)), count + 1 end
  end
  return count > 0 and round(sum / count) or nil, count
end

local function percent(part, whole) return round(part * 10000 / whole) end

local function sasaran(key, year, capaian, pagu, spent)
  for i, name in ipairs(SASARAN) do
    local part, serapan = pagu // #SASARAN, percent(spent, pagu)
    local _, word = class(capaian or 0)
    line("sasaran", { key, year, name, INDIKATOR // #SASARAN, capaian and hundredths(capaian) or "",
      capaian and word or "", capaian and "nilai" or "belum_diisi", part, spent // #SASARAN,
      hundredths(serapan), "nilai",
      capaian and (capaian >= serapan and "Efisien" or "Tidak efisien") or "", "", "", "" })
    if i == INDIKATOR then break end
  end
end

local function recap(key, year, capaian)
  local mine = class(capaian or 0)
  for i, kelas in ipairs(KELAS) do
    line("rekap", { key, year, kelas[2], i, capaian and i == mine and INDIKATOR or 0 })
  end
end

-- One OPD in all years: its lines for the table of OPDs, which needs the ranks first.
local function office(k, o, rows)
  local name = DINAS[o]
  if not name then
    local i = o - #DINAS - 1
    name = "Kecamatan " .. POHON[i % #POHON + 1] .. " " .. ARAH[i // #POHON % #ARAH + 1] ..
      (i >= #POHON * #ARAH and " " .. i // (#POHON * #ARAH) + 1 or "")
  end
  local key = ("k%03d-o%03d"):format(k, o)
  local skill = math.min(0.975, 0.925 + normal() * 0.07)
  if random() < 0.17 then skill = skill - 0.1 - random() * 0.3 end
  local pagu = round((2 + random() * random() * 60) * 1e9)
  for _, year in ipairs(YEARS) do
    local capaian, count = indicators(key, year, skill + normal() * 0.02)
    if (k * 60 + o) % 251 == 17 then capaian = nil end
    local spent = round(pagu * math.max(0.55, math.min(1, 0.88 + normal() * 0.07)))
    sasaran(key, year, capaian, pagu, spent)
    recap(key, year, capaian)
    rows[#rows + 1] = { key = key, name = name, year = year, capaian = capaian,
                        count = count, pagu = pagu, spent = spent }
  end
end

local function rank(rows, year)
  local list = {}
  for _, row in ipairs(rows) do
    if row.year == year and row.capaian then list[#list + 1] = row end
  end
  table.sort(list, function(a, b)
    if a.capaian ~= b.capaian then return a.capaian > b.capaian end
    return a.key < b.key
  end)
  for i, row in ipairs(list) do
    row.rank = i > 1 and list[i - 1].capaian == row.capaian and list[i - 1].rank or i
  end
  return list
end

local function write_opd(row, kabupaten, provinsi)
  local serapan = percent(row.spent, row.pagu)
  local _, word = class(row.capaian or 0)
  line("opd", { row.key, row.year, row.name, kabupaten, provinsi, "jember-2024", row.count,
    row.capaian and hundredths(row.capaian) or "", row.capaian and word or "",
    row.capaian and "nilai" or "belum_diisi", row.pagu, row.spent, hundredths(serapan), "nilai",
    row.capaian and (row.capaian >= serapan and "Efisien" or "Tidak efisien") or "", "", "", "", "",
    "", "", "", "", row.rank or "" })
end

local all = {} -- year -> lines of kabupaten
local function district(k)
  local kabupaten = "Kabupaten " .. BUNGA[k % #BUNGA + 1] .. " " .. ARAH[k // #BUNGA % #ARAH + 1] ..
    (k >= #BUNGA * #ARAH and " " .. k // (#BUNGA * #ARAH) + 1 or "")
  local provinsi, rows = "Provinsi " .. BUNGA[k * 38 // KABUPATEN % #BUNGA + 1] .. " " ..
    (k * 38 // KABUPATEN // #BUNGA + 1), {}
  for o = 1, OPD do office(k, o, rows) end
  local ranked = {}
  for _, year in ipairs(YEARS) do ranked[year] = rank(rows, year) end
  for _, row in ipairs(rows) do write_opd(row, kabupaten, provinsi) end
  for _, year in ipairs(YEARS) do
    local total, pagu, spent = 0, 0, 0
    for _, row in ipairs(ranked[year]) do total = total + row.capaian end
    for _, row in ipairs(rows) do
      if row.year == year then pagu, spent = pagu + row.pagu, spent + row.spent end
    end
    local mean = #ranked[year] > 0 and round(total / #ranked[year]) or nil
    all[#all + 1] = { key = kabupaten, provinsi = provinsi, year = year, capaian = mean,
                      pagu = pagu, spent = spent, count = #ranked[year] }
  end
end

open("opd", "opd,tahun,nama,kabupaten,provinsi,aturan,jumlah_indikator,capaian,predikat,status," ..
  "pagu,realisasi,serapan,status_serapan,efisiensi,efisiensi_persen,efisiensi_rupiah," ..
  "nilai_efisiensi,indeks,ikm,mutu,nilai_lke,grade_lke,peringkat")
open("indikator", "opd,tahun,versi,jenis,tujuan,sasaran,indikator,satuan,arah,target,realisasi," ..
  "capaian,predikat,status,capaian_akhir,status_capaian_akhir,selisih,tren,tren_persen,di_batas")
open("sasaran", "opd,tahun,sasaran,jumlah_indikator,capaian,predikat,status,pagu,realisasi," ..
  "serapan,status_serapan,efisiensi,efisiensi_persen,efisiensi_rupiah,nilai_efisiensi")
open("rekap", "opd,tahun,predikat,urutan,jumlah")
open("kabupaten", "provinsi,kabupaten,tahun,jumlah_opd,capaian,predikat,pagu,realisasi,serapan," ..
  "peringkat")
for k = 0, KABUPATEN - 1 do district(k) end
for _, year in ipairs(YEARS) do rank(all, year) end
for _, row in ipairs(all) do
  local _, word = class(row.capaian or 0)
  line("kabupaten", { row.provinsi, row.key, row.year, row.count,
    row.capaian and hundredths(row.capaian) or "", row.capaian and word or "",
    row.pagu, row.spent, hundredths(percent(row.spent, row.pagu)), row.rank or "" })
end
for _, file in pairs(files) do assert(file:close()) end

local function sha256(path)
  local pipe <close> = assert(io.popen("sha256sum " .. path))
  return pipe:read("a"):match "^%x+"
end

local manifest <close> = assert(io.open(DIR .. "/manifest.json", "wb"))
assert(manifest:write(([[
{
  "capai": "0.1.0",
  "notation": "plain",
  "rules": [
    {"id": "jember-2024", "version": "1"}
  ],
  "scripts": [
    {"name": "jember-2024.lua", "sha256": "%s"}
  ],
  "inputs": []
}
]]):format(sha256 "scripts/rules/jember-2024.lua")))
