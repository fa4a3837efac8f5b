-- C, c1: capaian against serapan.
local capai = require "capai"

return capai.rules {
  id = "c1",
  name = "Katalog c1",
  base = "katalog",

  efficiency = capai.efficiency.compare {
    greater = "Efisien",
    equal = "Cukup",
    less = "Tidak efisien",
  },

  tests = {
    { capaian = 100, serapan = "99,99", efisiensi = "Efisien" },
    { capaian = 100, serapan = 100, efisiensi = "Cukup" },
    { capaian = 100, serapan = "100,01", efisiensi = "Tidak efisien" },
    { "equal as they are shown", capaian = "99,67", pagu = 30000, belanja = 29902,
      serapan = "99,67", efisiensi = "Cukup" },
  },
}
