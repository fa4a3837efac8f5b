-- F: the mean by weights.
local capai = require "capai"

return capai.rules {
  id = "f-weighted",
  name = "Katalog f-weighted",
  base = "katalog",
  average = { kind = "weighted" },

  tests = {
    { rata = { 80, 100 }, bobot = { 75, 25 }, capaian = 85 },
    { rata = { 80, "NA", 100 }, bobot = { 50, 25, 25 }, capaian = "86,67" },
    { rata = { 80, 100 }, bobot = { 0, 0 }, status = "tidak_dapat_dihitung" },
  },
}
