local capai = require "capai"

return capai.rules {
  id = "geometrik-potong",
  name = "Conformance: geometric mean, truncated",
  base = "dasar",
  average = { kind = "geometric" },
  round = { digits = 2, mode = "down" },
}
