-- Kabupaten Rekaan, an invented government, whose rules no pack that exists has: see invented.json.
local capai = require "capai"
local cut = { digits = 2, mode = "down" } -- the regulation cuts off, everywhere

return capai.rules {
  id = "rekaan-2025",
  name = "Kabupaten Rekaan, laporan kinerja 2025",
  valid = { from = 2025, to = 2029 },
  basis = { "Perbup Rekaan 7/2025: pengukuran kinerja", "PermenPANRB 14/2017: SKM, mutu" },
  progress = {
    positif = capai.progress.positive, -- R / T
    negatif = capai.progress.inverse, -- T / R
  },
  zero = { realisasi = 120 }, -- less is better, and nothing occurred: the cap
  round = cut,
  average = { clamp = { max = 120 } }, -- each value, before the mean; what is shown is not capped
  scale = capai.scale {
    { "Memuaskan", gt = 85, le = 100 },
    { "Sangat Baik", gt = 75, lt = 85 },
    { "Baik", gt = 65, le = 75 },
    { "Cukup Baik", gt = 50, le = 65 },
    { "Agak Kurang", gt = 30, le = 50 },
    { "Kurang", ge = 0, le = 30 },
    gap = "lower", -- 85 itself is printed in no row
    above = "Memuaskan",
    below = "Kurang",
  },
  efficiency = capai.efficiency.difference { -- capaian - serapan, in points
    scale = capai.scale {
      { "Efisien", gt = 5 }, { "Cukup efisien", ge = -5, le = 5 }, { "Tidak efisien", lt = -5 },
    },
  },
  survey = capai.survey {
    base = "permenpanrb-14-2017", -- answers, conversion and classes
    unsur = {
      { "u1", "Persyaratan" }, { "u2", "Prosedur" }, { "u3", "Waktu" }, { "u4", "Biaya" },
      { "u5", "Produk" }, { "u6", "Kompetensi" }, { "u7", "Perilaku" }, { "u8", "Pengaduan" },
      { "u9", "Sarana" }, { "u10", "Keamanan" }, { "u11", "Layanan daring" },
    },
    round = { digits = 3, mode = "down", rata = cut, ikm = cut },
  },
  tests = {
    { arah = "positif", target = 70, realisasi = "68,45", capaian = "97,78" },
    { arah = "negatif", target = "88,82", realisasi = "135,15", capaian = "65,71" },
    { arah = "negatif", target = 5, realisasi = 0, capaian = 120, predikat = "Memuaskan" },
    { arah = "positif", target = 0, realisasi = 5, status = "tidak_dapat_dihitung" },
    { rata = { 150, 50 }, capaian = 85, predikat = "Sangat Baik" },
    { capaian = "90", serapan = "84,99", efisiensi = "Efisien", efisiensi_persen = "5,01" },
    { capaian = "100,01", predikat = "Memuaskan" }, { capaian = 100, predikat = "Memuaskan" },
    { capaian = "85,01", predikat = "Memuaskan" }, { capaian = "84,99", predikat = "Sangat Baik" },
    { capaian = "75,01", predikat = "Sangat Baik" }, { capaian = 75, predikat = "Baik" },
    { capaian = "65,01", predikat = "Baik" }, { capaian = 65, predikat = "Cukup Baik" },
    { capaian = "50,01", predikat = "Cukup Baik" }, { capaian = 50, predikat = "Agak Kurang" },
    { capaian = "30,01", predikat = "Agak Kurang" }, { capaian = 30, predikat = "Kurang" },
    { capaian = 0, predikat = "Kurang" }, { capaian = "-0,01", predikat = "Kurang" },
  },
}
