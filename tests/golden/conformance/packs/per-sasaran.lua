local capai = require "capai"

return capai.rules {
  id = "per-sasaran",
  name = "Conformance: mean of means",
  base = "dasar",
  average = { over = "sasaran" },
}
