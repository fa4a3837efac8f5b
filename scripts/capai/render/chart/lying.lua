--- Lying bars: a row for each name, one or two bars in it, the mark of a target across them, and
--- the figures at the end of the bars.
local axis = require "capai.render.chart.axis"
local canvas = require "capai.render.chart.canvas"
local grid = require "capai.render.chart.grid"
local legend = require "capai.render.chart.legend"
local metrics = require "capai.render.metrics"
local names = require "capai.render.chart.names"
local style = require "capai.render.chart.style"
local targets = require "capai.render.chart.targets"

local BAR <const>, THIN <const>, BETWEEN <const> = 4.4, 3.7, 2.4 -- mm
local PLOT <const> = 12                    -- the least width of the plot
local MANY <const>, CLOSE <const> = 20, 1.5 -- with more rows they are thin and close

local function widest(labels, room)
  local width = 0
  for i, label in ipairs(labels) do
    labels[i] = metrics.fit(label, room, style.label.size, true)
    width = math.max(width, metrics.width(labels[i], style.label.size, true))
  end
  return width
end

local function has_negative(data)
  for _, value in ipairs(data.all) do if value < 0 then return true end end
  return false
end

--- The widest that a figure may be: alone up to half a narrow picture, less where there are also
--- figures at the left, or of targets.
local function longest_figure(data, width, negative)
  local shared = (negative and 1 or 0) + (data.target and 1 or 0)
  if shared == 0 then return math.max(width * 0.25, math.min(32, width / 2)) end
  return width * (shared == 1 and 0.25 or 0.2)
end

--- The places of columns: names, plot, figures of differing targets.
local function columns(data, width)
  local figures, negative = 0, has_negative(data)
  local longest = longest_figure(data, width, negative)
  for _, one in ipairs(data.series) do
    figures = math.max(figures, widest(one.labels, longest) + 2 * style.gap)
  end
  local target = data.target and not targets.common(data.target) and
    widest(data.target.labels, longest) + 1 or 0
  local taken = target + figures * (negative and 2 or 1)
  local room = math.min(width * (target > 0 and 0.32 or 0.38), width - taken - PLOT)
  local column = names.measure(data.categories, math.max(8, room))
  return { names = column, target = target > 0, right = width - target - figures,
           left = math.max(4, column.width + 2) + (negative and figures or 0) }
end

local function bar_height(data)
  return (data.series[2] or #data.order > MANY) and THIN or BAR
end

--- The middle of each row in the order of drawing, and where the last ends.
local function places(data, column, top)
  local middles, y, between = {}, top, #data.order > MANY and CLOSE or BETWEEN
  for _, i in ipairs(data.order) do
    local height = math.max(column:height(i), #data.series * bar_height(data)) + between
    middles[i], y = y + height / 2, y + height
  end
  return middles, y
end

local function look_of(data, row, k)
  if data.by_class and row <= 5 then return { fill = "class" .. row } end
  if data.by_class then return { hatched = true, fill = "paper", stroke = "soft" } end
  return k == 2 and { hatched = true, fill = "tint", stroke = "first" } or { fill = "first" }
end

local function draw_bar(c, x1, x2, y, height, look)
  local left, width = math.min(x1, x2), math.abs(x2 - x1)
  if width < 0.05 then return end
  if look.hatched then
    c:hatched(left, y, width, height, look)
  else
    c:rect(left, y, width, height, look)
  end
end

--- Where there are targets, the figure stands within its bar, clear of the mark, if it has room.
local function label_within(c, zero, place, y, text, mark)
  local sign, width = place < zero and -1 or 1, metrics.width(text, style.label.size, true)
  local before = mark and (place - mark) * sign -- the end of the bar
  local near = mark and (mark - zero) * sign > 0 and before > -1 and before < width + 2 * style.gap
  local last = near and mark - sign * 0.5 or place
  if width > math.abs(last - zero) - 2 * style.gap then return false end
  c:text(last - sign * style.gap, y + style.middle, text,
    style.with(style.label, { color = "paper", anchor = sign < 0 and "start" or "end" }))
  return true
end

--- The figure stands at the end of its bar, or behind the mark of the target where that is near.
local function draw_label(c, place, y, text, value, mark)
  local width, sign = metrics.width(text, style.label.size, true), value and value < 0 and -1 or 1
  local x = place + sign * style.gap
  if mark then
    local from, to = math.min(x, x + sign * width) - 1, math.max(x, x + sign * width) + 1
    if mark > from and mark < to then x = mark + sign * style.gap end
  end
  c:text(x, y + style.middle, text, style.with(style.label,
    { plate = true, anchor = sign < 0 and "end" or "start", color = value and "ink" or "soft",
      bold = value ~= false }))
end

local function draw_mark(c, x, top, bottom)
  c:line(x, top, x, bottom, { color = "paper", width = 1.6 })
  c:line(x, top, x, bottom, style.step)
end

--- One row: its bars, the mark across them, then the figures.
local function draw_row(c, data, i, middle, at)
  local height, count = bar_height(data), #data.series
  local top = middle - count * height / 2
  local goal = data.target and data.target.values[i]
  for k, one in ipairs(data.series) do
    local space = count == 2 and 0.2 or 0
    draw_bar(c, at(0), at(one.values[i] or 0), top + (k - 1) * height + space,
      height - 2 * space, look_of(data, i, k))
  end
  local mark = goal and at(goal)
  for k, one in ipairs(data.series) do
    local place, y = at(one.values[i] or 0), top + (k - 0.5) * height
    if not (data.target and count == 1 and one.values[i] and
      label_within(c, at(0), place, y, one.labels[i], mark)) then
      draw_label(c, place, y, one.labels[i], one.values[i], mark)
    end
  end
  if mark then draw_mark(c, mark, top - 0.8, top + count * height + 0.8) end
end

local function draw_target(c, data, i, middle)
  c:text(c.width, middle + style.middle, data.target.labels[i],
    style.with(style.label, { color = data.target.values[i] and "target" or "soft",
                              anchor = "end", bold = data.target.values[i] ~= false }))
end

local function whole(values)
  for _, value in ipairs(values) do if value ~= math.floor(value) then return false end end
  return true
end

return function(data, width)
  local c, layout = canvas.new(width), columns(data, width)
  local items = targets.legend(data, "across")
  local top = legend.draw(c, items, 0)
  if layout.target then
    c:text(width, top + 2.6, metrics.fit(data.target.name, width / 3, 9, true),
      style.with(style.label, { color = "target", anchor = "end" }))
    top = top + style.leading
  end
  local middles, bottom = places(data, layout.names, top)
  local scale = axis.along(data.all, { zero = true, unit = data.unit,
    whole = data.by_class and whole(data.all) }, layout.right - layout.left)
  local at = axis.places(scale, layout.left, layout.right)
  local below = grid.upright(c, scale, at, top, bottom, 0)
  for _, i in ipairs(data.order) do
    draw_row(c, data, i, middles[i], at)
    layout.names:draw(c, i, middles[i])
    if layout.target then draw_target(c, data, i, middles[i]) end
  end
  return c:finish(bottom + below)
end
