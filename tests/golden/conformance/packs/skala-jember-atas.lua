local capai = require "capai"

return capai.rules {
  id = "skala-jember-atas",
  name = "Conformance: the same, the other way at gaps and overlaps",
  base = "dasar",
  scale = capai.scale {
    { "Sangat Tinggi", ge = 90 },
    { "Tinggi", ge = 76, le = 90 },
    { "Sedang", ge = 66, le = 75 },
    { "Rendah", ge = 51, le = 65 },
    { "Sangat Rendah", le = 50 },
    gap = "upper", overlap = "lower",
  },
}
