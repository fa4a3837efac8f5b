local capai = require "capai"
local ev = assert(capai.evaluate(assert(capai.load(arg))))
for _, row in ipairs(ev.indikator) do print(row.opd, row.indikator, row.capaian, row.predikat) end
assert(ev.indikator:save "tabel.csv")
