-- Sasaran indicators whose target has been the same in every year that has one: is it a target at
-- all? With the years and what was reached.
--   capai run examples/scripts/target-tetap.lua [DATA...]
local capai <const> = require "capai"

local function stop(status, message)
  io.stderr:write(message, "\n")
  os.exit(status)
end
local function try(value, message) return value or stop(1, message) end

if arg[1] and arg[1]:sub(1, 1) == "-" then
  stop(2, "pemakaian: capai run target-tetap.lua [DATA...]")
end
local example <const> = (arg[0]:match "^.*/" or "") .. "../semboro-2024"
local ev <const> = try(capai.evaluate(try(capai.load(arg[1] and arg or example))))
for _, notice in ipairs(ev:notices()) do
  if notice.level == "error" then io.stderr:write(tostring(notice), "\n") end
end

local function show(x) return type(x) == "userdata" and capai.format.number(x) or x or "–" end
local function has_target(row) return row.target end
local indicators <const> = ev.indikator:where { jenis = "sasaran" }:where(has_target)
for _, group in ipairs(indicators:group("opd", "indikator")) do
  local target <const> = group[1].target
  if #group > 1 and #group:where(function(row) return row.target ~= target end) == 0 then
    print(("%s: %s, target %s"):format(group[1].opd, group[1].indikator, show(target)))
    for _, row in ipairs(group:sort "tahun") do
      print(("  %d: realisasi %s"):format(row.tahun, show(row.realisasi)))
    end
  end
end
