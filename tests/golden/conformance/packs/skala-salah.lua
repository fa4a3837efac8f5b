local capai = require "capai"

return capai.rules {
  id = "skala-salah",
  name = "Conformance: a value in a gap is an error",
  base = "dasar",
  scale = capai.scale {
    { "Baik", ge = 75 }, { "Cukup", ge = 55, le = 74 }, { "Kurang", lt = 55 }, gap = "error",
  },
}
