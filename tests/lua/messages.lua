-- messages: every entry of the message list, labels apart, is provoked by a test: named in a C test
-- by its identifier, shown by a command-line case, or expected by a Lua test, as a code or by its
-- text in one of the two languages. What a command-line case shows in English it shows in
-- Indonesian, too, when it is run in that language; how every message is put together from its
-- words in both languages tests/core/test_error.c tries.

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
local results = "tests/cli/*/err tests/cli/check-*/out tests/lua/*.lua tests/support/windows.lua"
for _, name in ipairs(files(results)) do shown = shown .. read(name) end

local list <const> = dofile "bindings/cli/messages.lua"
local missing, count = {}, 0
for _, message in ipairs(list) do
  if message.status ~= "OK" then
    local id = message.code
    -- "place ID\n" is how the tests of workbooks name a complaint and its place,
    -- AT(ID, ...) and AS(ID, ...) are how the tests of data name a complaint and its place
    local provoked = tests:find("CAPAI_MSG_" .. id .. "%f[^%w_]")
      or tests:find("A[TS]%(" .. id .. "%f[^%w_]")
      or shown:find('"' .. id .. '"', 1, true)
      or tests:find('"[^"\n]* ' .. id .. '\\n')
    for _, text in ipairs { message.id, message.en } do
      local part = fixed_part(text)
      provoked = provoked or (#part > 5 and shown:find(part, 1, true))
    end
    count = count + 1
    if not provoked then missing[#missing + 1] = "no test provokes the message " .. id end
  end
end

-- ---- the other language ----

-- Stretches of at least a dozen letters that only this message has, in both languages.
local function known_by()
  local parts = {}
  for _, message in ipairs(list) do
    local en, id = fixed_part(message.en), fixed_part(message.id)
    local alone = #en >= 12 and #id >= 12 and en ~= id
    for _, other in ipairs(alone and list or {}) do
      alone = alone and (other == message or not other.en:find(en, 1, true))
    end
    if alone and message.status ~= "OK" then parts[message.code] = { en = en, id = id } end
  end
  return parts
end

local parts <const>, both = known_by(), {}
local program <const> = (os.getenv("CAPAI") or "build/capai"):gsub("(%S+)$", function(path)
  return path:sub(1, 1) == "/" and path or "$root/" .. path
end)
local run <const> = [[root=$PWD; CAPAI_PATH=$root/scripts; EXAMPLES=../../../examples;
  LC_ALL=id_ID.UTF-8; export CAPAI_PATH EXAMPLES LC_ALL; cd '%s' && { [ ! -e env ] || . ./env; } &&
  eval "%s $(cat args)" 2>&1 >/dev/null </dev/null]]

-- Runs a case that has no language of its own in Indonesian.
local function try(case)
  local english = read(case .. "err")
  local codes = {}
  for code, part in pairs(parts) do
    if english:find(part.en, 1, true) then codes[#codes + 1] = code end
  end
  local env = io.open(case .. "env")
  if not codes[1] or read(case .. "args"):find("--lang", 1, true)
    or env and env:read("a"):find("LC_ALL", 1, true) then return end
  local pipe <close> = assert(io.popen(run:format(case, program)))
  local indonesian = pipe:read("a")
  for _, code in ipairs(codes) do
    if not indonesian:find(parts[code].id, 1, true) then
      missing[#missing + 1] = case .. " shows " .. code .. " in English only:\n" .. indonesian
    end
    if not both[code] then both[code], count = true, count + 1 end
  end
end

if not program:find(" ", 1, true) then -- one that is watched takes its time
  for _, err in ipairs(files("tests/cli/*/err")) do try((err:gsub("err$", ""))) end
  if not next(both) then missing[#missing + 1] = "no case was run in Indonesian" end
end

for _, what in ipairs(missing) do print(what) end
if #missing == 0 then print(count .. " passed") end
os.exit(#missing == 0 and count > 0)
