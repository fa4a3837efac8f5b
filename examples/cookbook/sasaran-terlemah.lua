-- The three weakest sasaran of the report year: what has to be asked about first? Whatever shares
-- the third place is shown too, and what has no capaian is named with the reason.
--   capai run examples/cookbook/sasaran-terlemah.lua DATA...
local capai <const> = require "capai"
local percent <const> = capai.format.percent

assert(arg[1], "pemakaian: capai run sasaran-terlemah.lua DATA...")
local ev <const> = assert(capai.evaluate(assert(capai.load(arg))))
for _, notice in ipairs(ev:notices()) do -- cells that could not be read
  if notice.level == "error" then io.stderr:write(tostring(notice), "\n") end
end

local sasaran <const> = ev:current "sasaran"
local measured <const> = sasaran:where(function(row) return row.capaian end):sort "capaian"
print(("Sasaran terlemah tahun %d (%d dari %d dinilai)"):format(ev.tahun, #measured, #sasaran))
local place
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
