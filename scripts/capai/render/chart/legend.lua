--- What the marks of a chart mean, above it: as many beside each other as have room.
local metrics = require "capai.render.metrics"
local style = require "capai.render.chart.style"

local legend = {}

local MARK <const>, BETWEEN <const> = 7, 6 -- widths in mm

local marks = {}

function marks.full(c, x, y) c:rect(x + 2.4, y - 1.5, 3, 3, { fill = "first" }) end

function marks.hatched(c, x, y)
  c:hatched(x + 2.4, y - 1.5, 3, 3, { fill = "tint", stroke = "first" })
end

function marks.target(c, x, y) c:line(x, y, x + 5.4, y, style.step) end

function marks.across(c, x, y) c:line(x + 4, y - 1.8, x + 4, y + 1.8, style.step) end

function marks.over(c, x, y) c:line(x - 1, y, x + 5.4, y, style.over) end

function marks.dot(c, x, y) c:circle(x + 3.6, y, 1.5, { fill = "first" }) end

function marks.ring(c, x, y)
  c:circle(x + 3.6, y, 1.3, { fill = "paper", stroke = "second", width = 0.7 })
end

function marks.solid_line(c, x, y)
  c:line(x - 1, y, x + 5.4, y, { color = "first", width = 0.7 })
  c:circle(x + 2.2, y, 1, { fill = "first" })
end

function marks.dashed_line(c, x, y)
  c:line(x - 1, y, x + 5.4, y, { color = "class2", width = 0.7, dash = { 1.6, 1 } })
  c:rect(x + 1.3, y - 0.9, 1.8, 1.8, { fill = "paper", stroke = "class2", width = 0.5 })
end

local function draw_item(c, item, lines, x, y)
  marks[item.mark](c, x, y)
  for i, line in ipairs(lines) do
    c:text(x + MARK, y + style.middle + (i - 1) * style.leading, line, style.legend)
  end
end

local function wrap(item, room)
  local lines, width = metrics.wrap(item.text, room - MARK - 1, style.legend.size, false, 4), 0
  for _, line in ipairs(lines) do
    width = math.max(width, metrics.width(line, style.legend.size))
  end
  return lines, width + MARK
end

--- Draws `{ mark, text }` from `left` to the right edge; returns the height that they take.
function legend.draw(c, items, left)
  local x, y, tallest = left, 2, 0
  for _, item in ipairs(items) do
    local lines, width = wrap(item, c.width - left)
    if x > left and x + width > c.width then
      x, y, tallest = left, y + tallest + 1.2, 0
    end
    draw_item(c, item, lines, x + 1, y)
    x, tallest = x + width + BETWEEN, math.max(tallest, #lines * style.leading)
  end
  return items[1] and y + tallest + 1 or 0
end

return legend
