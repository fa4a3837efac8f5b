local capai = require "capai"

return capai.rules {
  id = "dipotong",
  name = "Conformance: truncation",
  base = "dasar",
  round = { digits = 2, mode = "down" },
}
