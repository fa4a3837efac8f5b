local capai = require "capai"

return capai.rules {
  id = "rusak",
  name = "Kabupaten Rusak, LKjIP 2024",
  base = "jember-2024",
  survey = capai.survey {
    unsur = {
      { "u1", "Persyaratan", weight = "0,3" },
      { "u2", "Prosedur", weight = "0,3" },
      { "u3", "Waktu", weight = "0,3" },
    },
    scale = capai.scale { { "Baik", ge = 76 }, { "Kurang", lt = 76 } },
  },
}
