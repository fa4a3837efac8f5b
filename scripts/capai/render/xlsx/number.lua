--- Numbers as a spreadsheet holds and shows them.
local capai = require "capai"

local number = {}

--- The most digits that survive the way through a binary number and back.
local DIGITS <const> = 15

--- True for plain notation, "-12.5".
function number.is_plain(text)
  return type(text) == "string" and #text <= 60 and text:find "^%-?%d+$" ~= nil
    or type(text) == "string" and #text <= 60 and text:find "^%-?%d+%.%d+$" ~= nil
end

--- A plain number as an exact one. A point is never taken for that of thousands.
function number.decimal(text)
  return capai.decimal((text:gsub("%.", ",")))
end

--- Digits from the first to the last that is not 0.
local function significant(text)
  return #text:gsub("[-.]", ""):gsub("^0+", ""):gsub("0+$", "")
end

--- True where a cell can hold the number as it is; else how many digits are too many for it.
function number.survives(text)
  local digits = significant(text)
  return digits <= DIGITS and #text <= 40, digits
end

--- How many decimals a number has.
function number.decimals(text)
  local decimals = text:match "%.(%d+)$"
  return decimals and #decimals or 0
end

local function pattern(whole, decimals)
  return decimals > 0 and whole .. "." .. ("0"):rep(decimals) or whole
end

--- Room as wide as an n between a text and the border on its right. An indent would say the same,
--- but not every program heeds it there.
local ROOM <const> = "_n"

--- The format of a text on the right of its cell.
number.TEXT = "@" .. ROOM

--- What stands behind the digits of a cell's text: " Dok", "%", " (IKM Kab. Jember)".
function number.unit(text)
  local unit = text:gsub("^[%d.,+\u{2212}-]+", ""):gsub('"', "'")
  return utf8.len(unit) <= 40 and unit or ""
end

--- The format of a cell's number: separators come from the reader's locale, the minus is a true
--- one. `mark` is that of a footnote, which stands before the number; `unit` stands behind it.
function number.format(kind, decimals, mark, unit)
  local behind = unit and unit ~= "" and ('"%s"'):format(unit) or ""
  local plain = pattern(kind == "percent" and "0" or "#,##0", decimals) .. behind .. ROOM
  local before = mark and ('"%s) "'):format(mark) or ""
  if kind == "points" then
    return ('%s+%s;%s"−"%s;%s%s'):format(before, plain, before, plain, before,
      pattern("0", decimals) .. ROOM)
  end
  return ('%s%s;%s"−"%s'):format(before, plain, before, plain)
end

--- The format of a value beside a bar or a point.
function number.label(decimals)
  return ('%s;"−"%s'):format(pattern("#,##0", decimals), pattern("#,##0", decimals))
end

return number
