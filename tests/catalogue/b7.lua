-- B, b7: three colours.
local capai = require "capai"

return capai.rules {
  id = "b7",
  name = "Katalog b7",
  base = "katalog",

  scale = capai.scale {
    { "merah", lt = 70 },
    { "kuning", ge = 70, le = 90 },
    { "hijau", gt = 90 },
  },
  tests = {
    { capaian = "69,99", predikat = "merah" },
    { capaian = 70, predikat = "kuning" },
    { capaian = 90, predikat = "kuning" },
    { capaian = "90,01", predikat = "hijau" },
  },
}
