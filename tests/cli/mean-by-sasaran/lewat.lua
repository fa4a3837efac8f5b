local capai = require "capai"

return capai.rules {
  base = "jember-2024", id = "lewat", name = "Lewat sasaran",
  average = { over = "sasaran", clamp = { 0, 100 } },
}
