local capai = require "capai"

return capai.rules {
  id = "nol",
  name = "Conformance: zero settled",
  base = "dasar",
  zero = { both = 100, target = 0, realisasi = 120 },
}
