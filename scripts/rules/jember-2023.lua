-- Kabupaten Jember: how the LAKIP 2023 of its kecamatan measure, on the SAKIP scale AA..D.
local capai = require "capai"

return capai.rules {
  id = "jember-2023",
  base = "permenpanrb-88-2021", -- scale and grades, lower bounds exclusive: exactly 80 is BB
  name = "Kabupaten Jember, LAKIP kecamatan 2023",
  valid = { from = 2023, to = 2023 },
  basis = {
    "Perpres 29/2014 tentang SAKIP",
    "PermenPANRB 53/2014: isi dan pengukuran laporan kinerja",
    "PermenPANRB 88/2021: skala AA..D, dipakai laporan untuk capaian",
  },

  -- Capaian above 100 counts as 100, below 0 as 0, wherever it is shown.
  clamp = { 0, 100 },

  -- The report states no rule; its labels follow capaian against serapan.
  efficiency = capai.efficiency.compare {
    greater = "Efisien",
    equal = "Efisien",
    less = "Tidak efisien",
  },
}
