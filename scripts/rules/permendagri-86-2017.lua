-- Permendagri 86/2017: indicator scale and formulas for planning documents of regional governments.
-- Recalled, not checked against the text of the regulation: bounds as commonly printed from it.
local capai = require "capai"

return capai.rules {
  id = "permendagri-86-2017",
  version = "1",
  name = "Permendagri 86/2017: skala nilai peringkat kinerja",
  valid = { from = 2017, to = 2199 },
  basis = { "Permendagri 86/2017: skala nilai peringkat kinerja (diingat, belum dicocokkan)" },

  progress = {
    positif = capai.progress.positive, -- realisasi / target * 100
    negatif = capai.progress.negative, -- (target - (realisasi - target)) / target * 100
  },
  round = { digits = 2, mode = "half_up" },
  grade = capai.grade "permenpanrb-88-2021", -- for targets that are a SAKIP grade

  scale = capai.scale {
    basis = "Permendagri 86/2017",
    { "Sangat Tinggi", ge = 91, le = 100 },
    { "Tinggi", ge = 76, le = 90 },
    { "Sedang", ge = 66, le = 75 },
    { "Rendah", ge = 51, le = 65 },
    { "Sangat Rendah", le = 50 },
    gap = "lower", -- 90,5 has not reached 91
    above = "Sangat Tinggi", -- the scale ends at 100; a capaian may exceed it
  },


  tests = {
    { "as printed: 3 of 4", arah = "positif", target = 4, realisasi = 3, capaian = 75,
      predikat = "Sedang" },
    { "fewer is better: 80 against 100", arah = "negatif", target = 100, realisasi = 80,
      capaian = 120,
      predikat = "Sangat Tinggi" },
    { "grades without numbers: BB against A is 5 of 6", arah = "positif", target = "A",
      realisasi = "BB",
      capaian = "83,33", predikat = "Tinggi" },
    { "target 0", arah = "positif", target = 0, realisasi = 5, status = "tidak_dapat_dihitung" },
    { "two of three", rata = { "66,67", "66,67", 100 }, capaian = "77,78", predikat = "Tinggi" },
    -- both sides of every bound; the scale ends at 100
    { capaian = "100,01", predikat = "Sangat Tinggi" },
    { capaian = 100, predikat = "Sangat Tinggi" },
    { capaian = 91, predikat = "Sangat Tinggi" },
    { capaian = "90,99", predikat = "Tinggi", di_batas = "ya" },
    { capaian = "90,01", predikat = "Tinggi" },
    { capaian = 90, predikat = "Tinggi", di_batas = "tidak" },
    { capaian = 76, predikat = "Tinggi" },
    { capaian = "75,99", predikat = "Sedang", di_batas = "ya" },
    { capaian = "75,01", predikat = "Sedang" },
    { capaian = 75, predikat = "Sedang", di_batas = "tidak" },
    { capaian = 66, predikat = "Sedang" },
    { capaian = "65,99", predikat = "Rendah", di_batas = "ya" },
    { capaian = "65,01", predikat = "Rendah" },
    { capaian = 65, predikat = "Rendah", di_batas = "tidak" },
    { capaian = 51, predikat = "Rendah" },
    { capaian = "50,99", predikat = "Sangat Rendah", di_batas = "ya" },
    { capaian = "50,01", predikat = "Sangat Rendah" },
    { capaian = 50, predikat = "Sangat Rendah", di_batas = "tidak" },
    { "one of three is not measured", rata = { 100, 80, "NA" }, capaian = 90,
      jumlah_indikator = 2 },
  },
}
