local capai = require "capai"
local text = ("a"):rep(1000000):gsub("a", ("b"):rep(1000)) -- a thousand million letters

return capai.rules {
  id = "replaces",
  name = text,
  valid = { from = 2024, to = 2024 },
  basis = { "LKjIP 2024" },
  progress = { positif = capai.progress.positive },
  round = { digits = 2, mode = "half_up" },
  scale = capai.scale { { "Tinggi", ge = 50 }, { "Rendah", lt = 50 } },
}
