local capai = require "capai"

return capai.rules {
  id = "setara",
  name = "Conformance: equal is not efficient",
  base = "dasar",
  efficiency = capai.efficiency.compare {
    greater = "Efisien", equal = "Setara", less = "Tidak efisien",
  },
}
