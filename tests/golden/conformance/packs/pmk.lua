local capai = require "capai"

return capai.rules {
  id = "pmk",
  name = "Conformance: efficiency of PMK 22/2021",
  base = "dasar",
  efficiency = capai.efficiency.adjusted { range = { -20, 20 } },
}
