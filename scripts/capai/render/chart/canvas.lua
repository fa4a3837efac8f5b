--- A drawing in the making: shapes in mm, each of one kind, in the order in which they are drawn.
--- Colours are names of the palette. What is dashed, hollow or hatched is so in every format.
---
--- | kind | fields |
--- |---|---|
--- | line | x1 y1 x2 y2, color, width, dash |
--- | segments | points { x1 y1 x2 y2, ... }: lines of one look, color, width |
--- | polyline | points { x y, ... }, color, width, dash |
--- | polygon | points { x y, ... }, fill, stroke, width |
--- | rect | x y w h, fill, stroke, width |
--- | circle | x y r, fill, stroke, width |
--- | text | x y (of the baseline), text, size (points), bold, color, anchor |
---
--- dash is { on, off } in mm; fill and stroke may be missing, but not both; anchor is "start",
--- "middle" or "end".
local metrics = require "capai.render.metrics"

local canvas = {}
canvas.__index = canvas

local ASCENT <const>, DESCENT <const> = 0.74, 0.22 -- of an em, with marks above capitals

--- A drawing of that width; its height is known when it is finished.
function canvas.new(width)
  return setmetatable({ width = width, shapes = {} }, canvas)
end

local function add(self, shape)
  self.shapes[#self.shapes + 1] = shape
end

function canvas:line(x1, y1, x2, y2, style)
  add(self, { kind = "line", x1 = x1, y1 = y1, x2 = x2, y2 = y2, color = style.color,
              width = style.width or 0.25, dash = style.dash })
end

function canvas:polyline(points, style)
  add(self, { kind = "polyline", points = points, color = style.color,
              width = style.width or 0.25, dash = style.dash })
end

function canvas:polygon(points, style)
  add(self, { kind = "polygon", points = points, fill = style.fill, stroke = style.stroke,
              width = style.width or 0.25 })
end

function canvas:rect(x, y, w, h, style)
  add(self, { kind = "rect", x = x, y = y, w = w, h = h, fill = style.fill,
              stroke = style.stroke, width = style.width or 0.25 })
end

function canvas:circle(x, y, r, style)
  add(self, { kind = "circle", x = x, y = y, r = r, fill = style.fill, stroke = style.stroke,
              width = style.width or 0.25 })
end

--- A rectangle with lines that rise to the right: told from a full one without colour.
function canvas:hatched(x, y, w, h, style)
  self:rect(x, y, w, h, { fill = style.fill })
  local points, step = {}, 1.5
  for offset = step, w + h - 0.01, step do
    local right, low = math.max(0, offset - h), math.max(0, offset - w)
    table.move({ x + right, y + math.min(offset, h), x + math.min(offset, w), y + low },
      1, 4, #points + 1, points)
  end
  if points[1] then
    add(self, { kind = "segments", points = points, color = style.stroke, width = 0.2 })
  end
  self:rect(x, y, w, h, { stroke = style.stroke, width = 0.35 })
end

--- The room that a text takes: left, top, right, bottom.
function canvas.box(x, y, text, style)
  local width, em = metrics.width(text, style.size, style.bold), metrics.mm(style.size)
  if style.anchor == "middle" then x = x - width / 2 end
  if style.anchor == "end" then x = x - width end
  return { x, y - ASCENT * em, x + width, y + DESCENT * em }
end

--- A text; with `plate` on a piece of paper that covers the lines of the grid.
function canvas:text(x, y, text, style)
  if text == "" then return end
  if style.plate then
    local box = canvas.box(x, y, text, style)
    self:rect(box[1] - 0.5, box[2], box[3] - box[1] + 1, box[4] - box[2], { fill = "paper" })
  end
  add(self, { kind = "text", x = x, y = y, text = text, size = style.size,
              bold = style.bold or false, color = style.color or "ink",
              anchor = style.anchor or "start" })
end

--- The drawing as renderers take it.
function canvas:finish(height)
  return { width = self.width, height = height, shapes = self.shapes }
end

return canvas
