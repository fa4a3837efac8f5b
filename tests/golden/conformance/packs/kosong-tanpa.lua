local capai = require "capai"

return capai.rules {
  id = "kosong-tanpa",
  name = "Conformance: what is missing leaves no mean",
  base = "dasar",
  average = { missing = "none" },
}
