--- The budget: lines against those below them, totals against the lines they sum, and the same
--- line in two tables of one report.
local capai = require "capai"
local printed = require "capai.audit.printed"

local AMOUNTS = { "pagu", "realisasi" }

local budget = {}

local function key_of(row)
  return table.concat({ row.opd, row.tahun or "", row.versi or "", row.tabel or "" }, "\31")
end

--- The lines of each printed table and year, in their order.
local function read_groups(rows, groups)
  local list = {}
  for _, row in ipairs(rows) do
    local key = key_of(row)
    local group = groups[key]
    if not group then
      group = { lines = {}, by_code = {}, tahun = row.tahun, opd = row.opd }
      groups[key], list[#list + 1] = group, group
    end
    local line = { row = row, kode = row.kode or "", jenjang = row.jenjang, children = {} }
    group.lines[#group.lines + 1] = line
    group.by_code[line.kode] = group.by_code[line.kode] or line
  end
  return list
end

--- The nearest line whose code is a part of this one's.
local function parent_of(group, kode)
  while true do
    kode = kode:match "^(.*)%.[^.]*$"
    if not kode then return nil end
    local line = group.by_code[kode]
    if line and line.jenjang ~= "total" then return line end
  end
end

--- Gives every line those below it, and a total the lines that it sums: the one that its code
--- belongs to ("2.T"), else all that have no parent.
local function link(group)
  local roots = {}
  for _, line in ipairs(group.lines) do
    local parent = parent_of(group, line.kode)
    if line.jenjang == "total" then
      line.children = parent and { parent } or roots
      group.total = group.total or (not parent and line or nil)
    else
      local list = parent and parent.children or roots
      list[#list + 1] = line
    end
  end
  group.roots = roots
end

--- The sum of an amount over lines; nil where one of them has none.
local function sum(lines, amount)
  local total
  for _, line in ipairs(lines) do
    local figure = printed.of(line.row, amount)
    if not figure then return nil end
    total = total and total + figure.value or figure.value
  end
  return total
end

--- The sum of the lines below one; nil where there are none, or one of them has no amount.
function budget:below(row, amount)
  local group = self.groups[key_of(row)]
  local line = group and group.by_code[row.kode or ""]
  return line and sum(line.children, amount)
end

--- The line above one; nil where there is none.
function budget:above(row)
  local group = self.groups[key_of(row)]
  local line = group and parent_of(group, row.kode or "")
  return line and line.row
end

--- A line of a year that is wanted whose lines below make up `value`.
function budget:line_with_sum(opd, value, is_wanted)
  for _, group in ipairs(self.by_opd[opd] or {}) do
    for _, line in ipairs(is_wanted(group.tahun) and group.lines or {}) do
      if sum(line.children, "realisasi") == value then return line.row end
    end
  end
end

local function finding_of(line, besaran, text, kolom)
  local row = line.row
  return { opd = row.opd, tahun = row.tahun, tabel = row.tabel or "anggaran.csv",
           baris = printed.line(row.kode, row.uraian), besaran = besaran, dilaporkan = text,
           row = row, kolom = kolom, file = "anggaran" }
end

local function check_sums(audit, group)
  for _, line in ipairs(group.lines) do
    for _, amount in ipairs(AMOUNTS) do
      local figure = printed.of(line.row, amount)
      local total = figure and #line.children > 0 and sum(line.children, amount)
      if total then
        local finding = finding_of(line, "jumlah " .. amount, figure.text, amount)
        finding.jenis, finding.quantity, finding.parts = "jumlah", amount, line.children
        finding.figure = figure
        audit:figure(finding, total)
      end
    end
  end
end

--- A table without a line of its own for the total, against that of the table that it repeats.
local function check_whole(audit, group)
  local first = group.lines[1].row
  local acuan = audit.layout:whole_of(first.opd, first.tabel)
  if not acuan or group.total then return end
  local other
  for _, candidate in ipairs(audit.budget.by_opd[group.opd]) do
    if candidate.tahun == group.tahun and
       candidate.lines[1].row.tabel == acuan then
      other = candidate.total
    end
  end
  for _, amount in ipairs(other and AMOUNTS or {}) do
    local whole, here = printed.of(other.row, amount), sum(group.roots, amount)
    if whole and here and whole.value ~= here then
      local finding = finding_of({ row = first }, "jumlah " .. amount .. " vs tabel " .. acuan,
        capai.format.number(here), amount)
      finding.baris, finding.jenis, finding.dihitung = "jumlah", "silang", whole.text
      finding.figure = printed.read(finding.dilaporkan)
      finding.expected, finding.other, finding.quantity = whole.value, other.row, amount
      audit:add(finding)
    end
  end
end

--- What is printed in a cell; nil where nothing is.
local function text_of(row, column)
  local cell = row:cell(column)
  return cell and cell.kind ~= "missing" and cell.source or nil
end

--- The same line in the table that this one repeats.
local function check_repeats(audit, rows)
  local lines = {}
  local function key(row, tabel, kode)
    local versi = printed.fold(row.versi)
    versi = (versi == "murni" or versi == "sebelumperubahan") and "" or versi
    return table.concat({ row.opd, row.tahun or "", versi, tabel, kode }, "\31")
  end
  for _, row in ipairs(rows) do
    local k = key(row, row.tabel or "", row.kode or "")
    lines[k] = lines[k] or row
  end
  for _, row in ipairs(rows) do
    local tabel, kode = audit.layout:partner(row.opd, row.tabel, row.jenjang, row.kode or "")
    local other = tabel and lines[key(row, tabel, kode)]
    for _, column in ipairs(other and { "pagu", "realisasi", "serapan_lapor" } or {}) do
      local quantity = column:gsub("_lapor$", "")
      local here, there = text_of(row, column), printed.of(other, column)
      local figure = here and there and printed.of(row, column)
      --- what cannot be read is no repetition either
      if here and there and not (figure and figure.value == there.value) then
        local finding = finding_of({ row = row }, quantity .. " vs tabel " .. tabel, here, column)
        finding.jenis, finding.dihitung, finding.other = "silang", there.text, other
        finding.quantity, finding.figure, finding.expected = quantity, figure, there.value
        audit:add(finding)
      end
    end
  end
end

--- Reads the lines of all tables and years, before anything is checked.
function budget.read(data)
  local self = setmetatable({ groups = {}, list = {}, by_opd = {} }, { __index = budget })
  for _, rows in ipairs(data:tables "anggaran") do
    for _, group in ipairs(read_groups(rows, self.groups)) do
      link(group)
      self.list[#self.list + 1] = group
      self.by_opd[group.opd] = self.by_opd[group.opd] or {}
      table.insert(self.by_opd[group.opd], group)
    end
  end
  return self
end

function budget.check(audit)
  for _, group in ipairs(audit.budget.list) do
    check_sums(audit, group)
    check_whole(audit, group)
  end
  for _, rows in ipairs(audit.data:tables "anggaran") do check_repeats(audit, rows) end
end

return budget
