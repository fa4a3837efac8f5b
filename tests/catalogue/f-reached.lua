-- F: "Persentase indikator program yang tercapai": reached of all.
local capai = require "capai"

return capai.rules {
  id = "f-reached",
  name = "Katalog f-reached",
  base = "katalog",
  average = { kind = "reached", jenis = "program" },

  tests = {
    { rata = { 100, "99,99", 120, 80 }, capaian = 50 },
    { rata = { 100, 120 }, capaian = 100 },
    { rata = { 100, "NA", 80 }, capaian = 50 },
    { rata = { "99,99" }, capaian = 0 },
  },
}
