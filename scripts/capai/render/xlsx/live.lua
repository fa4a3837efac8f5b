--- Which cells of a table become formulas, and why others keep their value: a formula is written
--- only where every spreadsheet computes the number that the report shows.
local capai = require "capai"
local compute = require "capai.render.xlsx.compute"
local number = require "capai.render.xlsx.number"
local parse = require "capai.render.xlsx.parse"
local translate = require "capai.render.xlsx.translate"

local live = {}
live.__index = live

local FORMULA_MOST <const>, DEPTH_MOST <const> = 8000, 5000

local ROUNDINGS <const> = {
  half_up = "ROUND", down = "ROUNDDOWN", up = "ROUNDUP",
  floor = { "ROUNDDOWN", "ROUNDUP" }, ceil = { "ROUNDUP", "ROUNDDOWN" },
}

--- The name of a column in a spreadsheet: 28 is AB.
local function letters(column)
  local text = ""
  while column > 0 do
    text = string.char(65 + (column - 1) % 26) .. text
    column = (column - 1) // 26
  end
  return text
end

--- Formulas of the grid of a table, whose first row stands in row `top` of its sheet.
function live.new(grid, top)
  return setmetatable({ grid = grid, top = top, state = {}, circle = {} }, live)
end

--- The cell that covers a place, and where it begins.
function live:at(row, column)
  local owner = math.type(row) == "integer" and math.type(column) == "integer" and self.grid[row]
    and self.grid[row][column]
  if owner then return owner.cell, owner.row, owner.column end
end

--- The plain number of a place and its name, "D6"; nil where it holds none that can be computed
--- with.
function live:operand(row, column)
  local cell, at, from = self:at(row, column)
  if not cell or not cell.number or not number.survives(cell.number) then return nil end
  return cell.number, letters(from) .. (self.top + at - 1), cell
end

--- ---- a formula of the rules ----

--- The operands of a formula as plain numbers and as names, by field; the reason where one is none.
local function operands_of(self, node, formula, row, values, places)
  if node.op == "field" then
    local column = type(formula.of) == "table" and formula.of[node.name]
    local value, place = self:operand(row, column)
    if not value then return ("%s bukan angka di tabel ini"):format(node.name) end
    values[node.name], places[node.name] = value, place
  end
  for _, operand in ipairs(node) do
    local reason = operands_of(self, operand, formula, row, values, places)
    if reason then return reason end
  end
end

--- The function that rounds a value as a mode does; nil where there is none.
local function rounding_of(mode, value)
  local name = ROUNDINGS[mode]
  if type(name) ~= "table" then return name end
  return name[value < capai.decimal(0) and 2 or 1]
end

--- True where a spreadsheet could round to another number.
local function differs(tree, values, value, bound, digits, name)
  if not compute.in_doubt(value, bound, digits, name == "ROUND") then return false end
  if name == "ROUND" then return true end
  --- at a whole, binary numbers that are right to the last digit are rounded right
  local text = tostring(value)
  if text:find "%." then text = text:gsub("0+$", ""):gsub("%.$", "") end
  return not (number.is_plain(text) and number.survives(text)
    and compute.binary(tree, values) == tonumber(text) + 0.0)
end

--- The formula of a value that is rounded; nil and the reason where it cannot be had.
local function rounded(cell, tree, values, text, value, bound)
  local digits, mode = cell.formula.digits, cell.formula.mode
  local name = rounding_of(mode, value)
  if math.type(digits) ~= "integer" or digits < 0 or digits > 12 or not name then
    return nil, "pembulatannya tidak ada dalam lembar kerja"
  end
  if not capai.round(value, digits, mode):eq(number.decimal(cell.number)) then
    return nil, "hasil rumus ini bukan angka yang tercetak"
  end
  if differs(tree, values, value, bound, digits, name) then
    return nil, "hasilnya tepat di batas pembulatan; lembar kerja dapat membulatkannya ke arah lain"
  end
  return ("%s(%s,%d)"):format(name, text, digits)
end

--- The formula of a value that is not rounded.
local function unrounded(cell, text, value)
  local apart = value - number.decimal(cell.number)
  local least = number.decimal "0.00000000000001"
  local size = value < capai.decimal(0) and -value or value
  if (apart < capai.decimal(0) and -apart or apart) > size * least then
    return nil, "hasil rumus ini bukan angka yang tercetak"
  end
  return text
