local capai = require "capai"

return capai.rules {
  id = "kosong-nol",
  name = "Conformance: what is missing counts as 0",
  base = "dasar",
  average = { missing = "zero" },
}
