--- Fields of a document as renderers take them: clean texts and lists, or a plain error that names
--- what is wrong. A document comes from a script, which may have put anything anywhere.
local clean = require "capai.render.clean"

local fields = {}

local function fail(what, expected) error(("document: %s is no %s"):format(what, expected), 0) end

--- A text without control characters; "" where it is missing.
function fields.text(value, what)
  if value == nil then return "" end
  if type(value) ~= "string" then fail(what, "text") end
  return clean(value)
end

--- A list; an empty one where it is missing.
function fields.list(value, what)
  if value == nil then return {} end
  if type(value) ~= "table" then fail(what, "list") end
  return value
end

--- A table with fields.
function fields.record(value, what)
  if type(value) ~= "table" then fail(what, "table") end
  return value
end

--- A whole number within bounds; `default` where it is missing.
function fields.integer(value, what, low, high, default)
  if value == nil then return default end
  if math.type(value) ~= "integer" or value < low or value > high then
    fail(what, ("whole number from %d to %d"):format(low, high))
  end
  return value
end

--- Plain notation of a number, with exactly the digits that are given; nil where it is none.
function fields.number(value)
  if type(value) ~= "string" then return nil end
  local sign, whole, rest = value:match "^([+-]?)(%d+)(%.?%d*)$"
  if not whole or rest == "." then return nil end
  whole = whole:gsub("^0+(%d)", "%1")
  return (sign == "-" and "-" or "") .. whole .. rest
end

return fields
