--- Formula texts of the rules as trees: { op, ... } with numbers, fields, operators and functions.
--- What is no formula gives nil.

local LENGTH <const>, DEPTH <const> = 2000, 32

local LEVELS <const> = {
  ["or"] = 1, ["and"] = 2, ["<"] = 4, ["<="] = 4, [">"] = 4, [">="] = 4, ["=="] = 4, ["~="] = 4,
  ["!="] = 4, ["+"] = 5, ["-"] = 5, ["*"] = 6, ["/"] = 6,
}
local NOT_LEVEL <const> = 3

local ARGUMENTS <const> = { min = { 2, 100 }, max = { 2, 100 }, abs = { 1, 1 }, ["if"] = { 3, 3 } }

--- The signs and words of a text; nil where it has others.
local function tokens_of(text)
  local list, at = {}, 1
  while true do
    at = text:find("%S", at)
    if not at then return list end
    local token = text:match("^[%a_][%w_]*", at) or text:match("^%d+%.%d+", at)
      or text:match("^%d+", at) or text:match("^[<>=~!]=", at) or text:match("^[-+*/(),<>]", at)
    if not token then return nil end
    list[#list + 1], at = token, at + #token
  end
end

--- Conditions are told from numbers by what makes them.
local function is_condition(node)
  local level = LEVELS[node.op]
  return node.op == "not" or level ~= nil and level <= 4
end

local parser = {}
parser.__index = parser

function parser:take(token)
  if self.tokens[self.at] ~= token then return false end
  self.at = self.at + 1
  return true
end

function parser:call(name)
  local node = { op = name }
  repeat
    local argument = self:binary(1)
    if not argument or is_condition(argument) ~= (name == "if" and #node == 0) then return nil end
    node[#node + 1] = argument
  until not self:take ","
  local counts = ARGUMENTS[name]
  return self:take ")" and #node >= counts[1] and #node <= counts[2] and node or nil
end

function parser:operand()
  local token = self.tokens[self.at]
  if not token then return nil end
  self.at = self.at + 1
  if token == "(" then
    local inner = self:binary(1)
    return inner and self:take ")" and inner or nil
  end
  if ARGUMENTS[token] then return self:take "(" and self:call(token) or nil end
  if token:find "^%d" then return { op = "number", text = token } end
  if token:find "^[%a_]" and not LEVELS[token] and token ~= "not" then
    return { op = "field", name = token }
  end
end

function parser:unary()
  if self:take "-" then
    local inner = self:deeper "unary"
    return inner and not is_condition(inner) and { op = "negate", inner } or nil
  elseif self:take "not" then
    local inner = self:deeper("binary", NOT_LEVEL)
    return inner and is_condition(inner) and { op = "not", inner } or nil
  end
  return self:deeper "operand"
end

--- The method, unless signs and parentheses lie too deep inside each other.
function parser:deeper(method, ...)
  if self.depth >= DEPTH then return nil end
  self.depth = self.depth + 1
  local node = self[method](self, ...)
  self.depth = self.depth - 1
  return node
end

function parser:binary(least)
  local left = self:unary()
  while left do
    local op = self.tokens[self.at]
    local level = LEVELS[op]
    if not level or level < least then return left end
    self.at = self.at + 1
    local right = self:binary(level + 1)
    local conditions = level <= 2
    if not right or is_condition(left) ~= conditions or is_condition(right) ~= conditions then
      return nil
    end
    left = { op = op == "!=" and "~=" or op, left, right }
  end
end

--- The tree of a formula that gives a number.
return function(text)
  local tokens = #text <= LENGTH and tokens_of(text)
  if not tokens then return nil end
  local self = setmetatable({ tokens = tokens, at = 1, depth = 0 }, parser)
  local node = self:binary(1)
  return node and not is_condition(node) and self.at > #tokens and node or nil
end
