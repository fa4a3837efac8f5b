local capai = require "capai"

return capai.rules {
  id = "cycle-two",
  name = "Kabupaten Rusak, LKjIP 2024",
  base = "cycle-one",
}
