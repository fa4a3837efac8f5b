--- Findings that are known: the CSV that an earlier audit wrote.
local baseline = {}

local KEY = { "opd", "tahun", "tabel", "baris", "besaran", "dilaporkan" }

--- The records of a CSV text as our own writer makes it: commas, quotes doubled inside quotes.
local function records(text)
  local list, record, at = {}, {}, 1
  while at <= #text do
    local value, stop
    if text:sub(at, at) == '"' then
      stop = at
      repeat
        stop = text:find('"', stop + 1, true)
        if not stop then return nil end
        local doubled = text:sub(stop + 1, stop + 1) == '"'
        if doubled then stop = stop + 1 end
      until not doubled
      value, stop = text:sub(at + 1, stop - 1):gsub('""', '"'), stop + 1
    else
      stop = text:find("[,\r\n]", at) or #text + 1
      value = text:sub(at, stop - 1)
    end
    record[#record + 1] = value
    local mark = text:sub(stop, stop)
    at = stop + 1
    if mark ~= "," then
      if mark == "\r" and text:sub(at, at) == "\n" then at = at + 1 end
      list[#list + 1], record = record, {}
    end
  end
  return list
end

local function key_of(row)
  local parts = {}
  for i, name in ipairs(KEY) do parts[i] = row[name] or "" end
  return table.concat(parts, "\31")
end

--- The findings of a file as a set of keys; nil where it is no table of findings.
function baseline.read(path)
  local file <close>, reason = io.open(path, "rb")
  if not file then return nil, reason end
  local list = records((file:read "a" or ""):gsub("^\xEF\xBB\xBF", ""))
  local header, known = list and list[1] or {}, {}
  local at = {}
  for i, name in ipairs(header) do at[name] = i end
  for _, name in ipairs(KEY) do
    if not at[name] then return nil end
  end
  for i = 2, #list do
    local row = {}
    for _, name in ipairs(KEY) do row[name] = list[i][at[name]] end
    known[key_of(row)] = true
  end
  return known
end

--- The rows that are not known; how many are, and how many known ones are there no more.
function baseline.subtract(rows, known)
  local new, met, gone = {}, {}, 0
  for _, row in ipairs(rows) do
    local key = key_of(row)
    if known[key] then met[key] = true else new[#new + 1] = row end
  end
  for key in pairs(known) do
    if not met[key] then gone = gone + 1 end
  end
  return new, #rows - #new, gone
end

return baseline
