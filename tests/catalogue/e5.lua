-- E: weights of their own, which make 1; answers 1 to 5, and so a conversion of 20.
local capai = require "capai"

return capai.rules {
  id = "e5",
  name = "Katalog e5",
  base = "katalog",
  basis = "SK Bupati 1/2024",
  survey = capai.survey {
    unsur = {
      { "u1", "Persyaratan", weight = "0,2" },
      { "u2", "Prosedur", weight = "0,3" },
      { "u3", "Waktu", weight = "0,5" },
    },
    answers = { 1, 5 },
    conversion = 20,
    missing = "none",
    scale = capai.scale { { "Puas", ge = 60 }, { "Kurang puas", lt = 60 } },
  },

  tests = {
    { skm = { { 5, 4, 3 }, { 3, 4, 2 } }, nrr = { 4, 4, 2.5 }, nrr_tertimbang = { "0,8", "1,2",
      "1,25" },
      indeks = "3,25", ikm = 65, mutu = "Puas" },
    { skm = { { 5, 4, 3 }, { "", 4, 2 } }, ikm = "belum_diisi", mutu = "" },
    { skm = { { 5, 4, 3 }, { 6, 4, 2 } }, nrr = { 5, 4, 2.5 }, ikm = 69 },
    { ikm = 60, mutu = "Puas" },
    { ikm = "59,99", mutu = "Kurang puas" },
  },
}
