local capai = require "capai"

return capai.rules {
  id = "lke",
  name = "Conformance: worksheet, grades above their bound",
  base = "dasar",
  lke = capai.lke "permenpanrb-88-2021",
}
