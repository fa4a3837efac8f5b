-- catalogue: docs/catalogue.md names a test for each of its rows, and each test that it names is
-- there and passes; the packs of tests/catalogue touch both sides of every edge of what they are
-- about; every building block is named there. Prints how many checks passed.
local capai = require "capai"
local program = os.getenv("CAPAI") or "build/capai"
local folder <const> = "tests/catalogue"

local passed = 0

local function check(condition, ...)
  if not condition then error(string.format(...), 2) end
  passed = passed + 1
end

local function read(file)
  local handle <close> = io.open(file)
  return handle and handle:read("a")
end

local function lines(command)
  local list, pipe <close> = {}, assert(io.popen(command))
  for line in pipe:lines() do list[#list + 1] = line end
  return list
end

-- ---- the document ----

local cases = {}
for _, file in ipairs(lines "ls tests/golden/conformance/*.json") do
  for id in read(file):gmatch '"id": "([^"]*)"' do cases[id] = true end
end

local named, rows = {}, {}
for line in io.lines "docs/catalogue.md" do
  local row, tests = line:match "^|%s*([^|]-)%s*|.*|%s*([^|]-)%s*|$"
  if row and row ~= "row" and not row:find "^%-+$" then
    local any = tests:find "tests of that pack" ~= nil
    local packs, others = tests:match "^(.-),? ?conformance (.*)$"
    for name in (packs or tests):gmatch "`([^`]+)`" do
      local file = name:find "/" and name or ("%s/%s.lua"):format(folder, name)
      check(read(file), "%s: there is no %s", row, file)
      named[name], any = true, true
    end
    for name in (others or ""):gmatch "`([^`]+)`" do
      local there = name:find "/" and read(name) or cases[name]
      check(there, "%s: there is no case %s", row, name)
      any = true
    end
    check(any, "%s has no test", line)
    rows[row] = true
  end
end
for section, count in pairs { a = 13, b = 12, c = 6 } do
  for n = 1, count do check(rows[section .. n], "no row %s%d", section, n) end
end

local document <const> = read "docs/catalogue.md"
for _, family in ipairs { "progress", "efficiency", "aggregate" } do
  local count = 0
  for name in pairs(capai[family]) do
    local there = document:find("%f[%w]" .. family .. "%." .. name .. "%f[%W]")
      or document:find("`%." .. name .. "`") or document:find("`" .. name .. " {", 1, true)
    check(there, "docs/catalogue.md does not name capai.%s.%s", family, name)
    count = count + 1
  end
  check(count >= 6, "capai.%s has %d functions", family, count)
end
for _, name in ipairs { "scale", "survey", "lke", "formula", "grade", "sample_size" } do
  check(capai[name] and document:find("capai." .. name, 1, true), "no capai.%s", name)
end

-- ---- the packs ----

-- What the edges that no test touches begin with, where a pack is about these.
local own <const> = { b = "[%d-]", c = "efficiency", d = "lke", e = "survey" }

local command <const> = ("CAPAI_PATH=scripts %s test %s --rules-path %s --format json --lang en")
  :format(program, folder, folder)
local seen = 0
for pack in table.concat(lines(command), "\n"):gmatch '{"id": (".-"policies": %b{}})}' do
  local id, good, bad = pack:match '^"([^"]+)".-"passed": (%d+), "failed": (%d+)'
  check(tonumber(bad) == 0 and tonumber(good) > 0, "%s: %s passed, %s failed", id, good, bad)
  check(named[id], "docs/catalogue.md does not name %s", id)
  local edges <const> = pack:match '"edges": %b{}'
  local wanted <const> = own[id:sub(1, 1)]
  for edge in edges:match("%b[]"):gmatch '"([^"]+)"' do
    check(not wanted or not edge:find("^" .. wanted), "%s: no test at %s", id, edge)
  end
  for formula in pack:match('"formulas": (%b{})'):match("%b[]"):gmatch '"([^"]+)"' do
    check(formula == "positif", "%s: no test of %s", id, formula) -- that of the base
  end
  seen = seen + 1
end
check(seen == #lines("ls " .. folder .. "/*.lua") and seen >= 50, "%d packs", seen)

print(passed .. " passed")
