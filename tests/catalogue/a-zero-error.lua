-- A, zero: an error, which the row shows and no other.
local capai = require "capai"

return capai.rules {
  id = "a-zero-error",
  name = "Katalog a-zero-error",
  base = "katalog",

  zero = { both = "error", target = "error" },

  tests = {
    { arah = "positif", target = 0, realisasi = 0, status = "tidak_dapat_dihitung" },
    { arah = "positif", target = 0, realisasi = 3, status = "tidak_dapat_dihitung" },
    { arah = "positif", target = 3, realisasi = 0, capaian = 0 },
  },
}
