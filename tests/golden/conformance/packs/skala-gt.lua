local capai = require "capai"

return capai.rules {
  id = "skala-gt",
  name = "Conformance: the edge of A is > 80",
  base = "dasar",
  scale = capai.scale { { "A", gt = 80 }, { "BB", le = 80 } },
}
