--- A drawing as an Enhanced Metafile, which word processors keep sharp and editable. One unit is
--- 0.01 mm on a device of 100 dots per mm. Dashes are lines of their own, as programs differ in how
--- they dash a wide pen.
local clean = require "capai.render.clean"
local metrics = require "capai.render.metrics"
local page = require "capai.render.page"
local palette = require "capai.render.palette"

-- Records and what they hold, by the names of the specification [MS-EMF].
local HEADER <const>, POLYGON <const>, POLYLINE <const>, POLYPOLYLINE <const> = 1, 3, 4, 7
local SETWINDOWEXT <const>, SETWINDOWORG <const> = 9, 10
local SETVIEWPORTEXT <const>, SETVIEWPORTORG <const>, ENDFILE <const> = 11, 12, 14
local SETMAPMODE <const>, SETBKMODE <const>, SETTEXTALIGN <const> = 17, 18, 22
local SETTEXTCOLOR <const>, SELECTOBJECT <const>, DELETEOBJECT <const> = 24, 37, 40
local CREATEBRUSH <const>, ELLIPSE <const>, RECTANGLE <const> = 39, 42, 43
local FONT <const>, TEXTOUT <const>, PEN <const> = 82, 84, 95
local ANISOTROPIC <const>, TRANSPARENT <const> = 8, 1
local NULL_BRUSH <const>, NULL_PEN <const> = 0x80000005, 0x80000008
local GEOMETRIC_FLAT_MITER <const> = 0x00010000 | 0x0200 | 0x2000
local ALIGN <const> = { start = 24, middle = 30, ["end"] = 26 } -- at the baseline

local Writer = {}
Writer.__index = Writer

local function unit(value) return math.floor(value * 100 + 0.5) end

