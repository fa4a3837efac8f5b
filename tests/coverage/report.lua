-- report.lua LCOV JSON [-l | -e] [FILE...]: how much of the core tests reach, as llvm-cov exports
-- it: lines of the one, conditions of the other, which says where each stands. What a header has is
-- compiled into many objects: it counts once, reached where it is in one of them.
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

-- FILE FUNCTION TEXT to { reason, at, perhaps }: blocks of `= REASON` or `? REASON`, and lines
-- `FILE FUNCTION: TEXT`.
local function explanations()
  local list, reason, perhaps = {}, nil, false
  for number, line in ipairs(lines_of(EXPLAINED)) do
    local file, name, text = line:match("^(%S+) (%S+): (.*)$")
    if line:match("^[=?] ") then
      reason, perhaps = line:sub(3), line:sub(1, 1) == "?"
    elseif file and reason then
      list[file .. " " .. name .. ": " .. trim(text)] =
        { reason = reason, at = number, perhaps = perhaps }
    elseif line ~= "" and not line:match("^#") then
      error(("%s:%d: = REASON, or FILE FUNCTION: TEXT"):format(EXPLAINED, number))
    end
  end
  return list
end

-- File to { path, lines = { { line, count } }, branches = { { line, condition, side, count } } }.
local function read(lcov, json)
  local files, named, file = {}, {}, nil
  local function name_of(path)
    return path:match("^%./(core/.*)") or path:match("^(core/.*)")
  end
  for line in io.lines(lcov) do
    local tag <const>, rest <const> = line:match("^(%u+):(.*)")
    if tag == "SF" then
      local path <const> = name_of(rest)
      file = path and { path = path, lines = {}, branches = {} }
      if file then files[#files + 1], named[path] = file, file end
    elseif file and tag == "DA" then
      local number <const>, count <const> = rest:match("^(%d+),(%d+)")
      file.lines[#file.lines + 1] = { line = tonumber(number), count = tonumber(count) }
    end
  end
  local text <close> = assert(io.open(json))
  for _, one in ipairs(dofile("tests/support/json.lua")(text:read("a")).data[1].files) do
    file = named[name_of(one.filename) or ""]
    local places, list = {}, {}
    for _, branch in ipairs(file and one.branches or {}) do
      local key <const> = table.concat(branch, ":", 1, 4)
      local place = places[key]
      if not place then
        place = { line = branch[1], column = branch[2], ["true"] = 0, ["false"] = 0 }
        places[key], list[#list + 1] = place, place
      end
      place["true"], place["false"] = place["true"] + branch[5], place["false"] + branch[6]
    end
    table.sort(list, function(a, b)
      if a.line ~= b.line then return a.line < b.line end
      return a.column < b.column
    end)
    for i, place in ipairs(list) do
      local before <const> = list[i - 1]
      place.condition = before and before.line == place.line and before.condition + 1 or 1
      for _, side in ipairs { "true", "false" } do
        file.branches[#file.branches + 1] = {
          line = place.line, condition = place.condition, side = side, count = place[side],
        }
      end
    end
  end
  table.sort(files, function(a, b) return a.path < b.path end)
  return files
end

local function percent(part, whole)
  return whole == 0 and 100 or part * 10000 // whole / 100 -- never rounded up
end

local list, entries, wanted = false, false, {}
for _, word in ipairs(table.move(arg, 3, #arg, 1, {})) do
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
for _, file in ipairs(read(arg[1], arg[2])) do
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
  if not known.used and not known.perhaps then
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
