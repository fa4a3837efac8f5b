local capai = require "capai"

return capai.rules {
  id = "turun", base = "jember-2024", name = "turun", valid = { from = 2024, to = 2024 },
  basis = { "uji" }, round = { digits = 2, mode = "down" },
}
