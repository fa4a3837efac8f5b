-- The rows of a CSV file, each a table by column; none where the file is not there.
local parse <const> = dofile "tests/support/csv.lua"

return function(path)
  local file <close> = io.open(path, "rb")
  local rows, records = {}, file and parse(file:read("a")) or { {} }
  for i = 2, #records do
    rows[#rows + 1] = {}
    for k, name in ipairs(records[1]) do rows[#rows][name] = records[i][k] or "" end
  end
  return rows
end
