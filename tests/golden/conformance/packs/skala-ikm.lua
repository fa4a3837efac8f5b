local capai = require "capai"

return capai.rules {
  id = "skala-ikm",
  name = "Conformance: the classes of the survey for a capaian",
  base = "dasar",
  round = { digits = 3, mode = "half_up" },
  scale = capai.scale {
    { "A", ge = "88,31", le = 100 }, { "B", ge = "76,61", le = "88,30" },
    { "C", ge = 65, le = "76,60" }, { "D", ge = 25, le = "64,99" },
    gap = { round = 2 }, above = "A", below = "D",
  },
}
