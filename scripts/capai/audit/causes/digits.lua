--- Digits: lost, doubled, swapped, cut off in print.
local capai = require "capai"
local printed = require "capai.audit.printed"
local telling = require "capai.audit.causes.telling"

local number = capai.format.number
local causes = {}

--- How two whole amounts differ in their digits, where that is a slip of one.
local function slip(a, b)
  if #a + 1 == #b then
    for i = 1, #b do
      if b:sub(1, i - 1) .. b:sub(i + 1) == a then
        return "angka " .. b:sub(i, i) .. (i == 1 and " di depan" or "") .. " hilang"
      end
    end
  elseif #a == #b + 1 then
    for i = 1, #a do
      if a:sub(1, i - 1) .. a:sub(i + 1) == b then
        return "angka " .. a:sub(i, i) .. " berlebih"
      end
    end
  elseif #a == #b then
    local first, last
    for i = 1, #a do
      if a:sub(i, i) ~= b:sub(i, i) then first, last = first or i, i end
    end
    if first == last then
      return "satu angka berbeda: " .. a:sub(first, first) .. " untuk " .. b:sub(first, first)
    end
    if last - first <= 2 and a:sub(first, last) == b:sub(first, last):reverse() then
      return "angka tertukar: " .. a:sub(first, last) .. " untuk " .. b:sub(first, last)
    end
  end
end

--- Digits of a number, without its sign and separators.
local function digits_of(x, places)
  return (capai.format.number(printed.round(x, places)):gsub("[^%d]", ""))
end

causes[#causes + 1] = function(f)
  if not f.figure or not f.expected then return nil end
  local a = digits_of(f.figure.value, f.figure.digits)
  local b = digits_of(f.expected, f.figure.digits)
  if telling.is_rupiah(f) then return #b >= 6 and slip(a, b) or nil end
  --- a short one differs in one digit by chance, and in its last by rounding
  local one = #a >= 4 and #a == #b and a:sub(-1) == b:sub(-1) and slip(a, b)
  return one or nil
end

--- What is printed is the beginning of the amount.
causes[#causes + 1] = function(f)
  local a = f.dilaporkan:gsub("[^%d]", "")
  local b = f.expected and not f.figure and digits_of(f.expected, 0)
  if b and #a >= 4 and #a < #b and b:sub(1, #a) == a then
    return "terpotong dalam cetakan: " .. number(f.expected)
  end
end

return causes
