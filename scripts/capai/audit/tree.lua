--- The budget as trees: each printed table of a year and version, its lines, what is below them.
local keys = require "capai.audit.keys"
local printed = require "capai.audit.printed"

local GROUP = { "opd", "tahun", "versi", "tabel" }
local ZERO = require("capai").decimal(0)

local tree = {}

--- The lines of each printed table, year and version, in their order.
local function read_groups(rows, groups)
  local list = {}
  for _, row in ipairs(rows) do
    local key = keys.of(row, GROUP)
    local group = groups[key]
    if not group then
      group = { lines = {}, by_code = {}, row = row, opd = row.opd }
      groups[key], list[#list + 1] = group, group
    end
    local line = { row = row, kode = keys.code(row.kode), children = {},
                   is_total = keys.name(row.jenjang) == "total" }
    group.lines[#group.lines + 1] = line
    if line.kode ~= "" then
      group.by_code[line.kode] = group.by_code[line.kode] or {}
      table.insert(group.by_code[line.kode], line)
    end
  end
  return list
end

--- The nearest line whose code is a part of this one's; of several with that code the first.
local function parent_of(group, kode)
  local function line_of(code)
    for _, line in ipairs(group.by_code[code] or {}) do
      if not line.is_total then return line end
    end
  end
  local code = keys.parent(kode, line_of)
  return code and line_of(code)
end

--- Gives every line those below it, and a total the lines that it sums: the one that its code
--- belongs to ("2.T"), else all that have no parent.
local function link(group)
  local roots = {}
  for _, line in ipairs(group.lines) do
    local parent = parent_of(group, line.kode)
    line.parent = parent
    if line.is_total then
      line.children = parent and { parent } or roots
      group.total = group.total or (not parent and line or nil)
    else
      local list = parent and parent.children or roots
      list[#list + 1] = line
    end
  end
  group.roots = roots
end

--- The sum of an amount over lines, and whether all of them have one. nil where none has, and
--- where one is below nothing while another is missing: then the sum says nothing.
function tree.sum(lines, amount)
  local total, whole, least = nil, true, ZERO
  for _, line in ipairs(lines) do
    local figure = printed.of(line.row, amount)
    if figure then
      total = total and total + figure.value or figure.value
      if figure.value < least then least = figure.value end
    else
      whole = false
    end
  end
  if not whole and least < ZERO then return nil, false end
  return total, whole
end

local function whole_sum(lines, amount)
  local total, whole = tree.sum(lines, amount)
  return whole and total or nil
end

--- True where a line shares its code with another of its table, so that nobody can say whose the
--- lines below are.
function tree.is_doubled(group, line)
  local twins = group.by_code[line.kode]
  return twins ~= nil and #twins > 1 and not line.is_total
end

--- ---- reading ----

local mt = { __index = tree }

--- The sums of all lines by their value, for whoever looks for one.
local function note_sums(self, group)
  for _, line in ipairs(group.lines) do
    local sum = whole_sum(line.children, "realisasi")
    if sum then
      local key = keys.join(group.opd, printed.key(sum))
      self.sums[key] = self.sums[key] or {}
      table.insert(self.sums[key], line.row)
    end
  end
end

--- Reads the lines of all tables, years and versions.
function tree.read(data)
  local self = setmetatable({ groups = {}, list = {}, by_opd = {}, sums = {}, at = {} }, mt)
  for _, rows in ipairs(data:tables "anggaran") do
    for _, group in ipairs(read_groups(rows, self.groups)) do
      link(group)
      note_sums(self, group)
      for _, line in ipairs(group.lines) do self.at[keys.cell(line.row)] = line end
      self.list[#self.list + 1] = group
      self.by_opd[group.opd] = self.by_opd[group.opd] or {}
      table.insert(self.by_opd[group.opd], group)
    end
  end
  return self
end

--- ---- asking ----

--- The group of a row, or that of another table of its year and version.
function tree:group_of(row, tabel)
  return self.groups[keys.join(keys.of(row, { "opd", "tahun", "versi" }),
    keys.code(tabel or row.tabel))]
end

--- The sum of the lines below one; nil where there are none, or one of them has no amount.
function tree:below(row, amount)
  local line = self.at[keys.cell(row)]
  return line and whole_sum(line.children, amount)
end

--- The line above one; nil where there is none.
function tree:above(row)
  local line = self.at[keys.cell(row)]
  return line and line.parent and line.parent.row
end

--- The first line of a year that is wanted whose lines below make up `value`.
function tree:line_with_sum(opd, value, is_wanted)
  for _, row in ipairs(self.sums[keys.join(opd, printed.key(value))] or {}) do
    if is_wanted(row.tahun) then return row end
  end
end

return tree
