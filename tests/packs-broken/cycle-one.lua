local capai = require "capai"

return capai.rules {
  id = "cycle-one",
  name = "Kabupaten Rusak, LKjIP 2024",
  base = "cycle-two",
}
