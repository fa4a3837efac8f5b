--- All tables of a document as one rectangular table (RFC 4180): which table a line is of, which
--- part of it, then its cells. Numbers are in plain notation. A spreadsheet must not take a text
--- for a formula: such a text begins with an apostrophe.
local fields = require "capai.render.fields"
local grid = require "capai.render.grid"
local phrases = require "capai.render.phrases"

local PARTS <const> = { group = "kelompok", subtotal = "subjumlah", total = "jumlah" }

local function inert(text)
  if text:find "^[+-]?%d[%d.]*,?%d*%%?$" then return text end
  return text:find "^%s*[=+@-]" and "'" .. text or text
end

local function quote(text)
  if not text:find '[",\r\n]' and not text:find "^%s" and not text:find "%s$" then return text end
  return '"' .. text:gsub('"', '""') .. '"'
end

local function line(cells, count)
  local parts = {}
  for i = 1, count do parts[i] = quote(inert(cells[i] or "")) end
  return table.concat(parts, ",") .. "\r\n"
end

local function cells_of(row, count)
  local list = {}
  for column = 1, count do
    local place = row.places[column]
    list[column] = place and place.first and place.cell.number or grid.text(place)
  end
  return list
end

local function add_rows(lines, view, rows, part)
  for _, row in ipairs(rows) do
    local cells = { view.label, view.caption, part or PARTS[row.role] or "isi" }
    table.move(cells_of(row, #view.columns), 1, #view.columns, 4, cells)
    lines[#lines + 1] = cells
  end
end

local handlers = {}

function handlers.table(lines, block)
  local view = grid.of(block)
  if view.label == "" then view.label = fields.text(block.id, "id") end
  lines.widest = math.max(lines.widest, #view.columns)
  add_rows(lines, view, view.head, "kepala")
  add_rows(lines, view, view.rows)
end

return function(document)
  local lines = { widest = 1 }
  phrases.each(document, handlers, lines)
  local head, parts = { "tabel", "judul", "bagian" }, {}
  for i = 1, lines.widest do head[i + 3] = tostring(i) end
  parts[1] = line(head, #head)
  for i, cells in ipairs(lines) do parts[i + 1] = line(cells, #head) end
  return table.concat(parts)
end
