-- F: all or nothing.
local capai = require "capai"

return capai.rules {
  id = "f-all",
  name = "Katalog f-all",
  base = "katalog",
  average = { kind = "all" },

  tests = {
    { rata = { 100, 120 }, capaian = 100, predikat = "Tercapai" },
    { rata = { 100, "99,99" }, capaian = 0, predikat = "Belum Tercapai" },
    { rata = { 100, "NA" }, capaian = 100 },
  },
}
