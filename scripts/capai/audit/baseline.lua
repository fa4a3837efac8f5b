--- Findings that are known: the CSV that an earlier audit wrote.
local temuan = require "capai.audit.temuan"

local baseline = {}

--- What makes a finding the same: what is printed, and what should be.
local KEY = { "opd", "tahun", "tabel", "baris", "besaran", "dilaporkan", "dihitung" }

--- The value of a field that begins at `at`, and where its delimiter stands; nil where it does not
--- end.
local function field_at(text, at, delimiter)
  if text:sub(at, at) ~= '"' then
    local stop = text:find("[" .. delimiter .. "\r\n]", at) or #text + 1
    return text:sub(at, stop - 1), stop
  end
  local stop = at
  repeat
    stop = text:find('"', stop + 1, true)
    if not stop then return nil end
    local doubled = text:sub(stop + 1, stop + 1) == '"'
    if doubled then stop = stop + 1 end
  until not doubled
  return text:sub(at + 1, stop - 1):gsub('""', '"'), stop + 1
end

--- The records of a CSV text; nil where one does not end. Blank lines are none.
local function records(text, delimiter)
  local list, record, at = {}, {}, 1
  while at <= #text do
    local value, stop = field_at(text, at, delimiter)
    if not value then return nil end
    record[#record + 1] = value
    at = stop + 1
    if text:sub(stop, stop) ~= delimiter then
      if #record > 1 or value ~= "" then list[#list + 1] = record end
      record = {}
    end
  end
  return list
end

--- True where a text is whole: a list that is cut short would hide less than it should, and a
--- spread sheet may have saved it with semicolons.
local function read_list(text)
  local header = text:match "^[^\r\n]*"
  local delimiter = header:find(";", 1, true) and ";" or header:find("\t", 1, true) and "\t" or ","
  local list = text:match "[\r\n]$" and records(text, delimiter)
  local at = {}
  for i, name in ipairs(list and list[1] or {}) do at[name] = i end
  for _, name in ipairs(temuan.COLUMNS) do
    if not at[name] then return nil end
  end
  for _, record in ipairs(list) do
    if #record ~= #list[1] then return nil end
  end
  return list, at
end

local function key_of(row)
  local parts = {}
  for i, name in ipairs(KEY) do parts[i] = row[name] or "" end
  return table.concat(parts, "\31")
end

--- How often each finding of a file stands there, by key; nil where it is no table of findings.
function baseline.read(text)
  local list, at = read_list((text:gsub("^\xEF\xBB\xBF", "")))
  if not list then return nil end
  local known = {}
  for i = 2, #list do
    local row = {}
    for _, name in ipairs(KEY) do row[name] = list[i][at[name]] end
    known[key_of(row)] = (known[key_of(row)] or 0) + 1
  end
  return known
end

--- The rows that are not known; how many are, and how many known ones are there no more. An entry
--- stands for one finding.
function baseline.subtract(rows, known)
  local new, left, gone = {}, {}, 0
  for key, count in pairs(known) do left[key] = count end
  for _, row in ipairs(rows) do
    local key = key_of(row)
    if (left[key] or 0) > 0 then left[key] = left[key] - 1 else new[#new + 1] = row end
  end
  for _, count in pairs(left) do gone = gone + count end
  return new, #rows - #new, gone
end

return baseline
