-- A, quarters: cumulative percentages; a quarter counts by what it adds.
local capai = require "capai"

return capai.rules {
  id = "a-quarters-increase",
  name = "Katalog a-quarters-increase",
  base = "katalog",
  triwulan = "kenaikan",

  tests = {
    { arah = "positif", target = 100,
      target_triwulan = { 25, 50, 75, 100 }, realisasi_triwulan = { 20, 50, 70, 100 },
      capaian_triwulan = { 80, 120, 80, 120 },
      capaian_tahun = { 20, 50, 70, 100 } },
    { "half a year", arah = "positif", target = 100,
      target_triwulan = { 25, 50, 75, 100 }, realisasi_triwulan = { 20, 50 },
      capaian_triwulan = { 80, 120, "belum_diisi", "belum_diisi" },
      capaian_tahun = { 20, 50, "belum_diisi", "belum_diisi" } },
  },
}
