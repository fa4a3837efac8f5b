--- The first sheet: what the workbook is, and the way to all others.
local book = require "capai.render.xlsx.book"
local measure = require "capai.render.xlsx.measure"
local page = require "capai.render.page"

local size <const>, color <const> = page.size, page.color
local LABEL <const>, TEXT <const> = 130, 480

local FORMULAS <const> = "Sel hitungan berisi rumus; angka yang tersimpan adalah angka laporan. "
  .. "Sel yang rumusnya tidak dapat ditulis persis dalam lembar kerja tetap berisi angkanya, dan "
  .. "komentarnya menyebutkan sebabnya."
local VALUES <const> = "Semua sel berisi angka laporan, tanpa rumus."

local index = {}

--- Begins the sheet, which must be the first.
function index.new(workbook)
  local sheet = workbook:sheet "Isi"
  sheet.columns = { { width = LABEL }, { width = TEXT } }
  return { book = workbook, sheet = sheet, row = 1 }
end

--- A line across the sheet.
local function line(self, text, format)
  format.wrap, format.valign = true, "top"
  self.book:cell(self.sheet, self.row, 1, { text = text, columns = 2 }, format)
  local lines = measure.lines(text, LABEL + TEXT - 8, format.size, format.bold)
  local height = measure.height(lines, format.size)
  self.sheet.rows[#self.sheet.rows + 1] = { row = self.row, height = height }
  self.row = self.row + 1
end

local function pair(self, left, right, link)
  local way = { size = size.cell.normal, color = link and page.classes[1] or color.ink,
                underline = link ~= nil or nil, border = true, border_color = color.grid,
                valign = "top", wrap = true }
  self.book:cell(self.sheet, self.row, 1, { text = left, link = left ~= "" and link or nil }, way)
  self.book:cell(self.sheet, self.row, 2, { text = right }, { size = size.cell.normal,
    border = true, border_color = color.grid, valign = "top", wrap = true })
  self.row = self.row + 1
end

local function heading(self, text)
  self.row = self.row + 1
  line(self, text, { size = size.heading, bold = true })
end

--- Entries are `{ label, caption, sheet }`.
local function list(self, title, entries)
  if #entries == 0 then return end
  heading(self, title)
  for _, entry in ipairs(entries) do
    local label = entry.label ~= "" and entry.label or entry.sheet.name
    pair(self, label, entry.caption, entry.sheet.name)
  end
end

--- Writes all, once the other sheets are there.
function index.write(self, document, tables, charts, formulas)
  line(self, self.book.title, { size = size.chapter, bold = true })
  local about = {}
  for _, key in ipairs { "opd", "kabupaten" } do
    if document[key] then about[#about + 1] = book.text(document[key]) end
  end
  if math.tointeger(document.year) then
    about[#about + 1] = ("Tahun %d"):format(math.tointeger(document.year))
  end
  if #about > 0 then
    line(self, table.concat(about, " · "), { size = size.body, color = color.soft })
  end
  list(self, "Daftar Tabel", tables)
  list(self, "Daftar Gambar", charts)
  heading(self, "Keterangan")
  line(self, formulas and FORMULAS or VALUES, { size = size.cell.normal })
  if #(document.manifest or {}) > 0 then
    heading(self, "Dibuat dari")
    for _, entry in ipairs(document.manifest) do
      pair(self, book.text(entry.what), book.text(entry.value))
    end
  end
  book.print(self.sheet, { left = document.title, right = "" }, measure)
  self.sheet.print.area = { row = 1, column = 1, rows = self.row - 1, columns = 2 }
end

return index
