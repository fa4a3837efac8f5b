--- Room for labels: what is taken, and the first of some places that is free.
local canvas = require "capai.render.chart.canvas"

local place = {}
place.__index = place

--- Room within `left, top, right, bottom`.
function place.new(left, top, right, bottom)
  return setmetatable({ frame = { left, top, right, bottom }, boxes = {}, lines = {} }, place)
end

--- Nothing may stand on this box.
function place:take(left, top, right, bottom)
  self.boxes[#self.boxes + 1] = { left, top, right, bottom }
end

--- Nothing may stand on this line.
function place:take_line(x1, y1, x2, y2)
  self.lines[#self.lines + 1] = { x1, y1, x2, y2 }
end

local function overlap(a, b)
  return a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]
end

--- Narrows the part of the line that lies between two sides of a box.
local function clip(from, delta, low, high, first, last)
  if math.abs(delta) < 1e-9 then
    if from < low or from > high then return 1, 0 end
    return first, last
  end
  local a, b = (low - from) / delta, (high - from) / delta
  if a > b then a, b = b, a end
  return math.max(first, a), math.min(last, b)
end

local function crosses(line, box)
  local first, last = clip(line[1], line[3] - line[1], box[1], box[3], 0, 1)
  first, last = clip(line[2], line[4] - line[2], box[2], box[4], first, last)
  return first < last
end

--- Whether a box lies in the frame and touches nothing that is taken.
function place:free(box)
  local frame = self.frame
  if box[1] < frame[1] or box[2] < frame[2] or box[3] > frame[3] or box[4] > frame[4] then
    return false
  end
  for _, other in ipairs(self.boxes) do if overlap(box, other) then return false end end
  for _, line in ipairs(self.lines) do if crosses(line, box) then return false end end
  return true
end

--- The first of `{ x, y, anchor }` at which the text is free, which it then takes; nil where none.
function place:find(candidates, text, style)
  for _, candidate in ipairs(candidates) do
    local box = canvas.box(candidate[1], candidate[2], text,
      { size = style.size, bold = style.bold, anchor = candidate[3] })
    if self:free(box) then
      self.boxes[#self.boxes + 1] = box
      return candidate
    end
  end
  return nil
end

return place
