-- Which realisasi would have earned the next better predikat? For every sasaran indicator that is
-- not yet in the best class, the least value that is.
--   capai run examples/cookbook/perlu-berapa.lua DATA
local capai <const> = require "capai"

assert(arg[1] and not arg[2], "pemakaian: capai run perlu-berapa.lua DATA")
local ev <const> = assert(capai.evaluate(assert(capai.load(arg[1]))))
local bands <const> = capai.scale(ev:rules().id):bands()

-- The lowest bound that a capaian has not reached, of a class that is not its own.
local function next_class(capaian, predikat)
  local best
  for _, band in ipairs(bands) do
    local bound <const> = band.ge or band.gt -- what is 70 has not passed gt = 70
    local reached <const> = not bound or capaian > bound or (band.ge and capaian == bound)
    if not reached and band.name ~= predikat and (not best or bound < best.bound) then
      best = { name = band.name, bound = bound, is_open = not band.ge }
    end
  end
  return best
end

-- The usual formulas turned round: R / T * 100, and (T - (R - T)) / T * 100.
local words <const> = { [true] = { [true] = "kurang dari", [false] = "paling banyak" },
  [false] = { [true] = "lebih dari", [false] = "paling sedikit" } }
for _, row in ipairs(ev:current("indikator"):where { jenis = "sasaran" }) do
  local class <const> = row.capaian and row.target and next_class(row.capaian, row.predikat)
  if class then
    local is_less <const> = row.arah == "negatif"
    local share <const> = is_less and 200 - class.bound or class.bound
    print(("%s: realisasi %s, %s; %s bila %s %s"):format(row.indikator, row:text "realisasi",
      row.predikat, class.name, words[is_less][class.is_open],
      capai.format.number(row.target * share / 100, 2)))
  else
    print(("%s: %s"):format(row.indikator, row.predikat or row.status:gsub("_", " ")))
  end
end
