-- One sheet for the Bupati, to be printed: every OPD with its sasaran, numbers as numbers, classes
-- below 90 marked, and a total that Excel computes.
--   capai run examples/cookbook/lembar-bupati.lua HASIL.xlsx DATA...
local capai <const> = require "capai"

assert(arg[2], "pemakaian: capai run lembar-bupati.lua HASIL.xlsx DATA...")
local ev <const> = assert(capai.evaluate(assert(capai.load { select(2, ...) })))

local TITLE <const>, HEAD <const>, TEXT <const>, PERCENT <const>, RUPIAH <const>, LOW <const> =
  1, 2, 3, 4, 5, 6
local formats <const> = {
  { bold = true, size = "14" },
  { bold = true, fill = "1F3A5F", color = "FFFFFF", wrap = true, align = "center", border = true },
  { wrap = true, valign = "top", border = true },
  { number = "#,##0.00", valign = "top", border = true },
  { number = "#,##0", valign = "top", border = true },
  { number = "#,##0.00", valign = "top", border = true, fill = "FBE3D6" },
}
local columns <const> = {
  { "OPD", "opd", TEXT, 110 }, { "Sasaran", "sasaran", TEXT, 380 },
  { "Capaian (%)", "capaian", PERCENT, 80 }, { "Predikat", "predikat", TEXT, 100 },
  { "Pagu (Rp)", "pagu", RUPIAH, 120 }, { "Realisasi (Rp)", "realisasi", RUPIAH, 120 },
  { "Serapan (%)", "serapan", PERCENT, 80 },
}

local rows <const>, cells <const> = ev:current "sasaran", {}
local function put(r, c, format, cell)
  cell.row, cell.column, cell.format = r, c, format
  cells[#cells + 1] = cell
end
put(1, 1, TITLE, { text = ("Capaian Kinerja Tahun %d"):format(ev.tahun) })
for c, column in ipairs(columns) do put(2, c, HEAD, { text = column[1] }) end
for r, row in ipairs(rows) do
  for c, column in ipairs(columns) do
    local value <const> = row[column[2]]
    local is_number <const> = type(value) == "userdata"
    local low <const> = column[2] == "capaian" and is_number and value < capai.decimal(90)
    put(r + 2, c, low and LOW or column[3],
      is_number and { number = tostring(value) } or { text = value or "–" })
  end
end
local last <const> = #rows + 2
put(last + 1, 1, HEAD, { text = "Jumlah", columns = 4 })
for c, name in pairs { [5] = "pagu", [6] = "realisasi" } do -- pagu in column E, realisasi in F
  local letter <const> = ("ABCDEFG"):sub(c, c)
  put(last + 1, c, RUPIAH, { formula = ("SUM(%s3:%s%d)"):format(letter, letter, last),
    number = tostring(rows:sum(name) or 0) })
end

local sheet <const> = { name = "Sasaran", columns = {}, cells = cells,
  frozen = { row = 3, column = 1 }, print = { landscape = true, fit = true } }
for c, column in ipairs(columns) do sheet.columns[c] = { width = column[4] } end
local book <const> = assert(io.open(arg[1], "wb"))
assert(book:write(assert(capai.workbook { formats = formats, sheets = { sheet } })))
assert(book:close())
print(("%s: %d sasaran, rata-rata capaian %s"):format(arg[1], #rows,
  capai.format.percent(rows:mean "capaian", 2)))
