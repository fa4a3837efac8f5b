-- A decreasing indicator that may not go below zero: of complaints, twice the target or more
-- is 0, not a negative capaian. A new arah is a new key of progress.
--   capai eval DATA --rules examples/cookbook/arah-turun.lua
local capai = require "capai"

return capai.rules {
  id = "arah-turun",
  name = "Rumus arah negatif tanpa nilai di bawah nol (contoh rekaan)",
  base = "permenpanrb-88-2021",
  valid = { from = 2025, to = 2025 },
  basis = { "Peraturan Bupati contoh 2025: rumus indikator yang menurun" },

  progress = {
    positif = capai.progress.positive,
    -- as printed, and within bounds; reports and explanations show it as it stands here
    negatif = capai.formula "if(target == 0, 0, max(0, (2 * target - realisasi) / target * 100))",
    -- where the target is 0 (no case of corruption), one case is already a failure
    nihil = capai.formula "if(realisasi <= target, 100, 0)",
  },

  tests = {
    { "13 pengaduan, target 10", arah = "negatif", target = 10, realisasi = 13, capaian = 70 },
    { "lebih baik dari target", arah = "negatif", target = 5, realisasi = 4, capaian = 120 },
    { "tiga kali target", arah = "negatif", target = 10, realisasi = 30, capaian = 0 },
    { "target 0", arah = "negatif", target = 0, realisasi = 3, capaian = 0 },
    { "tanpa kasus", arah = "nihil", target = 0, realisasi = 0, capaian = 100 },
    { "satu kasus", arah = "nihil", target = 0, realisasi = 1, capaian = 0 },
  },
}
