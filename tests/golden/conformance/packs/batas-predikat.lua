local capai = require "capai"

return capai.rules {
  id = "batas-predikat",
  name = "Conformance: the classified value is capped",
  base = "dasar",
  clamp = { capaian = "none", predikat = { 0, 100 } },
  scale = capai.scale {
    { "Lebih", gt = 100 }, { "Tinggi", ge = 90, le = 100 }, { "Rendah", lt = 90 },
  },
}
