local capai = require "capai"

return capai.rules {
  id = "skala-enam",
  name = "Conformance: six classes, 85 in none",
  base = "dasar",
  scale = capai.scale {
    { "Memuaskan", gt = 85, le = 100 },
    { "Sangat Baik", gt = 75, lt = 85 },
    { "Baik", gt = 65, le = 75 },
    { "Cukup Baik", gt = 50, le = 65 },
    { "Agak Kurang", gt = 30, le = 50 },
    { "Kurang", ge = 0, le = 30 },
    gap = "lower", above = "Memuaskan", below = "Kurang",
  },
}
