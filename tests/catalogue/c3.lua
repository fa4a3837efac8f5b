-- C, c3: the difference, with a band of five points.
local capai = require "capai"

return capai.rules {
  id = "c3",
  name = "Katalog c3",
  base = "katalog",

  efficiency = capai.efficiency.difference {
    scale = capai.scale {
      { "efisien", gt = 5 },
      { "cukup efisien", ge = -5, le = 5 },
      { "tidak efisien", lt = -5 },
    },
  },
  tests = {
    { capaian = 100, serapan = "94,99", efisiensi = "efisien", efisiensi_persen = "5,01" },
    { capaian = 100, serapan = 95, efisiensi = "cukup efisien" },
    { capaian = 100, serapan = 105, efisiensi = "cukup efisien" },
    { capaian = 100, serapan = "105,01", efisiensi = "tidak efisien" },
    { "the difference of the shown numbers", capaian = "92,86", serapan = "99,67",
      efisiensi = "tidak efisien", efisiensi_persen = "-6,81" },
  },
}
