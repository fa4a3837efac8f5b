-- Kabupaten Jember: how the LKjIP 2024 of its kecamatan measure.
local capai = require "capai"

return capai.rules {
  id = "jember-2024",
  version = "1",
  name = "Kabupaten Jember, LKjIP kecamatan 2024",
  valid = { from = 2024, to = 2024 },
  basis = {
    "Perpres 29/2014 tentang SAKIP",
    "PermenPANRB 53/2014: isi dan pengukuran laporan kinerja",
    "Permendagri 86/2017: skala nilai peringkat kinerja",
    "PermenPANRB 88/2021: predikat SAKIP AA..D",
  },

  progress = {
    positif = capai.progress.positive, -- realisasi / target * 100
    negatif = capai.progress.negative, -- (target - (realisasi - target)) / target * 100
  },
  round = { digits = 2, mode = "half_up" },
  average = { clamp = { 0, 100 } }, -- capaian above 100 counts as 100 in a mean

  scale = capai.scale {
    basis = "Permendagri 86/2017, menurut tabel 3.1 laporan",
    { "Sangat Tinggi", ge = 90 },
    { "Tinggi", ge = 76, le = 90 },
    { "Sedang", ge = 66, le = 75 },
    { "Rendah", ge = 51, le = 65 },
    { "Sangat Rendah", le = 50 },
    gap = "lower", -- 75,4 belongs to the class below the gap
    overlap = "upper", -- 90 stands in two rows; it is Sangat Tinggi
  },

  grade = capai.grade "permenpanrb-88-2021",
  efficiency = capai.efficiency.compare {
    greater = "Efisien",
    equal = "Efisien", -- the report does not say; spending as much as was reached wastes nothing
    less = "Tidak efisien",
  },


  tests = {
    { "Semboro 2024, IKM", arah = "positif", target = 90, realisasi = "83,57",
      pembanding = "87,33 (IKM Kab. Jember)", capaian = "92,86", predikat = "Sangat Tinggi",
      selisih = "-3,76" },
    { "Semboro 2024, Nilai SAKIP", arah = "positif", target = "BB (74)", realisasi = "A (80,60)",
      target_akhir = "A", capaian = "108,92", predikat = "Sangat Tinggi", capaian_akhir = 100 },
    { "grades without numbers: B against A is 4 of 6", arah = "positif", target = "A",
      realisasi = "B",
      capaian = "66,67", predikat = "Sedang" },
    { "Semboro 2024, the OPD: 108,92 counts as 100", rata = { 100, "92,86", 100, 100, "108,92",
      100 },
      capaian = "98,81", predikat = "Sangat Tinggi" },
    { "Semboro 2024, IKM and its budget", capaian = "92,86", pagu = "609.079.200",
      belanja = "607.098.480", serapan = "99,67", efisiensi = "Tidak efisien" },
    { "as much spent as reached", capaian = 90, serapan = 90, efisiensi = "Efisien" },
    { "more reached than spent", capaian = 100, serapan = "80,91", efisiensi = "Efisien" },
    { "fewer is better: 80 against 100", arah = "negatif", target = 100, realisasi = 80,
      capaian = 120 },
    { "more than twice the target", arah = "negatif", target = 10, realisasi = 25, capaian = -50,
      predikat = "Sangat Rendah" },
    { "target 0", arah = "positif", target = 0, realisasi = 5, status = "tidak_dapat_dihitung" },
    -- both sides of every bound; 90 stands in two rows, between 75 and 76 there is none
    { capaian = "90,01", predikat = "Sangat Tinggi", di_batas = "tidak" },
    { capaian = 90, predikat = "Sangat Tinggi", di_batas = "ya" },
    { capaian = "89,99", predikat = "Tinggi" },
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
    { capaian = 100, serapan = "99,99", efisiensi = "Efisien" },
    { capaian = 100, serapan = "100,01", efisiensi = "Tidak efisien" },
    { "not measured, left out of the mean", rata = { 120, "NA", 90 }, capaian = 95,
      jumlah_indikator = 2 },
  },
}
