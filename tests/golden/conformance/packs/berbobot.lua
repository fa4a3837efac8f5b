local capai = require "capai"

return capai.rules {
  id = "berbobot",
  name = "Conformance: weighted mean",
  base = "dasar",
  average = { kind = "weighted" },
}
