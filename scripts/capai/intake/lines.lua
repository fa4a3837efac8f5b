--- Lines of the budget on their way into anggaran.csv: their levels, their codes, their figures.
local headers = require "capai.intake.headers"
local names = require "capai.intake.names"

local lines = {}
lines.__index = lines

local JENJANG = { "program", "kegiatan", "subkegiatan" }

--- Lines of one table. `groups` says which years it has; see budget.lua.
function lines.new(data, segment, groups)
  local shared = data.codes[segment.name]
  if not shared then
    shared = { counters = { 0, 0, 0 }, known = {}, rows = {}, used = {}, path = {} }
    data.codes[segment.name] = shared
  end
  return setmetatable({ data = data, segment = segment, groups = groups, shared = shared,
                        list = {}, has_numbers = headers.find(segment.header, "no") ~= nil }, lines)
end

--- Puts the words of a name into a line. A number before them is one of programs only where there
--- is no column for those.
local function append(self, line, name, level)
  local found = names.read(name)
  if found.number and self.has_numbers then found.number, found.below = nil, true end
  line.shown = line.shown and line.shown ~= "" and line.shown .. " " .. name or found.name
  line.level = line.level or level or found.level
  line.named = line.level ~= nil
  line.number = line.number or found.number
  line.spending = line.spending or found.spending
  line.below = line.below or found.below
end

--- What lines of one name and level have in common in all tables.
function lines.key(data, level, name) return level .. data.fold(names.bare(name)) end

