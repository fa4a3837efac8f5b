-- The mean over sasaran: first the indicators of each sasaran, then the sasaran among themselves,
-- so that a sasaran with many indicators does not weigh more than one with a single one.
--   capai compare DATA --rules permenpanrb-88-2021 --rules examples/cookbook/rata-sasaran.lua
local capai = require "capai"

return capai.rules {
  id = "rata-sasaran",
  name = "Rata-rata menurut sasaran (contoh rekaan)",
  base = "permenpanrb-88-2021",
  valid = { from = 2025, to = 2025 },
  basis = { "Peraturan Bupati contoh 2025: capaian OPD adalah rata-rata sasaran" },

  average = { over = "sasaran", missing = "zero" }, -- what was not measured was not reached

  tests = {
    { "dua indikator dalam satu sasaran", rata = { { 100, 50 }, 90 }, capaian = "82,5" },
    { "yang belum diukur dihitung nol", rata = { { 100, "NA" }, 90 }, capaian = 70 },
  },
}
