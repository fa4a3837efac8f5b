local capai = require "capai"

return capai.rules {
  id = "skala-perseratus",
  name = "Conformance: gaps of one hundredth",
  base = "dasar",
  round = { digits = 4, mode = "half_up" },
  scale = capai.scale {
    { "Kritis", ge = 0, le = "59,99" },
    { "Perlu Perhatian", ge = 60, le = "79,99" },
    { "Mendekati", ge = 80, le = "94,99" },
    { "Tercapai", ge = 95, le = 105 },
    { "Melampaui", ge = "105,01" },
    gap = { round = 2 }, below = "Kritis",
  },
}
