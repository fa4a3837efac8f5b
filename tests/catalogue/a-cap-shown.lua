-- A, cap at the first place: the capaian that is shown, and so class and mean.
local capai = require "capai"

return capai.rules {
  id = "a-cap-shown",
  name = "Katalog a-cap-shown",
  base = "katalog",

  clamp = { 0, 120 },

  tests = {
    { arah = "positif", target = 100, realisasi = "119,99", capaian = "119,99" },
    { arah = "positif", target = 100, realisasi = 120, capaian = 120 },
    { arah = "positif", target = 100, realisasi = "120,01", capaian = 120 },
    { capaian = -5, predikat = "Belum Tercapai" },
    { rata = { 150, 60 }, capaian = 90 },
  },
}
