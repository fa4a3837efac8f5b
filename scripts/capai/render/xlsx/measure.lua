--- How wide texts are, and how high rows get, in pixels of which there are 96 to the inch.
local metrics = require "capai.render.metrics"

local measure = {}

--- More characters than fit into the highest row, and the height of that.
local LONG <const>, HEIGHT_MOST <const> = 6000, 540

--- Spreadsheets set text a little wider than paper does.
local WIDER <const> = 1.04

--- The width of a text of one line, in pixels; `size` in points.
function measure.width(text, size, bold)
  return math.ceil(metrics.width(text, size, bold) * 96 / 25.4 * WIDER)
end

--- Pixels from millimetres.
function measure.pixels(millimetres)
  return math.floor(millimetres * 96 / 25.4 + 0.5)
end

--- The lines of a text that is broken at words to be no wider than so many pixels.
function measure.wrap(text, width, size, bold)
  local cut = #text > LONG and utf8.offset(text, LONG)
  if cut then text = text:sub(1, cut - 1) end
  return metrics.wrap(text, math.max(width, 12) * 25.4 / 96 / WIDER, size, bold)
end

--- How many they are.
function measure.lines(text, width, size, bold)
  return #measure.wrap(text, width, size, bold)
end

--- The height of so many lines.
function measure.height(lines, size)
  return math.min(math.ceil(lines * size * 4 / 3 * 1.2) + 7, HEIGHT_MOST)
end

--- Inches, as a text of two decimals, from millimetres.
function measure.inches(millimetres)
  local hundredths = math.floor(millimetres * 100 / 25.4 + 0.5)
  return ("%d.%02d"):format(hundredths // 100, hundredths % 100)
end

return measure
