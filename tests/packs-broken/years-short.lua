local capai = require "capai"

return capai.rules {
  id = "rusak",
  name = "Kabupaten Rusak, LKjIP 2024",
  base = "jember-2024",
  valid = { from = 24, to = 25 },
}
