local capai = require "capai"

return capai.rules {
  id = "rusak",
  name = "Kabupaten Rusak, LKjIP 2024",
  base = "jember-2024",
  scale = capai.scale {
    { "Tinggi", ge = 76 },
    { "Rendah", le = 75 },
  },
}
