-- A, quarters: the last filled one stands for the year so far.
local capai = require "capai"

return capai.rules {
  id = "a-quarters-last",
  name = "Katalog a-quarters-last",
  base = "katalog",
  triwulan = "terakhir",

  tests = {
    { arah = "positif", target = 100,
      target_triwulan = { 80, 80, 90, 100 }, realisasi_triwulan = { 70, 80, 81, 95 },
      capaian_triwulan = { "87,5", 100, 90, 95 },
      capaian_tahun = { 70, 80, 81, 95 } },
    { "it may fall", arah = "positif", target = 100,
      target_triwulan = { 80, 80, 90, 100 }, realisasi_triwulan = { 70, 80, 72, 95 },
      capaian_triwulan = { "87,5", 100, 80, 95 },
      capaian_tahun = { 70, 80, 72, 95 } },
  },
}
