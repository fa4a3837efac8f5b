-- report.lua [-l] [FILE...] < LCOV: how much of the core the tests reach, as llvm-cov exports it.
-- Prints the files below the mark, what is left out with its reason, and the sums; -l (or names of
-- files) lists each line that no test reached, and each condition that was never true, or never
-- false, as file:line: text. Fails when the sums are below the mark.
--
-- What truly cannot be reached is marked where it stands, for that line or, in a line of its own,
-- for the next one: /* unreached: REASON */. A mark where tests do get is an offence.

local LINES, BRANCHES <const> = 100, 95 -- percent: the mark

local function lines_of(path)
  local list = {}
  for line in io.lines(path) do list[#list + 1] = line end
  return list
end

-- Line to reason.
local function marks_of(source)
  local marks = {}
  for number, line in ipairs(source) do
    local reason = line:match("/%* unreached: (.-) %*/")
    if reason then marks[line:match("^%s*/%*") and number + 1 or number] = reason end
  end
  return marks
end

-- File to { lines = { [line] = count }, branches = { { line, index, counts of true and false } } }.
local function read(input)
  local files, file = {}, nil
  for line in input:lines() do
    local tag, rest = line:match("^(%u+):(.*)")
    if tag == "SF" then
      local path = rest:match("^%./(core/.*)") or rest:match("^(core/.*)")
      file = path and { path = path, lines = {}, branches = {} }
      files[#files + 1] = file
    elseif file and tag == "DA" then
      local number, count = rest:match("^(%d+),(%d+)")
      file.lines[#file.lines + 1] = { line = tonumber(number), count = tonumber(count) }
    elseif file and tag == "BRDA" then
      local number, condition, side, count = rest:match("^(%d+),(%d+),(%d+),([%d-]+)")
      file.branches[#file.branches + 1] = {
        line = tonumber(number), condition = tonumber(condition) + 1,
        side = tonumber(side) % 2 == 0 and "true" or "false", count = tonumber(count) or 0,
      }
    end
  end
  table.sort(files, function(a, b) return a.path < b.path end)
  return files
end

local function percent(part, whole)
  return whole == 0 and 100 or part * 10000 // whole / 100 -- never rounded up
end

local list, wanted = false, {}
for _, word in ipairs(arg) do
  if word == "-l" then list = true else wanted[word], list = true, true end
end

-- What of `places` was reached, without what is marked; the rest is listed in `gaps`.
local function count(places, marks, used, gap)
  local reached, all = 0, 0
  for _, place in ipairs(places) do
    if place.count > 0 then
      reached, all = reached + 1, all + 1
    elseif marks[place.line] then
      used[place.line] = true
    else
      all = all + 1
      gap(place)
    end
  end
  return reached, all
end

local sum = { lines = 0, all_lines = 0, branches = 0, all_branches = 0 }
local below, gaps, left_out, offences = {}, {}, {}, {}
for _, file in ipairs(read(io.stdin)) do
  local source = lines_of(file.path)
  local marks, used = marks_of(source), {}
  local function gap(what)
    return function(place)
      if list and (not next(wanted) or wanted[file.path]) then
        gaps[#gaps + 1] = ("%s:%d: %s: %s"):format(file.path, place.line,
          what:format(place.condition, place.side),
          (source[place.line] or ""):match("^%s*(.-)%s*$"))
      end
    end
  end
  local lines, all_lines = count(file.lines, marks, used, gap("not reached"))
  local branches, all_branches = count(file.branches, marks, used, gap("condition %d never %s"))
  for number, reason in pairs(marks) do
    local into = used[number] and left_out or offences
    into[#into + 1] = ("%s:%d: %s"):format(file.path, number, reason)
  end
  sum.lines, sum.all_lines = sum.lines + lines, sum.all_lines + all_lines
  sum.branches, sum.all_branches = sum.branches + branches, sum.all_branches + all_branches
  if lines < all_lines or percent(branches, all_branches) < BRANCHES then
    below[#below + 1] = { file.path, lines, all_lines, branches, all_branches }
  end
end
if sum.all_lines == 0 then
  io.stderr:write("nothing was counted\n")
  os.exit(2)
end

table.sort(gaps, function(a, b)
  local file, line = a:match("^(.-):(%d+)")
  local other, at = b:match("^(.-):(%d+)")
  if file ~= other then return file < other end
  if line ~= at then return tonumber(line) < tonumber(at) end
  return a < b
end)
for _, text in ipairs(gaps) do print(text) end
local FORM <const> = "%-30s %6d of %6d lines %6.2f %%  %6d of %6d branches %6.2f %%"
local function row(name, lines, all_lines, branches, all_branches)
  print(FORM:format(name, lines, all_lines, percent(lines, all_lines), branches, all_branches,
    percent(branches, all_branches)))
end
for _, file in ipairs(below) do row(table.unpack(file)) end
row("core", sum.lines, sum.all_lines, sum.branches, sum.all_branches)
table.sort(left_out)
if #left_out > 0 then print("left out, with the reason:") end
for _, text in ipairs(left_out) do print("  " .. text) end
table.sort(offences)
for _, text in ipairs(offences) do print("marked as not reached, and reached: " .. text) end
os.exit(#offences == 0 and percent(sum.lines, sum.all_lines) >= LINES
  and percent(sum.branches, sum.all_branches) >= BRANCHES)
