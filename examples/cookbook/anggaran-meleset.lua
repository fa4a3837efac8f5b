-- The share of the budget behind missed targets: sasaran with an indicator below 100 %, what was
-- set aside for them, and how much of all money of these OPDs that is.
--   capai run examples/cookbook/anggaran-meleset.lua DATA...
local capai <const> = require "capai"
local percent <const>, rupiah <const> = capai.format.percent, capai.format.rupiah

assert(arg[1], "pemakaian: capai run anggaran-meleset.lua DATA...")
local ev <const> = assert(capai.evaluate(assert(capai.load(arg))))
for _, notice in ipairs(ev:notices()) do -- a cell that cannot be read is not in any sum
  if notice.level == "error" then io.stderr:write(tostring(notice), "\n") end
end

local full <const> = capai.decimal(100)
local below <const> = ev:current("indikator"):where { jenis = "sasaran" }
  :where(function(row) return row.capaian and row.capaian < full end)
local sasaran <const> = ev:current "sasaran"
local missed <const> = sasaran:where(function(row)
  return #below:where { opd = row.opd, sasaran = row.sasaran } > 0
end)
for _, row in ipairs(missed:sort "-pagu") do
  print(("%s (%s): %s"):format(row.sasaran, row.opd, row.pagu and rupiah(row.pagu) or "tanpa pagu"))
end
local unknown <const> = sasaran:where(function(row) return not row.capaian end)
print(("%d sasaran meleset tahun %d, %d belum dapat dinilai"):format(#missed, ev.tahun, #unknown))

local pagu <const>, all <const> = missed:sum "pagu", ev:current("opd"):sum "pagu"
if pagu and all and not all:is_zero() then
  print(("%s dari %s: %s"):format(rupiah(pagu), rupiah(all), percent(pagu * 100 / all, 2)))
end
