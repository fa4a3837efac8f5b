local capai = require "capai"

return capai.rules {
  id = "tercapai",
  name = "Conformance: share of indicators that are reached",
  base = "dasar",
  average = { kind = "reached" },
}
