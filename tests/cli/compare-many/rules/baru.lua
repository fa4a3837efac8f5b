local capai = require "capai"
return capai.rules {
  id = "baru",
  base = "jember-2024",
  name = "Baru",
  progress = { positif = capai.progress.positive, negatif = capai.progress.inverse },
  clamp = { 0, 110 },
  average = { clamp = { 0, 110 } },
  zero = { both = 100 },
  scale = capai.scale {
    { "Sangat Tinggi", ge = 90 },
    { "Tinggi", ge = 75, lt = 90 },
    { "Sedang", ge = 66, lt = 75 },
    { "Rendah", ge = 51, lt = 66 },
    { "Sangat Rendah", lt = 51 },
  },
}
