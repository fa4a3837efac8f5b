-- The conformance set: every case of tests/golden/conformance through the program, its results and
-- complaints against what the case says. CAPAI is the program; the folder of the checkout is the
-- working directory. Arguments are ids of cases; without any, all are run.
local csv <const> = dofile "tests/support/csv.lua"
local json <const> = dofile "tests/support/json.lua"

local SET <const> = "tests/golden/conformance"
local program <const> = os.getenv("CAPAI") or "build/capai"
local OPTIONS <const> = { year = "--tahun", version = "--versi", notation = "--notation",
  quarter = "--triwulan" }
local work <const> = os.tmpname()
os.remove(work)
assert(os.execute(("mkdir '%s'"):format(work)))

local function read_all(path)
  local file <close> = io.open(path, "rb")
  return file and file:read "a"
end

local function lines_of(command)
  local lines, pipe <close> = {}, assert(io.popen(command))
  for line in pipe:lines() do lines[#lines + 1] = line end
  return lines
end

-- ---- running ----

local function write_files(case, folder)
  for name, content in pairs(case.files) do
    local file <close> = assert(io.open(folder .. "/" .. name, "wb"))
    assert(file:write(table.concat(content, "\n"), "\n"))
  end
end

-- Runs a case; what it wrote is in folder/hasil. Returns the exit status.
local function run(case, folder)
  local words = { "CAPAI_PATH=scripts", program, "eval", ("'%s/data'"):format(folder), "--lang en",
    "--rules-path", SET .. "/packs", ("-o '%s/hasil'"):format(folder) }
  if case.rules then words[#words + 1] = "--rules " .. case.rules end
  for key, option in pairs(OPTIONS) do
    if case[key] then words[#words + 1] = option .. " " .. case[key] end
  end
  words[#words + 1] = ("2>'%s/err' >'%s/out'"):format(folder, folder)
  local _, _, status <const> = os.execute(table.concat(words, " "))
  return status
end

-- Errors and warnings, each as "error indikator.csv:2:33".
local function complaints(folder)
  local list <const> = {}
  for line in (read_all(folder .. "/err") or ""):gmatch "[^\n]+" do
    local place <const>, level <const> = line:match "^(%S+): (%a+): "
    if level == "error" or level == "warning" then
      list[#list + 1] = level .. " " .. place:match "[^/]+$"
    end
  end
  table.sort(list)
  return list
end

-- ---- comparing ----

-- The rows of a result table, as tables by the names of columns.
local function rows_of(folder, name)
  local result <const> = {}
  local rows <const> = csv(read_all(folder .. "/hasil/" .. name .. ".csv") or "")
  for i = 2, #rows do
    result[i - 1] = {}
    for c, column in ipairs(rows[1]) do result[i - 1][column] = rows[i][c] end
  end
  return result
end

local function agrees(row, where)
  for column, text in pairs(where or {}) do
    if row[column] ~= text then return false end
  end
  return true
end

local function describe(where)
  local parts <const> = {}
  for column, text in pairs(where or {}) do parts[#parts + 1] = column .. " " .. text end
  table.sort(parts)
  return table.concat(parts, ", ")
end

-- Compares one row of a result with what is expected of it; puts what differs into `wrong`.
local function compare_row(folder, expected, wrong)
  local what <const> = expected.table .. " " .. describe(expected.where)
  local found <const> = {}
  for _, row in ipairs(rows_of(folder, expected.table)) do
    if agrees(row, expected.where) then found[#found + 1] = row end
  end
  if #found ~= (expected.rows or 1) then
    wrong[#wrong + 1] = ("%s: %d rows, expected %d"):format(what, #found, expected.rows or 1)
    return
  end
  for column, text in pairs(expected.cells or {}) do
    if found[1][column] ~= text then
      wrong[#wrong + 1] = ("%s: %s is %q, expected %q"):format(what, column,
        tostring(found[1][column]), text)
    end
  end
end

-- Where a case expects the whole of the results: what came out besides.
local KEYS <const> = { opd = true, tahun = true, nama = true, uraian = true, jenis = true,
  kabupaten = true, provinsi = true }

-- The names of the columns of an input file.
local function columns_of(content)
  local names <const> = {}
  for name in (content and content[1] or ""):gmatch "[^;]+" do names[name] = true end
  return names
end

local function expects(case, name, row, column)
  for _, expected in ipairs(case.expect) do
    if expected.table == name and agrees(row, expected.where) and
      (expected.where and expected.where[column] or expected.cells[column]) then
      return true
    end
  end
  return false
end

local function compare_whole(case, folder, wrong)
  for _, path in ipairs(lines_of(("ls '%s/hasil'/*.csv"):format(folder))) do
    local name <const> = path:match "([^/]+)%.csv$"
    local given <const> = columns_of(case.files[name .. ".csv"])
    for i, row in ipairs(rows_of(folder, name)) do
      for column, text in pairs(row) do
        if text ~= "" and not given[column] and not KEYS[column] and
          not expects(case, name, row, column) then
          wrong[#wrong + 1] = ("%s, row %d: %s is %q, expected nothing"):format(name, i, column,
            text)
        end
      end
    end
  end
end

-- What is wrong with a case, as a list of sentences.
local function check(case)
  local wrong <const>, folder <const> = {}, work .. "/" .. case.id
  write_files(case, folder .. "/data")
  local status <const> = run(case, folder)
  local reported <const> = table.concat(complaints(folder), ", ")
  table.sort(case.reported)
  local expected <const> = table.concat(case.reported, ", ")
  local due <const> = case.refused and 2 or expected:find "error" and 1 or 0
  if status ~= due then wrong[#wrong + 1] = ("exit status %s, expected %d"):format(status, due) end
  if reported ~= expected then
    wrong[#wrong + 1] = ("reports %q, expected %q"):format(reported, expected)
  end
  for _, row in ipairs(case.expect) do compare_row(folder, row, wrong) end
  if case.whole then compare_whole(case, folder, wrong) end
  return wrong
end

-- ---- the set ----

local function load_cases()
  local cases <const>, seen <const> = {}, {}
  for _, path in ipairs(lines_of("LC_ALL=C ls " .. SET .. "/*.json")) do
    for _, case in ipairs(json(read_all(path)).cases) do
      assert(not seen[case.id], case.id)
      seen[case.id] = true
      if not arg[1] or table.concat(arg, " "):find(case.id, 1, true) then
        cases[#cases + 1] = case
      end
    end
  end
  return cases
end

local cases <const> = load_cases()
assert(#cases > 0, "no case of that id")
local folders <const> = {}
for i, case in ipairs(cases) do folders[i] = ("'%s/%s/data'"):format(work, case.id) end
assert(os.execute("mkdir -p " .. table.concat(folders, " ")))

local failed = 0
for _, case in ipairs(cases) do
  local wrong <const> = check(case)
  for _, sentence in ipairs(wrong) do print(case.id .. ": " .. sentence) end
  if #wrong > 0 then failed = failed + 1 end
end
os.execute(("rm -r '%s'"):format(work))
assert(arg[1] or #cases >= 60, "the set is not whole")
assert(failed == 0, failed .. " cases fail")
assert(os.execute("/usr/bin/python3 " .. SET .. "/verify.py >/dev/null"), "verify.py")
print(#cases .. " passed")
