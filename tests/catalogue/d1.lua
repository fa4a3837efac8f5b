-- D: the worksheet of PermenPANRB 88/2021 on a form where 90 is AA already.
local capai = require "capai"

return capai.rules {
  id = "d1",
  name = "Katalog d1",
  base = "katalog",
  basis = "PermenPANRB 88/2021",
  lke = capai.lke {
    base = "permenpanrb-88-2021",
    scale = capai.scale {
      { "AA", ge = 90 },
      { "A", ge = 80, lt = 90 },
      { "BB", ge = 70, lt = 80 },
      { "B", ge = 60, lt = 70 },
      { "CC", ge = 50, lt = 60 },
      { "C", ge = 30, lt = 50 },
      { "D", lt = 30 },
    },
  },

  tests = {
    { lke = "AA", nilai_lke = 100, grade_lke = "AA" },
    { lke = "A", nilai_lke = 90, grade_lke = "AA" },
    { lke = "BB", nilai_lke = 80, grade_lke = "A" },
    { nilai_lke = 90, grade_lke = "AA" },
    { nilai_lke = "89,99", grade_lke = "A" },
    { nilai_lke = 80, grade_lke = "A" },
    { nilai_lke = "79,99", grade_lke = "BB" },
    { nilai_lke = 70, grade_lke = "BB" },
    { nilai_lke = "69,99", grade_lke = "B" },
    { nilai_lke = 60, grade_lke = "B" },
    { nilai_lke = "59,99", grade_lke = "CC" },
    { nilai_lke = 50, grade_lke = "CC" },
    { nilai_lke = "49,99", grade_lke = "C" },
    { nilai_lke = 30, grade_lke = "C" },
    { nilai_lke = "29,99", grade_lke = "D" },
  },
}
