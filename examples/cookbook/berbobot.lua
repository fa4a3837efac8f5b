-- Weights: the capaian of an OPD is the mean of its indicators by the column bobot, as the
-- perjanjian kinerja sets them. Without weights each indicator counts the same.
--   capai compare DATA --rules permenpanrb-88-2021 --rules examples/cookbook/berbobot.lua
local capai = require "capai"

return capai.rules {
  id = "berbobot",
  name = "Rata-rata berbobot (contoh rekaan)",
  base = "permenpanrb-88-2021",
  valid = { from = 2025, to = 2025 },
  basis = { "Peraturan Bupati contoh 2025: bobot indikator" },

  average = { kind = "weighted" },

  tests = {
    { "yang penting menentukan", rata = { 100, 60 }, bobot = { 80, 20 }, capaian = 92 },
    { "bobot sama, rata-rata biasa", rata = { 100, 60 }, bobot = { 50, 50 }, capaian = 80 },
    { "yang belum diukur tidak ikut", rata = { 100, "NA" }, bobot = { 50, 50 }, capaian = 100 },
  },
}
