-- C, c6: typed by hand, and looked at.
local capai = require "capai"

return capai.rules {
  id = "c6",
  name = "Katalog c6",
  base = "katalog",

  efficiency = capai.efficiency.typed { "Efisien", "Cukup efisien", "Tidak efisien" },
  tests = {
    { capaian = 100, serapan = 90, tertulis = "efisien", efisiensi = "Efisien" },
    { capaian = 100, serapan = 90, tertulis = "8,32%", efisiensi_persen = "8,32" },
    { capaian = 100, serapan = 90, tertulis = "Efisein", efisiensi = "" },
  },
}
