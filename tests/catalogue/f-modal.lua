-- F: the modal predicate, of several the lowest.
local capai = require "capai"

return capai.rules {
  id = "f-modal",
  name = "Katalog f-modal",
  base = "katalog",
  average = { predikat = "modal" },
  scale = capai.scale {
    { "Tinggi", ge = 80 },
    { "Sedang", ge = 60, lt = 80 },
    { "Rendah", lt = 60 },
  },

  tests = {
    { rata = { 90, 85, 10 }, capaian = "61,67", predikat = "Tinggi",
      rekap = { ["Tinggi"] = 2, ["Rendah"] = 1 } },
    { rata = { 90, 10 }, capaian = 50, predikat = "Rendah" },
    { rata = { 70, "NA", 70, 100 }, capaian = 80, predikat = "Sedang" },
  },
}
