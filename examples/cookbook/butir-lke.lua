-- The worksheet of SAKIP (LKE): value and grade, and the five criteria that give most points away,
-- which is where to work first.
--   capai run examples/cookbook/butir-lke.lua DATA
local capai <const> = require "capai"
local number <const> = capai.format.number

assert(arg[1] and not arg[2], "pemakaian: capai run butir-lke.lua DATA")
local ev <const> = assert(capai.evaluate(assert(capai.load(arg[1]))))
local opd <const> = ev:current("opd")[1]
assert(opd.nilai_lke, opd.opd .. ": lke.csv tidak ada atau belum lengkap")
print(("Nilai %s, predikat %s"):format(opd:text "nilai_lke", opd.grade_lke))

-- Points are given where an answer stands: a part of parts only adds them up.
local lost <const> = ev:current("lke"):where(function(row) return row.jawaban end)
  :with("hilang", function(row) return row.bobot - row.nilai end):sort "-hilang"
for i = 1, math.min(5, #lost) do
  local row <const> = lost[i]
  print(("  %s %s, jawaban %s: hilang %s dari %s"):format(row.kode, row.uraian, row.jawaban,
    number(row.hilang, 2), number(row.bobot)))
end
