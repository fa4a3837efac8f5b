local capai = require "capai"

return capai.rules {
  id = "nol-salah",
  name = "Conformance: a target of 0 is an error",
  base = "dasar",
  zero = { both = "error", target = "error" },
}
