--- Lines of the budget on their way into anggaran.csv: their levels, their codes, their figures.
local figures = require "capai.intake.figures"
local headers = require "capai.intake.headers"
local names = require "capai.intake.names"

local lines = {}
lines.__index = lines

local QUANTITIES = { "pagu", "realisasi", "serapan_lapor" }
local JENJANG = { "program", "kegiatan", "subkegiatan" }

--- Lines of one table. `groups` says which years it has; see budget.lua.
function lines.new(data, segment, groups)
  local shared = data.codes[segment.name]
  if not shared then
    shared = { counters = { 0, 0, 0 }, known = {}, rows = {}, used = {}, path = {}, levels = {},
               numbered = {} }
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
  line.code = line.code or found.code
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
  if r.total then
    line.shown = r.total
  else
    append(self, line, r.sub ~= "" and r.sub or r.name, r.sub ~= "" and 3 or nil)
    if state.programs then line.level = 1 end
  end
  line.printed, line.joined_cells = line.code ~= nil, r.joined
  self.list[#self.list + 1] = line
  if r.shifted then
    self.data:say("SHIFTED", r.line, line.shown)
  elseif r.joined then
    self.data:say("CELLS", r.line, line.shown)
  end
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

--- The level that a printed code tells. The codes of the regulations have noughts and begin with
--- urusan and bidang: 7.01.01 is a program, 7.01.01.2.01 a kegiatan. Any other lies one below the
--- code that it goes on from, or has a level for each part.
local function code_level(self, code)
  local _, dots = code:gsub("%.", "")
  if code:find "%.0%d" then return dots <= 2 and 1 or dots <= 4 and 2 or 3 end
  local over = self.shared.levels[code:match "^(.*)%.%d+$"]
  return math.min(over and over + 1 or dots + 1, 3)
end

--- The level of a line: what its own words say, its printed code, its number, or what stands before
--- it.
local function level_of(self, line, seen_first)
  if line.level then return line.level end
  if line.code then return code_level(self, line.code) end
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

--- The code behind another one: 1.4.2 gives 1.4.3, 7.01.01 gives 7.01.02.
local function next_code(code)
  local over, last = code:match "^(.*%.)(%d+)$"
  return over and over .. ("%0" .. #last .. "d"):format(math.tointeger(tonumber(last)) + 1)
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

--- True where the printed figures of two lines are the same in every year.
local function same_figures(a, b)
  local any = false
  for g in pairs(a.groups) do
    for _, quantity in ipairs(QUANTITIES) do
      local x, y = a.groups[g][quantity], (b.groups[g] or {})[quantity]
      if not figures.same(x, y) then return false end
      any = any or x ~= nil
    end
  end
  return any
end

--- The line that a numbered program repeats where its table is printed again, perhaps with its name
--- spelt in another way; nil for none.
local function repeated(self, line)
  local before = line.level == 1 and line.number and self.shared.numbered[line.number]
  return before and before.segment ~= self.segment and same_figures(line, before) and before or nil
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
  local path, numbered = self.shared.path, self.shared.numbered
  path[line.level] = line.code
  for i = line.level + 1, 3 do path[i] = nil end
  self.shared.used[line.code], self.shared.levels[line.code] = true, line.level
  line.segment = self.segment
  if line.number and line.level == 1 then numbered[line.number] = numbered[line.number] or line end
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
      line.level = level_of(self, line, seen)
      seen = seen or line.level == 1
      local key = lines.key(self.data, line.level, line.shown)
      self.shared.printed = self.shared.printed or line.printed or
        line.level == 1 and line.number ~= nil and line.number > counters[1] + 1
      line.repeats = not line.code and not known[key] and repeated(self, line) or nil
      line.code = line.code or known[key] or line.repeats and line.repeats.code
      if not line.code then
        line.printed = last ~= nil and last.printed and not line.number and not line.named and
          next_code(last.code) ~= nil
        line.code = not line.printed and not line.number and borrow(self, key, line.level) or
          make(self, line, last)
        if line.printed then line.level = last.level end
        made = made or line.code ~= tostring(line.number) -- a printed number is no guess
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
  local area = (line.printed or line.number) and line.shown:lower():match "^%a+"
  if area == "urusan" or area == "bidang" then return area end
  return line.spending and "belanja" or JENJANG[line.level]
end

local function same(a, b)
  for _, quantity in ipairs(QUANTITIES) do
    if not figures.same(a[quantity], b[quantity]) then return false end
  end
  return true
end

--- Says which amount is missing beside others; a blank column is no gap.
local function tell_gaps(self, row, group)
  for _, quantity in ipairs { "pagu", "realisasi" } do
    if group.columns[quantity] and not row[quantity] then self.data:miss(row, quantity) end
  end
end

--- Adds the row of a line in one year, unless it stands there already.
local function add_row(self, line, g, values)
  local data, group = self.data, self.groups[g]
  local year = group and group.year or self.segment.year
  local row = { tahun = year, tabel = self.segment.name, kode = line.code,
                jenjang = jenjang_of(line), uraian = line.shown,
                sasaran = line.sasaran and line.sasaran.name }
  local key = table.concat({ tostring(year), line.code,
                             data.fold((line.repeats or line).shown) }, "|")
  local before = self.shared.rows[key]
  if before and same(before, values) then
    data:say("DOUBLED", line.line, line.shown, data.place(before.line))
    return
  end
  self.shared.rows[key] = { pagu = values.pagu, realisasi = values.realisasi,
                            serapan_lapor = values.serapan_lapor, line = line.line }
  row = data:add("anggaran", line.line, row)
  for _, quantity in ipairs(QUANTITIES) do data:put(row, quantity, values[quantity]) end
  if next(values) and group then tell_gaps(self, row, group) end
  if group and group.doubt then data.mark(row, "kepala kolom tidak cocok dengan isinya") end
  if line.joined then data.mark(row, "uraian disambung dari beberapa baris") end
  if line.shifted then
    data.mark(row, "angka tergeser ke kanan")
  elseif line.joined_cells then
    data.mark(row, "uraian disambung dari beberapa sel")
  end
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
