--- A template as a workbook: a sheet for each file, whose cells offer what may stand in them, and
--- one for people, which `petunjuk` is to the reader of workbooks, too.
local capai = require "capai"
local choices = require "capai.template.choices"
local guide = require "capai.template.guide"
local measure = require "capai.render.xlsx.measure"

--- How cells look; `workbook` takes their places in the list.
local FONT <const> = "Arial"
local formats <const> = {
  { name = "required", bold = true, color = "FFFFFF", fill = "1F4E79", border = true,
    valign = "center" },
  { name = "header", bold = true, color = "1F4E79", fill = "DCE6F1", border = true,
    valign = "center" },
  -- texts, so that 83,50 stays 83,50, 7-8 is no date, and 7.10 no 7.1
  { name = "text", number = "@", valign = "top", wrap = true },
  { name = "figure", number = "@", valign = "top", align = "right" },
  { name = "whole", valign = "top", align = "center" },
  { name = "rupiah", number = "#,##0.00", valign = "top" },
  { name = "title", bold = true, size = "14", color = "1F4E79" },
  { name = "wrapped", wrap = true, valign = "top" },
  { name = "link", color = "1F4E79", underline = true, valign = "top" },
}
--- The same for rows of example: grey.
local EXAMPLE <const> = { "text", "figure", "whole", "rupiah" }

local function make_formats()
  local list, place = {}, {}
  local function add(name, format, example)
    local made = { font = FONT, size = "10" }
    for key, value in pairs(format) do made[key] = value end
    made.name = nil
    if example then made.italic, made.color = true, "7F7F7F" end
    list[#list + 1] = made
    place[name] = #list
  end
  for _, format in ipairs(formats) do add(format.name, format) end
  for _, name in ipairs(EXAMPLE) do add("example " .. name, formats[place[name]], true) end
  return list, place
end

local KINDS <const> = { text = "text", name = "text", answer = "whole", year = "whole",
  quantity = "figure", rupiah = "rupiah" }
local WIDTHS <const> = { text = 130, name = 230, answer = 60, year = 80, quantity = 100,
  rupiah = 140 }
--- Columns whose texts are longer, or shorter, than those of their kind.
local WIDTH_OF <const> = { uraian = 300, output = 230, subkegiatan = 230, kriteria = 300,
  nama = 230, aturan = 170, opd = 100, id = 70, iku = 60, versi = 90, jenis = 90, bobot = 70,
  baku = 230, responden = 90, satuan = 90, arah = 80, kode = 150 }

local function width_of(column)
  return math.max(WIDTH_OF[column.name] or WIDTHS[column.entry], 8 * #column.name + 16)
end

local DIGITS_MOST <const> = 15

--- The digits of a text that is a whole number, with or without its points; nil for any other.
local function whole(text)
  local first, groups = text:match "^(%d%d?%d?)(%.[%d.]+)$"
  local digits = groups and groups:gsub("%.%d%d%d", "") == "" and first .. groups:gsub("%.", "")
    or text
  return digits:find "^%d+$" and #digits <= DIGITS_MOST and digits or nil
end

--- The cell of a row; of one of example grey. What is no number stays as it was printed.
local function cell_of(template, column, text, place)
  local kind = KINDS[column.entry]
  local cell = { format = place[(template.is_filled and "" or "example ") .. kind] }
  local number = (kind == "whole" or kind == "rupiah") and whole(text)
  cell[number and "number" or "text"] = number or text
  return cell
end

--- Texts of several lines: not every program that opens the file makes room for them by itself.
local WRAPPED <const>, SIZE <const>, MARGIN <const> = "text", 10, 8

--- The height of a row.
local function height_of(file, row)
  local most = 1
  for _, column in ipairs(file.columns) do
    if KINDS[column.entry] == WRAPPED then
      local lines = measure.lines(row[column.name] or "", width_of(column) - MARGIN, SIZE)
      most = math.max(most, lines)
    end
  end
  return measure.height(most, SIZE)
end

local function sheet_of(template, file, place)
  local sheet = { name = file.name, columns = {}, cells = {}, gridlines = true,
    rows = { { row = 1, height = 24 } }, frozen = { row = 2, column = 1 },
    print = { landscape = true, fit = true, repeated = { row = 1, column = 1 } } }
  local function put(row, column, cell)
    cell.row, cell.column = row, column
    sheet.cells[#sheet.cells + 1] = cell
  end
  for i, column in ipairs(file.columns) do
    sheet.columns[i] = { width = width_of(column), format = place[KINDS[column.entry]] }
    put(1, i, { text = column.name, format = place[column.required and "required" or "header"],
      comment = guide.column(template, column) })
    for k, row in ipairs(file.rows) do
      local text = row[column.name] or ""
      if text ~= "" then put(k + 1, i, cell_of(template, column, text, place)) end
    end
  end
  for k, row in ipairs(file.rows) do
    sheet.rows[k + 1] = { row = k + 1, height = height_of(file, row) }
  end
  sheet.choices = choices(template, file)
  return sheet
end

local GUIDE_COLUMNS <const> = { { width = 150 }, { width = 90 }, { width = 520 } }
local GUIDE_WIDTH <const> = 150 + 90 + 520

local function guide_sheet(template, place)
  local say, row = guide.words(template.facts), 1
  local sheet = { name = "petunjuk", columns = GUIDE_COLUMNS,
    cells = {}, print = { fit = true } }
  local function put(column, text, format, more)
    local cell = { row = row, column = column, text = text, format = place[format] }
    for key, value in pairs(more or {}) do cell[key] = value end
    sheet.cells[#sheet.cells + 1] = cell
  end
  put(1, say.title, "title")
  row = row + 2
  sheet.rows = {}
  for i, point in ipairs(guide.points(template)) do
    put(1, i .. ". " .. point, "wrapped", { columns = 3 })
    -- merged cells do not grow with their text
    local lines = measure.lines(i .. ". " .. point, GUIDE_WIDTH - MARGIN, SIZE)
    sheet.rows[i] = { row = row, height = measure.height(lines, SIZE) }
    row = row + 1
  end
  row = row + 1
  for i, head in ipairs { say.sheet, say.required, say.about } do put(i, head, "required") end
  for _, file in ipairs(template.files) do
    row = row + 1
    put(1, file.name, "link", { link = file.name })
    put(2, file.required and say.required or "", "wrapped")
    put(3, file.about, "wrapped")
  end
  return sheet
end

return function(template)
  local list, place = make_formats()
  local sheets = { guide_sheet(template, place) }
  for _, file in ipairs(template.files) do
    sheets[#sheets + 1] = sheet_of(template, file, place)
  end
  local bytes, _, info = capai.workbook { formats = list, sheets = sheets,
    properties = { title = guide.words(template.facts).title } }
  return bytes and { { "", bytes, tostring(#template.files) } } or error(info, 0)
end
