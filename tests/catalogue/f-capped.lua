-- F: the mean of capped values, as they are shown.
local capai = require "capai"

return capai.rules {
  id = "f-capped",
  name = "Katalog f-capped",
  base = "katalog",
  average = { clamp = { 0, 100 }, of = "rounded" },

  tests = {
    { rata = { 108.92, 92.86 }, capaian = "96,43" },
    { rata = { 100, "100,01", -1 }, capaian = "66,67" },
    { "0,005 is shown as 0,01", rata = { "0,005", "0,005", 1 }, capaian = "0,34" },
  },
}
