-- B, b8: gaps of a hundredth, which only exact values meet; a band of its own at the target.
local capai = require "capai"

return capai.rules {
  id = "b8",
  name = "Katalog b8",
  base = "katalog",

  classify = "exact",
  scale = capai.scale {
    { "Kritis", ge = 0, le = "59,99" },
    { "Perlu Perhatian", ge = 60, le = "79,99" },
    { "Mendekati", ge = 80, le = "94,99" },
    { "Tercapai", ge = 95, le = 105 },
    { "Melampaui", ge = "105,01" },
    gap = { round = 2, "error" },
    below = "error",
  },
  tests = {
    { capaian = "-0,01", predikat = "" },
    { capaian = 0, predikat = "Kritis" },
    { capaian = "59,99", predikat = "Kritis" },
    { capaian = "59,994", predikat = "Kritis" },
    { capaian = "59,995", predikat = "Perlu Perhatian" },
    { capaian = 60, predikat = "Perlu Perhatian" },
    { capaian = "79,99", predikat = "Perlu Perhatian" },
    { capaian = "79,995", predikat = "Mendekati", di_batas = "ya" },
    { capaian = 80, predikat = "Mendekati" },
    { capaian = "94,99", predikat = "Mendekati" },
    { capaian = "94,995", predikat = "Tercapai", di_batas = "ya" },
    { capaian = 95, predikat = "Tercapai" },
    { capaian = 105, predikat = "Tercapai" },
    { capaian = "105,004", predikat = "Tercapai" },
    { capaian = "105,005", predikat = "Melampaui" },
    { capaian = "105,01", predikat = "Melampaui" },
    { arah = "positif", target = 3000, realisasi = 1799, capaian = "59,97", predikat = "Kritis" },
  },
}
