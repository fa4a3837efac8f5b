--- Columns of many values, written small: numbers as whole numbers of one scale, words once.
local json = require "capai.dashboard.json"

local columns = {}

--- What a number of a page can hold exactly, whatever its digits are.
local DIGITS_MOST <const> = 15

local function parts(value)
  local sign, whole, fraction = value:match "^(-?)(%d+)%.?(%d*)$"
  if sign then return sign, whole:gsub("^0+(%d)", "%1"), fraction end
end

--- How many decimals the whole numbers of a column stand for.
local function scale_of(values, count)
  local longest, most = 1, 0
  for i = 1, count do
    local sign, whole, fraction = parts(values[i] or "")
    if sign then longest, most = math.max(longest, #whole), math.max(most, #fraction) end
  end
  return math.max(0, math.min(most, DIGITS_MOST - longest))
end

--- { d: decimals, v: [value * 10^d or null], asli: { place: digits where v has not all or more } }
function columns.numbers(values, count)
  local digits, list, exact = scale_of(values, count), {}, {}
  for i = 1, count do
    local sign, whole, fraction = parts(values[i] or "")
    list[i] = "null"
    if sign then
      local scaled = (whole .. (fraction .. ("0"):rep(digits)):sub(1, digits)):gsub("^0+(%d)", "%1")
      list[i] = (scaled == "0" and "" or sign) .. scaled
      if #fraction ~= digits then exact[#exact + 1] = { tostring(i - 1), json.text(values[i]) } end
    end
  end
  return json.object { { "d", tostring(digits) }, { "v", json.list(list) },
                       { "asli", exact[1] and json.object(exact) } }
end

--- A vocabulary that grows: vocabulary:index(word) counts from 0.
local Vocabulary = {}
Vocabulary.__index = Vocabulary

function columns.vocabulary() return setmetatable({ list = {}, of = {} }, Vocabulary) end

function Vocabulary:index(word)
  if not self.of[word] then
    self.list[#self.list + 1] = word
    self.of[word] = #self.list - 1
  end
  return self.of[word]
end

--- The places of words in a vocabulary, -1 where there is none; one number where all are equal.
function columns.words(values, count, vocabulary)
  local list, same = {}, true
  for i = 1, count do
    list[i] = tostring(values[i] and vocabulary:index(values[i]) or -1)
    same = same and list[i] == list[1]
  end
  return same and list[1] or json.list(list)
end

return columns
