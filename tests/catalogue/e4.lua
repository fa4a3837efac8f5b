-- E: eleven unsur; a hole leaves the respondent out, what is no answer leaves no index.
local capai = require "capai"

return capai.rules {
  id = "e4",
  name = "Katalog e4",
  base = "katalog",
  survey = capai.survey {
    base = "permenpanrb-14-2017",
    unsur = {
      { "u1", "Persyaratan" }, { "u2", "Prosedur" }, { "u3", "Waktu" }, { "u4", "Biaya" },
      { "u5", "Produk" }, { "u6", "Kompetensi" }, { "u7", "Perilaku" }, { "u8", "Sarana" },
      { "u9", "Pengaduan" }, { "u10", "Kejelasan" }, { "u11", "Keamanan" },
    },
    missing = "responden",
    invalid = "none",
  },

  tests = {
    { skm = { { 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4 }, { 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2 } },
      indeks = "3,455", ikm = "86,36", mutu = "B Baik" },
    { skm = { { 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3 }, { "", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 } },
      indeks = "3,909", ikm = "97,73", nrr = { 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3 },
      peringkat = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 11 } },
    { skm = { { 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4 }, { 5, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4 } },
      ikm = "tidak_dapat_dihitung", mutu = "" },
    { ikm = 100, mutu = "A Sangat baik" },
    { ikm = "88,31", mutu = "A Sangat baik" },
    { ikm = "88,30", mutu = "B Baik" },
    { ikm = "76,61", mutu = "B Baik" },
    { ikm = "76,60", mutu = "C Kurang baik" },
    { ikm = 65, mutu = "C Kurang baik" },
    { ikm = "64,99", mutu = "D Tidak baik" },
    { ikm = 25, mutu = "D Tidak baik" },
  },
}
