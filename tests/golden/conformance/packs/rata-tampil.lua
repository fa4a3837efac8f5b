local capai = require "capai"

return capai.rules {
  id = "rata-tampil",
  name = "Conformance: mean of the shown values",
  base = "dasar",
  average = { of = "rounded" },
}
