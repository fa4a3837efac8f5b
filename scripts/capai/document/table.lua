--- Tables: from what a layout says of rows and columns to a block of the document.
local cells = require "capai.document.cells"
local formulas = require "capai.document.formulas"
local head = require "capai.document.head"
local levels = require "capai.document.levels"
local numbering = require "capai.document.numbering"
local options = require "capai.document.options"
local text = require "capai.document.text"
local totals = require "capai.document.totals"

local builder = {}

local KEYS <const> = { "id", "caption", "rows", "columns", "total", "tree", "group", "numbers",
                       "source", "remarks", "size", "below", "fields",
                       "subtotal" }
local MOST_COLUMNS <const> = 63 -- Word has no more
local SIZES <const> = { "normal", "tree", "matrix" }
local FORMATS <const> = { "number", "percent", "rupiah", "points", "integer", "text", "tick" }
local COLUMN_KEYS <const> = { "align", "format", "width", "digits", "merge", "total", "rumus",
                              "bold", "index", "note", "units" }

--- ---- columns ----

--- True where one of the columns shows the unit, so that figures go without it.
local function has_unit(leaves)
  for _, spec in ipairs(leaves) do
    if spec[2] == "satuan" then return true end
  end
  return false
end

local function kind_of(spec, format)
  if spec.index then return "index" end
  if format == "tick" then return "tick" end
  return format == "text" and "text" or "number"
end

local ALIGN <const> = { index = "center", tick = "center", number = "right", text = "left" }

--- True where a field holds figures: one is enough, since grades may stand beside them.
local function has_figures(rows, field)
  for _, row in ipairs(rows) do
    local value = row[field]
    local cell = type(row) == "userdata" and row:cell(field)
    if cell and cell.number or value ~= nil and type(value) ~= "string" then return true end
  end
  return false
end

--- How the entries of a column are printed: as it says, or by the field that it shows.
local function format_of(spec, rows)
  if spec.format or spec.index then return spec.format or "text" end
  if type(spec[2]) ~= "string" or not has_figures(rows, spec[2]) then return "text" end
  return cells.format_of(spec[2], rows.name)
end

--- ---- rows ----

local function level_of(self, row)
  return self.level_of and self.level_of(row) or 0
end

--- The cell of one column in one row of data.
local function cell_of(self, spec, row, number)
  if spec.index then return { text = number .. "." } end
  if spec[2] == "kode" then return { text = row.kode or "" } end -- what has none, needs none
  local what = spec[2]
  if type(what) == "function" then
    return cells.given(self.desk, what(row, number), spec.format, spec.digits)
  end
  if type(row) == "table" then
    return cells.given(self.desk, row[what], self.formats[spec], spec.digits)
  end
  local units = spec.units
  if units == nil then units = not self.has_unit end
  local cell = cells.field(row, what, self.formats[spec], units)
  if cell.number then formulas.set(cell, row, what, self) end
  return cell
end

