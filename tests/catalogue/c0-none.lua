-- C, serapan: without a word of the pack a pagu of 0 leaves none.
local capai = require "capai"

return capai.rules {
  id = "c0-none",
  name = "Katalog c0-none",
  base = "katalog",

  efficiency = capai.efficiency.saving(),
  tests = {
    { capaian = 100, pagu = 0, belanja = 0, serapan = "tidak_dapat_dihitung" },
    { capaian = 100, pagu = "NA", belanja = 5, serapan = "belum_diisi" },
  },
}
