local capai = require "capai"

return capai.rules {
  id = "base-broken",
  name = "Kabupaten Rusak, LKjIP 2024",
  base = "key-scal",
}
