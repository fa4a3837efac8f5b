-- The rules that most cases of the conformance set go by; README.md says them in words.
local capai = require "capai"

return capai.rules {
  id = "dasar",
  name = "Conformance: base",
  basis = { "conformance set: rules in its README, 2025" },
  progress = {
    positif = capai.progress.positive,
    negatif = capai.progress.negative,
    kebalikan = capai.progress.inverse,
    toleransi = capai.progress.tolerance,
    stabil = capai.progress.stabilize,
    rentang = capai.progress.range {
      above = capai.progress.negative, below = capai.progress.positive,
    },
    opini = capai.progress.ordinal { WTP = 4, WDP = 3, TW = 2, TMP = 1 },
    ada = capai.progress.binary,
    tumbuh = capai.progress.growth,
    kumulatif = capai.progress.cumulative,
    kawal = capai.formula(
      "if(target == 0, if(realisasi == 0, 100, 0), realisasi / target * 100)"),
    satu = capai.formula "1 + (1 - realisasi / target)",
    dua = capai.formula "(2*target - realisasi) / target * 100",
  },
  round = { digits = 2, mode = "half_up" },
  scale = capai.scale {
    { "Tinggi", ge = 90 }, { "Sedang", ge = 70, lt = 90 }, { "Rendah", lt = 70 },
  },
  grade = capai.grade { "AA", "A", "BB", "B", "CC", "C", "D", worse = "ratio" },
  efficiency = capai.efficiency.compare {
    greater = "Efisien", equal = "Efisien", less = "Tidak efisien",
  },
}
