local capai = require "capai"

return capai.rules {
  id = "skala-jember",
  name = "Conformance: Jember's scale",
  base = "dasar",
  scale = capai.scale {
    { "Sangat Tinggi", ge = 90 },
    { "Tinggi", ge = 76, le = 90 },
    { "Sedang", ge = 66, le = 75 },
    { "Rendah", ge = 51, le = 65 },
    { "Sangat Rendah", le = 50 },
    gap = "lower", overlap = "upper",
  },
}