local function record(self, kind, body)
  self.records[#self.records + 1] = string.pack("<I4I4", kind, #body + 8) .. body
end

local function color_of(name)
  local red, green, blue = palette.light[name]:match "(%x%x)(%x%x)(%x%x)"
  return tonumber(blue .. green .. red, 16)
end

--- An object that is made once and selected when it is not yet: its number.
local function select_object(self, slot, key, make)
  local handle = self.objects[key]
  if not handle then
    handle = self.handles
    self.handles, self.objects[key] = handle + 1, handle
    make(handle)
  end
  if self.selected[slot] ~= handle then
    record(self, SELECTOBJECT, string.pack("<I4", handle))
    self.selected[slot] = handle
  end
end

local function select_stock(self, slot, handle)
  if self.selected[slot] == handle then return end
  record(self, SELECTOBJECT, string.pack("<I4", handle))
  self.selected[slot] = handle
end

local function pen(self, color, width)
  if not color then return select_stock(self, "pen", NULL_PEN) end
  local size = math.max(1, unit(width))
  select_object(self, "pen", ("pen %s %d"):format(color, size), function(handle)
    record(self, PEN, string.pack("<I4I4I4I4I4I4I4I4I4I4I4", handle, 0, 0, 0, 0,
      GEOMETRIC_FLAT_MITER, size, 0, color_of(color), 0, 0))
  end)
end

local function brush(self, color)
  if not color then return select_stock(self, "brush", NULL_BRUSH) end
  select_object(self, "brush", "brush " .. color, function(handle)
    record(self, CREATEBRUSH, string.pack("<I4I4I4I4", handle, 0, color_of(color), 0))
  end)
end

--- UTF-16 with the width of each unit; the second half of a pair has none.
local function wide(text, size, bold)
  local units, widths = {}, {}
  for _, code in utf8.codes(text) do
    local advance = unit(metrics.mm(size) * metrics.advance(code, bold) / 1000)
    if code >= 0x10000 then
      code = code - 0x10000
      units[#units + 1] = string.pack("<I2I2", 0xD800 | code >> 10, 0xDC00 | code & 0x3FF)
      widths[#widths + 1] = string.pack("<I4I4", advance, 0)
    else
      units[#units + 1] = string.pack("<I2", code)
      widths[#widths + 1] = string.pack("<I4", advance)
    end
  end
  return table.concat(units), table.concat(widths)
end

local function font(self, size, bold)
  local height = unit(metrics.mm(size))
  select_object(self, "font", ("font %d %s"):format(height, bold), function(handle)
    local face = wide(page.font, 1, false)
    -- LOGFONTW and the rest of EXTLOGFONTW, which is empty
    record(self, FONT, string.pack("<I4i4i4i4i4i4I1I1I1I1I1I1I1I1", handle, -height, 0, 0, 0,
      bold and 700 or 400, 0, 0, 0, 1, 0, 0, 0, 0) .. face .. ("\0"):rep(64 - #face) ..
      ("\0"):rep(128 + 64 + 40))
  end)
end

local function point(x, y) return string.pack("<i4i4", unit(x), unit(y)) end

--- The least rectangle around points: what a record says of itself.
local function bounds(points)
  local left, top, right, bottom = math.huge, math.huge, -math.huge, -math.huge
  for i = 1, #points, 2 do
    left, right = math.min(left, points[i]), math.max(right, points[i])
    top, bottom = math.min(top, points[i + 1]), math.max(bottom, points[i + 1])
  end
  return point(left, top) .. point(right, bottom)
end

local function packed(points)
  local parts = {}
  for i = 1, #points, 2 do parts[#parts + 1] = point(points[i], points[i + 1]) end
  return table.concat(parts)
end

local function poly(self, kind, points)
  record(self, kind, bounds(points) .. string.pack("<I4", #points // 2) .. packed(points))
end

--- Lines of two points each in one record.
local function segments(self, points)
  local count = #points // 4
  if count == 0 then return end
  record(self, POLYPOLYLINE, bounds(points) .. string.pack("<I4I4", count, count * 2) ..
    string.pack("<I4", 2):rep(count) .. packed(points))
end

--- The parts of a polyline that a dash leaves; the pattern runs on around corners.
local function dashed(points, dash)
  local parts, phase, length = {}, 0, dash[1] + dash[2]
  for i = 1, #points - 3, 2 do
    local x, y, dx, dy = points[i], points[i + 1], points[i + 2] - points[i],
      points[i + 3] - points[i + 1]
    local whole, at = math.sqrt(dx * dx + dy * dy), 0
    while at < whole - 1e-9 do
      local on = phase < dash[1]
      local stop = math.min(whole, at + math.max((on and dash[1] or length) - phase, 1e-3))
      if on then
        table.move({ x + dx * at / whole, y + dy * at / whole, x + dx * stop / whole,
          y + dy * stop / whole }, 1, 4, #parts + 1, parts)
      end
      phase, at = phase + stop - at, stop
      if phase >= length - 1e-9 then phase = 0 end
    end
  end
  return parts
end

local shapes = {}

function shapes.polyline(self, s)
  pen(self, s.color, s.width)
  if s.dash then return segments(self, dashed(s.points, s.dash)) end
  poly(self, POLYLINE, s.points)
end

function shapes.line(self, s)
  shapes.polyline(self, { points = { s.x1, s.y1, s.x2, s.y2 }, color = s.color,
                          width = s.width, dash = s.dash })
end

function shapes.segments(self, s)
  pen(self, s.color, s.width)
  segments(self, s.points)
end

function shapes.polygon(self, s)
  pen(self, s.stroke, s.width)
  brush(self, s.fill)
  poly(self, POLYGON, s.points)
end

function shapes.rect(self, s)
  pen(self, s.stroke, s.width)
  brush(self, s.fill)
  record(self, RECTANGLE, point(s.x, s.y) .. point(s.x + s.w, s.y + s.h))
end

function shapes.circle(self, s)
  pen(self, s.stroke, s.width)
  brush(self, s.fill)
  record(self, ELLIPSE, point(s.x - s.r, s.y - s.r) .. point(s.x + s.r, s.y + s.r))
end

--- A setting that holds until it is set again.
local function set(self, kind, value)
  if self.selected[kind] == value then return end
  record(self, kind, string.pack("<I4", value))
  self.selected[kind] = value
end

function shapes.text(self, s)
  font(self, s.size, s.bold)
  set(self, SETTEXTALIGN, ALIGN[s.anchor])
  set(self, SETTEXTCOLOR, color_of(s.color))
  local units, widths = wide(clean(s.text), s.size, s.bold)
  local count = #units // 2
  units = units .. ("\0"):rep(-#units % 4)
  -- bounds, mode and scale, then the text object: where, how many, offsets from the record's start
  record(self, TEXTOUT, string.pack("<i4i4i4i4I4ff", 0, 0, -1, -1, 1, 1, 1) .. point(s.x, s.y) ..
    string.pack("<I4I4I4", count, 76, 0) .. string.pack("<i4i4i4i4I4", 0, 0, -1, -1, 76 + #units) ..
    units .. widths)
end

local function begin(self, drawing)
  local size = point(drawing.width, drawing.height)
  record(self, SETMAPMODE, string.pack("<I4", ANISOTROPIC))
  record(self, SETWINDOWORG, point(0, 0))
  record(self, SETWINDOWEXT, size)
  record(self, SETVIEWPORTORG, point(0, 0))
  record(self, SETVIEWPORTEXT, size)
  record(self, SETBKMODE, string.pack("<I4", TRANSPARENT))
end

--- Frees what was made and ends the file.
local function finish(self)
  select_stock(self, "pen", NULL_PEN)
  select_stock(self, "brush", NULL_BRUSH)
  select_stock(self, "font", 0x8000000D)
  for handle = 1, self.handles - 1 do record(self, DELETEOBJECT, string.pack("<I4", handle)) end
  record(self, ENDFILE, string.pack("<I4I4I4", 0, 16, 20))
end

--- The header: size in dots and in 0.01 mm (here the same), then the device, an A4 sheet.
local function header(self, drawing, length)
  local edge = point(0, 0) .. point(drawing.width, drawing.height)
  return string.pack("<I4I4", HEADER, 108) .. edge .. edge ..
    string.pack("<I4I4I4I4I2I2I4I4I4", 0x464D4520, 0x10000, length + 108, #self.records + 1,
      self.handles, 0, 0, 0, 0) ..
    string.pack("<I4I4I4I4I4I4I4I4I4", 21000, 29700, 210, 297, 0, 0, 0, 210000, 297000)
end

--- The bytes of the file.
return function(drawing)
  local writer = setmetatable({ records = {}, handles = 1, objects = {}, selected = {} }, Writer)
  begin(writer, drawing)
  for _, shape in ipairs(drawing.shapes) do shapes[shape.kind](writer, shape) end
  finish(writer)
  local body = table.concat(writer.records)
  return header(writer, drawing, #body) .. body
end