--- Adds the line of a row; of a row that names a kegiatan and its sub kegiatan, both.
function lines.add(self, r, state)
  if r.sub ~= "" and r.name ~= "" and r.sub ~= r.name then
    local over = { line = r.line, groups = {}, sasaran = state.sasaran, level = nil }
    append(self, over, r.name)
    over.level = over.level or 2
    over.silent = true
    self.list[#self.list + 1] = over
  end
  local line = { line = r.line, groups = r.groups, total = r.total, shifted = r.shifted,
                 sasaran = not r.total and state.sasaran or nil, figures = r.figures }
  line.code, line.number = names.number(r.no)
  line.printed = line.code ~= nil
  if r.total then
    line.shown = r.total
  else
    append(self, line, r.sub ~= "" and r.sub or r.name, r.sub ~= "" and 3 or nil)
    if state.programs then line.level = 1 end
  end
  self.list[#self.list + 1] = line
  if r.shifted then self.data:say("SHIFTED", r.line, line.shown) end
  return line
end

--- Makes a line longer by what stands in the next row.
function lines.join(line, name, sub)
  local more = sub ~= "" and sub or name
  line.shown, line.joined = line.shown .. " " .. more, true
end

--- A row that is left out has a number all the same.
function lines:skip()
  self.list[#self.list + 1] = { skipped = true }
end

--- ---- codes ----

--- The level of a line: what its own words say, its printed code, its number, or what stands before
--- it.
local function level_of(line, seen_first)
  if line.code then
    local _, dots = line.code:gsub("%.", "")
    return math.min(dots + 1, 3)
  end
  if line.level then return line.level end
  if line.below then return 2 end
  if line.number then return 1 end
  return seen_first and 2 or 1
end

--- The next code of a level. A printed number goes on from there; one that goes back is a slip.
local function count(counters, level, number)
  if level == 1 and number and number > counters[1] then counters[1] = number - 1 end
  if level > 1 and counters[1] == 0 then counters[1] = 1 end
  if level > 2 and counters[2] == 0 then counters[2] = 1 end
  counters[level] = counters[level] + 1
  for i = level + 1, 3 do counters[i] = 0 end
  return table.concat(counters, ".", 1, level)
end

--- The code behind another one: 1.4.2 gives 1.4.3.
local function next_code(code)
  local over, last = code:match "^(.*%.)(%d+)$"
  return over and over .. ("%d"):format(math.tointeger(tonumber(last)) + 1)
end

--- The counters as they stand behind a printed code.
local function follow(counters, code)
  local i = 0
  for part in code:gmatch "%d+" do
    i = i + 1
    if i <= 3 then counters[i] = math.tointeger(tonumber(part)) end
  end
  for k = i + 1, 3 do counters[k] = 0 end
end

--- True for the first line of a table of kinds of spending, which sums the others.
local function is_whole(line, i)
  return i == 1 and line.spending and not line.number and not line.below and
    line.shown:lower():gsub("%s", "") == "belanja"
end

--- The code that was first made for a line of that name; nil where it would not fit here: it is
--- taken, or the line above has another code.
local function borrow(self, key, level)
  local code, path = self.data.made[key], self.shared.path
  if code and not self.shared.used[code] and
     (level == 1 or code:match "^(.*)%.%d+$" == path[level - 1]) then
    return code
  end
end

--- Makes a code that the table does not have yet.
local function make(self, line, last)
  local code
  repeat
    code = line.printed and next_code(code or last.code) or
      count(self.shared.counters, line.level, line.number)
  until not self.shared.used[code]
  return code
end

--- Notes the code of a line for those that follow.
local function keep_code(self, line)
  local _, dots = line.code:gsub("%.", "")
  local path = self.shared.path
  line.level = line.printed and math.min(dots + 1, 3) or line.level
  path[line.level] = line.code
  for i = line.level + 1, 3 do path[i] = nil end
  self.shared.used[line.code] = true
  follow(self.shared.counters, line.code)
end

local function total_code(self, totals)
  local program = self.shared.counters[1]
  return totals > 1 and program > 0 and program .. ".T" or "0"
end

--- Gives every line its level and its code.
function lines:number()
  local counters, known, seen, last = self.shared.counters, self.shared.known, false, nil
  local totals, made = 0, false
  for _, line in ipairs(self.list) do totals = totals + (line.total and 1 or 0) end
  for i, line in ipairs(self.list) do
    if line.skipped then
      count(counters, seen and 2 or 1)
    elseif line.total or is_whole(line, i) then
      line.total, line.code = line.total or line.shown, total_code(self, totals)
    else
      line.level = level_of(line, seen)
      seen = seen or line.level == 1
      local key = lines.key(self.data, line.level, line.shown)
      self.shared.printed = self.shared.printed or line.printed or
        line.level == 1 and line.number ~= nil and line.number > counters[1] + 1
      line.code = line.code or known[key]
      if not line.code then
        made = true
        line.printed = last ~= nil and last.printed and not line.number and not line.named and
          next_code(last.code) ~= nil
        line.code = not line.printed and not line.number and borrow(self, key, line.level) or
          make(self, line, last)
      end
      keep_code(self, line)
      last = line
    end
  end
  return made
end

--- ---- rows ----

local function jenjang_of(line)
  if line.total then return "total" end
  return line.spending and "belanja" or JENJANG[line.level]
end

local function same(a, b)
  return a.pagu == b.pagu and a.realisasi == b.realisasi and a.serapan_lapor == b.serapan_lapor
end

--- Says which amount is missing beside others; a blank column is no gap.
local function tell_gaps(self, row, group)
  for _, quantity in ipairs { "pagu", "realisasi" } do
    if group.columns[quantity] and not row[quantity] then
      self.data:say("EMPTY", row.line, quantity)
      self.data.mark(row, quantity .. " kosong")
    end
  end
end

--- Adds the row of a line in one year, unless it stands there already.
local function add_row(self, line, g, values)
  local data, group = self.data, self.groups[g]
  local year = group and group.year or self.segment.year
  local row = { tahun = year, tabel = self.segment.name, kode = line.code,
                jenjang = jenjang_of(line), uraian = line.shown,
                sasaran = line.sasaran and line.sasaran.name }
  local key = table.concat({ tostring(year), line.code, data.fold(line.shown) }, "|")
  local before = self.shared.rows[key]
  if before and same(before, values) then
    data:say("DOUBLED", line.line, line.shown, data.place(before.line))
    return
  end
  self.shared.rows[key] = { pagu = values.pagu, realisasi = values.realisasi,
                            serapan_lapor = values.serapan_lapor, line = line.line }
  row = data:add("anggaran", line.line, row)
  for _, quantity in ipairs { "pagu", "realisasi", "serapan_lapor" } do
    data:put(row, quantity, values[quantity])
  end
  if next(values) and group then tell_gaps(self, row, group) end
  if group and group.doubt then data.mark(row, "kepala kolom tidak cocok dengan isinya") end
  if line.joined then data.mark(row, "uraian disambung dari beberapa baris") end
  if line.shifted then data.mark(row, "angka tergeser ke kanan") end
  if line.borrowed then data.mark(row, "kode menurut nama yang sama di tabel lain") end
end

--- Writes all lines into the data set.
function lines:write()
  if self:number() and not self.shared.made then
    self.data:say("CODES", self.segment.line, self.segment.name)
    self.shared.made = true
  end
  for _, line in ipairs(self.list) do
    local any = false
    for g = 1, #self.groups do
      local values = line.groups and line.groups[g]
      if values then
        any = true
        add_row(self, line, g, values)
      end
    end
    if not any and not line.skipped and not line.silent and #self.groups == 1 then
      add_row(self, line, 1, {})
    end
  end
  for _, line in ipairs(self.list) do
    if line.level and line.code then
      local key = lines.key(self.data, line.level, line.shown)
      self.shared.known[key] = line.code
      if not self.shared.printed then
        self.data.made[key] = self.data.made[key] or line.code
      else
        self.data.printed[key] = self.data.printed[key] or line.code
      end
    end
  end
end

return lines
