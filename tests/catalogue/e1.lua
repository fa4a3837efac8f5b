-- E: weights of exactly a ninth, four decimals.
local capai = require "capai"

return capai.rules {
  id = "e1",
  name = "Katalog e1",
  base = "katalog",
  survey = capai.survey {
    base = "permenpanrb-14-2017",
    round = { digits = 4, ikm = { digits = 4 } },
  },

  tests = {
    { jumlah = { 961, 971, 926, 1094, 959, 966, 977, 947, 1104 },
      responden = 297, indeks = "3,3315", ikm = "83,2866", mutu = "B Baik" },
    { "all 4 is 100, all 1 is 25", skm = { { 4, 4, 4, 4, 4, 4, 4, 4, 4 } }, ikm = 100,
      mutu = "A Sangat baik" },
    { skm = { { 1, 1, 1, 1, 1, 1, 1, 1, 1 } }, ikm = 25, mutu = "D Tidak baik" },
    { ikm = "88,305", mutu = "A Sangat baik" },
    { ikm = "88,3049", mutu = "B Baik" },
    { ikm = "76,605", mutu = "B Baik" },
    { ikm = "76,6049", mutu = "C Kurang baik" },
    { ikm = "64,995", mutu = "C Kurang baik" },
    { ikm = "64,9949", mutu = "D Tidak baik" },
    { ikm = 25, mutu = "D Tidak baik" },
    { ikm = 100, mutu = "A Sangat baik" },
  },
}
