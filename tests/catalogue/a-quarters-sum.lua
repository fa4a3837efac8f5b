-- A, quarters: the filled ones add up, against the same quarters' targets.
local capai = require "capai"

return capai.rules {
  id = "a-quarters-sum",
  name = "Katalog a-quarters-sum",
  base = "katalog",
  triwulan = "jumlah",

  tests = {
    { "the whole year", arah = "positif", target = 100,
      target_triwulan = { 25, 25, 25, 25 }, realisasi_triwulan = { 20, 15, 30, 40 },
      capaian_triwulan = { 80, 70, "86,67", 105 },
      capaian_tahun = { 20, 35, 65, 105 } },
    { "half a year", arah = "positif", target = 100,
      target_triwulan = { 25, 25, 25, 25 }, realisasi_triwulan = { 20, 15 },
      capaian_triwulan = { 80, 70, "belum_diisi", "belum_diisi" },
      capaian_tahun = { 20, 35, "belum_diisi", "belum_diisi" } },
    { "nothing was promised in the third", arah = "positif", target = 100,
      target_triwulan = { 25, 25, "", 50 }, realisasi_triwulan = { 20, 30, "", 50 },
      capaian_triwulan = { 80, 100, 100, 100 },
      capaian_tahun = { 20, 50, 50, 100 } },
  },
}
