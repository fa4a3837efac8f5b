-- F: the same of 80 percent, where what is missing was not reached.
local capai = require "capai"

return capai.rules {
  id = "f-reached-zero",
  name = "Katalog f-reached-zero",
  base = "katalog",
  average = { kind = "reached", threshold = 80, missing = "zero" },

  tests = {
    { rata = { 80, "79,99", "NA", 90 }, capaian = 50 },
  },
}
