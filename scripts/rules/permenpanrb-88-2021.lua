-- PermenPANRB 88/2021: the SAKIP grades AA..D, as grades and as a scale of capaian.
local capai = require "capai"

return capai.rules {
  id = "permenpanrb-88-2021",
  version = "1",
  name = "PermenPANRB 88/2021: predikat akuntabilitas kinerja AA..D",
  valid = { from = 2021, to = 2199 },
  basis = {
    "PermenPANRB 88/2021: predikat AKIP AA..D, bobot dan nilai LKE (diingat, belum dicocokkan)",
  },

  progress = {
    positif = capai.progress.positive,
    negatif = capai.progress.negative,
  },
  round = { digits = 2, mode = "half_up" },

  -- Best first. A worse grade is worth the ratio of the ranks: B (4) against A (6) is 66,67.
  grade = capai.grade { "AA", "A", "BB", "B", "CC", "C", "D", worse = "ratio" },

  -- The lower bound is exclusive: exactly 80 is BB.
  scale = capai.scale {
    basis = "PermenPANRB 88/2021",
    { "AA", gt = 90, le = 100 },
    { "A", gt = 80, le = 90 },
    { "BB", gt = 70, le = 80 },
    { "B", gt = 60, le = 70 },
    { "CC", gt = 50, le = 60 },
    { "C", gt = 30, le = 50 },
    { "D", gt = 0, le = 30 },
    above = "AA", -- a capaian above 100 is at least AA
    below = "D", -- 0 itself is printed in no row
  },


  -- Keberadaan, kualitas and pemanfaatan weigh 20, 30 and 50 percent of each component. Forms
  -- disagree at the edges of the grade: where 90 is AA, override the scale with ge.
  lke = capai.lke {
    parts = {
      { "1", "Perencanaan kinerja", weight = 30,
        { "1.a", "Keberadaan", weight = 6 },
        { "1.b", "Kualitas", weight = 9 },
        { "1.c", "Pemanfaatan", weight = 15 } },
      { "2", "Pengukuran kinerja", weight = 30,
        { "2.a", "Keberadaan", weight = 6 },
        { "2.b", "Kualitas", weight = 9 },
        { "2.c", "Pemanfaatan", weight = 15 } },
      { "3", "Pelaporan kinerja", weight = 15,
        { "3.a", "Keberadaan", weight = 3 },
        { "3.b", "Kualitas", weight = "4,5" },
        { "3.c", "Pemanfaatan", weight = "7,5" } },
      { "4", "Evaluasi akuntabilitas kinerja internal", weight = 25,
        { "4.a", "Keberadaan", weight = 5 },
        { "4.b", "Kualitas", weight = "7,5" },
        { "4.c", "Pemanfaatan", weight = "12,5" } },
    },
    answers = { AA = 100, A = 90, BB = 80, B = 70, CC = 60, C = 50, D = 30, E = 0 },
    missing = "none",
    scale = capai.scale {
      basis = "PermenPANRB 88/2021",
      { "AA", gt = 90, le = 100 },
      { "A", gt = 80, le = 90 },
      { "BB", gt = 70, le = 80 },
      { "B", gt = 60, le = 70 },
      { "CC", gt = 50, le = 60 },
      { "C", gt = 30, le = 50 },
      { "D", ge = 0, le = 30 },
      above = "error",
      below = "error",
    },
  },

  tests = {
    { "grades without numbers: B (4) against A (6)", arah = "positif", target = "A",
      realisasi = "B",
      capaian = "66,67", predikat = "B" },
    { "a better grade is 100", arah = "positif", target = "BB", realisasi = "A", capaian = 100 },
    { "grades with numbers divide", arah = "positif", target = "BB (74)", realisasi = "A (80,60)",
      capaian = "108,92", predikat = "AA" },
    { "fewer is better: 110 against 100", arah = "negatif", target = 100, realisasi = 110,
      capaian = 90,
      predikat = "A" },
    { "target 0", arah = "positif", target = 0, realisasi = 5, status = "tidak_dapat_dihitung" },
    -- both sides of every bound; above 100 and at 0 the scale says nothing of its own
    { capaian = "100,01", predikat = "AA" }, { capaian = 100, predikat = "AA" },
    { capaian = "90,01", predikat = "AA" }, { capaian = 90, predikat = "A" },
    { capaian = "80,01", predikat = "A" }, { capaian = 80, predikat = "BB" },
    { capaian = "70,01", predikat = "BB" }, { capaian = 70, predikat = "B" },
    { capaian = "60,01", predikat = "B" }, { capaian = 60, predikat = "CC" },
    { capaian = "50,01", predikat = "CC" }, { capaian = 50, predikat = "C" },
    { capaian = "30,01", predikat = "C" }, { capaian = 30, predikat = "D" },
    { capaian = "0,01", predikat = "D" }, { capaian = 0, predikat = "D" },
    { "one of three is not measured", rata = { 100, 80, "NA" }, capaian = 90, predikat = "A",
      jumlah_indikator = 2 },
    { "LKE, all AA", lke = "AA", nilai_lke = 100, grade_lke = "AA",
      nilai = { ["1"] = 30, ["2"] = 30, ["3"] = 15, ["4"] = 25,
        ["1.a"] = 6, ["1.b"] = 9, ["1.c"] = 15, ["2.a"] = 6, ["2.b"] = 9, ["2.c"] = 15,
        ["3.a"] = 3, ["3.b"] = "4,5", ["3.c"] = "7,5",
        ["4.a"] = 5, ["4.b"] = "7,5", ["4.c"] = "12,5" } },
    { "LKE, all A", lke = "A", nilai_lke = 90, grade_lke = "A" },
    { "LKE, all BB", lke = "BB", nilai_lke = 80, grade_lke = "BB" },
    { "LKE, all E", lke = "E", nilai_lke = 0, grade_lke = "D" },
    { "LKE, part by part",
      lke = { ["1.a"] = "AA", ["1.b"] = "A", ["1.c"] = "BB", ["2.a"] = "A", ["2.b"] = "BB",
        ["2.c"] = "B", ["3.a"] = "BB", ["3.b"] = "B", ["3.c"] = "CC", ["4.a"] = "B",
        ["4.b"] = "CC", ["4.c"] = "C" },
      nilai_lke = "73,5", grade_lke = "BB",
      nilai = { ["1"] = "26,1", ["1.b"] = "8,1", ["2"] = "23,1", ["3"] = "10,05",
        ["3.b"] = "3,15", ["4"] = "14,25" } },
    { "LKE, not answered", lke = "", nilai_lke = "belum_diisi" },
    { "LKE, one answer is missing", lke = { ["1.a"] = "AA" }, nilai_lke = "belum_diisi",
      nilai = { ["1.a"] = 6, ["1"] = "belum_diisi" } },
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
