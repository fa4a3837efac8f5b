-- Kabupaten Karanganyar: how the LKjIP 2023 of its kecamatan measure.
local capai = require "capai"

return capai.rules {
  id = "karanganyar-2023",
  name = "Kabupaten Karanganyar, LKjIP kecamatan 2023",
  valid = { from = 2023, to = 2023 },
  basis = {
    "Perpres 29/2014 tentang SAKIP",
    "PermenPANRB 53/2014: isi dan pengukuran laporan kinerja",
    "skala capaian menurut tabel 3.1.1 laporan",
  },

  -- The report uses realisasi / target only, and caps nothing: 110,93 stays.
  progress = { positif = capai.progress.positive },
  round = { digits = 2, mode = "half_up" },

  scale = capai.scale {
    basis = "LKjIP Kecamatan Jaten 2023, tabel 3.1.1",
    { "Sangat Baik", gt = 100 },
    { "Baik", ge = 75, le = 100 },
    { "Cukup", ge = 55, le = 74 },
    { "Kurang", lt = 55 },
    gap = "lower", -- 74,5 has not reached Baik
  },

  -- Efficiency is what was not spent: 100 - serapan, and the rupiah left.
  efficiency = capai.efficiency.saving {},
  -- The report sets the serapan of the whole OPD beside each sasaran.
  budget = { unlinked = "opd" },
}
