local capai = require "capai"

return capai.rules {
  id = "batas-rata",
  name = "Conformance: what enters a mean is capped",
  base = "dasar",
  average = { clamp = { 0, 100 } },
}
