-- A cap at 120: what is shown is at most 120, and in a mean nothing counts for more than 100, so
-- that one easy target cannot hide three missed ones.
--   capai eval DATA --rules examples/cookbook/batas-120.lua
local capai = require "capai"

return capai.rules {
  id = "batas-120",
  name = "Capaian paling tinggi 120 (contoh rekaan)",
  base = "permenpanrb-88-2021",
  valid = { from = 2025, to = 2025 },
  basis = { "Peraturan Bupati contoh 2025: capaian paling tinggi 120 persen" },

  clamp = { 0, 120 }, -- what is shown and classified
  average = { clamp = { 0, 100 } }, -- what enters a mean

  tests = {
    { "26 dari 20 unit", arah = "positif", target = 20, realisasi = 26, capaian = 120 },
    { "di bawah batas", arah = "positif", target = 100, realisasi = 119, capaian = 119 },
    { "tidak di bawah nol", arah = "negatif", target = 10, realisasi = 30, capaian = 0 },
    { "dalam rata-rata 120 dihitung 100", rata = { 120, 80 }, capaian = 90 },
  },
}
