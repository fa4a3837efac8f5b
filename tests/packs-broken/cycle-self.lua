local capai = require "capai"

return capai.rules {
  id = "cycle-self",
  name = "Kabupaten Rusak, LKjIP 2024",
  base = "cycle-self",
}
