-- The survey of public satisfaction (SKM): IKM and mutu, then the unsur from the weakest on, with
-- how many gave an answer.
--   capai run examples/cookbook/unsur-skm.lua DATA
local capai <const> = require "capai"

assert(arg[1] and not arg[2], "pemakaian: capai run unsur-skm.lua DATA")
local ev <const> = assert(capai.evaluate(assert(capai.load(arg[1]))))

local opd <const> = ev:current("opd")[1]
print(("IKM %s tahun %d: %s (%s)"):format(opd.nama or opd.opd, ev.tahun, opd:text "ikm",
  opd.mutu or opd.status:gsub("_", " ")))
for i, row in ipairs(ev:current("skm"):sort "rata") do
  print(("%2d. %-22s %s dari 4 (%d jawaban)"):format(i, row.uraian, row:text "rata", row.responden))
end
