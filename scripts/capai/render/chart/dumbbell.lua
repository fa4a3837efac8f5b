--- Two values on one line: a full dot for the first, a ring for the second, the line between them
--- dashed where the second exceeds the first.
local axis = require "capai.render.chart.axis"
local canvas = require "capai.render.chart.canvas"
local grid = require "capai.render.chart.grid"
local legend = require "capai.render.chart.legend"
local metrics = require "capai.render.metrics"
local names = require "capai.render.chart.names"
local style = require "capai.render.chart.style"

local DOT <const>, RING <const>, ROW <const> = 1.75, 1.5, 9 -- mm

local function looks(k)
  return style.with(style.label, { bold = k == 1 })
end

--- What stands for a value that is missing.
local function missing(data, i, k, width)
  local one = data.series[k]
  local label = one.labels[i] == "" and "–" or one.labels[i]
  return metrics.fit(one.name .. " " .. label, width / 3, style.name.size)
end

--- The room for figures at one end of the lines.
local function figures(data, width)
  local most, room = 0, math.max(width * 0.18, math.min(30, width / 4))
  for k, one in ipairs(data.series) do
    for i, label in ipairs(one.labels) do
      one.labels[i] = metrics.fit(label, room, style.label.size, k == 1)
      most = math.max(most, metrics.width(one.labels[i], style.label.size, k == 1))
      if not one.values[i] then
        most = math.max(most, metrics.width(missing(data, i, k, width), style.name.size))
      end
    end
  end
  return most + DOT + 2 * style.gap
end

local function items(data)
  local list = { { mark = "dot", text = data.series[1].name },
                 { mark = "ring", text = data.series[2].name } }
  for i in ipairs(data.categories) do
    if data.verdicts[i] == true then
      list[3] = { mark = "over", text = ("%s melebihi %s"):format(data.series[2].name:lower(),
        data.series[1].name:lower()) }
    end
  end
  return list
end

--- The figure beside its dot: `side` is -1 for left, 1 for right.
local function draw_figure(c, x, middle, side, text, k)
  c:text(x + side * (DOT + style.gap - 0.3), middle + style.middle, text,
    style.with(looks(k), { plate = true, anchor = side < 0 and "end" or "start" }))
end

local function draw_marks(c, x, middle)
  if x[2] then
    c:circle(x[2], middle, RING, { fill = "paper", stroke = "second", width = 0.8 })
  end
  if x[1] then c:circle(x[1], middle, DOT, { fill = "first" }) end
end

--- Equal values: the ring lies around the dot, so that both are seen.
local function draw_equal(c, x, middle)
  c:circle(x[2], middle, RING + 0.7, { fill = "paper", stroke = "second", width = 0.8 })
  c:circle(x[1], middle, DOT - 0.5, { fill = "first" })
end

--- A value that is missing is named beside the other.
local function draw_missing(c, data, i, x, middle)
  local k = x[1] and 2 or 1
  local text = missing(data, i, k, c.width)
  local from = (x[3 - k] or c.width) + DOT + style.gap
  local right = math.min(c.width, from + metrics.width(text, style.name.size))
  c:text(right, middle + style.middle, text,
    style.with(style.name, { color = "soft", anchor = "end", plate = true }))
end

local function draw_pair(c, data, i, x, middle)
  local first = x[1] <= x[2] and 1 or 2
  local close = math.abs(x[1] - x[2]) < 1.2
  if not close then
    c:line(x[1], middle, x[2], middle, data.verdicts[i] == true and style.over or style.link)
  end
  draw_figure(c, x[first], middle, -1, data.series[first].labels[i], first)
  draw_figure(c, x[3 - first], middle, 1, data.series[3 - first].labels[i], 3 - first)
  return close and draw_equal(c, x, middle) or not close and draw_marks(c, x, middle)
end

local function draw_row(c, data, i, middle, at)
  local x = {}
  for k, one in ipairs(data.series) do x[k] = one.values[i] and at(one.values[i]) end
  if x[1] and x[2] then return draw_pair(c, data, i, x, middle) end
  for k, one in ipairs(data.series) do
    if x[k] then draw_figure(c, x[k], middle, -1, one.labels[i], k) end
  end
  draw_missing(c, data, i, x, middle)
  draw_marks(c, x, middle)
end

return function(data, width)
  local c, column = canvas.new(width), names.measure(data.categories, width * 0.34)
  local room = figures(data, width)
  local left, right = column.width + 2 + room, width - room
  local top = legend.draw(c, items(data), column.width + 2) + 1
  local middles, bottom = {}, top
  for _, i in ipairs(data.order) do
    local height = math.max(column:height(i) + 2, ROW)
    middles[i], bottom = bottom + height / 2, bottom + height
  end
  local scale = axis.along(data.all, { unit = data.unit }, right - left)
  local at = axis.places(scale, left, right)
  local below = grid.upright(c, scale, at, top, bottom, data.unit == "%" and 100 or 0)
  for _, i in ipairs(data.order) do
    draw_row(c, data, i, middles[i], at)
    column:draw(c, i, middles[i])
  end
  return c:finish(bottom + below)
end
