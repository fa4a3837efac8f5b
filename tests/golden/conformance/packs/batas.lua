local capai = require "capai"

return capai.rules {
  id = "batas",
  name = "Conformance: the shown value is capped",
  base = "dasar",
  clamp = { 0, 100 },
}
