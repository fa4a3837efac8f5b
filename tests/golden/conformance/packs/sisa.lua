local capai = require "capai"

return capai.rules {
  id = "sisa",
  name = "Conformance: what was not spent, where 100 is reached",
  base = "dasar",
  efficiency = capai.efficiency.saving { reached_only = true },
}
