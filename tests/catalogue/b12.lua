-- B, b12: the top band is no verdict: no efficiency is judged by it.
local capai = require "capai"

return capai.rules {
  id = "b12",
  name = "Katalog b12",
  base = "katalog",
  basis = "skala dengan batas atas, diingat 2024, belum dicocokkan",

  scale = capai.scale {
    { "tidak dapat disimpulkan", gt = 120, verdict = false },
    { "Sangat Baik", gt = 110, le = 120 },
    { "Baik", ge = 90, le = 110 },
    { "Cukup", ge = 70, lt = 90 },
    { "Kurang", ge = 50, lt = 70 },
    { "Sangat Kurang", lt = 50 },
  },
  efficiency = capai.efficiency.compare { greater = "hemat", equal = "sesuai", less = "boros" },
  tests = {
    { capaian = "120,01", predikat = "tidak dapat disimpulkan" },
    { capaian = 120, predikat = "Sangat Baik" },
    { capaian = "110,01", predikat = "Sangat Baik" },
    { capaian = 110, predikat = "Baik" },
    { capaian = 90, predikat = "Baik" },
    { capaian = "89,99", predikat = "Cukup" },
    { capaian = 70, predikat = "Cukup" },
    { capaian = "69,99", predikat = "Kurang" },
    { capaian = 50, predikat = "Kurang" },
    { capaian = "49,99", predikat = "Sangat Kurang" },
    { capaian = 121, serapan = 90, efisiensi = "" },
    { capaian = 120, serapan = 90, efisiensi = "hemat" },
    { capaian = 100, serapan = 100, efisiensi = "sesuai" },
    { capaian = 100, serapan = "99,99", efisiensi = "hemat" },
    { capaian = 100, serapan = "100,01", efisiensi = "boros" },
    { "it enters the mean all the same", rata = { 130, 90 }, capaian = 110, predikat = "Baik" },
  },
}
