--- The document as JSON: keys sorted, the same bytes for the same document. Numbers of data keep
--- their digits, as they are not read as numbers here.
local clean = require "capai.render.clean"
local fields = require "capai.render.fields"

local DEEPEST <const>, WIDTH <const> = 40, 100

local ESCAPES <const> = { ['"'] = '\\"', ["\\"] = "\\\\" }

local function quote(text) return '"' .. clean(text):gsub('["\\]', ESCAPES) .. '"' end

--- The keys in byte order; all are texts.
local function keys_of(value)
  local keys = {}
  for key in pairs(value) do
    if type(key) ~= "string" then error("document: a key that is no text", 0) end
    keys[#keys + 1] = key
  end
  table.sort(keys)
  return keys
end

local function is_list(value)
  local count = 0
  for _ in pairs(value) do count = count + 1 end
  return count == #value
end

--- A number that is no datum: a width, a level.
local function plain(value)
  if math.type(value) == "integer" then return ("%d"):format(value) end
  if value ~= value or math.abs(value) == math.huge then
    error("document: a number that is not finite", 0)
  end
  return (("%.14g"):format(value):gsub(",", "."))
end

local function scalar(value, key)
  local kind = type(value)
  if kind == "string" then return key == "datum" and fields.number(value) or quote(value) end
  if kind == "number" then return plain(value) end
  if kind == "boolean" then return tostring(value) end
  error("document: a value that JSON has not: " .. kind, 0)
end

--- What a chart draws: data, where false stands for no value.
local function value_of(value)
  if value == false then return "null" end
  return fields.number(value) or scalar(value)
end

local encode

local function members(value, depth)
  local parts, flat = {}, true
  for i, key in ipairs(keys_of(value)) do
    local datum = key == "number" and value.column ~= nil -- of a cell, not of a heading
    parts[i] = quote(key) .. ": " .. encode(value[key], depth + 1, datum and "datum" or key)
    flat = flat and type(value[key]) ~= "table"
  end
  return parts, flat
end

local function items(value, depth, key)
  local parts, flat = {}, true
  for i, item in ipairs(value) do
    if key == "values" then
      parts[i] = value_of(item)
    else
      parts[i] = encode(item, depth + 1)
    end
    flat = flat and type(item) ~= "table"
  end
  return parts, flat
end

--- On one line what holds no tables and has room, else one part a line.
local function join(parts, flat, open, close, depth)
  local line = open .. table.concat(parts, ", ") .. close
  if #parts == 0 or flat and #line + depth * 2 <= WIDTH then return line end
  local indent = ("  "):rep(depth)
  return open .. "\n  " .. indent .. table.concat(parts, ",\n  " .. indent) .. "\n" .. indent ..
    close
end

function encode(value, depth, key)
  if type(value) ~= "table" then return scalar(value, key) end
  if depth > DEEPEST then error("document: nested too deeply", 0) end
  if is_list(value) then
    local parts, flat = items(value, depth, key)
    return join(parts, flat, "[", "]", depth)
  end
  local parts, flat = members(value, depth)
  return join(parts, flat, "{", "}", depth)
end

return function(document)
  return encode(fields.record(document, "document"), 0) .. "\n"
end
