-- B, b10: four classes of success.
local capai = require "capai"

return capai.rules {
  id = "b10",
  name = "Katalog b10",
  base = "katalog",
  basis = "skala ordinal laporan, diingat 2024, belum dicocokkan",

  scale = capai.scale {
    { "Sangat Berhasil", ge = 85 },
    { "Berhasil", ge = 70, lt = 85 },
    { "Cukup Berhasil", ge = 55, lt = 70 },
    { "Tidak Berhasil", lt = 55 },
  },
  tests = {
    { capaian = 85, predikat = "Sangat Berhasil" },
    { capaian = "84,99", predikat = "Berhasil" },
    { capaian = 70, predikat = "Berhasil" },
    { capaian = "69,99", predikat = "Cukup Berhasil" },
    { capaian = 55, predikat = "Cukup Berhasil" },
    { capaian = "54,99", predikat = "Tidak Berhasil" },
  },
}
