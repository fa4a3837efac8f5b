--- The description of a workbook while it is being made: formats that are equal are one, names of
--- sheets are right and unlike each other, texts fit into cells.
local clean = require "capai.render.clean"
local page = require "capai.render.page"

local TEXT_MOST <const>, COMMENT_MOST <const> = 32000, 8000
local NAME_MOST <const>, NAME_BYTES <const> = 31, 60

local book = {}
book.__index = book

--- A new workbook of a document.
function book.new(document)
  local year = math.tointeger(document.year)
  return setmetatable({
    names = {}, formats = {}, places = {}, sheets = {},
    title = book.text(document.title or "Laporan Kinerja"),
    properties = { title = book.clip(document.title or "Laporan Kinerja", 250),
                   company = document.kabupaten and book.clip(document.kabupaten, 250),
                   author = document.opd and book.clip(document.opd, 250),
                   year = year and year >= 1980 and year <= 2100 and year or nil },
  }, book)
end

--- A text of at most so many UTF-16 units, in which a cut is seen.
function book.clip(text, most)
  text = clean(text)
  if #text <= most then return text end
  local units = 0
  for place, code in utf8.codes(text) do
    units = units + (code > 0xFFFF and 2 or 1)
    if units > most - 1 then return text:sub(1, place - 1) .. "…" end
  end
  return text
end

--- A text as a cell can hold it.
function book.text(text)
  return book.clip(text, TEXT_MOST)
end

--- Running text as one text.
function book.runs(runs)
  local parts = {}
  for i, run in ipairs(runs or {}) do parts[i] = run.text end
  return book.text(table.concat(parts))
end

--- ---- formats ----

local function key_of(format)
  local names, parts = {}, {}
  for name in pairs(format) do names[#names + 1] = name end
  table.sort(names)
  for i, name in ipairs(names) do parts[i] = name .. "=" .. tostring(format[name]) end
  return table.concat(parts, "\n")
end

--- A size as a text of one decimal, the same in every locale.
local function points(size)
  local tenths = math.floor(size * 10 + 0.5)
  return ("%d.%d"):format(tenths // 10, tenths % 10)
end

--- The place of a format, in the font of documents.
function book:format(format)
  format.size = points(format.size)
  format.font = format.font or page.font
  format.color = format.color or page.color.ink
  local key = key_of(format)
  if not self.places[key] then
    self.formats[#self.formats + 1] = format
    self.places[key] = #self.formats
  end
  return self.places[key]
end

--- ---- sheets ----

--- Names that Excel takes for one: it folds case, here every letter beyond ASCII is as any other.
local function folded(name)
  return (name:lower():gsub("[\x80-\xFF]+", "?"))
end

--- A text as a name can hold it, no longer than `most`.
local function shorten(text, most)
  local units = 0
  for place, code in utf8.codes(text) do
    units = units + (code > 0xFFFF and 2 or 1)
    if units > most or place > NAME_BYTES then return text:sub(1, place - 1) end
  end
  return text
end

--- A new name for a sheet, from a label. A blank in it keeps it from being taken for a cell.
local function name_of(self, label)
  local name = clean(label):gsub("[%[%]:*?/\\']", " "):gsub("%s+", " ")
  name = name:match "^%s*(.-)%s*$"
  if name == "" then name = "Lembar 1" end
  if name ~= "Isi" and not name:find " " then name = "Lembar " .. name end
  local stem, count = shorten(name, NAME_MOST), 1
  name = stem
  while self.names[folded(name)] do
    count = count + 1
    name = ("%s (%d)"):format(shorten(stem, NAME_MOST - 3 - #tostring(count)), count)
  end
  self.names[folded(name)] = true
  return name
end

--- Adds a sheet; its name comes from `label`.
function book:sheet(label)
  local sheet = { name = name_of(self, label), columns = {}, rows = {}, cells = {}, charts = {} }
  self.sheets[#self.sheets + 1] = sheet
  return sheet
end

--- A text as a cell can hold it, whose line ends were put there here; of each line at most so much.
local function lines_of(text, most)
  local lines = {}
  for line in text:gmatch "[^\n]+" do lines[#lines + 1] = book.clip(line, most) end
  return table.concat(lines, "\n")
end

--- Adds a cell to a sheet. What its texts were put together from may be too long together.
function book:cell(sheet, row, column, cell, format)
  cell.row, cell.column = row, column
  cell.text = cell.text and lines_of(cell.text, TEXT_MOST)
  cell.comment = cell.comment and lines_of(cell.comment, COMMENT_MOST)
  cell.format = self:format(format)
  sheet.cells[#sheet.cells + 1] = cell
  return cell
end

--- ---- printing ----

--- Characters of a head or foot that are free for each of its two texts.
local HEAD_MOST <const> = 105

--- A text for a head or foot, in which & begins a code. The library takes &G and &[Picture] for a
--- picture wherever they stand, so that bold is set and ended there between both signs.
local function escaped(text)
  for _, most in ipairs { 90, 45, 15 } do
    local short = book.clip(text or "", most)
    local made = short:gsub("&", "&&"):gsub("&&([G%[])", "&&&B&B%1")
    if most + #made - #short <= HEAD_MOST then return made end
  end
end

--- How a sheet is printed: `section` is the one that it stands in.
function book.print(sheet, section, measure)
  local format = section.landscape and page.landscape or page.portrait
  local font = '&8&"Arial,Regular"'
  sheet.print = {
    landscape = section.landscape == true, fit = true, center = true,
    left = measure.inches(format.left), right = measure.inches(format.right),
    top = measure.inches(format.top), bottom = measure.inches(format.bottom),
    header = ("&L%s%s&R%s%s"):format(font, escaped(section.left), font, escaped(section.right)),
    footer = ("&L%s&A&R%sHalaman &P dari &N"):format(font, font),
  }
end

return book
