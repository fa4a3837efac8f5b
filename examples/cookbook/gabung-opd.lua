-- The indikator.csv of several OPDs in one file, with a column that names the OPD: what a
-- kabupaten collects from its offices, ready to be sent on. Cells stay as the offices wrote them.
--   capai run examples/cookbook/gabung-opd.lua HASIL.csv DATA...
local capai <const> = require "capai"

assert(arg[2], "pemakaian: capai run gabung-opd.lua HASIL.csv DATA...")
local data <const> = assert(capai.load { select(2, ...) })

-- All columns of all files, those of the first file first.
local columns <const>, known <const> = {}, {}
for _, rows in ipairs(data:tables "indikator") do
  for _, column in ipairs(rows:columns()) do
    if not known[column] then columns[#columns + 1], known[column] = column, true end
  end
end

local all <const> = {}
for _, rows in ipairs(data:tables "indikator") do
  for _, row in ipairs(rows) do
    local copy <const> = {}
    for column, value in pairs(row) do
      local cell <const> = row:cell(column)
      copy[column] = cell and cell.source or value and tostring(value)
    end
    all[#all + 1] = copy
  end
end
assert(capai.table(columns, all, "indikator"):save(arg[1]))
print(("%s: %d baris dari %d OPD"):format(arg[1], #all, #data.opd))
