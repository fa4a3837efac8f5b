--- Which rows of a table stay on the page of the next one. Word lays out the pages, not we.
local heights <const> = require "capai.render.heights"

local keep = {}

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

--- Branches that fit a page stay whole, from the top down.
local function keep_branches(rows, high, kept, room)
  local i = 1
  while i <= #rows do
    local last <const> = branch_end(rows, i)
    if last > i and heights.sum(high, i, last) <= room then
      mark(kept, i, last - 1)
      i = last
    end
    i = i + 1
  end
end

--- List of booleans by row of the body.
function keep.rows(block, landscape)
  local kept <const>, room <const> = {}, heights.room(landscape)
  local high <const>, head <const> = heights.of(block)
  if head + heights.sum(high, 1, #high) <= room then
    mark(kept, 1, #block.rows - 1)
    return kept
  end
  keep_branches(block.rows, high, kept, room - head)
  for i, row in ipairs(block.rows) do
    if row.role == "group" then kept[i] = true end
    if is_sum(row) and i > 1 then kept[i - 1] = true end
  end
  return kept
end

return keep
