local capai = require "capai"

return capai.rules {
  id = "jember-2024",
  name = "Yang ini lebih dahulu",
  base = "karanganyar-2023",
  version = "2",
  arah = "positif",
  zero = { both = 100, target = "error" },
  clamp = { capaian = { min = 0 }, predikat = { max = 120 } },
  round = { digits = 1, serapan = { digits = 3, mode = "down" } },
  average = { kind = "reached", threshold = 90 },
  scale = capai.scale {
    { "Baik", ge = 76, le = 100 },
    { "Kurang", ge = 0, lt = 75 },
    gap = { round = 0, "upper" },
    above = "Baik",
    below = "error",
  },
}
