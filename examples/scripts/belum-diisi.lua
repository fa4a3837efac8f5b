-- Indicators of the report year that have no realisasi yet, by OPD and jenis: whom to write to
-- before the report is closed.
--   capai run examples/scripts/belum-diisi.lua [DATA...]
local capai <const> = require "capai"

local function stop(status, message)
  io.stderr:write(message, "\n")
  os.exit(status)
end
local function try(value, message) return value or stop(1, message) end

if arg[1] and arg[1]:sub(1, 1) == "-" then
  stop(2, "pemakaian: capai run belum-diisi.lua [DATA...]")
end
local example <const> = (arg[0]:match "^.*/" or "") .. "../semboro-2024"
local ev <const> = try(capai.evaluate(try(capai.load(arg[1] and arg or example))))
for _, notice in ipairs(ev:notices()) do
  if notice.level == "error" then io.stderr:write(tostring(notice), "\n") end
end

for _, opd in ipairs(ev.indikator:where { tahun = ev.tahun }:group "opd") do
  local empty <const> = opd:where(function(row) return row:cell "realisasi".kind == "missing" end)
  print(("%s: %d dari %d indikator belum diisi"):format(opd[1].opd, #empty, #opd))
  for _, group in ipairs(empty:group "jenis") do
    print(("  %s (%d)"):format(group[1].jenis, #group))
    for _, row in ipairs(group) do print("    " .. row.indikator) end
  end
end
