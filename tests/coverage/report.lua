-- report.lua [-l | -e] [FILE...] < LCOV: how much of the core tests reach, as llvm-cov exports it.
-- Prints the files below the mark, the sums, and how much of the rest is explained; -l (or names of
-- files) lists each line that no test reached, and each condition that was never true, or never
-- false, as file:line: text; -e lists these lines as explained.txt would have them. Fails when the
-- sums are below the mark.
--
-- What no test can reach, or none does, is explained in tests/coverage/explained.txt, by file,
-- function and text of the line, so that it goes on to hold when lines move. An explanation of what
-- is there no more, or of what tests do reach, is an offence.

local LINES, BRANCHES <const> = 100, 95 -- percent: the mark; of lines with those that are explained
local EXPLAINED <const> = "tests/coverage/explained.txt"

local function lines_of(path)
  local list = {}
  for line in io.lines(path) do list[#list + 1] = line end
  return list
end

-- Line to the function that it stands in.
local function functions_of(source)
  local list, name = {}, ""
  for number, line in ipairs(source) do
    if line:match("^[%a_]") and not line:match("[;,]%s*$") or line:match("^[%a_].*%(.*,%s*$") then
      name = line:match("([%w_]+)%(") or name
    end
    list[number] = name
  end
  return list
end

local function trim(text)
  return (text or ""):match("^%s*(.-)%s*$")
end

-- FILE FUNCTION TEXT to { reason, at }: blocks of `= REASON` and lines `FILE FUNCTION: TEXT`.
local function explanations()
  local list, reason = {}, nil
  for number, line in ipairs(lines_of(EXPLAINED)) do
    local file, name, text = line:match("^(%S+) (%S+): (.*)$")
    if line:match("^= ") then
      reason = line:sub(3)
    elseif file and reason then
      list[file .. " " .. name .. ": " .. trim(text)] = { reason = reason, at = number }
    elseif line ~= "" and not line:match("^#") then
      error(("%s:%d: = REASON, or FILE FUNCTION: TEXT"):format(EXPLAINED, number))
    end
  end
  return list
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

local list, entries, wanted = false, false, {}
for _, word in ipairs(arg) do
  list, entries = true, entries or word == "-e"
  if word:sub(1, 1) ~= "-" then wanted[word] = true end
end

-- What of `places` was reached, all of it, and what of the rest is explained; the others are listed
-- by `gap`.
local function count(places, explained, gap)
  local reached, told = 0, 0
  for _, place in ipairs(places) do
    local known = place.count == 0 and explained(place.line)
    if place.count > 0 then
      reached = reached + 1
    elseif known then
      told, known.used = told + 1, (known.used or 0) + 1
    else
      gap(place)
    end
  end
  return reached, #places, told
end

local sum = { lines = 0, all_lines = 0, told_lines = 0, branches = 0, all_branches = 0, told = 0 }
local below, gaps, offences = {}, {}, {}
local reasons = explanations()
for _, file in ipairs(read(io.stdin)) do
  local source = lines_of(file.path)
  local functions = functions_of(source)
  local function explained(line)
    return reasons[file.path .. " " .. functions[line] .. ": " .. trim(source[line])]
  end
  local function gap(what)
    return function(place)
      if list and (not next(wanted) or wanted[file.path]) then
        gaps[#gaps + 1] = entries
          and ("%s %s: %s"):format(file.path, functions[place.line], trim(source[place.line]))
          or ("%s:%d: %s: %s"):format(file.path, place.line,
            what:format(place.condition, place.side), trim(source[place.line]))
      end
    end
  end
  local lines, all_lines, told_lines = count(file.lines, explained, gap("not reached"))
  local branches, all_branches, told = count(file.branches, explained,
    gap("condition %d never %s"))
  sum.lines, sum.all_lines = sum.lines + lines, sum.all_lines + all_lines
  sum.branches, sum.all_branches = sum.branches + branches, sum.all_branches + all_branches
  sum.told_lines, sum.told = sum.told_lines + told_lines, sum.told + told
  if lines + told_lines < all_lines or percent(branches + told, all_branches) < BRANCHES then
    below[#below + 1] = { file.path, lines, all_lines, branches, all_branches }
  end
end
for key, known in pairs(reasons) do
  if not known.used then
    offences[#offences + 1] = ("%s:%d: %s"):format(EXPLAINED, known.at, key)
  end
end
if sum.all_lines == 0 then
  io.stderr:write("nothing was counted\n")
  os.exit(2)
end

table.sort(gaps, entries and function(a, b) return a < b end or function(a, b)
  local file, line = a:match("^(.-):(%d+)")
  local other, at = b:match("^(.-):(%d+)")
  if file ~= other then return file < other end
  if line ~= at then return tonumber(line) < tonumber(at) end
  return a < b
end)
for i, text in ipairs(gaps) do
  if not entries or text ~= gaps[i - 1] then print(text) end
end
local FORM <const> = "%-30s %6d of %6d lines %6.2f %%  %6d of %6d branches %6.2f %%"
local function row(name, lines, all_lines, branches, all_branches)
  print(FORM:format(name, lines, all_lines, percent(lines, all_lines), branches, all_branches,
    percent(branches, all_branches)))
end
for _, file in ipairs(below) do row(table.unpack(file)) end
row("core", sum.lines, sum.all_lines, sum.branches, sum.all_branches)
print(("explained in %s: %d lines, %d conditions"):format(EXPLAINED, sum.told_lines, sum.told))
table.sort(offences)
for _, text in ipairs(offences) do print("explained, and reached or no more there: " .. text) end
os.exit(#offences == 0 and percent(sum.lines + sum.told_lines, sum.all_lines) >= LINES
  and percent(sum.branches + sum.told, sum.all_branches) >= BRANCHES)
