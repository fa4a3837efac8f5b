-- A, cap at the second place: only the value that is classified.
local capai = require "capai"

return capai.rules {
  id = "a-cap-class",
  name = "Katalog a-cap-class",
  base = "katalog",

  clamp = { predikat = { max = 100 } },
  scale = capai.scale { { "Tercapai", ge = 100, le = 100 }, { "Belum Tercapai", lt = 100 },
    above = "error" },

  tests = {
    { arah = "positif", target = 100, realisasi = 130, capaian = 130, predikat = "Tercapai" },
    { capaian = "99,99", predikat = "Belum Tercapai" },
    { rata = { 130, 90 }, capaian = 110, predikat = "Tercapai" },
  },
}
