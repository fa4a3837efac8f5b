local capai = require "capai"

return capai.rules {
  id = "genap",
  name = "Conformance: half even",
  base = "dasar",
  round = { digits = 2, mode = "half_even" },
}
