-- F: flat over all indicators, of exact values; a missing one is left out.
local capai = require "capai"

return capai.rules {
  id = "f-mean",
  name = "Katalog f-mean",
  base = "katalog",
  average = { over = "indikator", missing = "skip" },

  tests = {
    { rata = { { 100, 50 }, 90 }, capaian = 80, jumlah_indikator = 3 },
    { rata = { { 100, "NA" }, 90 }, capaian = 95, jumlah_indikator = 2 },
    { rata = { "NA", "NA" }, status = "belum_diisi", jumlah_indikator = 0 },
    { rata = { 100, 80, 80 }, capaian = "86,67", rekap = { ["Tercapai"] = 1,
      ["Belum Tercapai"] = 2 } },
  },
}
