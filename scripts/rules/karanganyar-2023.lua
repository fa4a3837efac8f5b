-- Kabupaten Karanganyar: how the LKjIP 2023 of its kecamatan measure.
local capai = require "capai"

return capai.rules {
  id = "karanganyar-2023",
  version = "1",
  name = "Kabupaten Karanganyar, LKjIP kecamatan 2023",
  valid = { from = 2023, to = 2023 },
  basis = {
    "Perpres 29/2014 tentang SAKIP",
    "PermenPANRB 53/2014: isi dan pengukuran laporan kinerja",
    "LKjIP Kecamatan Jaten 2023, tabel 3.1.1: skala capaian",
    "PermenPANRB 14/2017: SKM (diingat, belum dicocokkan); bobot 0,111 menurut tabel 3.2.4 laporan",
  },

  -- The report uses realisasi / target only, and caps nothing: 110,93 stays.
  progress = { positif = capai.progress.positive },
  round = { digits = 2, mode = "half_up" },

  scale = capai.scale {
    basis = "LKjIP Kecamatan Jaten 2023, tabel 3.1.1",
    { "Sangat Baik", gt = 100 },
    { "Baik", ge = 75, le = 100 },
    { "Cukup", ge = 55, le = 74 },
    { "Kurang", lt = 55 },
    gap = "lower", -- 74,5 has not reached Baik
  },

  -- Efficiency is what was not spent: 100 - serapan, and the rupiah left.
  efficiency = capai.efficiency.saving {},
  -- The report sets the serapan of the whole OPD beside each sasaran.
  budget = { unlinked = "opd", zero = 0 }, -- the report prints 0 of 0 as 0

  -- Unsur as tables 3.2.4 names them (two bear one name there). The text writes 1/9 = 0,11, the
  -- note and all figures take 0,111.
  survey = capai.survey {
    base = "permenpanrb-14-2017",
    unsur = {
      { "u1", "Persyaratan" },
      { "u2", "Prosedur" },
      { "u3", "Waktu pelayanan" },
      { "u4", "Biaya/tarif" },
      { "u5", "Produk layanan" },
      { "u6", "Kompetensi pelaksana" },
      { "u7", "Perilaku pelaksana" },
      { "u8", "Sarana dan prasarana" },
      { "u9", "Penanganan pengaduan" },
    },
    weight = "0,111",
    round = { digits = 6, rata = { digits = 3 }, ikm = { digits = 5 } },
  },

  tests = {
    { "Jaten 2023, Nilai SAKIP", arah = "positif", target = 70, realisasi = "68,45",
      target_akhir = 70, capaian = "97,79", predikat = "Baik", capaian_akhir = "97,79" },
    { "Jaten 2023, IKM", arah = "positif", target = 75, realisasi = "83,20", capaian = "110,93",
      predikat = "Sangat Baik" },
    { "Jaten 2023, the OPD", rata = { "97,79", "110,93" }, capaian = "104,36",
      predikat = "Sangat Baik", jumlah_indikator = 2 },
    { "Jaten 2023, efficiency", capaian = "110,93", pagu = "3.413.100.300",
      belanja = "3.129.257.771", serapan = "91,68", efisiensi_persen = "8,32",
      efisiensi_rupiah = "283.842.529" },
    { "not measured yet", arah = "positif", target = 75, realisasi = "NA",
      status = "belum_diisi" },
    { "target 0", arah = "positif", target = 0, realisasi = 5, status = "tidak_dapat_dihitung" },
    -- both sides of every bound
    { capaian = "100,01", predikat = "Sangat Baik" }, { capaian = 100, predikat = "Baik" },
    { capaian = 75, predikat = "Baik" },
    { capaian = "74,99", predikat = "Cukup", di_batas = "ya" },
    { capaian = "74,01", predikat = "Cukup", di_batas = "ya" },
    { capaian = 74, predikat = "Cukup", di_batas = "tidak" },
    { capaian = 55, predikat = "Cukup" }, { capaian = "54,99", predikat = "Kurang" },
    { "not measured, left out of the mean", rata = { 100, "NA", 80 }, capaian = 90,
      jumlah_indikator = 2 },
    { "Jaten 2023, SKM", jumlah = { 961, 971, 926, 1094, 959, 966, 977, 947, 1104 },
      responden = 297, nrr = { "3,235690", "3,269360", "3,117845", "3,683502", "3,228956",
        "3,252525", "3,289562", "3,188552", "3,717172" },
      peringkat = { 6, 4, 9, 2, 7, 5, 3, 8, 1 }, indeks = "3,328131", ikm = "83,20328",
      mutu = "B Baik" },
    { "SKM, a hole leaves the respondent out of that unsur",
      skm = { { 4, 4, 4, 4, 4, 4, 4, 4, 4 }, { "", 2, 2, 2, 2, 2, 2, 2, 2 } },
      jumlah = { 4, 6, 6, 6, 6, 6, 6, 6, 6 }, indeks = "3,108000", ikm = "77,70000" },
    { "SKM, so does an answer beyond 4",
      skm = { { 4, 4, 4, 4, 4, 4, 4, 4, 4 }, { 5, 2, 2, 2, 2, 2, 2, 2, 2 } },
      indeks = "3,108000", ikm = "77,70000" },
    -- IKM is shown with five decimals, its classes have two
    { ikm = "88,305", mutu = "A Sangat baik" }, { ikm = "88,30499", mutu = "B Baik" },
    { ikm = "76,605", mutu = "B Baik" }, { ikm = "76,60499", mutu = "C Kurang baik" },
    { ikm = "64,995", mutu = "C Kurang baik" }, { ikm = "64,99499", mutu = "D Tidak baik" },
    { ikm = 25, mutu = "D Tidak baik" }, { ikm = "24,99999", mutu = "D Tidak baik" },
  },
}
