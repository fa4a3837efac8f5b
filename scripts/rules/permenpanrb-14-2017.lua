-- PermenPANRB 14/2017: the survey of public satisfaction (SKM), nine unsur.
local capai = require "capai"

return capai.rules {
  id = "permenpanrb-14-2017",
  version = "1",
  name = "PermenPANRB 14/2017: survei kepuasan masyarakat",
  valid = { from = 2017, to = 2199 },
  basis = {
    "PermenPANRB 14/2017: unsur, bobot, konversi, dan mutu pelayanan (diingat, belum dicocokkan)",
    "Permendagri 86/2017: predikat capaian (diingat, belum dicocokkan)",
  },
  base = "permendagri-86-2017", -- the regulation itself knows surveys only

  survey = capai.survey {
    unsur = {
      { "u1", "Persyaratan" },
      { "u2", "Sistem, mekanisme, dan prosedur" },
      { "u3", "Waktu penyelesaian" },
      { "u4", "Biaya/tarif" },
      { "u5", "Produk spesifikasi jenis pelayanan" },
      { "u6", "Kompetensi pelaksana" },
      { "u7", "Perilaku pelaksana" },
      { "u8", "Penanganan pengaduan, saran, dan masukan" },
      { "u9", "Sarana dan prasarana" },
    },
    weight = "equal", -- 1/9; many reports print 0,11 or 0,111 and compute with that
    answers = { 1, 4 },
    conversion = 25,
    missing = "unsur",
    invalid = "unsur",
    round = { digits = 3, rata = { digits = 2 }, ikm = { digits = 2 } },
    scale = capai.scale {
      basis = "PermenPANRB 14/2017, nilai interval konversi",
      { "A Sangat baik", ge = "88,31", le = 100 },
      { "B Baik", ge = "76,61", le = "88,30" },
      { "C Kurang baik", ge = 65, le = "76,60" },
      { "D Tidak baik", ge = 25, le = "64,99" },
      gap = { round = 2 }, -- the bounds have two decimals
      -- printed weights may make a little less or more than 1: 9 * 0,111, 7 * 0,143
      below = "D Tidak baik",
      above = "A Sangat baik",
    },
  },

  tests = {
    { "IKM 83,20 against 80", arah = "positif", target = 80, realisasi = "83,20", capaian = 104,
      predikat = "Sangat Tinggi" },
    { "complaints: 120 against 100", arah = "negatif", target = 100, realisasi = 120, capaian = 80,
      predikat = "Tinggi" },
    { "target 0", arah = "positif", target = 0, realisasi = 5, status = "tidak_dapat_dihitung" },
    { capaian = "100,01", predikat = "Sangat Tinggi" },
    { capaian = 100, predikat = "Sangat Tinggi" },
    { capaian = 91, predikat = "Sangat Tinggi" }, { capaian = "90,99", predikat = "Tinggi" },
    { capaian = "90,01", predikat = "Tinggi" }, { capaian = 90, predikat = "Tinggi" },
    { capaian = 76, predikat = "Tinggi" }, { capaian = "75,99", predikat = "Sedang" },
    { capaian = "75,01", predikat = "Sedang" }, { capaian = 75, predikat = "Sedang" },
    { capaian = 66, predikat = "Sedang" }, { capaian = "65,99", predikat = "Rendah" },
    { capaian = "65,01", predikat = "Rendah" }, { capaian = 65, predikat = "Rendah" },
    { capaian = 51, predikat = "Rendah" }, { capaian = "50,99", predikat = "Sangat Rendah" },
    { capaian = "50,01", predikat = "Sangat Rendah" }, { capaian = 50, predikat = "Sangat Rendah" },
    { "one of three is not measured", rata = { 100, 80, "NA" }, capaian = 90,
      jumlah_indikator = 2 },
    -- 8.905 of 297 respondents and nine unsur is 3,33146
    { "SKM of Jaten 2023 by 1/9", jumlah = { 961, 971, 926, 1094, 959, 966, 977, 947, 1104 },
      responden = 297, nrr = { "3,236", "3,269", "3,118", "3,684", "3,229", "3,253", "3,290",
        "3,189", "3,717" },
      peringkat = { 6, 4, 9, 2, 7, 5, 3, 8, 1 }, indeks = "3,331", ikm = "83,29",
      mutu = "B Baik" },
    { "a hole leaves the respondent out of that unsur",
      skm = { { 4, 4, 4, 4, 4, 4, 4, 4, 4 }, { "", 2, 2, 2, 2, 2, 2, 2, 2 } },
      jumlah = { 4, 6, 6, 6, 6, 6, 6, 6, 6 }, indeks = "3,111", ikm = "77,78", mutu = "B Baik" },
    { "so does an answer beyond 4",
      skm = { { 4, 4, 4, 4, 4, 4, 4, 4, 4 }, { 5, 2, 2, 2, 2, 2, 2, 2, 2 } },
      jumlah = { 4, 6, 6, 6, 6, 6, 6, 6, 6 }, ikm = "77,78" },
    { ikm = 100, mutu = "A Sangat baik" },
    { ikm = "88,31", mutu = "A Sangat baik" }, { ikm = "88,30", mutu = "B Baik" },
    { "88,307 is 88,31", ikm = "88,307", mutu = "A Sangat baik" },
    { ikm = "76,61", mutu = "B Baik" }, { ikm = "76,60", mutu = "C Kurang baik" },
    { ikm = 65, mutu = "C Kurang baik" }, { ikm = "64,99", mutu = "D Tidak baik" },
    { ikm = 25, mutu = "D Tidak baik" },
  },
}
