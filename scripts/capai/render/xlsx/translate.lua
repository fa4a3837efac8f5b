--- A tree of xlsx/parse as a formula of a spreadsheet, in the notation of files.

local LEVELS <const> = {
  ["<"] = 4, ["<="] = 4, [">"] = 4, [">="] = 4, ["=="] = 4, ["~="] = 4,
  ["+"] = 5, ["-"] = 5, ["*"] = 6, ["/"] = 6, negate = 7,
}
local SIGNS <const> = { ["=="] = "=", ["~="] = "<>" }
local FUNCTIONS <const> = {
  min = "MIN", max = "MAX", abs = "ABS", ["if"] = "IF", ["and"] = "AND", ["or"] = "OR",
  ["not"] = "NOT",
}

local write

local function call(node, place)
  local parts = {}
  for i, argument in ipairs(node) do parts[i] = write(argument, place, 0) end
  return ("%s(%s)"):format(FUNCTIONS[node.op], table.concat(parts, ","))
end

local function operation(node, place, level)
  if node.op == "negate" then return "-" .. write(node[1], place, level) end
  local sign = SIGNS[node.op] or node.op
  return write(node[1], place, level) .. sign .. write(node[2], place, level + 1)
end

--- The text of a node, in parentheses where it binds less than `least`.
write = function(node, place, least)
  if node.op == "number" then return node.text end
  if node.op == "field" then return place(node.name) end
  local level = LEVELS[node.op]
  if not level then return call(node, place) end
  local text = operation(node, place, level)
  return level < least and "(" .. text .. ")" or text
end

--- `place` gives the cell of a field: "D6".
return function(node, place)
  return write(node, place, 0)
end
