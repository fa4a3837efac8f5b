-- The three weakest sasaran of the report year: what has to be asked about first? Whatever shares
-- the third place is shown too, and what has no capaian is named with the reason.
--   capai run examples/scripts/sasaran-terlemah.lua [DATA...]
local capai <const> = require "capai"
local percent <const> = capai.format.percent

local function stop(status, message)
  io.stderr:write(message, "\n")
  os.exit(status)
end
local function try(value, message) return value or stop(1, message) end

if arg[1] and arg[1]:sub(1, 1) == "-" then
  stop(2, "pemakaian: capai run sasaran-terlemah.lua [DATA...]")
end
local example <const> = (arg[0]:match "^.*/" or "") .. "../ledokombo-2023"
local ev <const> = try(capai.evaluate(try(capai.load(arg[1] and arg or example))))
for _, notice in ipairs(ev:notices()) do
  if notice.level == "error" then io.stderr:write(tostring(notice), "\n") end
end

local sasaran <const> = ev.sasaran:where { tahun = ev.tahun }
local measured <const> = sasaran:where(function(row) return row.capaian end):sort "capaian"
local place
print(("Sasaran terlemah tahun %d (%d dari %d dinilai)"):format(ev.tahun, #measured, #sasaran))
for i, row in ipairs(measured) do
  if i == 1 or row.capaian > measured[i - 1].capaian then place = i end
  if place > 3 then break end
  print(("%2d. %s"):format(place, row.sasaran))
  print(("    %s: capaian %s (%s), serapan %s"):format(row.opd, percent(row.capaian), row.predikat,
    row.serapan and percent(row.serapan) or row.status_serapan:gsub("_", " ")))
end
for _, row in ipairs(sasaran:where(function(r) return not r.capaian end)) do
  print((" –  %s\n    %s: capaian %s"):format(row.sasaran, row.opd, row.status:gsub("_", " ")))
end
