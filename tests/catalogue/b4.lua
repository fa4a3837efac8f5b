-- B, b4: 74 to 75 is in no row, and an error where it is met.
local capai = require "capai"

return capai.rules {
  id = "b4",
  name = "Katalog b4",
  base = "katalog",
  basis = "LKjIP Kecamatan Jaten 2023, tabel 3.1.1",

  scale = capai.scale {
    { "Sangat Baik", gt = 100 },
    { "Baik", ge = 75, le = 100 },
    { "Cukup", ge = 55, le = 74 },
    { "Kurang", lt = 55 },
    gap = "error",
  },
  tests = {
    { capaian = "100,01", predikat = "Sangat Baik" },
    { capaian = 100, predikat = "Baik" },
    { capaian = 75, predikat = "Baik" },
    { capaian = "74,99", predikat = "" },
    { capaian = "74,01", predikat = "" },
    { capaian = 74, predikat = "Cukup" },
    { capaian = 55, predikat = "Cukup" },
    { capaian = "54,99", predikat = "Kurang" },
  },
}
