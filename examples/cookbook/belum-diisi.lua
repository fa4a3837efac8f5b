-- Indicators of the report year that have no realisasi yet, by OPD and jenis: whom to write to
-- before the report is closed.
--   capai run examples/cookbook/belum-diisi.lua DATA...
local capai <const> = require "capai"

assert(arg[1], "pemakaian: capai run belum-diisi.lua DATA...")
local ev <const> = assert(capai.evaluate(assert(capai.load(arg))))

for _, opd in ipairs(ev:current("indikator"):group "opd") do
  -- a cell that is wrong is no empty cell: row.realisasi alone is nil for both
  local empty <const> = opd:where(function(row) return row:cell "realisasi".kind == "missing" end)
  print(("%s: %d dari %d indikator belum diisi"):format(opd[1].opd, #empty, #opd))
  for _, group in ipairs(empty:group "jenis") do
    print(("  %s (%d)"):format(group[1].jenis, #group))
    for _, row in ipairs(group) do print("    " .. row.indikator) end
  end
end
