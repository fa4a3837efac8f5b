local capai = require "capai"

return capai.rules {
  id = "gagal",
  name = "Tes yang gagal",
  base = "karanganyar-2023",
  tests = {
    {
      "SAKIP Jaten, dipotong",
      arah = "positif",
      target = 70,
      realisasi = "68,45",
      capaian = "97,78",
      predikat = "Baik",
    },
    { capaian = "74,5", predikat = "Baik" },
    { "rata", rata = { 100, 50, "NA" }, bobot = { 1, 1, 1 }, capaian = 75, jumlah_indikator = 3 },
    { "arah yang tidak ada", arah = "negatif", target = 5, realisasi = 5, capaian = 100 },
    { "hemat", capaian = 100, serapan = "80,5", efisiensi = "Efisien", efisiensi_persen = "19,5" },
  },
}
