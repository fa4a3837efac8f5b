local capai = require "capai"

return capai.rules {
  id = "rasio",
  name = "Conformance: capaian / serapan - 1",
  base = "dasar",
  efficiency = capai.efficiency.ratio {
    less_one = true,
    scale = capai.scale { { "Efisien", ge = 0 }, { "Tidak efisien", lt = 0 } },
  },
}
