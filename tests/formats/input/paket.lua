-- A pack as the first release understood it; every key that it had, and the worked numbers of then.
local capai = require "capai"

return capai.rules {
  id = "paket",
  name = "Kabupaten Contoh, LKjIP 2023 dan 2024",
  version = "2",
  capai_version = "CAPAI_VERSION",
  valid = { from = 2023, to = 2024 },
  basis = { "Permendagri 86/2017: skala nilai peringkat kinerja" },
  progress = {
    positif = capai.progress.positive,
    negatif = capai.progress.negative,
    terbalik = capai.progress.inverse,
    tumbuh = capai.formula "(realisasi - realisasi_lalu) / realisasi_lalu * 100",
    kata = function(row)
      if row.realisasi == nil or row.target == nil then return nil end
      return capai.ratio(row.realisasi * 100, row.target)
    end,
  },
  arah = "positif",
  zero = { both = 100, target = "none", realisasi = "none" },
  round = { digits = 2, mode = "half_up", serapan = { digits = 1, mode = "down" } },
  classify = "rounded",
  clamp = { capaian = { min = 0 }, predikat = { 0, 120 } },
  average = {
    kind = "mean", over = "indikator", of = "exact", missing = "skip", clamp = { 0, 100 },
  },
  scale = capai.scale {
    basis = "Permendagri 86/2017",
    { "Sangat Tinggi", ge = 91 },
    { "Tinggi", ge = 76, le = 90 },
    { "Sedang", ge = 66, le = 75 },
    { "Rendah", ge = 51, le = 65 },
    { "Sangat Rendah", le = 50 },
    gap = "lower",
  },
  grade = capai.grade { "AA", "A", "BB", "B", "CC", "C", "D", worse = "ratio" },
  efficiency = capai.efficiency.compare {
    greater = "Efisien", equal = "Efisien", less = "Tidak efisien",
  },
  survey = capai.survey "permenpanrb-14-2017",
  lke = capai.lke "permenpanrb-88-2021",
  triwulan = "terakhir",
  budget = { unlinked = "opd", zero = 0 },
  tests = {
    { "R/T", arah = "positif", target = 70, realisasi = "68,45", capaian = "97,79",
      predikat = "Sangat Tinggi" },
    { "2T-R", arah = "negatif", target = 3, realisasi = 4, capaian = "66,67", predikat = "Sedang" },
    { "T/R", arah = "terbalik", target = 3, realisasi = 4, capaian = 75, predikat = "Sedang" },
    { "growth", arah = "tumbuh", target = 5, realisasi = 6, realisasi_lalu = 5, capaian = 20 },
    { "function", arah = "kata", target = 8, realisasi = 6, capaian = 75 },
    { "grades", arah = "positif", target = "BB", realisasi = "A", capaian = 100 },
    { "worse grade", arah = "positif", target = "A", realisasi = "BB", capaian = "83,33" },
    { "0 of 0", arah = "positif", target = 0, realisasi = 0, capaian = 100 },
    { "5 of 0", arah = "positif", target = 0, realisasi = 5, status = "tidak_dapat_dihitung" },
    { "mean", rata = { 120, 80 }, capaian = 90, predikat = "Tinggi" },
    { "in the gap", capaian = "75,5", predikat = "Sedang" },
    { "spending", capaian = 90, serapan = "91,04", efisiensi = "Tidak efisien" },
  },
}
