--- A table of a document as a sheet.
local book = require "capai.render.xlsx.book"
local grid = require "capai.render.xlsx.grid"
local live = require "capai.render.xlsx.live"
local measure = require "capai.render.xlsx.measure"
local number = require "capai.render.xlsx.number"
local page = require "capai.render.page"

local size <const>, color <const> = page.size, page.color

--- The first row of the head; label and caption stand above it.
local HEAD <const> = 4

--- What a column is wider than on paper, for the steps of room in its cells.
local ROOM <const> = 8

--- Of the width of a cell: what no text stands on.
local PADDING <const> = 15

local KEPT <const> = "Nilai tetap, bukan rumus: %s."

--- A table while it becomes a sheet.
local sheet_of = {}
sheet_of.__index = sheet_of

--- ---- widths and heights ----

local function longest_word(text, points)
  local most = 0
  for word in text:sub(1, 2000):gmatch "%S+" do
    most = math.max(most, measure.width(word, points, true))
  end
  return most
end

--- Columns are as wide as on paper, and never too narrow for a number or a word of the head.
function sheet_of:widths()
  local widths = {}
  for i, column in ipairs(self.block.columns) do
    widths[i] = math.max(measure.pixels(column.width) + ROOM, 24)
  end
  local function widen(owner, wanted)
    if owner.wide == 1 then
      widths[owner.column] = math.min(math.max(widths[owner.column], wanted), 600)
    end
  end
  grid.each(self.head, #widths, function(owner)
    widen(owner, longest_word(book.text(owner.cell.text), size.head) + 10)
  end)
  grid.each(self.body, #widths, function(owner)
    if owner.cell.number then
      local mark = owner.cell.mark and 14 or 0
      widen(owner, measure.width(book.text(owner.cell.text), self.points, true) + 24 + mark)
    end
  end)
  self.width, self.total = widths, 0
  for i, width in ipairs(widths) do
    self.sheet.columns[i], self.total = { width = width }, self.total + width
  end
  self.sheet.columns[#widths + 1], self.sheet.columns[#widths + 2] = { width = 24 }, { width = 110 }
end

--- How many pixels a cell needs.
function sheet_of:need(owner, points, bold)
  local width = -PADDING
  for column = owner.column, owner.column + owner.wide - 1 do
    width = width + self.width[column]
  end
  width = width - (owner.cell.indent or 0) * 9
  local text = book.text(owner.cell.text)
  return measure.height(measure.lines(text, width, points, bold), points)
end

--- Heights of all rows, from the widths of their texts: no program finds that of merged cells by
--- itself.
function sheet_of:heights(places, top, points, bold)
  local heights, tall = {}, {}
  for row = 1, #places do heights[row] = measure.height(1, points(row)) end
  grid.each(places, #self.width, function(owner)
    local need = self:need(owner, points(owner.row), bold)
    if owner.high > 1 then tall[#tall + 1] = { owner = owner, need = need }
    else heights[owner.row] = math.max(heights[owner.row], need) end
  end)
  for _, one in ipairs(tall) do
    local last, sum = one.owner.row + one.owner.high - 1, 0
    for row = one.owner.row, last do sum = sum + heights[row] end
    heights[last] = heights[last] + math.max(one.need - sum, 0)
  end
  for row = 1, #places do self:row(top + row - 1).height = math.min(heights[row], 540) end
end

--- The entry of a row of the sheet that is not as all others.
function sheet_of:row(place)
  if not self.by_row[place] then
    local entry = { row = place }
    self.by_row[place] = entry
    self.sheet.rows[#self.sheet.rows + 1] = entry
  end
  return self.by_row[place]
end

--- ---- cells ----

--- A line of text across the table; returns the row after it.
function sheet_of:line(row, text, format)
  format.wrap = true
  self.book:cell(self.sheet, row, 1, { text = text, columns = #self.width }, format)
  local lines = measure.lines(text, self.total - 8, format.size, format.bold)
  self:row(row).height = measure.height(lines, format.size)
  return row + 1
end

local function mark_of(cell)
  return cell.mark and book.clip(cell.mark, 8):gsub("[)\"\\]", "") or nil
end

--- The text of the footnote that a cell has.
function sheet_of:note(cell)
  for _, note in ipairs(self.block.notes or {}) do
    if note.mark == cell.mark then
      return ("%s) %s"):format(mark_of(cell), book.runs(note.text))
    end
  end
end

function sheet_of:head_cell(owner, row)
  local numbers = self.block.head[owner.row].numbers
  local format = { size = numbers and size.numbers or size.head, bold = not numbers,
                   align = "center", valign = "center", wrap = true, border = true,
                   border_color = color.grid, fill = not numbers and color.head or nil }
  if owner.row + owner.high > #self.block.head then
    format.bottom, format.rule_color = "thin", color.rule
  end
  self.book:cell(self.sheet, row, owner.column, { text = book.text(owner.cell.text),
    rows = owner.high, columns = owner.wide }, format)
end

--- A text over several columns is that of none of them.
local function align_of(owner, column)
  local cell = owner.cell
  if cell.align then return cell.align end
  if cell.tick then return "center" end
  return owner.wide > 1 and not cell.number and "left" or column.align
end

--- How a cell of the body looks, apart from its number.
function sheet_of:look(owner)
  local cell, column = owner.cell, self.block.columns[owner.column]
  local role = self.block.rows[owner.row].role
  local format = { size = self.points, border = true, border_color = color.grid, valign = "center",
                   wrap = true, align = align_of(owner, column),
                   bold = cell.bold or role ~= "row" and role ~= nil or nil,
                   color = cell.soft and color.soft or nil }
  if role ~= "row" and role ~= nil then format.fill = color.band end
  if role == "total" then format.top, format.rule_color = "medium", color.rule end
  --- room between a text and its border
  if format.align == "left" then format.indent = math.min(1 + (cell.indent or 0), 15) end
  if format.align == "right" then format.number = number.TEXT end
  return format
end

--- Puts the number of a cell into what is written, or its text where no cell can hold the number.
local function put_number(written, format, cell, remarks)
  if not number.is_plain(cell.number) then
    error("tabel: bukan angka dalam notasi biasa: " .. tostring(cell.number), 0)
  end
  local fits, digits = number.survives(cell.number)
  format.wrap = nil
  if not fits then
    written.text, format.align, format.number = book.text(cell.text), "right", number.TEXT
    remarks[#remarks + 1] = ("Angka ini disimpan sebagai teks: dari %d digitnya, lembar kerja "
      .. "hanya menyimpan 15."):format(digits)
    return
  end
  local decimals = cell.decimals or number.decimals(cell.number)
  written.number = cell.number
  format.number = number.format(cell.format, grid.whole(decimals, 0, 12, "decimals"), mark_of(cell),
    number.unit(book.text(cell.text)))
end

--- The formula of a cell, or why it has none.
function sheet_of:formula(written, owner, remarks)
  local cell = owner.cell
  if not self.live or not written.number then return end
  if type(cell.formula) == "table" then
    local text, reason = self.live:formula(cell, owner.row, owner.column)
    written.formula = text
    if reason then remarks[#remarks + 1] = KEPT:format(reason) end
  elseif cell.fixed then
    remarks[#remarks + 1] = KEPT:format((book.text(cell.fixed):gsub("%.$", "")))
  end
end

function sheet_of:body_cell(owner, row)
  local cell, remarks = owner.cell, {}
  local format = self:look(owner)
  local written = { rows = owner.high, columns = owner.wide }
  if cell.number then
    put_number(written, format, cell, remarks)
    self:formula(written, owner, remarks)
  else
    written.text = book.text(cell.text)
    if cell.mark then written.text = ("%s %s)"):format(written.text, mark_of(cell)) end
  end
  if cell.mark then table.insert(remarks, 1, self:note(cell)) end
  written.comment = #remarks > 0 and table.concat(remarks, "\n") or nil
  self.book:cell(self.sheet, row, owner.column, written, format)
end

--- ---- the sheet ----

function sheet_of:write_head()
  grid.each(self.head, #self.width, function(owner) self:head_cell(owner, HEAD + owner.row - 1) end)
  self:heights(self.head, HEAD, function(row)
    return self.block.head[row].numbers and size.numbers or size.head
  end, true)
end

function sheet_of:write_body()
  grid.each(self.body, #self.width, function(owner)
    self:body_cell(owner, self.first + owner.row - 1)
  end)
  self:heights(self.body, self.first, function() return self.points end, false)
  for i, row in ipairs(self.block.rows) do
    local level = math.min(grid.whole(row.level or 0, 0, 100, "level"), 7)
    if level > 0 then self:row(self.first + i - 1).level = level end
  end
end

--- Footnotes, remarks and the source, below the table.
function sheet_of:write_below(row)
  local block = self.block
  self:row(row).height = 6
  row = row + 1
  local function add(text)
    row = self:line(row, text, { size = size.note, color = color.soft, valign = "top" })
  end
  for _, note in ipairs(block.notes or {}) do
    add(("%s) %s"):format(mark_of(note) or "", book.runs(note.text)))
  end
  for _, remark in ipairs(block.remarks or {}) do add(book.runs(remark)) end
  if block.source then add("Sumber: " .. book.runs(block.source)) end
  return row - 1
end

--- The last row of the body that is no total.
local function last_detail(rows)
  local last = #rows
  while last > 1 and rows[last].role == "total" do last = last - 1 end
  return last
end

function sheet_of:set_view(last, section)
  local sheet, columns = self.sheet, #self.width
  sheet.frozen = { row = self.first, column = 1 }
  if #self.block.rows > 0 and #self.block.head > 0 then
    sheet.filter = { row = self.first - 1, column = 1, columns = columns,
                     rows = 1 + last_detail(self.block.rows) }
  end
  book.print(sheet, section, measure)
  sheet.print.area = { row = 1, column = 1, rows = last, columns = columns }
  if #self.block.head > 0 then
    sheet.print.repeated = { row = HEAD, column = 1, rows = #self.block.head }
  end
end

--- Adds the sheet of a table; returns it.
return function(workbook, block, section, formulas)
  local self = setmetatable({ book = workbook, block = block, by_row = {},
    sheet = workbook:sheet(block.label or "Tabel"), first = HEAD + #block.head,
    points = size.cell[block.size] or size.cell.normal }, sheet_of)
  if #block.columns == 0 then error("tabel tanpa kolom", 0) end
  self.head = grid.new(block.head, #block.columns)
  self.body = grid.new(block.rows, #block.columns)
  self.live = formulas and live.new(self.body, self.first) or nil
  self:widths()
  self:line(1, book.text(block.label or ""), { size = size.caption, bold = true, align = "center" })
  self:line(2, book.runs(block.caption), { size = size.caption, align = "center" })
  workbook:cell(self.sheet, 1, #self.width + 2, { text = "Kembali ke Isi", link = "Isi" },
    { size = size.note, color = page.classes[1], underline = true })
  self:write_head()
  self:write_body()
  self:set_view(self:write_below(self.first + #block.rows), section)
  return self.sheet
end
