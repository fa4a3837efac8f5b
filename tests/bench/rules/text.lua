-- For make bench: the formulas as texts.
local capai <const> = require "capai"

return capai.rules {
  id = "text",
  name = "Formula texts",
  base = "job",
  progress = {
    positif = capai.formula "realisasi / target * 100",
    negatif = capai.formula "(2*target - realisasi) / target * 100",
  },
}
