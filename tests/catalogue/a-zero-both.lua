-- A, zero: 0 of 0 is 0; a target of 0 alone leaves no capaian.
local capai = require "capai"

return capai.rules {
  id = "a-zero-both",
  name = "Katalog a-zero-both",
  base = "katalog",

  zero = { both = 0 },

  tests = {
    { arah = "positif", target = 0, realisasi = 0, capaian = 0 },
    { arah = "positif", target = 0, realisasi = 3, status = "tidak_dapat_dihitung" },
  },
}
