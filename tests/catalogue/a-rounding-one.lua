-- A, rounding: one decimal, half up; and half even beside it.
local capai = require "capai"

return capai.rules {
  id = "a-rounding-one",
  name = "Katalog a-rounding-one",
  base = "katalog",

  round = { digits = 1, mode = "half_up", selisih = { digits = 1, mode = "half_even" } },

  tests = {
    { arah = "positif", target = 1000, realisasi = "974,5", capaian = "97,5" },
    { arah = "positif", target = 2000, realisasi = 1949, capaian = "97,5" },
    { arah = "positif", target = 2000, realisasi = 1951, capaian = "97,6" },
    { arah = "positif", target = 1, realisasi = "2,25", pembanding = 1, selisih = "1,2" },
    { arah = "positif", target = 1, realisasi = "2,35", pembanding = 1, selisih = "1,4" },
  },
}
