-- A pack with a function and a formula text, as kabupaten write them.
local capai = require "capai"

return capai.rules {
  id = "aturan",
  name = "Aturan uji",
  base = "jember-2024",
  progress = {
    positif = function(i) return capai.ratio(i.realisasi * 100, i.target) end,
    negatif = capai.formula "(2*target - realisasi) / target * 100",
  },
  tests = {
    { arah = "negatif", target = "5", realisasi = "4", capaian = "120,00" },
  },
}
