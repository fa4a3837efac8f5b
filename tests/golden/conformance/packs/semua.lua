local capai = require "capai"

return capai.rules {
  id = "semua",
  name = "Conformance: all or nothing",
  base = "dasar",
  average = { kind = "all" },
}
