--- Rows of example: an OPD that does not exist, so that what stays of it is never counted with the
--- figures of a real one. They can be evaluated as they are.
local OPD <const> = "contoh"
local PRIMA <const> = "Pelayanan publik kecamatan yang prima"
local LAYANAN <const> = "Meningkatnya kualitas pelayanan publik kecamatan"
local TERTIB <const> = "Meningkatnya ketertiban umum dan ketenteraman"
local IKM <const> = "Indeks Kepuasan Masyarakat"
local PROGRAM <const> = "Program Penyelenggaraan Pemerintahan dan Pelayanan Publik"

--- The arah of that name where the pack has it, else its first.
local function arah(facts, name)
  for _, known in ipairs(facts.pack.arah) do
    if known == name then return name end
  end
  return facts.pack.arah[1]
end

local rows = {}

function rows.opd(facts)
  return { { nama = "Kecamatan Contoh", kabupaten = "Contoh", provinsi = "Provinsi Contoh",
    aturan = facts.pack.id } }
end

function rows.indikator(facts)
  local list = {
    { sasaran = LAYANAN, indikator = IKM, id = "ikm", iku = "ya", satuan = "Indeks",
      target = "83,50", realisasi = "85,62", target_akhir = "86,00", pembanding = "84,10" },
    { sasaran = LAYANAN, indikator = "Persentase pengaduan yang ditindaklanjuti", iku = "tidak",
      satuan = "%", target = "95%", realisasi = "92,50%", target_akhir = "100%" },
    { sasaran = TERTIB, indikator = "Jumlah gangguan ketertiban umum", iku = "ya",
      satuan = "Kejadian", arah = arah(facts, "negatif"), target = "12", realisasi = "10",
      target_akhir = "8" },
  }
  for _, row in ipairs(list) do
    row.jenis, row.tujuan = "sasaran", PRIMA
    row.arah = row.arah or arah(facts, "positif")
    row.tahun_akhir = tostring(facts.tahun + 2)
  end
  return list
end

function rows.anggaran()
  return {
    { kode = "7.01.02", jenjang = "program", uraian = PROGRAM, sasaran = LAYANAN,
      pagu = "250000000", realisasi = "240125500" },
    { kode = "7.01.02.2.01", jenjang = "kegiatan",
      uraian = "Koordinasi penyelenggaraan kegiatan pemerintahan", pagu = "250000000",
      realisasi = "240125500" },
    { kode = "7.01.04", jenjang = "program", sasaran = TERTIB,
      uraian = "Program Koordinasi Ketenteraman dan Ketertiban Umum", pagu = "80000000",
      realisasi = "79950000" },
  }
end

function rows.sasaran() return { { jenis = "sasaran", sasaran = LAYANAN } } end

function rows.output(facts)
  return { { kode = "7.01.02.2.01", output = "Jumlah laporan koordinasi", sasaran = LAYANAN,
    subkegiatan = "Koordinasi kegiatan di wilayah kecamatan", satuan = "Laporan",
    arah = arah(facts, "positif"), target = "12", realisasi = "12" } }
end

function rows.rencana_aksi()
  return { { sasaran = LAYANAN, indikator = IKM, perhitungan = "terakhir", tw1 = "82,00",
    tw2 = "82,50", tw3 = "83,00", tw4 = "83,50", realisasi_tw1 = "83,10", realisasi_tw2 = "84,00",
    realisasi_tw3 = "85,05", realisasi_tw4 = "85,62" } }
end

function rows.renstra(facts)
  local row = { kode = "7.01.02", jenjang = "program", uraian = PROGRAM, indikator = IKM,
    satuan = "Indeks", awal = "80,00", target_akhir = "86,00", rp_akhir = "1250000000" }
  for i, target in ipairs { "82,00", "83,00", "83,50", "85,00", "86,00" } do
    row["target_" .. facts.tahun - 3 + i], row["rp_" .. facts.tahun - 3 + i] = target, "250000000"
  end
  return { row }
end

--- Answers of three respondents; none where the pack has no survey to count them.
function rows.skm(facts)
  local list = {}
  for i = 1, #facts.pack.unsur > 0 and 3 or 0 do
    local row = { responden = tostring(i) }
    for k, unsur in ipairs(facts.pack.unsur) do
      row[unsur.column] = tostring(facts.pack.highest - (i + k) % 2)
    end
    list[i] = row
  end
  return list
end

--- Every part of the worksheet that is answered; none where the pack has no worksheet.
function rows.lke(facts)
  local list = {}
  for i, part in ipairs(facts.pack.lke) do
    list[i] = { kode = part.code, kriteria = part.name, bobot = part.weight,
      jawaban = facts.pack.answers[(#facts.pack.answers + 1) // 2] }
  end
  return list
end

function rows.alias()
  return { { kolom = "sasaran", nama = "Meningkatnya kwalitas pelayanan publik kecamatan",
    baku = LAYANAN } }
end

return function(template)
  for _, file in ipairs(template.files) do
    file.rows = rows[file.name] and rows[file.name](template.facts) or {}
    for _, row in ipairs(file.rows) do
      row.opd, row.tahun = OPD, tostring(template.facts.tahun)
    end
  end
end
