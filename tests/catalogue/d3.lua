-- D: a form that was copied wrongly, with 107,5 in all, which capai check reports.
local capai = require "capai"

return capai.rules {
  id = "d3",
  name = "Katalog d3",
  base = "katalog",
  basis = "formulir evaluasi 2023",
  lke = capai.lke {
    parts = { { "1", "Perencanaan", weight = 60 }, { "2", "Pelaporan", weight = "47,5" } },
    total = "107,5",
    answers = { AA = 100, E = 0 },
    scale = capai.scale { { "A", gt = 90 }, { "B", le = 90 } },
  },

  tests = {
    { lke = "AA", nilai_lke = "107,5", grade_lke = "A" },
    { nilai_lke = "90,01", grade_lke = "A" },
    { nilai_lke = 90, grade_lke = "B" },
  },
}
