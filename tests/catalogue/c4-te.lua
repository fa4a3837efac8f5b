-- C, c4: TE = (capaian / serapan - 1) / 1, with bands.
local capai = require "capai"

return capai.rules {
  id = "c4-te",
  name = "Katalog c4-te",
  base = "katalog",

  efficiency = capai.efficiency.ratio {
    less_one = true,
    scale = capai.scale {
      { "sangat efisien", gt = "0,2" },
      { "efisien", ge = 0, le = "0,2" },
      { "tidak efisien", lt = 0 },
    },
  },
  tests = {
    { capaian = "120,01", serapan = 100, efisiensi = "sangat efisien" },
    { capaian = 96, serapan = 80, efisiensi = "efisien", efisiensi_persen = 20 },
    { capaian = 120, serapan = 100, efisiensi = "efisien" },
    { capaian = 100, serapan = 100, efisiensi = "efisien", efisiensi_persen = 0 },
    { capaian = "99,99", serapan = 100, efisiensi = "tidak efisien", efisiensi_persen = "-0,01" },
  },
}
