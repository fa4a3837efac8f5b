-- Indicators whose realisasi was exactly the target, year after year: measured, or copied? At least
-- three years in a row, the report year the last of them.
--   capai run examples/cookbook/sama-dengan-target.lua DATA...
local capai <const> = require "capai"

assert(arg[1], "pemakaian: capai run sama-dengan-target.lua DATA...")
local ev <const> = assert(capai.evaluate(assert(capai.load(arg))))

-- decimals are equal as numbers: 100 %, 100 and 100,00 are the same
local function is_same(row) return row.target and row.target == row.realisasi end
local function years_in_a_row(rows, year)
  local same <const> = rows:where { tahun = year }
  return #same > 0 and is_same(same[1]) and 1 + years_in_a_row(rows, year - 1) or 0
end

local found = 0
for _, group in ipairs(ev.indikator:group("opd", "jenis", "sasaran", "indikator")) do
  local years <const> = years_in_a_row(group, ev.tahun)
  if years >= 3 then
    found = found + 1
    print(("%s: %s\n  realisasi = target = %s, %d tahun berturut-turut"):format(group[1].opd,
      group[1].indikator, group:where { tahun = ev.tahun }[1]:text "target", years))
  end
end
print(found .. " indikator perlu diperiksa sumber datanya")
