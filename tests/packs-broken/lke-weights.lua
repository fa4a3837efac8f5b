local capai = require "capai"

return capai.rules {
  id = "rusak",
  name = "Kabupaten Rusak, LKjIP 2024",
  base = "jember-2024",
  lke = capai.lke {
    parts = {
      { "1", "Perencanaan", weight = 30 },
      { "2", "Pengukuran", weight = "37,5" },
      { "3", "Pelaporan", weight = 15 },
      { "4", "Evaluasi", weight = 25 },
    },
    answers = { AA = 100, E = 0 },
    scale = capai.scale { { "A", gt = 90 }, { "B", le = 90 } },
  },
}
