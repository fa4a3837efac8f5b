-- A, cap and floor by formula: each indicator may have one of its own.
local capai = require "capai"

return capai.rules {
  id = "a-caps",
  name = "Katalog a-caps",
  base = "katalog",

  progress = {
    tanpa = capai.progress.positive,
    ["0 sampai 100"] = capai.formula "max(0, min(100, (2*target - realisasi) / target * 100))",
    ["0 saja"] = capai.formula "max(0, (2*target - realisasi) / target * 100)",
    ["110"] = capai.formula "min(110, realisasi / target * 100)",
    ["150"] = capai.formula "min(150, realisasi / target * 100)",
    ["200"] = capai.formula "min(200, realisasi / target * 100)",
  },

  tests = {
    { arah = "tanpa", target = 2, realisasi = 5, capaian = 250 },
    { arah = "0 sampai 100", target = 10, realisasi = 9, capaian = 100 },
    { arah = "0 sampai 100", target = 10, realisasi = 10, capaian = 100 },
    { arah = "0 sampai 100", target = 10, realisasi = 11, capaian = 90 },
    { arah = "0 sampai 100", target = 10, realisasi = 20, capaian = 0 },
    { arah = "0 sampai 100", target = 10, realisasi = 21, capaian = 0 },
    { arah = "0 saja", target = 10, realisasi = 5, capaian = 150 },
    { arah = "0 saja", target = 10, realisasi = 21, capaian = 0 },
    { arah = "110", target = 100, realisasi = "109,99", capaian = "109,99" },
    { arah = "110", target = 100, realisasi = 110, capaian = 110 },
    { arah = "110", target = 100, realisasi = "110,01", capaian = 110 },
    { arah = "150", target = 100, realisasi = 151, capaian = 150 },
    { arah = "200", target = 100, realisasi = 201, capaian = 200 },
    { arah = "200", target = 100, realisasi = 199, capaian = 199 },
  },
}
