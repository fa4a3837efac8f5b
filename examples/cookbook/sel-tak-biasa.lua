-- Reading a workbook cell by cell: which entries of the sheet indikator are no bare numbers, what
-- Capai understands of them, and in which cell they stand. To be looked at before the figures are
-- believed.
--   capai run examples/cookbook/sel-tak-biasa.lua BUKU.xlsx
local capai <const> = require "capai"

assert(arg[1] and not arg[2], "pemakaian: capai run sel-tak-biasa.lua BUKU.xlsx")
local data <const> = assert(capai.load(arg[1]))

local function what(cell)
  if cell.kind == "grade" then
    return "predikat " .. cell.grade .. (cell.number and ", nilai " .. tostring(cell.number) or "")
  elseif cell.kind == "range" then
    return ("rentang %s sampai %s"):format(cell.lower, cell.upper)
  elseif cell.kind == "number" and (cell.unit or cell.note) then
    return ("angka %s, %s"):format(cell.number, cell.unit and "satuan " .. cell.unit
      or "catatan " .. cell.note)
  elseif cell.kind == "text" or cell.kind == "broken" then
    return "bukan angka"
  end
end

for _, rows in ipairs(data:tables "indikator") do
  for _, row in ipairs(rows) do
    for _, column in ipairs { "target", "realisasi" } do
      local cell <const>, place <const> = row:cell(column), row:place(column)
      local said <const> = cell and what(cell)
      if said then
        print(("%s, baris %d: %s \"%s\" = %s"):format(place.sheet or place.file, place.line, column,
          cell.source, said))
      end
    end
  end
end
