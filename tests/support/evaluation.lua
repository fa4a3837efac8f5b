-- An evaluation as the program prints it, and the data that it was made from.
--   local evaluation <const> = dofile "tests/support/evaluation.lua"
local check <const> = dofile "tests/support/check.lua"
local csv <const> = dofile "tests/support/csv.lua"
local json <const> = dofile "tests/support/json.lua"

local evaluation <const> = {}

local program <const> = os.getenv "CAPAI" or "build/capai"

-- Result tables by name: rows as tables.
function evaluation.of(data, options)
  local command <const> = "%s eval '%s' %s --format json 2>/dev/null"
  return json((check.shell(command:format(program, data, options or ""))))
end

-- The rows of a file of the data, as they are written.
function evaluation.source(data, file)
  local rows <const> = csv(check.read(data .. "/" .. file))
  local names <const>, list = table.remove(rows, 1), {}
  for i, fields in ipairs(rows) do
    list[i] = {}
    for k, name in ipairs(names) do list[i][name] = fields[k] end
  end
  return list
end

-- The rows whose fields are those of `fields`.
function evaluation.where(rows, fields)
  local list <const> = {}
  for _, row in ipairs(rows) do
    local fits = true
    for name, value in pairs(fields) do
      fits = fits and tostring(row[name]) == tostring(value)
    end
    if fits then list[#list + 1] = row end
  end
  return list
end

return evaluation
