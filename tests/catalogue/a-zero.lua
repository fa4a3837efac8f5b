-- A, zero: what a division by zero gives, by the pack and by a formula.
local capai = require "capai"

return capai.rules {
  id = "a-zero",
  name = "Katalog a-zero",
  base = "katalog",

  progress = {
    negatif = capai.progress.negative,
    terbalik = capai.progress.inverse,
    dijaga = capai.formula "if(target == 0, if(realisasi == 0, 100, 0), realisasi / target * 100)",
  },
  zero = { both = 100, target = 0, realisasi = 150 },

  tests = {
    { arah = "positif", target = 0, realisasi = 0, capaian = 100 },
    { arah = "positif", target = 0, realisasi = 3, capaian = 0 },
    { arah = "positif", target = 3, realisasi = 0, capaian = 0 },
    { "none were promised, and some came", arah = "negatif", target = 0, realisasi = 3,
      capaian = 0 },
    { arah = "negatif", target = 0, realisasi = 0, capaian = 100 },
    { "under a3 a realisasi of 0 is capped", arah = "terbalik", target = 3, realisasi = 0,
      capaian = 150 },
    { arah = "terbalik", target = 0, realisasi = 0, capaian = 100 },
    { "what a formula says itself holds", arah = "dijaga", target = 0, realisasi = 3, capaian = 0 },
    { arah = "dijaga", target = 0, realisasi = 0, capaian = 100 },
    { arah = "dijaga", target = 4, realisasi = 3, capaian = 75 },
    { "missing is not zero", arah = "positif", target = 0, realisasi = "NA",
      status = "belum_diisi" },
    { arah = "positif", target = "-", realisasi = 0, status = "belum_diisi" },
  },
}
