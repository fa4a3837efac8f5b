local capai = require "capai"

return capai.rules {
  id = "pagu-nol",
  name = "Conformance: serapan of a pagu of 0 is 0",
  base = "dasar",
  budget = { zero = 0 },
}
