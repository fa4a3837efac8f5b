--- Which rows of a table stay on the page of the next one. Word lays out the pages, not we: heights
--- are guessed, and only to see what can be kept together at all.
local page <const> = require "capai.render.page"

local keep = {}

local POINT <const> = 25.4 / 72
local LETTER <const> = 0.52 -- mean width of a letter, of the size
local LEADING <const> = 1.3
local PADDING <const> = 3 -- mm of a cell that hold no text
local ROOM <const> = 0.85 -- of a page: some of it goes to caption and notes

--- Height of a row in mm, about.
local function row_height(places, widths, size)
  local most = 1
  for _, place in ipairs(places) do
    if place.cell and not place.continued and not place.starts then
      local width = -PADDING
      for c = place.column, place.column + place.span - 1 do width = width + widths[c] end
      local length <const> = utf8.len(place.cell.text) or #place.cell.text
      most = math.max(most, math.ceil(length * LETTER * size * POINT / math.max(width, 1)))
    end
  end
  return most * size * LEADING * POINT + 2
end

local function is_sum(row) return row.role == "total" or row.role == "subtotal" end

--- Index of the last row of the branch that starts at row `i`.
local function branch_end(rows, i)
  local level <const>, last = rows[i].level or 0, i
  while rows[last + 1] and (rows[last + 1].level or 0) > level do last = last + 1 end
  return last
end

local function mark(kept, first, last)
  for i = first, last do kept[i] = true end
end

local function sum(list, first, last)
  local all = 0
  for i = first, last do all = all + list[i] end
  return all
end

--- Branches that fit a page stay whole, from the top down.
local function keep_branches(rows, heights, kept, room)
  local i = 1
  while i <= #rows do
    local last <const> = branch_end(rows, i)
    if last > i and sum(heights, i, last) <= room then
      mark(kept, i, last - 1)
      i = last
    end
    i = i + 1
  end
end

--- List of booleans by row of the body, where `places` are those of all rows, heads first.
function keep.rows(block, places, landscape)
  local size <const> = page.size.cell[block.size or "normal"]
  local paper <const> = landscape and page.landscape or page.portrait
  local room <const> = (paper.height - paper.top - paper.bottom) * ROOM
  local widths <const>, heights <const>, kept <const> = {}, {}, {}
  for c, column in ipairs(block.columns) do widths[c] = column.width end
  for i, row in ipairs(places) do heights[i] = row_height(row, widths, size) end
  local heads <const> = #block.head
  local body <const> = table.move(heights, heads + 1, #heights, 1, {})
  if sum(heights, 1, #heights) <= room then
    mark(kept, 1, #block.rows - 1)
    return kept
  end
  keep_branches(block.rows, body, kept, room - sum(heights, 1, heads))
  for i, row in ipairs(block.rows) do
    if row.role == "group" then kept[i] = true end
    if is_sum(row) and i > 1 then kept[i - 1] = true end
  end
  return kept
end

return keep
