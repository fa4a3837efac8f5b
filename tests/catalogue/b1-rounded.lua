-- B, b1 with the other policies: a gap is rounded over, a doubled value goes down.
local capai = require "capai"

return capai.rules {
  id = "b1-rounded",
  name = "Katalog b1-rounded",
  base = "katalog",

  scale = capai.scale {
    { "Sangat Tinggi", ge = 90 },
    { "Tinggi", ge = 76, le = 90 },
    { "Sedang", ge = 66, le = 75 },
    { "Rendah", le = 65 },
    gap = { round = 0, "error" },
    overlap = "lower",
  },
  tests = {
    { capaian = "90,01", predikat = "Sangat Tinggi" },
    { capaian = 90, predikat = "Tinggi", di_batas = "ya" },
    { capaian = "89,99", predikat = "Tinggi" },
    { capaian = "75,5", predikat = "Tinggi", di_batas = "ya" },
    { capaian = "75,49", predikat = "Sedang", di_batas = "ya" },
    { capaian = "65,5", predikat = "Sedang", di_batas = "ya" },
    { capaian = "65,49", predikat = "Rendah", di_batas = "ya" },
  },
}