end

local function of_rules(self, cell, row)
  local tree = type(cell.formula.text) == "string" and parse(cell.formula.text)
  if not tree then return nil, "rumusnya tidak dapat ditulis dalam lembar kerja" end
  local values, places = {}, {}
  local reason = operands_of(self, tree, cell.formula, row, values, places)
  if reason then return nil, reason end
  local value, bound = compute.value(tree, values)
  if not value then return nil, bound end
  local text = translate(tree, function(name) return places[name] end)
  if cell.formula.digits then return rounded(cell, tree, values, text, value, bound) end
  return unrounded(cell, text, value)
end

--- ---- a sum ----

--- Names of the cells of a column in these rows, those that follow each other as ranges; their sum
--- and the most decimals of one.
local function addends(self, rows, column)
  local parts, total, decimals, first, last = {}, capai.decimal(0), 0, nil, nil
  local function flush()
    if first then parts[#parts + 1] = first == last and first or first .. ":" .. last end
  end
  local before
  for _, row in ipairs(rows) do
    local value, place = self:operand(row, column)
    if not value then return nil end
    if row ~= (before or row) + 1 then flush() first = place end
    total, before, last = total + number.decimal(value), row, place
    decimals = math.max(decimals, number.decimals(value))
  end
  flush()
  return parts, total, decimals
end

local function of_sum(self, cell, column)
  local rows = cell.formula.sum
  if type(rows) ~= "table" or #rows == 0 then return nil, "tidak ada yang dijumlahkan" end
  local parts, total, decimals = addends(self, rows, column)
  if not parts then return nil, "sebagian yang dijumlahkan bukan angka" end
  if not total:eq(number.decimal(cell.number)) then
    return nil, "jumlah sel di tabel ini bukan angka yang tercetak"
  end
  local text = table.concat(parts, "+")
  if #parts == 1 and text:find ":" then text = ("SUM(%s)"):format(text)
  elseif text:find ":" then text = ("SUM(%s)"):format(table.concat(parts, ",")) end
  --- binary fractions add up to a little more or less
  if decimals > 0 then text = ("ROUND(%s,%d)"):format(text, decimals) end
  if #parts > 250 or #text > FORMULA_MOST then return nil, "terlalu banyak yang dijumlahkan" end
  return text
end

--- ---- circles ----

--- The columns of a rules' formula, always in the same order.
local function columns_of(formula)
  local columns = {}
  for _, column in pairs(type(formula.of) == "table" and formula.of or {}) do
    if math.type(column) == "integer" then columns[#columns + 1] = column end
  end
  table.sort(columns)
  return columns
end

--- The cells that a cell's formula looks at, each with its place.
local function looks_at(self, cell, row, column)
  local cells = {}
  if type(cell.formula.sum) == "table" then
    for i, other in ipairs(cell.formula.sum) do cells[i] = { self:at(other, column) } end
  else
    for i, other in ipairs(columns_of(cell.formula)) do cells[i] = { self:at(row, other) } end
  end
  return cells
end

--- True where a formula leads back to a cell that is being looked at.
local function circles(self, cell, row, column, depth)
  if self.state[cell] then return self.state[cell] == "open" end
  if depth > DEPTH_MOST then return true end
  self.state[cell] = "open"
  local found = false
  if type(cell.formula) == "table" then
    for _, other in ipairs(looks_at(self, cell, row, column)) do
      found = found or other[1] and circles(self, other[1], other[2], other[3], depth + 1)
    end
  end
  self.state[cell], self.circle[cell] = "done", found
  return found
end

--- The formula of a cell at a place of the grid, without "="; nil and the reason where it keeps its
--- value.
function live:formula(cell, row, column)
  if circles(self, cell, row, column, 0) or self.circle[cell] then
    return nil, "rumusnya memuat dirinya sendiri"
  end
  local make = cell.formula.sum and of_sum or of_rules
  local ok, text, reason = pcall(make, self, cell, cell.formula.sum and column or row)
  if not ok then return nil, "hasilnya melampaui jangkauan angka" end
  return text, reason
end

return live
