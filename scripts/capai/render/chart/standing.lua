--- Standing bars: a slot for each name, one or two bars in it, the mark of a target across them.
local axis = require "capai.render.chart.axis"
local canvas = require "capai.render.chart.canvas"
local grid = require "capai.render.chart.grid"
local legend = require "capai.render.chart.legend"
local metrics = require "capai.render.metrics"
local place = require "capai.render.chart.place"
local style = require "capai.render.chart.style"
local targets = require "capai.render.chart.targets"

local PLOT <const>, LEAST <const>, WIDE <const> = 42, 5, 19 -- height, widths of a bar in mm
local OVER <const> = 2.4                                        -- of the mark beside the bars

--- The names in at most three lines each; nil where one has no room.
local function wrap_names(data, room)
  local lines = {}
  for i, name in ipairs(data.categories) do
    for word in name:gmatch "[^ ]+" do
      if metrics.width(word, style.label.size, true) > room then return nil end
    end
    lines[i] = metrics.wrap(name, room, style.label.size, true, 4)
    if #lines[i] > 3 then return nil end
  end
  return lines
end

local function widest(labels)
  local width = 0
  for _, label in ipairs(labels) do
    width = math.max(width, metrics.width(label, style.label.size, true))
  end
  return width
end

--- The width of a bar in such a slot; nil where it would be too narrow, or its figure too wide.
local function bar_width(data, slot)
  local room, count, figure = slot * 0.8, #data.series, 0
  for _, one in ipairs(data.series) do figure = math.max(figure, widest(one.labels) + 1) end
  if data.target then
    local label = targets.common(data.target) and 0 or widest(data.target.labels) + 1
    room = math.min(room, slot - 2 * (OVER + label) - 0.5)
  end
  local width = math.min(math.max(WIDE, figure), room / count)
  if width < LEAST or figure > (count == 1 and slot or width) then return nil end
  return width
end

--- What is known before anything is drawn; nil where lying bars are better.
local function plan(data, width)
  local scale = axis.of(data.all, { zero = true, unit = data.unit, most = 5 })
  local left, count = grid.room(scale), #data.order
  local slot = (width - left) / count
  local bar, names = bar_width(data, slot), wrap_names(data, slot - 2)
  if not bar or not names then return nil end
  local ordered, middles = {}, {}
  for k, i in ipairs(data.order) do
    ordered[k], middles[i] = names[i], left + (k - 0.5) * slot
  end
  return { scale = scale, left = left, slot = slot, bar = bar, names = ordered,
           middles = middles }
end

local function draw_bar(c, x, y1, y2, width, k)
  local top, height = math.min(y1, y2), math.abs(y2 - y1)
  if height < 0.05 then return end
  if k == 2 then
    c:hatched(x, top, width, height, { fill = "tint", stroke = "first" })
  else
    c:rect(x, top, width, height, { fill = "first" })
  end
end

--- The figure above its bar (below where it falls under 0), beyond the mark if that is in the way.
local function outside(y, sign, mark)
  local candidates = {}
  for _, from in ipairs { y, mark } do
    candidates[#candidates + 1] = sign < 0 and from + 4 or from - 1.2
  end
  return candidates
end

--- Full bars that are tall enough carry their figure in themselves.
local function draw_label(c, room, bar, text)
  local sign, inside = bar.value and bar.value < 0 and -1 or 1, {}
  local fits = metrics.width(text, style.label.size, true) <= bar.width - 0.8
  if bar.k == 1 and fits and math.abs(bar.y - bar.zero) >= 6 then
    for _, from in ipairs { bar.y, bar.mark } do
      local y = sign < 0 and from - 1.4 or from + 4.2
      if (bar.zero - y) * sign > 1.2 then inside[#inside + 1] = { bar.x, y, "middle" } end
    end
  end
  local look = style.with(style.label, { anchor = "middle", bold = bar.value ~= false })
  local found = room:find(inside, text, look)
  if found then
    look.color = "paper"
  else
    local above = {}
    for i, y in ipairs(outside(bar.y, sign, bar.mark)) do above[i] = { bar.x, y, "middle" } end
    found = room:find(above, text, look) or above[#above]
    look.plate, look.color = true, bar.value and "ink" or "soft"
  end
  c:text(found[1], found[2], text, look)
end

local function draw_mark(c, data, i, from, to, y)
  c:line(from, y, to, y, { color = "paper", width = 1.6 })
  c:line(from, y, to, y, style.step)
  if targets.common(data.target) then return end
  c:text(to + 0.8, y + style.middle, data.target.labels[i],
    style.with(style.label, { color = "target", plate = true }))
end

local function draw_slot(c, data, i, layout)
  local count, middle, at = #data.series, layout.middles[i], layout.at
  local from, goal = middle - count * layout.bar / 2, data.target and data.target.values[i]
  local room, mark = place.new(0, layout.ceiling, c.width, layout.floor), goal and at(goal)
  if mark then room:take(0, mark - 0.9, c.width, mark + 0.9) end
  for k, one in ipairs(data.series) do
    draw_bar(c, from + (k - 1) * layout.bar, at(0), at(one.values[i] or 0), layout.bar, k)
  end
  if mark then draw_mark(c, data, i, from - OVER, from + count * layout.bar + OVER, mark) end
  for k, one in ipairs(data.series) do
    draw_label(c, room, { x = from + (k - 0.5) * layout.bar, y = at(one.values[i] or 0),
      zero = at(0), value = one.values[i], mark = mark or nil, k = k,
      width = layout.bar }, one.labels[i])
  end
end

--- The room that figures need above the greatest and below the least value.
local function head_room(data, scale)
  local high, low, length = 0, 0, scale.high - scale.low
  for _, value in ipairs(data.all) do high, low = math.max(high, value), math.min(low, value) end
  return math.max(0, 5 - PLOT * (scale.high - high) / length),
    low < 0 and math.max(0, 6 - PLOT * (low - scale.low) / length) or 0
end

return function(data, width)
  local layout = plan(data, width)
  if not layout then return nil end
  local c = canvas.new(width)
  local top = legend.draw(c, targets.legend(data, "target"), layout.left)
  top = top + grid.head(c, layout.scale, top)
  local above, under = head_room(data, layout.scale)
  layout.ceiling, top = top + 1, top + 2 + above
  local bottom = top + PLOT
  layout.at, layout.floor = axis.places(layout.scale, bottom, top), bottom + under
  grid.lying(c, layout.scale, layout.at, layout.left, width, 0)
  for _, i in ipairs(data.order) do draw_slot(c, data, i, layout) end
  local below = grid.below(c, layout.names, function(k)
    return layout.left + (k - 0.5) * layout.slot
  end, layout.floor)
  return c:finish(layout.floor + below)
end
