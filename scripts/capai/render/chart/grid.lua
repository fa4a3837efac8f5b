--- Gridlines and what stands at their ends: light, and one dark line from which marks are read.
local metrics = require "capai.render.metrics"
local style = require "capai.render.chart.style"

local grid = {}

--- A text around x that stays within the drawing, if it has room right of `free`; returns up to
--- where there is none now.
local function centred(c, x, y, text, look, free)
  local half = metrics.width(text, look.size, look.bold) / 2
  x = math.max(half, math.min(c.width - half, x))
  if free and x - half < free then return free end
  c:text(x, y, text, style.with(look, { anchor = "middle" }))
  return x + half + 1
end

local function note(c, scale, y)
  if not scale.note then return 0 end
  local text = metrics.fit(scale.note, c.width, style.tick.size)
  c:text(c.width, y, text, style.with(style.tick, { anchor = "end" }))
  return style.leading
end

local function is_base(value, base)
  return base and math.abs(value - base) < 1e-9 * math.max(1, math.abs(base))
end

--- Lines from top to bottom with their values below; returns the height below `bottom`.
function grid.upright(c, scale, at, top, bottom, base)
  local dark, free
  for _, tick in ipairs(scale.ticks) do
    local x = at(tick.value)
    if is_base(tick.value, base) then dark = x else c:line(x, top, x, bottom, style.grid) end
    free = centred(c, x, bottom + 4, tick.text, style.tick, free)
  end
  if dark then c:line(dark, top, dark, bottom, style.base) end
  return 5.5 + note(c, scale, bottom + 4 + style.leading)
end

--- The width of the values beside lying lines.
function grid.room(scale)
  local width = 0
  for _, tick in ipairs(scale.ticks) do
    width = math.max(width, metrics.width(tick.text, style.tick.size))
  end
  return width + 2
end

--- Lines from left to right with their values before them.
function grid.lying(c, scale, at, left, right, base)
  local dark
  for _, tick in ipairs(scale.ticks) do
    local y = at(tick.value)
    if is_base(tick.value, base) then dark = y else c:line(left, y, right, y, style.grid) end
    c:text(left - 2, y + 1.05, tick.text, style.with(style.tick, { anchor = "end" }))
  end
  if dark then c:line(left, dark, right, dark, style.base) end
end

--- Names in lines below a plot, each around its place; returns the height that they take.
function grid.below(c, lines, places, y)
  local most = 0
  for i, list in ipairs(lines) do
    for k, text in ipairs(list) do
      centred(c, places(i), y + 4 + (k - 1) * style.leading, text, style.label)
    end
    most = math.max(most, #list)
  end
  return 1.5 + most * style.leading
end

--- What the values on a lying axis are, above its upper end; returns the height.
function grid.head(c, scale, y)
  if not scale.note then return 0 end
  c:text(0, y + 3, metrics.fit(scale.note, c.width, style.tick.size), style.tick)
  return style.leading + 1
end

return grid
