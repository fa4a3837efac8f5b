local capai = require "capai"

return capai.rules {
  id = "rusak,
  name = "Kabupaten Rusak",
}
