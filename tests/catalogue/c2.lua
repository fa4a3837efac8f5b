-- C, c2: what was not spent, only where the target was reached.
local capai = require "capai"

return capai.rules {
  id = "c2",
  name = "Katalog c2",
  base = "katalog",

  efficiency = capai.efficiency.saving { reached_only = true },
  tests = {
    { capaian = 100, pagu = 1000, belanja = 900, efisiensi_persen = 10, efisiensi_rupiah = 100 },
    { capaian = "99,99", pagu = 1000, belanja = 900, efisiensi_persen = "tidak_berlaku",
      efisiensi_rupiah = "tidak_berlaku" },
  },
}
