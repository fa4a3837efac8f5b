--- How high the rows of a table will be, about: who lays out the pages decides, and this is only to
--- see what can be kept together at all.
local clean <const> = require "capai.render.clean"
local metrics <const> = require "capai.render.metrics"
local page <const> = require "capai.render.page"

local heights = {}

local POINT <const> = 25.4 / 72
local LEADING <const> = 1.3
local BORDER <const> = 2.5 -- mm above and below the lines of a cell
local PADDING <const> = 3 -- mm of a cell that hold no text
local INDENT <const> = 4
local ROOM <const> = 0.45 -- of a page: what is kept whole leaves a hole as high at a page's foot
local SEEN <const> = 2000 -- bytes of a text after which its lines are guessed

--- Lines that a text takes in so many millimetres.
local function lines_of(cell, width, size, bold)
  local seen = cell.text
  if #seen > SEEN then seen = seen:sub(1, utf8.offset(seen, 0, SEEN) - 1) end
  local count = #metrics.wrap(clean(seen), math.max(width, 4), size, bold)
  return math.ceil(count * #cell.text / math.max(#seen, 1))
end

--- Millimetres of a row.
local function row_height(row, columns, size)
  local most = 1
  for _, cell in ipairs(row.cells) do
    local width = -PADDING - INDENT * (cell.indent or 0)
    for c = cell.column, cell.column + (cell.colspan or 1) - 1 do
      width = width + columns[c].width
    end
    most = math.max(most, lines_of(cell, width, size, cell.bold) / (cell.rowspan or 1))
  end
  return most * size * LEADING * POINT + BORDER
end

--- Millimetres of each row of the body, and of the head together.
function heights.of(block)
  local size, rows, head = page.size.cell[block.size or "normal"], {}, 0
  for i, row in ipairs(block.rows) do rows[i] = row_height(row, block.columns, size) end
  for _, row in ipairs(block.head) do head = head + row_height(row, block.columns, size) end
  return rows, head
end

--- Millimetres up to which a table, or a group of its rows, stays whole.
function heights.room(landscape)
  local paper = landscape and page.landscape or page.portrait
  return (paper.height - paper.top - paper.bottom) * ROOM
end

--- The sum of a list from `first` to `last`.
function heights.sum(list, first, last)
  local all = 0
  for i = first, last do all = all + list[i] end
  return all
end

return heights
