-- The share of the budget behind missed targets: sasaran with an indicator below 100 %, what was
-- set aside for them, and how much of all money of these OPDs that is.
--   capai run examples/scripts/anggaran-meleset.lua [DATA...]
local capai <const> = require "capai"
local percent <const>, rupiah <const> = capai.format.percent, capai.format.rupiah

local function stop(status, message)
  io.stderr:write(message, "\n")
  os.exit(status)
end
local function try(value, message) return value or stop(1, message) end

if arg[1] and arg[1]:sub(1, 1) == "-" then
  stop(2, "pemakaian: capai run anggaran-meleset.lua [DATA...]")
end
local example <const> = (arg[0]:match "^.*/" or "") .. "../ledokombo-2023"
local ev <const> = try(capai.evaluate(try(capai.load(arg[1] and arg or example))))
for _, notice in ipairs(ev:notices()) do
  if notice.level == "error" then io.stderr:write(tostring(notice), "\n") end
end

local year <const>, full <const> = ev.tahun, capai.decimal(100)
local below <const> = ev.indikator:where { tahun = year, jenis = "sasaran" }
  :where(function(row) return row.capaian and row.capaian < full end)
local missed <const> = ev.sasaran:where { tahun = year }:where(function(row)
  return #below:where { opd = row.opd, sasaran = row.sasaran } > 0
end)
local pagu <const>, all <const> = missed:sum "pagu", ev.opd:where { tahun = year }:sum "pagu"
for _, row in ipairs(missed:sort "-pagu") do
  print(("%s (%s): %s"):format(row.sasaran, row.opd, row.pagu and rupiah(row.pagu) or "tanpa pagu"))
end
local unknown <const> = ev.sasaran:where(function(r) return r.tahun == year and not r.capaian end)
print(("%d sasaran meleset tahun %d, %d belum dapat dinilai"):format(#missed, year, #unknown))
if pagu and all and not all:is_zero() then
  print(("%s dari %s: %s"):format(rupiah(pagu), rupiah(all), percent(pagu * 100 / all, 2)))
end
