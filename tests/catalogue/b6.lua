-- B, b6: 85 is in no row.
local capai = require "capai"

return capai.rules {
  id = "b6",
  name = "Katalog b6",
  base = "katalog",

  scale = capai.scale {
    { "Memuaskan", gt = 85, le = 100 },
    { "Sangat Baik", gt = 75, lt = 85 },
    { "Baik", gt = 65, le = 75 },
    { "Cukup Baik", gt = 50, le = 65 },
    { "Agak Kurang", gt = 30, le = 50 },
    { "Kurang", ge = 0, le = 30 },
    gap = "upper",
    above = "Memuaskan",
    below = "Kurang",
  },
  tests = {
    { capaian = "100,01", predikat = "Memuaskan" },
    { capaian = 100, predikat = "Memuaskan" },
    { capaian = "85,01", predikat = "Memuaskan" },
    { capaian = 85, predikat = "Memuaskan", di_batas = "ya" },
    { capaian = "84,99", predikat = "Sangat Baik" },
    { capaian = "75,01", predikat = "Sangat Baik" },
    { capaian = 75, predikat = "Baik" },
    { capaian = "65,01", predikat = "Baik" },
    { capaian = 65, predikat = "Cukup Baik" },
    { capaian = "50,01", predikat = "Cukup Baik" },
    { capaian = 50, predikat = "Agak Kurang" },
    { capaian = "30,01", predikat = "Agak Kurang" },
    { capaian = 30, predikat = "Kurang" },
    { capaian = 0, predikat = "Kurang" },
    { capaian = "-0,01", predikat = "Kurang" },
  },
}
