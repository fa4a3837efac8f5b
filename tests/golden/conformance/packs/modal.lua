local capai = require "capai"

return capai.rules {
  id = "modal",
  name = "Conformance: the most frequent class",
  base = "dasar",
  average = { predikat = "modal" },
}
