-- C, serapan: from sums; a pagu of 0 is 0 where the pack says so.
local capai = require "capai"

return capai.rules {
  id = "c0",
  name = "Katalog c0",
  base = "katalog",

  budget = { zero = 0 },
  tests = {
    { capaian = 100, pagu = 1000, belanja = 333, serapan = "33,3" },
    { capaian = 100, pagu = 3, belanja = 1, serapan = "33,33" },
    { capaian = 100, pagu = 0, belanja = 0, serapan = 0 },
  },
}
