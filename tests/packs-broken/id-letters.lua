local capai = require "capai"

return capai.rules {
  id = "Rusak 2024",
  name = "Kabupaten Rusak, LKjIP 2024",
  base = "jember-2024",
}
