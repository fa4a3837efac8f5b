-- Workbooks: the three reports written by openpyxl, as text and as numbers, and saved by
-- LibreOffice give the same bytes of results as their CSV files. CAPAI is the program, WORKBOOKS
-- the folder with what LibreOffice saved (`make test-all` has it saved afresh).

local program <const> = os.getenv("CAPAI") or "build/capai"
local saved <const> = os.getenv("WORKBOOKS") or "tests/workbooks"
local examples <const> = { "jaten-2023", "semboro-2024", "ledokombo-2023" }
local checks = 0

local function run(command)
  local pipe = assert(io.popen(command))
  local out = pipe:read("a")
  assert(pipe:close(), command)
  return out
end

-- The tables that the program knows, by its own list.
local function table_names()
  local pipe = assert(io.popen(program .. " eval x --table ? --lang en 2>&1"))
  local names = {}
  for name in pipe:read("a"):match("one of: ([%a_, ]+)"):gmatch("[%a_]+") do
    names[#names + 1] = name
  end
  pipe:close()
  assert(#names >= 6)
  return names
end

local tables <const> = table_names()

local function results(data)
  local out = {}
  for _, name in ipairs(tables) do
    out[#out + 1] = run(("%s eval '%s' --table %s --format csv --tahun semua 2>/dev/null"):format(
      program, data, name))
  end
  return table.concat(out)
end

local function check(data, expected)
  assert(results(data) == expected, data
    .. " (where an example has changed: sh tests/support/office tests/workbooks)")
  checks = checks + 1
end

local folder = os.tmpname()
os.remove(folder)
run(("mkdir -p '%s'"):format(folder))
for _, example in ipairs(examples) do
  local expected = results("examples/" .. example)
  assert(#expected > 1000, example)
  for _, how in ipairs { "text", "typed" } do
    local file = ("%s/%s.xlsx"):format(folder, example)
    run(("/usr/bin/python3 tests/support/workbook.py examples/%s '%s' %s"):format(
      example, file, how))
    check(file, expected)
  end
  -- tests/support/office gives LibreOffice these files
  local part = ("%s/%s"):format(folder, example)
  run(("mkdir '%s'"):format(part))
  for _, file in ipairs { "opd", "indikator", "anggaran", "sasaran", "alias" } do
    run(("cp examples/%s/%s.csv '%s'"):format(example, file, part))
  end
  for _, ending in ipairs { "xlsx", "ods" } do
    check(("%s/%s.%s"):format(saved, example, ending), results(part))
  end
end
run(("rm -r '%s'"):format(folder))
print(checks .. " passed")
