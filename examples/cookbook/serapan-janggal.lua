-- Budget lines with an odd serapan, above 100 % or below 60 %, in every printed table. What other
-- tables say of the line with the same kode and pagu stands below: often a digit was lost.
--   capai run examples/cookbook/serapan-janggal.lua DATA...
local capai <const> = require "capai"
local percent <const> = capai.format.percent

assert(arg[1], "pemakaian: capai run serapan-janggal.lua DATA...")
local ev <const> = assert(capai.evaluate(assert(capai.load(arg))))
for _, notice in ipairs(ev:notices()) do -- cells that could not be read
  if notice.level == "error" then io.stderr:write(tostring(notice), "\n") end
end

local low <const>, high <const> = capai.decimal(60), capai.decimal(100)
local lines <const> = ev:current "anggaran"
local named <const> = (table.concat(lines:columns(), " ") .. " "):find " uraian " -- if in the file
local odd <const> = lines:where(function(row)
  return row.serapan and (row.serapan < low or row.serapan > high)
end)
print(("%d dari %d baris berserapan janggal"):format(#odd, (select(2, lines:sum "serapan"))))
for _, row in ipairs(odd) do
  print(("%s, %s %s"):format(row.opd, row.kode, named and row.uraian or ""))
  for _, line in ipairs(lines:where { opd = row.opd, kode = row.kode, pagu = row.pagu }) do
    print(("  tabel %s: %s dari %s, %s"):format(line.tabel or "–", line:text "realisasi",
      line:text "pagu", line.serapan and percent(line.serapan) or line.status:gsub("_", " ")))
  end
end
