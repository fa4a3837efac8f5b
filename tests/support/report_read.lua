-- The tables of a report, as programs of others read them from its files.
--   local read <const> = dofile "tests/support/report_read.lua"
-- Each reader takes a path and gives a list of { label, caption, head, rows }, as html_read.lua
-- does.
local check <const> = dofile "tests/support/check.lua"
local html <const> = dofile "tests/support/html_read.lua"

local read <const> = {}

function read.html(path) return html(check.read(path)) end

-- The parts of a line between tabs.
local function split(line)
  local list <const> = {}
  for part in (line .. "\t"):gmatch "([^\t]*)\t" do list[#list + 1] = part end
  return list
end

local function lines_of(script, path)
  local command <const> = "LC_ALL=C.UTF-8 /usr/bin/python3 tests/support/%s '%s'"
  local out <const>, status <const> = check.shell(command:format(script, path))
  assert(status == 0, path .. " cannot be read by " .. script)
  return out:gmatch "[^\n]+"
end

function read.docx(path)
  local tables <const> = {}
  for line in lines_of("docx_read.py", path) do
    local parts <const> = split(line)
    local one <const> = tables[#tables]
    if parts[1] == "table" then
      tables[#tables + 1] = { label = parts[2], caption = parts[3], head = 0, rows = {} }
    else
      local row <const> = tonumber(parts[2])
      if parts[1] == "head" then one.head = row end
      one.rows[row] = one.rows[row] or {}
      table.insert(one.rows[row], parts[6])
    end
  end
  return tables
end

-- Figures are plain numbers here, with the decimals that are shown. Where the head ends is for the
-- others to say.
function read.xlsx(path)
  local tables <const> = {}
  for line in lines_of("xlsx_read.py", path) do
    local parts <const> = split(line)
    local label <const> = parts[1]:match "^# (.*)"
    if label then
      tables[#tables + 1] = { label = label, caption = parts[2], rows = {} }
    else
      table.insert(tables[#tables].rows, table.move(parts, 2, #parts, 1, {}))
    end
  end
  return tables
end

return read
