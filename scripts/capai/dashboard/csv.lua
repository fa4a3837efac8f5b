--- The rows of a table that Capai wrote as CSV, one at a time: a country's are too many to hold.
local csv = {}

--- Cuts a record with quotes into its fields.
local function split_quoted(record)
  local fields, at = {}, 1
  while at <= #record + 1 do
    local stop
    if record:sub(at, at) == '"' then
      stop = at
      repeat
        stop = record:find('"', stop + 1, true) or #record + 1
        local doubled = record:sub(stop + 1, stop + 1) == '"'
        if doubled then stop = stop + 1 end
      until not doubled
      fields[#fields + 1] = record:sub(at + 1, stop - 1):gsub('""', '"')
      stop = record:find(",", stop + 1, true) or #record + 1
    else
      stop = record:find(",", at, true) or #record + 1
      fields[#fields + 1] = record:sub(at, stop - 1)
    end
    at = stop + 1
  end
  return fields
end

local function is_open(record)
  return select(2, record:gsub('"', "")) % 2 == 1
end

--- The records of a file with the number of the line where each begins.
local function records(lines)
  local number = 0
  return function()
    local record = lines()
    if not record then return nil end
    number = number + 1
    local first = number
    while record:find('"', 1, true) and is_open(record) do
      local more = lines()
      if not more then break end
      record, number = record .. "\n" .. more, number + 1
    end
    if record:byte(-1) == 13 then record = record:sub(1, -2) end
    return record, first
  end
end

--- Calls take(row, line) with each row of the table whose lines `lines` gives: its fields of the
--- columns `names`, where they are not empty. The row is the same table each time. `titles`: the
--- name of a column by its title, where that is another one; false for a column that is none of
--- those. Gives the names that are there.
function csv.each(lines, names, take, titles)
  local next_record = records(lines)
  local header, wanted, at, row, there = next_record(), {}, {}, {}, {}
  for _, name in ipairs(names) do wanted[name] = true end
  for i, name in ipairs(split_quoted((header or ""):gsub("^\xEF\xBB\xBF", ""))) do
    local meant = name
    if titles and titles[name] ~= nil then meant = titles[name] end
    at[i] = wanted[meant] and meant
    if at[i] then there[meant] = true end
  end
  for record, line in next_record do
    if record:find('"', 1, true) then
      for i, field in ipairs(split_quoted(record)) do
        if at[i] then row[at[i]] = field ~= "" and field or nil end
      end
    else
      local i = 0
      for field in record:gmatch "[^,]*" do
        i = i + 1
        local name = at[i]
        if name then row[name] = field ~= "" and field or nil end
      end
    end
    take(row, line)
  end
  return there
end

return csv
