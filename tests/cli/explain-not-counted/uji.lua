-- A survey of three unsur, of which the data have two, and a short worksheet.
local capai = require "capai"
return capai.rules {
  id = "uji", name = "Uji", valid = { from = 2020, to = 2030 }, base = "permenpanrb-14-2017",
  basis = { "Perbup 1/2024" },
  survey = capai.survey {
    unsur = { { "u1", "Cepat" }, { "u2", "Ramah" }, { "u3", "Bersih" } },
    weight = "equal", missing = "responden",
    scale = capai.scale { { "Baik", ge = 50 }, { "Buruk", lt = 50 } },
  },
  lke = capai.lke {
    parts = { { "1", "Perencanaan", weight = 60 }, { "2", "Pelaporan", weight = 40 } },
    answers = { Y = 1, T = 0 }, full = 1, missing = "none",
    scale = capai.scale { { "A", ge = 50 }, { "B", lt = 50 } },
  },
}
