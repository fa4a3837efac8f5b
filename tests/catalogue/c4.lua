-- C, c4: the ratio; and TE, the ratio less one, in c4-te.
local capai = require "capai"

return capai.rules {
  id = "c4",
  name = "Katalog c4",
  base = "katalog",

  efficiency = capai.efficiency.ratio {
    scale = capai.scale { { "efisien", ge = 1 }, { "tidak efisien", lt = 1 } },
  },
  tests = {
    { capaian = 100, serapan = 80, efisiensi = "efisien", efisiensi_persen = 125 },
    { capaian = 100, serapan = 100, efisiensi = "efisien" },
    { capaian = "99,99", serapan = 100, efisiensi = "tidak efisien", efisiensi_persen = "99,99" },
    { capaian = 100, serapan = 0, efisiensi_persen = "tidak_dapat_dihitung", efisiensi = "" },
  },
}
