-- PMK 22/PMK.02/2021: efficiency of spending against what was reached, 2021 to 2023.
-- Recalled, not checked against the text of the regulation: formula, range and scale as commonly
-- cited from it.
local capai = require "capai"

return capai.rules {
  id = "pmk-22-2021",
  version = "1",
  name = "PMK 22/PMK.02/2021: efisiensi dan nilai kinerja anggaran",
  valid = { from = 2021, to = 2023 },
  basis = {
    "PMK 22/PMK.02/2021: efisiensi, nilai efisiensi, kategori (diingat, belum dicocokkan)",
  },

  progress = {
    positif = capai.progress.positive, -- realisasi / target * 100
    negatif = capai.progress.negative, -- (target - (realisasi - target)) / target * 100
  },
  round = { digits = 2, mode = "half_up" },
  grade = capai.grade "permenpanrb-88-2021", -- for targets that are a SAKIP grade

  scale = capai.scale {
    basis = "PMK 22/PMK.02/2021",
    { "Sangat Baik", gt = 90 },
    { "Baik", gt = 80, le = 90 },
    { "Cukup", gt = 60, le = 80 },
    { "Kurang", gt = 50, le = 60 },
    { "Sangat Kurang", le = 50 },
  },

  -- E = sum(pagu * capaian - realisasi) / sum(pagu * capaian) * 100, not beyond -20 and 20;
  -- NE = 50 + E / 20 * 50.
  efficiency = capai.efficiency.adjusted { range = { -20, 20 } },

  tests = {
    { "as printed: 3 of 4", arah = "positif", target = 4, realisasi = 3, capaian = 75,
      predikat = "Cukup" },
    { "fewer is better: 80 against 100", arah = "negatif", target = 100, realisasi = 80,
      capaian = 120, predikat = "Sangat Baik" },
    { "target 0", arah = "positif", target = 0, realisasi = 5, status = "tidak_dapat_dihitung" },
    { "two of three", rata = { "66,67", "66,67", 100 }, capaian = "77,78", predikat = "Cukup" },
    -- both sides of every bound
    { capaian = "90,01", predikat = "Sangat Baik" },
    { capaian = "90", predikat = "Baik" },
    { capaian = "80,01", predikat = "Baik" },
    { capaian = "80", predikat = "Cukup" },
    { capaian = "60,01", predikat = "Cukup" },
    { capaian = "60", predikat = "Kurang" },
    { capaian = "50,01", predikat = "Kurang" },
    { capaian = "50", predikat = "Sangat Kurang" },
    -- E, and the ends of its range at four fifths and six fifths of what was reached
    { capaian = 100, pagu = 1000, belanja = 900, serapan = 90, efisiensi_persen = 10,
      efisiensi_rupiah = 100, nilai_efisiensi = 75 },
    { capaian = 80, pagu = 2000, belanja = 1700, serapan = 85, efisiensi_persen = "-6,25",
      efisiensi_rupiah = -100, nilai_efisiensi = "34,38" },
    { capaian = 100, serapan = "80,01", efisiensi_persen = "19,99", nilai_efisiensi = "99,98" },
    { capaian = 100, serapan = 80, efisiensi_persen = 20, nilai_efisiensi = 100 },
    { capaian = 100, serapan = "79,99", efisiensi_persen = 20, nilai_efisiensi = 100 },
    { capaian = 100, serapan = "120,01", efisiensi_persen = -20, nilai_efisiensi = 0 },
    { "one of three is not measured", rata = { 100, 80, "NA" }, capaian = 90,
      jumlah_indikator = 2 },
  },
}
