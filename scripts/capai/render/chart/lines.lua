--- Lines over years: a full line with dots, a dashed one with squares, the target as steps; where a
--- value is missing, the line has a gap.
local axis = require "capai.render.chart.axis"
local canvas = require "capai.render.chart.canvas"
local grid = require "capai.render.chart.grid"
local legend = require "capai.render.chart.legend"
local metrics = require "capai.render.metrics"
local place = require "capai.render.chart.place"
local style = require "capai.render.chart.style"

local PLOT <const>, DENSE <const> = 46, 7 -- mm: height, years that are closer have no figures
local LOOKS <const> = { { color = "first", width = 0.7 },
                        { color = "class2", width = 0.7, dash = { 1.6, 1 } } }

--- Whether the axis begins at 0: where values come near it, or lie on both sides.
local function from_zero(values)
  local low, high = math.huge, -math.huge
  for _, value in ipairs(values) do low, high = math.min(low, value), math.max(high, value) end
  return low <= high * 0.5
end

--- Runs of values without a gap, as lists of their indices.
local function stretches(values, count)
  local list, current = {}, nil
  for i = 1, count do
    if values[i] then
      if not current then
        current = {}
        list[#list + 1] = current
      end
      current[#current + 1] = i
    else
      current = nil
    end
  end
  return list
end

local function polyline(c, room, points, look)
  if #points < 4 then return end
  c:polyline(points, look)
  for k = 1, #points - 3, 2 do
    room:take_line(points[k], points[k + 1], points[k + 2], points[k + 3])
  end
end

local function draw_series(c, room, one, k, layout)
  for _, run in ipairs(stretches(one.values, layout.count)) do
    local points = {}
    for _, i in ipairs(run) do
      points[#points + 1], points[#points + 2] = layout.x(i), layout.y(one.values[i])
    end
    polyline(c, room, points, LOOKS[k])
  end
end

local function draw_dots(c, room, one, k, layout)
  for i = 1, layout.count do
    if one.values[i] then
      local x, y = layout.x(i), layout.y(one.values[i])
      if k == 1 then
        c:circle(x, y, 1.2, { fill = "first" })
      else
        c:rect(x - 1.1, y - 1.1, 2.2, 2.2, { fill = "paper", stroke = "class2", width = 0.6 })
      end
      room:take(x - 1.2, y - 1.2, x + 1.2, y + 1.2)
    end
  end
end

--- Steps: each target holds from half a year before its year to half a year after it.
local function draw_target(c, room, target, layout)
  for _, run in ipairs(stretches(target.values, layout.count)) do
    local points = {}
    for _, i in ipairs(run) do
      local x, y = layout.x(i), layout.y(target.values[i])
      table.move({ x - layout.slot / 2, y, x + layout.slot / 2, y }, 1, 4, #points + 1, points)
    end
    polyline(c, room, points, style.step)
  end
end

--- The places around a point, the best first: above it where the line is rising towards it or
--- falling from it, below it where it lies in a dip.
local function around(one, i, layout)
  local x, y = layout.x(i), layout.y(one.values[i])
  local before, after = one.values[i - 1], one.values[i + 1]
  local dip = (before or after) and (not before or before > one.values[i]) and
    (not after or after > one.values[i])
  local above, below = { x, y - 2.2, "middle" }, { x, y + 4.8, "middle" }
  local list = dip and { below, above } or { above, below }
  table.move({ { x + 2, y + 1.1, "start" }, { x - 2, y + 1.1, "end" }, { x + 1.5, y - 2.2, "end" },
    { x - 1.5, y - 2.2, "start" }, { x + 1.5, y + 4.8, "end" } }, 1, 5, 3, list)
  return list
end

local function put(c, room, candidates, text, look)
  text = metrics.fit(text, c.width / 4, look.size, look.bold)
  local found = room:find(candidates, text, look)
  if not found then return end -- the text beside the chart holds all figures
  c:text(found[1], found[2], text, style.with(look, { anchor = found[3], plate = true }))
end

--- A target is written where it changes, at the end of its step.
local function label_target(c, room, target, layout)
  local look = style.with(style.label, { color = "target" })
  for i = layout.count, 1, -1 do
    local last = i == layout.count or target.labels[i + 1] ~= target.labels[i]
    if target.values[i] and last then
      local x, y = layout.x(i), layout.y(target.values[i])
      local right = x + layout.slot / 2
      put(c, room, { { right - 1.2, y - 1.2, "end" }, { right - 1.2, y + 4, "end" },
        { x, y - 1.2, "middle" }, { x, y + 4, "middle" },
        { x - layout.slot / 2 + 1.2, y - 1.2, "start" },
        { x - layout.slot / 2 + 1.2, y + 4, "start" } }, target.labels[i], look)
    end
  end
end

--- The greatest width of the names, or of their longest words.
local function widest(data, pattern)
  local width = 0
  for _, name in ipairs(data.categories) do
    for part in name:gmatch(pattern) do
      width = math.max(width, metrics.width(part, style.label.size, true))
    end
  end
  return width
end

--- The names below the plot: all where their words have room, else as many as have, from the last
--- on; the last may be moved to the left to stay in the picture.
local function named(data, slot)
  local room, every, lines = slot - 1.5, 1, {}
  if widest(data, "[^ ]+") > room then
    room = math.min(30, widest(data, ".+")) + 0.01
    every = math.ceil(math.max(room + 2, 1.5 * room + 2 - slot / 2) / slot)
  end
  for i, name in ipairs(data.categories) do
    local shown = (#data.categories - i) % every == 0
    lines[i] = shown and metrics.wrap(name, room, style.label.size, true, 4) or {}
  end
  return lines
end

--- The years whose values are written, the most telling first: the last, the first, the greatest
--- and the least, then the others where they have room.
local function reading_order(values, count, slot)
  local high, low, seen, order = nil, nil, {}, {}
  for i = 1, count do
    if values[i] and (not high or values[i] > values[high]) then high = i end
    if values[i] and (not low or values[i] < values[low]) then low = i end
  end
  local function add(i)
    if i and values[i] and not seen[i] then order[#order + 1], seen[i] = i, true end
  end
  add(count)
  add(1)
  add(high)
  add(low)
  for i = 2, slot >= DENSE and count or 0 do add(i) end
  return order
end

local function label_series(c, room, one, k, layout)
  local look = style.with(style.label, { color = k == 1 and "ink" or "soft", bold = k == 1 })
  for _, i in ipairs(reading_order(one.values, layout.count, layout.slot)) do
    put(c, room, around(one, i, layout), one.labels[i], look)
  end
end

local function items(data)
  local list = { { mark = "solid_line", text = data.series[1].name } }
  if data.series[2] then list[2] = { mark = "dashed_line", text = data.series[2].name } end
  if data.target then list[#list + 1] = { mark = "target", text = data.target.name } end
  return list
end

local function draw_plot(c, data, layout, room)
  if data.target then draw_target(c, room, data.target, layout) end
  for k, one in ipairs(data.series) do draw_series(c, room, one, k, layout) end
  for k, one in ipairs(data.series) do draw_dots(c, room, one, k, layout) end
  for k, one in ipairs(data.series) do label_series(c, room, one, k, layout) end
  if data.target then label_target(c, room, data.target, layout) end
end

return function(data, width)
  local c = canvas.new(width)
  local scale = axis.of(data.all, { zero = from_zero(data.all), unit = data.unit, most = 5,
                                    below = 0.12 })
  local left, count = grid.room(scale), #data.order
  local top = legend.draw(c, items(data), left)
  top = top + grid.head(c, scale, top) + 4
  local bottom, slot = top + PLOT, (width - left) / count
  local layout = { count = count, slot = slot, y = axis.places(scale, bottom, top),
                   x = function(i) return left + (i - 0.5) * slot end }
  grid.lying(c, scale, layout.y, left, width, scale.low <= 0 and 0 or scale.low)
  draw_plot(c, data, layout, place.new(left, top - 4, width, bottom + 0.2))
  return c:finish(bottom + grid.below(c, named(data, slot), layout.x, bottom))
end
