-- E: weights as printed, 0,111; the index has six decimals, IKM five.
local capai = require "capai"

return capai.rules {
  id = "e3",
  name = "Katalog e3",
  base = "katalog",
  survey = capai.survey {
    base = "permenpanrb-14-2017",
    weight = "0,111",
    round = { digits = 6, ikm = { digits = 5 } },
  },

  tests = {
    { jumlah = { 961, 971, 926, 1094, 959, 966, 977, 947, 1104 },
      responden = 297, indeks = "3,328131", ikm = "83,20328", mutu = "B Baik" },
    { "all 4 does not reach 100", skm = { { 4, 4, 4, 4, 4, 4, 4, 4, 4 } }, ikm = "99,9" },
    { skm = { { 1, 1, 1, 1, 1, 1, 1, 1, 1 } }, ikm = "24,975", mutu = "D Tidak baik" },
    { ikm = "88,305", mutu = "A Sangat baik" },
    { ikm = "88,30499", mutu = "B Baik" },
    { ikm = "76,605", mutu = "B Baik" },
    { ikm = "76,60499", mutu = "C Kurang baik" },
    { ikm = "64,995", mutu = "C Kurang baik" },
    { ikm = "64,99499", mutu = "D Tidak baik" },
    { ikm = 25, mutu = "D Tidak baik" },
    { ikm = "24,99999", mutu = "D Tidak baik" },
  },
}
