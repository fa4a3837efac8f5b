-- B, b5: letters; what is capped at 100 never lies above, and 0 is in no row.
local capai = require "capai"

return capai.rules {
  id = "b5",
  name = "Katalog b5",
  base = "katalog",
  basis = "PermenPANRB 88/2021",

  clamp = { 0, 100 },
  scale = capai.scale {
    { "AA Sangat Memuaskan", gt = 90, le = 100 },
    { "A Memuaskan", gt = 80, le = 90 },
    { "BB Sangat Baik", gt = 70, le = 80 },
    { "B Baik", gt = 60, le = 70 },
    { "CC Cukup", gt = 50, le = 60 },
    { "C Kurang", gt = 30, le = 50 },
    { "D Sangat Kurang", gt = 0, le = 30 },
    above = "error",
    below = "D Sangat Kurang",
  },
  tests = {
    { arah = "positif", target = 10, realisasi = 12, capaian = 100,
      predikat = "AA Sangat Memuaskan" },
    { capaian = 100, predikat = "AA Sangat Memuaskan" },
    { capaian = "90,01", predikat = "AA Sangat Memuaskan" },
    { capaian = 90, predikat = "A Memuaskan" },
    { capaian = "80,01", predikat = "A Memuaskan" },
    { capaian = 80, predikat = "BB Sangat Baik" },
    { capaian = "70,01", predikat = "BB Sangat Baik" },
    { capaian = 70, predikat = "B Baik" },
    { capaian = "60,01", predikat = "B Baik" },
    { capaian = 60, predikat = "CC Cukup" },
    { capaian = "50,01", predikat = "CC Cukup" },
    { capaian = 50, predikat = "C Kurang" },
    { capaian = "30,01", predikat = "C Kurang" },
    { capaian = 30, predikat = "D Sangat Kurang" },
    { capaian = "0,01", predikat = "D Sangat Kurang" },
    { capaian = 0, predikat = "D Sangat Kurang" },
  },
}
