-- Kabupaten Jember: how the LAKIP 2023 of its kecamatan measure, on the SAKIP scale AA..D.
local capai = require "capai"

return capai.rules {
  id = "jember-2023",
  version = "1",
  base = "permenpanrb-88-2021", -- scale and grades, lower bounds exclusive: exactly 80 is BB
  name = "Kabupaten Jember, LAKIP kecamatan 2023",
  valid = { from = 2023, to = 2023 },
  basis = {
    "Perpres 29/2014 tentang SAKIP",
    "PermenPANRB 53/2014: isi dan pengukuran laporan kinerja",
    "PermenPANRB 88/2021: skala AA..D, dipakai laporan untuk capaian",
  },

  -- Capaian above 100 counts as 100, below 0 as 0, wherever it is shown.
  clamp = { 0, 100 },

  -- The report states no rule; its labels follow capaian against serapan.
  efficiency = capai.efficiency.compare {
    greater = "Efisien",
    equal = "Efisien",
    less = "Tidak efisien",
  },


  tests = {
    { "Ledokombo 2023, IKM", arah = "positif", target = 85, realisasi = 84, target_akhir = 100,
      pembanding = "86,34", capaian = "98,82", predikat = "AA", capaian_akhir = 84,
      selisih = "-2,34" },
    { "Ledokombo 2023, against the end of the Renstra", arah = "positif", target = 80,
      realisasi = 80,
      target_akhir = 95, capaian = 100, capaian_akhir = "84,21" },
    { "Ledokombo 2023, the OPD", rata = { 91, "98,82", 100, 100 }, capaian = "97,46",
      predikat = "AA" },
    { "Ledokombo 2023, IKM and its budget", capaian = "98,82", pagu = "682.800.000",
      belanja = "681.600.000", serapan = "99,82", efisiensi = "Tidak efisien" },
    { "above 100 counts as 100", arah = "positif", target = 10, realisasi = 12, capaian = 100 },
    { "below 0 counts as 0", arah = "negatif", target = 10, realisasi = 25, capaian = 0,
      predikat = "D" },
    { "as much spent as reached", capaian = 90, serapan = 90, efisiensi = "Efisien" },
    { "more reached than spent", capaian = 100, serapan = "98,95", efisiensi = "Efisien" },
    { "target 0", arah = "positif", target = 0, realisasi = 5, status = "tidak_dapat_dihitung" },
    -- both sides of every bound
    { capaian = 100, predikat = "AA" },
    { capaian = "90,01", predikat = "AA" }, { capaian = 90, predikat = "A" },
    { capaian = "80,01", predikat = "A" }, { capaian = 80, predikat = "BB" },
    { capaian = "70,01", predikat = "BB" }, { capaian = 70, predikat = "B" },
    { capaian = "60,01", predikat = "B" }, { capaian = 60, predikat = "CC" },
    { capaian = "50,01", predikat = "CC" }, { capaian = 50, predikat = "C" },
    { capaian = "30,01", predikat = "C" }, { capaian = 30, predikat = "D" },
    { capaian = "0,01", predikat = "D" }, { capaian = 0, predikat = "D" },
    { "by a hundredth less", capaian = 100, serapan = "100,01", efisiensi = "Tidak efisien" },
    { "by a hundredth more", capaian = 100, serapan = "99,99", efisiensi = "Efisien" },
    { "not measured, left out of the mean", rata = { 100, "NA", 90 }, capaian = 95,
      jumlah_indikator = 2 },
    { "LKE, all BB", lke = "BB", nilai_lke = 80, grade_lke = "BB" },
    { "LKE, not answered", lke = "", nilai_lke = "belum_diisi" },
    -- both sides of every grade of the worksheet, lower bounds exclusive
    { nilai_lke = 100, grade_lke = "AA" },
    { nilai_lke = "90,01", grade_lke = "AA" }, { nilai_lke = 90, grade_lke = "A" },
    { nilai_lke = "80,01", grade_lke = "A" }, { nilai_lke = 80, grade_lke = "BB" },
    { nilai_lke = "70,01", grade_lke = "BB" }, { nilai_lke = 70, grade_lke = "B" },
    { nilai_lke = "60,01", grade_lke = "B" }, { nilai_lke = 60, grade_lke = "CC" },
    { nilai_lke = "50,01", grade_lke = "CC" }, { nilai_lke = 50, grade_lke = "C" },
    { nilai_lke = "30,01", grade_lke = "C" }, { nilai_lke = 30, grade_lke = "D" },
    { nilai_lke = 0, grade_lke = "D" },
  },
}
