-- differ(A, B): how many rows the results of two tools in folders A and B differ in, of indicators
-- and of OPDs. Quotes and idle zeros do not count; indicators stand in one order, OPDs in any.
--   local differ <const> = dofile "tests/bench/differ.lua"

local function rows_of(path)
  local file <const> = assert(io.open(path, "rb"))
  local next_line <const> = file:lines()
  return function()
    local line <const> = next_line()
    if not line then file:close() end
    return line and line:gsub('"', "") or nil
  end
end

local function indicators(a, b)
  local other <const>, count = rows_of(b .. "/hasil_indikator.csv"), 0
  for row in rows_of(a .. "/hasil_indikator.csv") do
    if row ~= other() then count = count + 1 end
  end
  while other() do count = count + 1 end
  return count
end

-- 1,50,2.00,tidak as 1,50,2,tidak
local function plain(figures)
  return (figures:gsub("(%.%d-)0*,", "%1,"):gsub("%.,", ","))
end

-- The rows of OPDs by their names.
local function opds_of(folder)
  local opds <const>, count = {}, 0
  for row in rows_of(folder .. "/hasil_opd.csv") do
    local name <const>, figures <const> = row:match "^(.-),([^,]*,[^,]*,[^,]*,[^,]*,[^,]*)$"
    assert(name, row)
    opds[name], count = plain(figures), count + 1
  end
  return opds, count
end

return function(a, b)
  local ours <const>, count <const> = opds_of(a)
  local theirs <const>, their_count <const> = opds_of(b)
  local differ = math.max(0, their_count - count)
  for name, figures in pairs(ours) do
    if theirs[name] ~= figures then differ = differ + 1 end
  end
  return indicators(a, b), differ
end
