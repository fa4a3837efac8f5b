-- The value of a JSON text: objects and arrays as tables, null as nil. What is no JSON is an error
-- that names the place.
local ESCAPES <const> = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }

local function fail(text, at)
  error(("no JSON at byte %d: %s"):format(at, text:sub(at, at + 20)), 0)
end

local function skip(text, at)
  return text:find("[^ \t\r\n]", at) or #text + 1
end

local function read_string(text, at)
  local close = text:find('["\\]', at + 1)
  while close and text:byte(close) == 0x5C do close = text:find('["\\]', close + 2) end
  if not close then fail(text, at) end
  local value = text:sub(at + 1, close - 1):gsub("\\(.)(%x?%x?%x?%x?)", function(char, code)
    if char == "u" and #code == 4 then return utf8.char(tonumber(code, 16)) end
    return (ESCAPES[char] or char) .. code
  end)
  return value, close + 1
end

local read

-- The members of an object or array up to `close`; `member(at)` puts one and returns where it ends.
local function read_members(text, at, close, member)
  at = skip(text, at + 1)
  if text:sub(at, at) == close then return at + 1 end
  while true do
    at = skip(text, member(at))
    local sign <const> = text:sub(at, at)
    if sign == close then return at + 1 end
    if sign ~= "," then fail(text, at) end
    at = skip(text, at + 1)
  end
end

function read(text, at)
  local result <const> = {}
  local first <const> = text:sub(at, at)
  if first == '"' then return read_string(text, at) end
  if first == "[" then
    return result, read_members(text, at, "]", function(from)
      result[#result + 1], from = read(text, from)
      return from
    end)
  elseif first == "{" then
    return result, read_members(text, at, "}", function(from)
      if text:sub(from, from) ~= '"' then fail(text, from) end
      local name, stop = read_string(text, from)
      stop = skip(text, stop)
      if text:sub(stop, stop) ~= ":" then fail(text, stop) end
      result[name], stop = read(text, skip(text, stop + 1))
      return stop
    end)
  end
  local word <const> = text:match("^[%w.+-]+", at) or fail(text, at)
  local value = tonumber(word)
  if word == "true" or word == "false" then value = word == "true" end
  if value == nil and word ~= "null" then fail(text, at) end
  return value, at + #word
end

return function(text)
  local value <const>, stop <const> = read(text, skip(text, 1))
  if skip(text, stop) <= #text then fail(text, stop) end
  return value
end
