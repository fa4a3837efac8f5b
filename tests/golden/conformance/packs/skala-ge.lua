local capai = require "capai"

return capai.rules {
  id = "skala-ge",
  name = "Conformance: the edge of A is >= 80",
  base = "dasar",
  scale = capai.scale { { "A", ge = 80 }, { "BB", lt = 80 } },
}
