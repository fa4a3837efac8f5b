local capai = require "capai"

return capai.rules {
  id = "bulat", base = "jember-2024", name = "bulat", valid = { from = 2024, to = 2024 },
  basis = { "uji" }, round = { digits = 0, mode = "half_up" },
  average = { clamp = { 0, 100 }, of = "rounded" },
}
