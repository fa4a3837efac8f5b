local capai = require "capai"

return capai.rules {
  id = "lantai",
  name = "Conformance: floor",
  base = "dasar",
  round = { digits = 2, mode = "floor" },
}
