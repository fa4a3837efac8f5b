local capai = require "capai"

return capai.rules {
  id = "batas-rata-120",
  name = "Conformance: what enters a mean is capped at 120",
  base = "dasar",
  average = { clamp = { max = 120 } },
}
