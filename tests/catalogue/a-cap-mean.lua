-- A, cap at the third place: only the value that enters a mean.
local capai = require "capai"

return capai.rules {
  id = "a-cap-mean",
  name = "Katalog a-cap-mean",
  base = "katalog",

  average = { clamp = { max = 110 } },

  tests = {
    { arah = "positif", target = 100, realisasi = 130, capaian = 130 },
    { rata = { 130, 90 }, capaian = 100 },
    { rata = { 110, 90 }, capaian = 100 },
    { "not the mean itself", rata = { 110, 110 }, capaian = 110 },
  },
}
