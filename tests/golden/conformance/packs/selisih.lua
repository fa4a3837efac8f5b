local capai = require "capai"

return capai.rules {
  id = "selisih",
  name = "Conformance: capaian less serapan, within 5",
  base = "dasar",
  efficiency = capai.efficiency.difference {
    scale = capai.scale {
      { "Efisien", gt = 5 }, { "Cukup efisien", ge = -5, le = 5 }, { "Tidak efisien", lt = -5 },
    },
  },
}
