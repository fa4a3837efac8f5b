-- A data set as one workbook, a sheet for each of its files: for an office that would rather fill
-- in Excel. What comes back is read like the folder: capai eval BUKU.xlsx. Other spellings of names
-- (alias.csv) are no table, and stay behind.
--   capai run examples/cookbook/ke-excel.lua DATA BUKU.xlsx
local capai <const> = require "capai"

assert(arg[2], "pemakaian: capai run ke-excel.lua DATA BUKU.xlsx")
local data <const> = assert(capai.load(arg[1]))
local files <const> = { "opd", "indikator", "sasaran", "anggaran", "output", "rencana_aksi",
  "renstra", "skm", "lke" }

local HEAD <const>, BODY <const> = 1, 2
local formats <const> = { { bold = true, fill = "E8EEF4", bottom = "thin" }, { valign = "top" } }

-- A plain number becomes a number of Excel; all else ("4 Dok", "97,5%", "BB (74)") stays a text.
local function entry(row, column)
  local cell <const> = row:cell(column)
  if cell and cell.kind == "number" and not (cell.unit or cell.percent or cell.note) then
    return { number = tostring(cell.number) }
  end
  local value <const> = cell and cell.source or row[column]
  return { text = value and tostring(value) }
end

local sheets <const> = {}
for _, file in ipairs(files) do
  local rows <const> = data:tables(file)[1]
  if rows then
    local cells <const>, columns <const> = {}, rows:columns()
    local function put(r, c, cell, format)
      cell.row, cell.column, cell.format = r, c, format
      cells[#cells + 1] = cell
    end
    for c, column in ipairs(columns) do put(1, c, { text = column }, HEAD) end
    for r, row in ipairs(rows) do
      for c, column in ipairs(columns) do put(r + 1, c, entry(row, column), BODY) end
    end
    sheets[#sheets + 1] = { name = file, cells = cells, frozen = { row = 2, column = 1 } }
  end
end
local book <const> = assert(io.open(arg[2], "wb"))
assert(book:write(assert(capai.workbook { formats = formats, sheets = sheets })))
assert(book:close())
print(("%s: %d lembar"):format(arg[2], #sheets))
