-- messages: every entry of the message list, labels apart, is provoked by a test: named in a C test
-- by its identifier, shown by a command-line case, or expected by a Lua test, as a code or by its
-- text in one of the two languages.

local function read(file)
  local handle <close> = assert(io.open(file))
  return handle:read("a")
end

local function files(pattern)
  local list, pipe = {}, assert(io.popen("ls " .. pattern .. " 2>/dev/null"))
  for name in pipe:lines() do list[#list + 1] = name end
  pipe:close()
  return list
end

-- The longest stretch of a text that no word of the message can change.
local function fixed_part(text)
  local longest = ""
  for part in text:gsub("{%d.-}", "\0"):gsub("[%[%]]", "\0"):gmatch("%Z+") do
    if #part > #longest then longest = part end
  end
  return longest
end

local tests, shown = "", ""
for _, name in ipairs(files("tests/core/*.c tests/lua/*.c")) do tests = tests .. read(name) end
-- what capai check finds is its result, not a complaint
local results = "tests/cli/*/err tests/cli/check-*/out tests/lua/*.lua"
for _, name in ipairs(files(results)) do shown = shown .. read(name) end

local missing, count = {}, 0
local list = read("include/capai/messages.def"):gsub("/%*.-%*/", "")
for entry in list:gmatch("CAPAI_MESSAGE%b()") do
  local id, status, rest = entry:match("%(([%u%d_]+),%s*([%u_]+),(.*)")
  if status ~= "OK" then
    -- "place ID\n" is how the tests of workbooks name a complaint and its place,
    -- AT(ID, ...) and AS(ID, ...) are how the tests of data name a complaint and its place
    local texts, provoked = {}, tests:find("CAPAI_MSG_" .. id .. "%f[^%w_]")
      or tests:find("A[TS]%(" .. id .. "%f[^%w_]")
      or shown:find('"' .. id .. '"', 1, true)
      or tests:find('"[^"\n]* ' .. id .. '\\n')
    for text in rest:gsub('\\"', "\1"):gmatch('"(.-)"') do
      texts[#texts + 1] = (text:gsub("\1", '"'))
    end
    for i = 1, 2 do
      local part = fixed_part(texts[i])
      provoked = provoked or (#part > 5 and shown:find(part, 1, true))
    end
    count = count + 1
    if not provoked then missing[#missing + 1] = id end
  end
end

for _, id in ipairs(missing) do print("no test provokes the message " .. id) end
if #missing == 0 then print(count .. " passed") end
os.exit(#missing == 0 and count > 0)
