--- The names of rows in a column left of the plot, broken at words and never cut.
local metrics = require "capai.render.metrics"
local style = require "capai.render.chart.style"

local names = {}
names.__index = names

--- Breaks the names to lines no wider than `room`; `width` is what the column then needs.
function names.measure(texts, room)
  local column = setmetatable({ lines = {}, width = 0, broken = false }, names)
  for i, text in ipairs(texts) do
    local lines = metrics.wrap(text, room, style.name.size, false, style.most_lines)
    for _, line in ipairs(lines) do
      column.width = math.max(column.width, metrics.width(line, style.name.size))
    end
    column.lines[i], column.broken = lines, column.broken or #lines > 1
  end
  return column
end

--- The height of the name of a row.
function names:height(i) return #self.lines[i] * style.leading end

--- Sets the name of a row around its middle: at the left edge where any name has two lines, so
--- that these read well, else beside the plot.
function names:draw(c, i, middle)
  local lines = self.lines[i]
  local y = middle + style.middle - (#lines - 1) * style.leading / 2
  for k, line in ipairs(lines) do
    local x = self.broken and 0 or self.width
    c:text(x, y + (k - 1) * style.leading, line,
      style.with(style.name, { anchor = self.broken and "start" or "end" }))
  end
end

return names
