--- Rows of sums: of all rows of a table, of a group, of the top lines of a tree.
local capai = require "capai"
local cells = require "capai.document.cells"
local formulas = require "capai.document.formulas"

local totals = {}

--- The sum of the rows from `first` on, of a tree of those at the top, and which they are; nil
--- where one of them is missing: what is unknown is not zero.
local function summed(self, i, first)
  local list, sum, any = {}, capai.decimal(0), false
  for r = first, #self.block.rows do
    local row = self.block.rows[r]
    local cell = row.cells[i]
    local counts = row.role == "row" or self.spec.tree and row.role == "group"
    if counts and row.level == 0 and cell then
      if not cell.number then
        self.is_partial = true
        return nil
      end
      list[#list + 1], sum, any = r, sum + capai.cell(cell.number, "plain").number, true
    end
  end
  return any and sum or nil, list
end

--- The figures of a row by field.
local function figures_of(self, row)
  local by_column, fields = {}, {}
  for _, cell in ipairs(row) do by_column[cell.column] = cell.number end
  for field, i in pairs(self.columns_of) do
    if by_column[i] then fields[field] = capai.cell(by_column[i], "plain").number end
  end
  return fields
end

local function sum_cell(self, spec, i, first)
  local sum, list = summed(self, i, first)
  if not sum then return cells.missing() end
  local cell = cells.number(sum, self.formats[spec])
  cell.formula = { sum = list }
  return cell
end

--- The cell of a row of sums over the rows from `first` on; `made` holds the cells before it.
local function total_cell(self, spec, i, made, first)
  if spec.total == "sum" then return sum_cell(self, spec, i, first) end
  if spec.total == "serapan" then
    return formulas.serapan(self, figures_of(self, made.cells), self.formats[spec]) or
      cells.missing()
  end
  local value = made.role == "total" and spec.total
  if type(value) == "function" then value = value(self.spec.rows) end
  if not value then return { text = "" } end
  return cells.given(self.desk, value, self.formats[spec], spec.digits)
end

--- A row of sums over the rows from `first` on; its label stands over the columns before the first
--- that has a total.
function totals.add(self, role, label, first)
  local from = 1
  while self.leaves[from] and self.leaves[from].total == nil do from = from + 1 end
  local made = { role = role, level = 0, cells = {} }
  if from > 1 then
    made.cells[1] = { column = 1, colspan = from - 1, text = label, bold = true, align = "left" }
  end
  for i = from, #self.leaves do
    local cell = total_cell(self, self.leaves[i], i, made, first)
    cell.column, cell.bold = i, true
    made.cells[#made.cells + 1] = cell
  end
  table.insert(self.block.rows, made)
end

return totals
