-- A regulation with another scale: five classes become four, and a printed gap (between 85 and
-- 85,01) is closed by rounding. All else stays as it was in the pack that this one derives from.
--   capai compare DATA --rules jember-2024 --rules examples/cookbook/skala-baru.lua
local capai = require "capai"

return capai.rules {
  id = "skala-baru", -- the same as the file's name
  name = "Skala empat kelas (contoh rekaan)",
  base = "jember-2024",
  valid = { from = 2024, to = 2024 },
  basis = { "Peraturan Bupati contoh 2024: skala empat kelas" },

  scale = capai.scale {
    basis = "Peraturan Bupati contoh 2024",
    { "Sangat Baik", ge = "95,01" },
    { "Baik", ge = "85,01", le = 95 },
    { "Cukup", ge = "70,01", le = 85 },
    { "Kurang", le = 70 },
    gap = { round = 2, "lower" }, -- 85,005 is first rounded to 85,01
  },

  tests = { -- both sides of each bound, as the regulation prints them
    { "IKM Semboro 2024", arah = "positif", target = 90, realisasi = "83,57", capaian = "92,86",
      predikat = "Baik" },
    { capaian = "95,01", predikat = "Sangat Baik" },
    { capaian = 95, predikat = "Baik" },
    { capaian = "85,01", predikat = "Baik" },
    { capaian = 85, predikat = "Cukup" },
    { capaian = "70,01", predikat = "Cukup" },
    { capaian = 70, predikat = "Kurang" },
  },
}
