--- A drawing as SVG: one element that stands in a page or alone. Its unit is 0.1 mm, as some
--- programs measure texts of few units badly. Colours are written out, as not every program knows
--- custom properties; with `css` they can be set by the page.
local clean = require "capai.render.clean"
local metrics = require "capai.render.metrics"
local page = require "capai.render.page"
local palette = require "capai.render.palette"

local ENTITIES <const> = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;",
                           ["'"] = "&#39;" }

local function escape(text) return (clean(text):gsub("[&<>\"']", ENTITIES)) end

--- A fraction of ten or a hundred as a decimal number, the same in every locale.
local function decimal(parts, of)
  local whole = math.floor(math.abs(parts) + 0.5)
  local text = (of == 10 and "%d.%d" or "%d.%02d"):format(whole // of, whole % of)
  text = text:gsub("0+$", ""):gsub("%.$", "")
  return parts <= -0.5 and "-" .. text or text
end

--- Millimetres in units of the picture, and as millimetres.
local function unit(mm) return decimal(mm * 100, 10) end
local function size(mm) return decimal(mm * 100, 100) end

local Writer = {}
Writer.__index = Writer

function Writer:color(name)
  if not name then return "none" end
  local hex = "#" .. palette.light[name]
  return self.css and ("var(--%s,%s)"):format(name, hex) or hex
end

function Writer:stroke(shape)
  local dash = shape.dash and (' stroke-dasharray="%s %s"'):format(unit(shape.dash[1]),
    unit(shape.dash[2])) or ""
  return (' stroke="%s" stroke-width="%s"%s'):format(self:color(shape.color), unit(shape.width),
    dash)
end

function Writer:fill(shape)
  local edge = shape.stroke and (' stroke="%s" stroke-width="%s"'):format(
    self:color(shape.stroke), unit(shape.width)) or ""
  return (' fill="%s"%s'):format(self:color(shape.fill), edge)
end

local function points(list)
  local parts = {}
  for i = 1, #list, 2 do parts[#parts + 1] = unit(list[i]) .. "," .. unit(list[i + 1]) end
  return table.concat(parts, " ")
end

local elements = {}

function elements.line(self, s)
  return ('<line x1="%s" y1="%s" x2="%s" y2="%s"%s/>'):format(unit(s.x1), unit(s.y1), unit(s.x2),
    unit(s.y2), self:stroke(s))
end

function elements.segments(self, s)
  local parts = {}
  for i = 1, #s.points, 4 do
    parts[#parts + 1] = ("M%s %sL%s %s"):format(unit(s.points[i]), unit(s.points[i + 1]),
      unit(s.points[i + 2]), unit(s.points[i + 3]))
  end
  return ('<path d="%s" fill="none"%s/>'):format(table.concat(parts), self:stroke(s))
end

function elements.polyline(self, s)
  return ('<polyline points="%s" fill="none"%s/>'):format(points(s.points), self:stroke(s))
end

function elements.polygon(self, s)
  return ('<polygon points="%s"%s/>'):format(points(s.points), self:fill(s))
end

function elements.rect(self, s)
  return ('<rect x="%s" y="%s" width="%s" height="%s"%s/>'):format(unit(s.x), unit(s.y), unit(s.w),
    unit(s.h), self:fill(s))
end

function elements.circle(self, s)
  return ('<circle cx="%s" cy="%s" r="%s"%s/>'):format(unit(s.x), unit(s.y), unit(s.r),
    self:fill(s))
end

function elements.text(self, s)
  local anchor = s.anchor ~= "start" and (' text-anchor="%s"'):format(s.anchor) or ""
  return ('<text x="%s" y="%s" font-size="%s"%s%s fill="%s">%s</text>'):format(unit(s.x), unit(s.y),
    unit(metrics.mm(s.size)), s.bold and ' font-weight="bold"' or "", anchor, self:color(s.color),
    escape(s.text))
end

--- The element; `alt` is what it says to those who do not see it. Of `options`: `css`.
return function(drawing, alt, options)
  local writer = setmetatable({ css = options and options.css }, Writer)
  local lines = {
    ('<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="%s" width="%smm" ' ..
      'height="%smm" viewBox="0 0 %s %s" font-family="%s">'):format(escape(alt or ""),
      size(drawing.width), size(drawing.height), unit(drawing.width), unit(drawing.height),
      table.concat(page.fonts, ", ") .. ", sans-serif"),
    ("<title>%s</title>"):format(escape(alt or "")),
  }
  for _, shape in ipairs(drawing.shapes) do
    lines[#lines + 1] = elements[shape.kind](writer, shape)
  end
  lines[#lines + 1] = "</svg>"
  return table.concat(lines, "\n") .. "\n"
end
