-- C, c5: E of PMK 22/2021 within -20 and 20, and its score, here with a class.
local capai = require "capai"

return capai.rules {
  id = "c5",
  name = "Katalog c5",
  base = "katalog",
  basis = "PMK 22/PMK.02/2021 (diingat, belum dicocokkan)",

  efficiency = capai.efficiency.adjusted {
    scale = capai.scale { { "Efisien", gt = 50 }, { "Tidak efisien", le = 50 } },
  },
  tests = {
    { capaian = 100, serapan = 90, efisiensi_persen = 10, nilai_efisiensi = 75,
      efisiensi = "Efisien" },
    { capaian = 100, serapan = 100, efisiensi_persen = 0, nilai_efisiensi = 50,
      efisiensi = "Tidak efisien" },
    { capaian = 100, serapan = "99,996", nilai_efisiensi = "50,01", efisiensi = "Efisien" },
    { capaian = 100, serapan = 80, efisiensi_persen = 20, nilai_efisiensi = 100 },
    { capaian = 100, serapan = "79,99", efisiensi_persen = 20, nilai_efisiensi = 100 },
    { capaian = 100, serapan = 120, efisiensi_persen = -20, nilai_efisiensi = 0 },
    { capaian = 100, serapan = "120,01", efisiensi_persen = -20, nilai_efisiensi = 0 },
    { capaian = 80, pagu = 2000, belanja = 1700, efisiensi_persen = "-6,25",
      efisiensi_rupiah = -100, nilai_efisiensi = "34,38" },
  },
}
