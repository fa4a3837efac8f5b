local capai = require "capai"

return capai.rules {
  id = "lke-ge",
  name = "Conformance: worksheet, grades from their bound",
  base = "dasar",
  lke = capai.lke {
    base = "permenpanrb-88-2021",
    scale = capai.scale {
      { "AA", ge = 90 }, { "A", ge = 80, lt = 90 }, { "BB", ge = 70, lt = 80 },
      { "B", ge = 60, lt = 70 }, { "CC", ge = 50, lt = 60 }, { "C", ge = 30, lt = 50 },
      { "D", lt = 30 },
    },
  },
}
