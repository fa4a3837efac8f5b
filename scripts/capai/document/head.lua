--- The head of a table: headings over several columns, and the columns below them.
local head = {}

--- True for a heading that has columns of its own below it.
local function is_group(spec)
  return type(spec[2]) == "table"
end

local function depth_of(specs)
  local depth = 1
  for _, spec in ipairs(specs) do
    if is_group(spec) then
      local below = { table.unpack(spec, 2) }
      depth = math.max(depth, 1 + depth_of(below))
    end
  end
  return depth
end

--- Puts headings into rows from `level` on; returns how many columns they stand over.
local function place(self, specs, level)
  local first = #self.leaves
  for _, spec in ipairs(specs) do
    local cell = { column = #self.leaves + 1, text = self.words(spec[1] or "") }
    table.insert(self.rows[level].cells, cell)
    if is_group(spec) then
      cell.colspan = place(self, { table.unpack(spec, 2) }, level + 1)
    else
      table.insert(self.leaves, spec)
      if #self.rows > level then cell.rowspan = #self.rows - level + 1 end
    end
  end
  return #self.leaves - first
end

--- The numbered row: "5 = 4 ∕ 3" where a column says how it follows.
local function numbered(leaves)
  local cells = {}
  for i, spec in ipairs(leaves) do
    cells[i] = { column = i, text = spec.rumus and i .. " = " .. spec.rumus or tostring(i) }
  end
  return { cells = cells, numbers = true }
end

--- The rows of the head and the specifications of the columns, from the left. `words` makes the
--- text of a heading.
function head.build(specs, with_numbers, words)
  local self = { rows = {}, leaves = {}, words = words }
  for i = 1, depth_of(specs) do self.rows[i] = { cells = {} } end
  place(self, specs, 1)
  if with_numbers then table.insert(self.rows, numbered(self.leaves)) end
  return self.rows, self.leaves
end

return head
