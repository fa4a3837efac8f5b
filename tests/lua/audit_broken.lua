-- Data with anything in any cell: nothing ends an audit, and no cause fails.

local capai <const> = require "capai"
local audit <const> = require "capai.audit"
local temuan <const> = require "capai.audit.temuan"
local check <const> = dofile "tests/support/check.lua"
local parse <const> = dofile "tests/support/csv.lua"
local sets <const> = { "jaten-2023", "semboro-2024", "ledokombo-2023" }
local runs <const> = 90

-- What stands in a cell where something else should.
local ENTRIES <const> = {
  "", "-", "NA", "0", "-5", "1.2.3.4", "60.00.000", "abc", "Rp 5", "5;6", "%", ("9"):rep(36),
  "1e400", "'", "\xff\xfe", "a=b", "  ", "(1.000)", "2024", "total", "x.y.z", "12..3", ".",
}

local folder <const> = check.shell("mktemp -d"):gsub("\n", "")
local random <const> = math.random

local function csv(lines)
  local out = {}
  for i, line in ipairs(lines) do
    local fields = {}
    for k, field in ipairs(line) do
      fields[k] = field:find '[,"\r\n]' and '"' .. field:gsub('"', '""') .. '"' or field
    end
    out[i] = table.concat(fields, ",") .. "\n"
  end
  return table.concat(out)
end

-- Puts something else into a cell of one of the files; in a header not often. Says what.
local function break_cell(files)
  local path = files[random(#files)]
  local lines = parse(check.read(path))
  local line = random(10) == 1 and 1 or random(math.min(2, #lines), #lines)
  local column = random(#lines[line])
  lines[line][column] = ENTRIES[random(#ENTRIES)]
  check.write(path, csv(lines))
  return ("%s:%d:%d %s"):format(path:match "[^/]*$", line, column, lines[line][column])
end

for seed = 1, runs do
  math.randomseed(seed)
  local name, path = sets[random(#sets)], folder .. "/data"
  check.shell(("rm -rf %s && cp -r examples/%s %s && chmod -R u+w %s"):format(path, name, path,
    path))
  local files, broken = {}, {}
  for file in check.shell("ls " .. path):gmatch "%S+%.csv" do
    files[#files + 1] = path .. "/" .. file
  end
  for i = 1, random(6) do broken[i] = break_cell(files) end
  local what = ("seed %d, %s: %s: "):format(seed, name, table.concat(broken, " | "))
  local data = capai.load(path, { lapor = true })
  if data then
    local held, result = pcall(audit.run, data)
    check.that(held, what .. tostring(result))
    check.that(#result.failed == 0, what .. tostring(result.failed[1]))
    local shown, rows = pcall(temuan.rows, result)
    check.that(shown and #rows == #result.findings, what .. tostring(rows))
  end
end

check.shell("rm -rf " .. folder)
check.done()
