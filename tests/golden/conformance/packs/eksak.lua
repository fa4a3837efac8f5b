local capai = require "capai"

return capai.rules {
  id = "eksak",
  name = "Conformance: the exact value is classified",
  base = "dasar",
  classify = "exact",
}
