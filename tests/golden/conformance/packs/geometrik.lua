local capai = require "capai"

return capai.rules {
  id = "geometrik",
  name = "Conformance: geometric mean",
  base = "dasar",
  average = { kind = "geometric" },
}
