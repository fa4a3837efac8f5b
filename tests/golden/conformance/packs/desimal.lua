local capai = require "capai"

return capai.rules {
  id = "desimal",
  name = "Conformance: decimals by quantity",
  base = "dasar",
  round = { digits = 2, capaian = { digits = 0 }, serapan = { digits = 1, mode = "down" } },
}
