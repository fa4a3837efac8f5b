-- Permendagri 86/2017: indicator scale and formulas for planning documents of regional governments.
-- Recalled, not checked against the text of the regulation: bounds as commonly printed from it.
local capai = require "capai"

return capai.rules {
  id = "permendagri-86-2017",
  name = "Permendagri 86/2017: skala nilai peringkat kinerja",
  valid = { from = 2017, to = 2199 },
  basis = { "Permendagri 86/2017: skala nilai peringkat kinerja (diingat, belum dicocokkan)" },

  progress = {
    positif = capai.progress.positive, -- realisasi / target * 100
    negatif = capai.progress.negative, -- (target - (realisasi - target)) / target * 100
  },
  round = { digits = 2, mode = "half_up" },
  grade = capai.grade "permenpanrb-88-2021", -- for targets that are a SAKIP grade

  scale = capai.scale {
    basis = "Permendagri 86/2017",
    { "Sangat Tinggi", ge = 91, le = 100 },
    { "Tinggi", ge = 76, le = 90 },
    { "Sedang", ge = 66, le = 75 },
    { "Rendah", ge = 51, le = 65 },
    { "Sangat Rendah", le = 50 },
    gap = "lower", -- 90,5 has not reached 91
    above = "Sangat Tinggi", -- the scale ends at 100; a capaian may exceed it
  },
}
