--- Tables of the budget: programs, kegiatan and sub kegiatan, or kinds of spending, with pagu,
--- realisasi and serapan, of one year or of several side by side.
local figures = require "capai.intake.figures"
local headers = require "capai.intake.headers"
local lines = require "capai.intake.lines"
local names = require "capai.intake.names"

local budget = {}

local QUANTITY = { pagu = "pagu", realisasi = "realisasi", serapan = "serapan_lapor",
                   persen = "serapan_lapor" }

--- The columns of figures by years: { year, first, columns = { pagu = 3, ... } }.
local function groups_of(segment)
  local list, by_year = {}, {}
  for i, column in ipairs(segment.header.columns) do
    local quantity = QUANTITY[column.role]
    if quantity then
      local year = column.year or segment.year
      local group = by_year[year or 0]
      if not group then
        group = { year = year, columns = {}, order = {} }
        by_year[year or 0], list[#list + 1] = group, group
      end
      group.order[#group.order + 1] = { i, quantity }
      if not group.columns[quantity] or
         quantity == "pagu" and headers.is_revised(column) then -- what realisasi is held against
        group.columns[quantity] = i
      end
    end
  end
  return list
end

local function has_amounts(segment, column)
  for _, row in ipairs(segment.rows) do
    if figures.is_amount(row.cells[column] or "") then return true end
  end
  return false
end

--- A group whose header cannot be right (amounts below %) is read as the other groups are.
local function mend_groups(data, segment, groups)
  local model
  for _, group in ipairs(groups) do
    if group.columns.pagu and group.columns.realisasi and group.columns.serapan_lapor then
      model = group
    end
  end
  for _, group in ipairs(groups) do
    if model and not group.columns.pagu and #group.order == #model.order and
       has_amounts(segment, group.columns.serapan_lapor or 0) then
      group.columns, group.doubt = {}, true
      for k, place in ipairs(model.order) do group.columns[place[2]] = group.order[k][1] end
      data:say("HEADER", segment.line, tostring(group.year))
    end
  end
end

--- How the columns of a table are used.
local function plan(data, segment)
  local header = segment.header
  local self = { groups = groups_of(segment), name = headers.find(header, "uraian"),
                 sub = headers.find(header, "subkegiatan"), no = headers.find(header, "kode") or
                 headers.find(header, "no"), sasaran = headers.find(header, "sasaran"),
                 tujuan = headers.find(header, "tujuan"), first = header.width + 1 }
  self.name = self.name or self.sub
  mend_groups(data, segment, self.groups)
  for _, group in ipairs(self.groups) do
    for _, column in pairs(group.columns) do
      header.columns[column].read = true
      self.first = math.min(self.first, column)
    end
  end
  self.programs = header.columns[self.name].words:lower():gsub("%A", "") == "program"
  return self
end

local function is_figure(cell)
  return cell ~= nil and figures.looks_like(cell)
end

--- By how many columns the figures of a row stand too far right, pushed there by words.
local function shift_of(row, header, first)
  local count = #row.cells
  while count > 0 and row.cells[count] == "" do count = count - 1 end
  local extra = count - header.width
  local cell = row.cells[first] or ""
  if extra > 0 and cell ~= "" and not is_figure(cell) and is_figure(row.cells[count]) then
    return extra
  end
  return 0
end

--- The words of a row from the column of names to its figures, and whether they stand in several
--- cells.
local function name_of(row, at, shift, has_figures)
  if at.sub then return row.cells[at.name] or "" end
  local parts = {}
  local last = has_figures and at.first + shift - 1 or #row.cells
  if shift == 0 and has_figures then last = math.min(last, at.last_name or at.name) end
  for i = at.name, last do
    local cell = row.cells[i] or ""
    if cell ~= "" and not is_figure(cell) then parts[#parts + 1] = cell end
  end
  if row.loose then parts = { row.cells[1] } end
  return table.concat(parts, " "), #parts > 1
end

--- A row taken apart: names, number, and for each group of columns its figures.
local function take(row, at, header)
  local shift = shift_of(row, header, at.first)
  row.shifted = shift > 0
  local r = { line = row.line, gap = row.gap, loose = row.loose, shifted = shift > 0, groups = {} }
  local any = false
  for g, group in ipairs(at.groups) do
    local values = {}
    for quantity, column in pairs(group.columns) do
      local cell = row.cells[column + shift] or ""
      if cell ~= "" and (is_figure(cell) or not figures.is_missing(cell) and shift == 0) then
        values[quantity] = cell
        any = any or is_figure(cell)
      end
    end
    if next(values) then r.groups[g] = values end
  end
  r.figures = any
  if not any then r.groups = {} end
  r.name, r.joined = name_of(row, at, shift, any)
  r.sub = at.sub and row.cells[at.sub] or ""
  r.no = not row.loose and at.no and row.cells[at.no] or ""
  r.sasaran = not row.loose and at.sasaran and row.cells[at.sasaran] or ""
  for i = 1, r.name == "" and at.first - 1 or 0 do
    if names.is_total(row.cells[i] or "") then r.total = row.cells[i] end
  end
  if names.is_total(r.name) then r.total = r.name end
  return r
end

--- Takes the sasaran of a row: one that goes on behind the end of a page is made whole.
local function follow_sasaran(state, r)
  if r.sasaran == "" or r.total then return end
  local bare, numbered = names.sasaran(r.sasaran)
  local whole = state.sasaran
  if whole and r.gap and not numbered and (whole.numbered or not r.figures) then
    whole.name = whole.name .. " " .. r.sasaran
  else
    state.sasaran = { name = bare, numbered = numbered }
  end
end

--- True where a row without figures begins a line of its own.
local function begins(r)
  local code, number = names.number(r.no)
  local found = names.read(r.name ~= "" and r.name or r.sub)
  return code ~= nil or number ~= nil or found.level ~= nil or
    found.code ~= nil
end

--- What becomes of a row without figures: the rest of the line before, a heading, or nothing.
local function without_figures(data, state, r, table_name)
  if r.name == "" and r.sub == "" then return end
  local before = state.last
  if begins(r) then
    state.last = lines.add(state.lines, r, state)
  elseif before and (r.gap or r.loose or before.shifted or r.name:find "^%l") then
    if before.total then
      data:say("ROW", r.line, r.name .. r.sub)
      return
    end
    lines.join(before, r.name, r.sub)
    data:say("JOINED", r.line, r.name ~= "" and r.name or r.sub, before.shown)
  else
    if before then state.lines:skip() end
    data:say("ROW", r.line, r.name ~= "" and r.name or r.sub, table_name)
  end
end

--- Reads a table of the budget into the data set.
function budget.place(data, segment)
  local at = plan(data, segment)
  local state = { lines = lines.new(data, segment, at.groups), programs = at.programs }
  at.last_name = segment.header.guessed and at.first - 1 or at.name
  for _, row in ipairs(segment.rows) do
    local r = not headers.is_numbering(row.cells) and take(row, at, segment.header)
    if r then
      follow_sasaran(state, r)
      if not r.figures then
        without_figures(data, state, r, segment.name)
      elseif r.name == "" and r.sub == "" and not r.total then
        data:say("ROW", r.line, data.words(row.cells), segment.name)
      else
        state.last = lines.add(state.lines, r, state)
      end
    end
  end
  if segment.header.guessed then data:say("HEADERLESS", segment.line, segment.name) end
  state.lines:write()
end

return budget
