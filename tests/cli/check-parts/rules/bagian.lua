local capai = require "capai"

return capai.rules {
  id = "bagian",
  name = "Skala di setiap bagian",
  basis = "SK Bupati 1/2024",
  base = "permendagri-86-2017",
  survey = capai.survey {
    unsur = { { "u1", "Persyaratan" }, { "u2", "Prosedur" }, { "u3", "Waktu" } },
    weight = "0,33",
    round = { digits = 3 },
    scale = capai.scale {
      basis = "lampiran",
      { "Baik", ge = "76,61" },
      { "Kurang", ge = 25, le = "76,60" },
      gap = { round = 2 },
      below = "Kurang",
    },
  },
  lke = capai.lke {
    parts = {
      { "1", "Perencanaan", weight = 60 },
      { "2", "Pelaporan", weight = "47,5" },
    },
    total = "107,5",
    answers = { Y = 1, T = 0 },
    full = 1,
    scale = capai.scale { { "A", ge = 108 }, { "B", gt = 90, lt = 108 }, { "C", le = 90 } },
  },
  efficiency = capai.efficiency.difference {
    scale = capai.scale {
      { "Efisien", gt = 5 },
      { "Cukup efisien", ge = 0, le = 5 },
      { "Tidak efisien", lt = 0 },
    },
  },
  tests = {
    { "SKM", skm = { { 4, 3, 3 }, { "", 2, 2 } }, ikm = 75, mutu = "Baik", nrr = { 4, 2.5, 3 } },
    { "LKE", lke = { ["1"] = "Y" }, nilai_lke = 60, nilai = { ["1"] = 60, ["2"] = 0 } },
    { "LKE tanpa bagian itu", lke = { ["3"] = "Y", ["1"] = "Y", ["2"] = "T" }, nilai_lke = 60 },
    { "efisiensi", capaian = 100, serapan = 95, efisiensi = "Efisien" },
    { "tahun lalu", arah = "positif", target = 4, realisasi = 3, realisasi_lalu = { 1, 2 },
      tren = 2 },
    { "dua sasaran", rata = { { 100, 50 }, "NA" }, bobot = { 1, 2, 3 }, capaian = 50 },
  },
}
