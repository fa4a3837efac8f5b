local capai = require "capai"

return capai.rules {
  base = "jember-2024", id = "potong", name = "Dipotong",
  round = { digits = 2, mode = "down" },
  efficiency = capai.efficiency.difference {
    scale = capai.scale { { "efisien", gt = 5 }, { "tidak efisien", le = 5 } },
  },
}
