-- B, b11: the top ends at 120; what is above is green too.
local capai = require "capai"

return capai.rules {
  id = "b11",
  name = "Katalog b11",
  base = "katalog",
  basis = "skala warna, diingat 2024, belum dicocokkan",

  scale = capai.scale {
    { "hijau", ge = 100, le = 120 },
    { "kuning", ge = 80, lt = 100 },
    { "merah", lt = 80 },
    above = "hijau",
  },
  tests = {
    { capaian = "120,01", predikat = "hijau" },
    { capaian = 120, predikat = "hijau" },
    { capaian = 100, predikat = "hijau" },
    { capaian = "99,99", predikat = "kuning" },
    { capaian = 80, predikat = "kuning" },
    { capaian = "79,99", predikat = "merah" },
  },
}
