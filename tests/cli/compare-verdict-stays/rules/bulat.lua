local capai = require "capai"

return capai.rules {
  base = "jember-2024", id = "bulat", name = "Dibulatkan",
  efficiency = capai.efficiency.difference {
    scale = capai.scale { { "efisien", gt = 5 }, { "tidak efisien", le = 5 } },
  },
}
