-- For make bench: the formulas as Lua functions, called for every row.
local capai <const> = require "capai"

local function positif(i)
  if not i.realisasi or not i.target then return nil, "belum_diisi" end
  return capai.ratio(i.realisasi * 100, i.target)
end

local function negatif(i)
  if not i.realisasi or not i.target then return nil, "belum_diisi" end
  return capai.ratio((2 * i.target - i.realisasi) * 100, i.target)
end

return capai.rules {
  id = "function",
  name = "Lua functions",
  base = "job",
  progress = { positif = positif, negatif = negatif },
}
