-- A, quarters: the last one, which must not fall.
local capai = require "capai"

return capai.rules {
  id = "a-quarters-rising",
  name = "Katalog a-quarters-rising",
  base = "katalog",
  triwulan = "tidak_turun",

  tests = {
    { arah = "positif", target = 100,
      target_triwulan = { 80, 80, 90, 100 }, realisasi_triwulan = { 70, 80, 81, 95 },
      capaian_triwulan = { "87,5", 100, 90, 95 },
      capaian_tahun = { 70, 80, 81, 95 } },
    { "as much as before is no fall", arah = "positif", target = 100,
      target_triwulan = { 80, 80, 90, 100 }, realisasi_triwulan = { 70, 70, 72, 95 },
      capaian_triwulan = { "87,5", "87,5", 80, 95 },
      capaian_tahun = { 70, 70, 72, 95 } },
    { "it fell in the third", arah = "positif", target = 100,
      target_triwulan = { 80, 80, 90, 100 }, realisasi_triwulan = { 70, 80, 79, 95 },
      capaian_triwulan = { "87,5", 100, "tidak_dapat_dihitung", 95 },
      capaian_tahun = { 70, 80, "tidak_dapat_dihitung", 95 } },
  },
}
