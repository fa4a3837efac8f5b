-- Kabupaten Jember: how the LKjIP 2024 of its kecamatan measure.
local capai = require "capai"

return capai.rules {
  id = "jember-2024",
  name = "Kabupaten Jember, LKjIP kecamatan 2024",
  valid = { from = 2024, to = 2024 },
  basis = {
    "Perpres 29/2014 tentang SAKIP",
    "PermenPANRB 53/2014: isi dan pengukuran laporan kinerja",
    "Permendagri 86/2017: skala nilai peringkat kinerja",
    "PermenPANRB 88/2021: predikat SAKIP AA..D",
  },

  progress = {
    positif = capai.progress.positive, -- realisasi / target * 100
    negatif = capai.progress.negative, -- (target - (realisasi - target)) / target * 100
  },
  round = { digits = 2, mode = "half_up" },
  average = { clamp = { 0, 100 } }, -- capaian above 100 counts as 100 in a mean

  scale = capai.scale {
    basis = "Permendagri 86/2017, menurut tabel 3.1 laporan",
    { "Sangat Tinggi", ge = 90 },
    { "Tinggi", ge = 76, le = 90 },
    { "Sedang", ge = 66, le = 75 },
    { "Rendah", ge = 51, le = 65 },
    { "Sangat Rendah", le = 50 },
    gap = "lower", -- 75,4 belongs to the class below the gap
    overlap = "upper", -- 90 stands in two rows; it is Sangat Tinggi
  },

  grade = capai.grade "permenpanrb-88-2021",
  efficiency = capai.efficiency.compare {
    greater = "Efisien",
    equal = "Efisien", -- the report does not say; spending as much as was reached wastes nothing
    less = "Tidak efisien",
  },
}
