-- For make bench: the formulas that have a name; the other packs say the same in other ways.
local capai <const> = require "capai"

return capai.rules {
  id = "named",
  name = "Named formulas",
  base = "job",
  progress = { positif = capai.progress.positive, negatif = capai.progress.negative },
}
