-- F: the geometric mean.
local capai = require "capai"

return capai.rules {
  id = "f-geometric",
  name = "Katalog f-geometric",
  base = "katalog",
  average = { kind = "geometric" },

  tests = {
    { rata = { 50, 200 }, capaian = 100, predikat = "Tercapai" },
    { rata = { 80, 90 }, capaian = "84,85" },
    { rata = { 80, 90, "NA" }, capaian = "84,85" },
    { rata = { 80, 0 }, capaian = 0 },
    { rata = { 80, -1 }, status = "tidak_dapat_dihitung" },
  },
}
