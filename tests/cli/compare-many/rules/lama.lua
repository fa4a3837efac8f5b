local capai = require "capai"
return capai.rules {
  id = "lama",
  base = "jember-2024",
  name = "Lama",
  average = { clamp = "none" },
}
