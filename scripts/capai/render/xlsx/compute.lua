--- What a spreadsheet makes of a formula, against what it is exactly. A spreadsheet computes with
--- binary numbers: beside each exact value stands how far from it the binary one can be, so that a
--- formula is left out where the two could be rounded differently.
local capai = require "capai"
local number = require "capai.render.xlsx.number"

--- More than the error of one operation, relative to its result.
local UNIT <const> = capai.decimal "0,000000000000001"
local ZERO <const>, ONE <const> = capai.decimal(0), capai.decimal(1)
local HALF <const> = capai.decimal "0,5"

local compute = {}

local function absolute(x) return x < ZERO and -x or x end

local function stop(reason) error({ reason = reason }, 0) end

--- A value that has just been rounded to binary.
local function rounded(value, bound)
  return { value = value, bound = bound + absolute(value) * UNIT }
end

--- The number of a cell, or of a formula's text.
local function cell(text)
  local made = rounded(number.decimal(text), ZERO)
  made.cell = true
  return made
end

local NUMBERS <const> = {
  ["+"] = function(a, b) return rounded(a.value + b.value, a.bound + b.bound) end,
  ["-"] = function(a, b) return rounded(a.value - b.value, a.bound + b.bound) end,
  ["*"] = function(a, b)
    local bound = absolute(a.value) * b.bound + absolute(b.value) * a.bound + a.bound * b.bound
    return rounded(a.value * b.value, bound)
  end,
  ["/"] = function(a, b)
    local size = absolute(b.value)
    if size <= b.bound * 2 or b.value:is_zero() then stop "pembaginya nol" end
    local result = a.value / b.value
    return rounded(result, (a.bound + absolute(result) * b.bound) * 2 / size)
  end,
}

local COMPARISONS <const> = {
  ["<"] = function(a, b) return a < b end, ["<="] = function(a, b) return a <= b end,
  [">"] = function(a, b) return a > b end, [">="] = function(a, b) return a >= b end,
  ["=="] = function(a, b) return a:eq(b) end, ["~="] = function(a, b) return not a:eq(b) end,
}

--- Two cells are told apart by any digit; what was computed may be off by its last ones.
local function compare(op, a, b)
  local apart = absolute(a.value - b.value)
  if not (a.cell and b.cell) and apart <= a.bound + b.bound then
    stop "perbandingannya terlalu dekat untuk bilangan biner"
  end
  return COMPARISONS[op](a.value, b.value)
end

local function extreme(node, values, walk)
  local best = walk(node[1], values)
  for i = 2, #node do
    local other = walk(node[i], values)
    local bound = other.bound > best.bound and other.bound or best.bound
    local less = other.value < best.value
    if less == (node.op == "min") then best = other end
    best = { value = best.value, bound = bound }
  end
  return best
end

local walk

local SPECIAL <const> = {
  number = function(node) return cell(node.text) end,
  field = function(node, values) return cell(values[node.name]) end,
  negate = function(node, values)
    local inner = walk(node[1], values)
    return { value = -inner.value, bound = inner.bound, cell = inner.cell }
  end,
  abs = function(node, values)
    local inner = walk(node[1], values)
    return { value = absolute(inner.value), bound = inner.bound, cell = inner.cell }
  end,
  min = function(node, values) return extreme(node, values, walk) end,
  max = function(node, values) return extreme(node, values, walk) end,
  ["if"] = function(node, values) return walk(node[walk(node[1], values) and 2 or 3], values) end,
  --- both sides are computed, as a spreadsheet does
  ["and"] = function(node, values)
    local left, right = walk(node[1], values), walk(node[2], values)
    return left and right
  end,
  ["or"] = function(node, values)
    local left, right = walk(node[1], values), walk(node[2], values)
    return left or right
  end,
  ["not"] = function(node, values) return not walk(node[1], values) end,
}

walk = function(node, values)
  local special = SPECIAL[node.op]
  if special then return special(node, values) end
  local a, b = walk(node[1], values), walk(node[2], values)
  if NUMBERS[node.op] then return NUMBERS[node.op](a, b) end
  return compare(node.op, a, b)
end

--- The value of a tree for plain numbers by field, and how far from it a spreadsheet's can be; nil
--- and the reason where a spreadsheet can give none.
function compute.value(node, values)
  local ok, result = pcall(walk, node, values)
  if ok then return result.value, result.bound end
  if type(result) == "table" and result.reason then return nil, result.reason end
  return nil, "hasilnya melampaui jangkauan angka"
end

--- True where a value that lies within `bound` of the exact `value` can be rounded to another
--- number: by ROUND near a half, by the other two near a whole.
function compute.in_doubt(value, bound, digits, halves)
  local scale = capai.decimal("1" .. ("0"):rep(digits))
  local size, reach = absolute(value) * scale, bound * scale
  if halves then size = size + HALF end
  local below = capai.round(size, 0, "down")
  local above = size - below
  return above <= reach or ONE - above <= reach
end

--- ---- the same in binary ----

local BINARY <const> = {
  ["+"] = function(a, b) return a + b end, ["-"] = function(a, b) return a - b end,
  ["*"] = function(a, b) return a * b end, ["/"] = function(a, b) return a / b end,
  ["<"] = function(a, b) return a < b end, ["<="] = function(a, b) return a <= b end,
  [">"] = function(a, b) return a > b end, [">="] = function(a, b) return a >= b end,
  ["=="] = function(a, b) return a == b end, ["~="] = function(a, b) return a ~= b end,
  ["and"] = function(a, b) return a and b end, ["or"] = function(a, b) return a or b end,
  ["not"] = function(a) return not a end, negate = function(a) return -a end,
  abs = math.abs, min = math.min, max = math.max,
}

--- What a spreadsheet computes, before it rounds.
function compute.binary(node, values)
  if node.op == "number" then return tonumber(node.text) + 0.0 end
  if node.op == "field" then return tonumber(values[node.name]) + 0.0 end
  if node.op == "if" then
    return compute.binary(node[compute.binary(node[1], values) and 2 or 3], values)
  end
  local operands = {}
  for i, operand in ipairs(node) do operands[i] = compute.binary(operand, values) end
  return BINARY[node.op](table.unpack(operands, 1, #node))
end

return compute
