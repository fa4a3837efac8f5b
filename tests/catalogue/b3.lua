-- B, b3: the bounds of b2 under other names; first and last are those of the list.
local capai = require "capai"

return capai.rules {
  id = "b3",
  name = "Katalog b3",
  base = "katalog",

  scale = capai.scale {
    { "Sangat Baik", ge = 91, le = 100 },
    { "Baik", ge = 76, le = 90 },
    { "Cukup", ge = 66, le = 75 },
    { "Kurang", ge = 51, le = 65 },
    { "Sangat Kurang", le = 50 },
    gap = "first",
    above = "error",
  },
  tests = {
    { capaian = "100,01", status = "nilai", predikat = "" },
    { capaian = 100, predikat = "Sangat Baik" },
    { capaian = 91, predikat = "Sangat Baik" },
    { capaian = "90,99", predikat = "Sangat Baik" },
    { capaian = "90,01", predikat = "Sangat Baik" },
    { capaian = 90, predikat = "Baik" },
    { capaian = 76, predikat = "Baik" },
    { capaian = "75,99", predikat = "Baik" },
    { capaian = "75,01", predikat = "Baik" },
    { capaian = 75, predikat = "Cukup" },
    { capaian = 66, predikat = "Cukup" },
    { capaian = "65,99", predikat = "Cukup" },
    { capaian = "65,01", predikat = "Cukup" },
    { capaian = 65, predikat = "Kurang" },
    { capaian = 51, predikat = "Kurang" },
    { capaian = "50,99", predikat = "Kurang" },
    { capaian = "50,01", predikat = "Kurang" },
    { capaian = 50, predikat = "Sangat Kurang" },
  },
}
