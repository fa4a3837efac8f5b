--- A table of a document with its spans resolved: every place knows which cell covers it. Formats
--- without spans write a cell in its first place.
local fields = require "capai.render.fields"
local runs = require "capai.render.runs"

local grid = {}

local MOST_COLUMNS <const> = 200

--- A cell as it is read: its text clean, its span within what is left of the table.
local function read(cell, columns, rows_left)
  fields.record(cell, "cell")
  local column = fields.integer(cell.column, "column of a cell", 1, columns)
  if not column then error("document: a cell without a column", 0) end
  local wide = fields.integer(cell.colspan, "colspan", 1, math.maxinteger, 1)
  local high = fields.integer(cell.rowspan, "rowspan", 1, math.maxinteger, 1)
  return { column = column, colspan = math.min(wide, columns - column + 1),
           rowspan = math.min(high, rows_left), text = fields.text(cell.text, "text of a cell"),
           number = fields.number(cell.number), mark = fields.text(cell.mark, "mark"),
           align = cell.align, bold = cell.bold == true, tick = cell.tick == true,
           indent = fields.integer(cell.indent, "indent", 0, 20, 0) }
end

--- Puts a cell on all places that it covers, of which none may be taken.
local function put(rows, at, cell)
  for i = at, at + cell.rowspan - 1 do
    for column = cell.column, cell.column + cell.colspan - 1 do
      if rows[i].places[column] then error("document: two cells in one place", 0) end
      rows[i].places[column] = { cell = cell, first = i == at and column == cell.column,
                                 row = i - at + 1 }
    end
  end
end

local function resolve(list, columns, what)
  local rows = {}
  for i, row in ipairs(list) do
    fields.record(row, what)
    rows[i] = { role = row.role, numbers = row.numbers == true, places = {},
                level = fields.integer(row.level, "level", 0, 20, 0) }
  end
  for i, row in ipairs(list) do
    for _, cell in ipairs(fields.list(row.cells, "cells")) do
      put(rows, i, read(cell, columns, #rows - i + 1))
    end
  end
  return rows
end

local function columns_of(block)
  local list = {}
  for i, column in ipairs(fields.list(block.columns, "columns")) do
    fields.record(column, "column")
    list[i] = { align = column.align, kind = column.kind }
  end
  if #list == 0 or #list > MOST_COLUMNS then
    error(("document: a table of %d columns"):format(#list), 0)
  end
  return list
end

--- One name for each column: what stands above it in all rows of the head, without the numbers.
local function titles(head, count)
  local result = {}
  for column = 1, count do
    local parts, last = {}, nil
    for _, row in ipairs(head) do
      local place = row.places[column]
      if place and place.cell ~= last and not row.numbers and place.cell.text ~= "" then
        parts[#parts + 1], last = place.cell.text, place.cell
      end
    end
    result[column] = table.concat(parts, ": ")
  end
  return result
end

--- The table as { columns, head, rows, titles, label, caption, notes, remarks, source }. A row is
--- { role, level, numbers, places }; a place, by its column, { cell, first, row }: the cell that
--- covers it, whether this is its first place, and in which of its rows. A place may be missing.
function grid.of(block)
  local columns = columns_of(block)
  local head = resolve(fields.list(block.head, "head"), #columns, "row of the head")
  local notes, remarks = {}, {}
  for i, note in ipairs(fields.list(block.notes, "notes")) do
    notes[i] = { mark = fields.text(fields.record(note, "note").mark, "mark"),
                 text = note.text }
  end
  for i, remark in ipairs(fields.list(block.remarks, "remarks")) do remarks[i] = remark end
  return { columns = columns, head = head, titles = titles(head, #columns),
           rows = resolve(fields.list(block.rows, "rows"), #columns, "row"),
           label = fields.text(block.label, "label"), notes = notes, remarks = remarks,
           caption = runs.text(block.caption, "caption"), source = block.source }
end

--- The text of a place as it is read, for formats without spans: "" where a cell began elsewhere.
function grid.text(place)
  return place and place.first and place.cell.text or ""
end

return grid
