-- Sasaran indicators whose target has been the same in every year that has one: is it a target at
-- all? With the years and what was reached.
--   capai run examples/cookbook/target-tetap.lua DATA...
local capai <const> = require "capai"

assert(arg[1], "pemakaian: capai run target-tetap.lua DATA...")
local ev <const> = assert(capai.evaluate(assert(capai.load(arg))))

local promised <const> = ev.indikator:where { jenis = "sasaran" }
  :where(function(row) return row.target end)
for _, group in ipairs(promised:group("opd", "indikator")) do
  local target <const> = group[1].target
  local others <const> = group:where(function(row) return row.target ~= target end)
  if #group > 1 and #others == 0 then
    print(("%s: %s, target %s"):format(group[1].opd, group[1].indikator, group[1]:text "target"))
    for _, row in ipairs(group:sort "tahun") do
      print(("  %d: realisasi %s"):format(row.tahun, row:text "realisasi"))
    end
  end
end