--- A footnote, marked a), b) and so on; the same words have the same mark.
local function mark_of(self, words)
  for _, note in ipairs(self.block.notes) do
    if note.words == words then return note.mark end
  end
  local mark = numbering.letters(#self.block.notes + 1):lower()
  table.insert(self.block.notes, { mark = mark, words = words, text = self.runs(words) })
  return mark
end

local function finish_cell(self, spec, cell, i, row, level)
  cell.column = i
  if spec.bold then cell.bold = true end
  if spec.note then
    local words = spec.note(row)
    if words then cell.mark = mark_of(self, words) end
  end
  if self.spec.tree and i == self.tree_column then cell.indent = level end
  if cell.soft then
    local what = type(spec[2]) == "string" and type(row) == "userdata" and spec[2]
    self.missing[what and cells.why_missing(row, what) or "belum diisi"] = true
  end
  return cell
end

local function add_row(self, row, number)
  local level = level_of(self, row)
  local made = { role = self.spec.tree and level == 0 and "group" or "row", level = level,
                 cells = {} }
  for i, spec in ipairs(self.leaves) do
    local cell = cell_of(self, spec, row, number)
    made.cells[i] = finish_cell(self, spec, cell, i, row, level)
    if made.role == "group" then made.cells[i].bold = true end
  end
  table.insert(self.block.rows, made)
end

--- A row over all columns before the rows of a group.
local function add_group(self, words)
  table.insert(self.block.rows, { role = "group", level = 0, cells = {
    { column = 1, colspan = #self.leaves, text = words, bold = true, align = "left" } } })
end

local function group_of(self, row)
  local group = self.spec.group
  if type(group) == "function" then group = group(row) else group = group and row[group] end
  if group and type(group) ~= "string" then
    options.need(self.desk, { group = group }, "table", { group = "string|nil" })
  end
  return group
end

--- True where the table adds up lines of a budget itself: a total among them is none of them.
local function has_own_total(self)
  return self.level_of or self.spec.total and self.spec.rows.name == "anggaran"
end

--- ---- cells that stand for several rows ----

local function same(a, b)
  return a and b and a.text == b.text and a.number == b.number
end

--- Of a column that merges: equal cells below one another become one, within those of the columns
--- before it that merge.
local function merge(self)
  local rows, breaks = self.block.rows, {}
  for i, spec in ipairs(self.leaves) do
    if spec.merge then
      local first
      for r, row in ipairs(rows) do
        local cell = row.role == "row" and row.cells[i]
        if first and cell and not breaks[r] and same(first, cell) then
          first.rowspan = (first.rowspan or 1) + 1
          cell.covered = true
        else
          first, breaks[r] = cell or nil, true
        end
      end
    end
  end
  for _, row in ipairs(rows) do
    local kept = {}
    for _, cell in ipairs(row.cells) do
      if not cell.covered then kept[#kept + 1] = cell end
    end
    row.cells = kept
  end
end

--- ---- all rows ----

--- What stands over rows that are of no group, where others are.
local REST <const> = "Lainnya"

local function has_groups(self)
  for _, row in ipairs(self.spec.rows) do
    if group_of(self, row) then return true end
  end
  return false
end

local function add_rows(self)
  local last, first, number = nil, 1, 0
  local rest = has_groups(self) and REST or nil
  local function close()
    if last and self.spec.subtotal then totals.add(self, "subtotal", self.spec.subtotal, first) end
  end
  for _, row in ipairs(self.spec.rows) do
    local group = group_of(self, row) or rest
    if group ~= last then close() end
    if group and group ~= last then
      add_group(self, group)
      first = #self.block.rows + 1
    end
    last = group
    if not (has_own_total(self) and row.jenjang == "total") then
      number = number + 1
      add_row(self, row, number)
    end
  end
  close()
end

--- Rows below the others, each a label over the first column and a cell for each of the rest.
local function add_below(self)
  for _, line in ipairs(self.spec.below or {}) do
    options.need(self.desk, line, "below", { [1] = "string", [2] = "table" })
    options.range(self.desk, { columns = #line[2] }, "columns", 0, #self.leaves - 1)
    local made = { role = "subtotal", level = 0, cells = { { column = 1, text = line[1],
                                                             bold = true, align = "left" } } }
    for i, value in ipairs(line[2]) do
      local cell = cells.given(self.desk, value)
      cell.column = i + 1
      made.cells[i + 1] = cell
    end
    table.insert(self.block.rows, made)
  end
end

--- ---- the whole ----

local function set_columns(self)
  self.formats, self.columns_of = {}, {}
  for i, spec in ipairs(self.leaves) do
    options.check(self.desk, spec, COLUMN_KEYS, "columns", 2)
    options.choose(self.desk, spec, "format", FORMATS)
    options.choose(self.desk, spec, "align", { "left", "center", "right" })
    options.range(self.desk, spec, "digits", 0, 12)
    options.range(self.desk, spec, "width", 4, 253)
    local format = format_of(spec, self.spec.rows)
    self.formats[spec] = format
    local kind = kind_of(spec, format)
    self.block.columns[i] = { align = spec.align or ALIGN[kind], width = spec.width, kind = kind }
    if type(spec[2]) == "string" then self.columns_of[spec[2]] = i end
    if not self.tree_column and spec[2] == "uraian" then self.tree_column = i end
  end
end

--- Says below the table what its dashes mean.
local function add_reasons(self, runs)
  local said = {}
  for _, reason in ipairs { "belum diisi", "tidak dapat dihitung", "tidak berlaku" } do
    if self.missing[reason] then said[#said + 1] = reason end
  end
  if #said > 0 then
    local reasons = table.concat(said, " atau ")
    table.insert(self.block.remarks, runs("Tanda – berarti " .. reasons .. "."))
  end
  if self.is_partial then
    table.insert(self.block.remarks, runs "Kolom yang belum lengkap tidak dijumlahkan.")
  end
end

--- The block of what a layout says; `runs` makes runs of a text, `rules` are those of the OPD.
function builder.build(desk, spec, runs, rules)
  options.check(desk, spec, KEYS, "table", 0)
  options.need(desk, spec, "table", { columns = "table", rows = "table|userdata",
    total = "string|nil", subtotal = "string|nil", remarks = "table|nil", below = "table|nil" })
  options.choose(desk, spec, "size", SIZES)
  if not spec.columns[1] then desk.fail("LAYOUT_RANGE", nil, nil, "columns", "{}", "1 ..") end
  local self = { desk = desk, spec = spec, runs = runs, rules = rules, missing = {} }
  self.block = { kind = "table", size = spec.size or spec.tree and "tree" or "normal",
                 caption = runs(spec.caption or ""), columns = {}, rows = {}, notes = {},
                 remarks = {} }
  self.block.head, self.leaves = head.build(spec.columns, spec.numbers, function(words)
    return text.plain(runs(words))
  end)
  options.range(desk, { columns = #self.leaves }, "columns", 1, MOST_COLUMNS)
  self.has_unit = has_unit(self.leaves)
  set_columns(self)
  if spec.tree then self.level_of = levels.of(spec.rows) end
  add_rows(self)
  if spec.total then totals.add(self, "total", spec.total, 1) end
  add_below(self)
  merge(self)
  if spec.source then self.block.source = runs(spec.source) end
  for i, words in ipairs(spec.remarks or {}) do self.block.remarks[i] = runs(words) end
  add_reasons(self, runs)
  for _, note in ipairs(self.block.notes) do note.words = nil end
  return self.block
end

return builder
