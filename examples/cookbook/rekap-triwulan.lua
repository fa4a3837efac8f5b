-- The action plan quarter by quarter: what was promised up to each quarter, what was reached, and
-- whose realisasi is still to be collected.
--   capai run examples/cookbook/rekap-triwulan.lua TRIWULAN DATA...
local capai <const> = require "capai"

local quarter <const> = math.tointeger(tonumber(arg[1]))
assert(quarter and arg[2], "pemakaian: capai run rekap-triwulan.lua TRIWULAN DATA...")
local data <const> = assert(capai.load({ select(2, ...) }, { triwulan = quarter }))
local ev <const> = assert(capai.evaluate(data))

local rows <const> = ev:current("triwulan"):where { triwulan = quarter }
local known <const> = rows:where(function(row) return row.capaian end)
print(("Triwulan %d tahun %d: %d dari %d indikator terukur, rata-rata %s"):format(quarter, ev.tahun,
  #known, #rows, #known > 0 and capai.format.percent(known:mean "capaian", 2) or "–"))
for _, group in ipairs(rows:group "sasaran") do
  print(group[1].sasaran)
  for _, row in ipairs(group) do
    print(("  %s: target %s, realisasi %s, capaian %s"):format(row.indikator, row:text "target",
      row:text "realisasi", row:text "capaian"))
  end
end
