-- messages: every complaint of the message list has arisen while the tests ran, and says what it
-- says in both languages. tests/support/record.c notes those of the test programs and the Lua
-- tests, so tests/run starts this one last; of the others the command-line cases that show them are
-- run here once more. What is noted is the message with the words that it was given there, so this
-- also finds words that have one language only.
local check <const> = dofile "tests/support/check.lua"

local record <const> = os.getenv "CAPAI_RECORD"
if not record then -- started by hand
  print "messages: nothing is tested: only make check has what the other tests note"
  os.exit()
end

-- The stretches of a text that no word of a message can change.
local function fixed_parts(text)
  local parts <const> = {}
  for part in text:gsub("{%d.-}", "\0"):gsub("[%[%]]", "\0"):gmatch "%Z+" do
    parts[#parts + 1] = part
  end
  table.sort(parts, function(a, b) return #a > #b end)
  return parts
end

local list <const> = {}
for _, message in ipairs(dofile "bindings/cli/messages.lua") do
  if message.status ~= "OK" then list[#list + 1] = message end
end

-- ---- what has arisen ----

-- Texts by code: { en, id, hint in English, in Indonesian }.
local function read()
  local noted <const> = {}
  for line in io.lines(record) do
    local texts <const> = {}
    for text in (line .. "\t"):gmatch "(.-)\t" do texts[#texts + 1] = text end
    noted[texts[1]] = noted[texts[1]] or {}
    table.insert(noted[texts[1]], { table.unpack(texts, 2) })
  end
  return noted
end

local noted = read()

-- Of those that have not, the cases that show them, with the program that notes.
local cases <const> = {}
for case in check.shell("ls -d tests/cli/*/"):gmatch "%S+" do
  local shown = ""
  for _, name in ipairs { "err", "out" } do
    local file <const> = io.open(case .. name)
    shown = shown .. (file and file:read "a" or "")
    if file then file:close() end
  end
  cases[#cases + 1] = { path = case:gsub("/$", ""), shown = shown }
end

local program <const> = (os.getenv "CAPAI"):match "%S+$"
local function run_cases()
  local ran <const> = {}
  local log <const> = check.shell("mktemp -d"):gsub("\n", "")
  for _, message in ipairs(list) do
    local said <const> = { fixed_parts(message.en)[1] or "\0", fixed_parts(message.id)[1] or "\0" }
    for _, case in ipairs(noted[message.code] and {} or cases) do
      local shows <const> = case.shown:find(said[1], 1, true) or case.shown:find(said[2], 1, true)
      if shows and not ran[case] then
        ran[case] = true
        check.shell(("sh tests/support/cli-case %s %s %s"):format(program, case.path, log))
      end
    end
  end
  check.shell(("rm -rf '%s'"):format(log))
end
run_cases()
noted = read()

-- ---- what they say ----

-- Words that make a sentence English, and mean nothing in Indonesian.
local english <const> = {}
for word in ([[the of is are was were be been and or not with without than from that which what
  where when must may can has have no at most least as differ expected more such too long nothing
  found]]):gmatch "%S+" do english[word] = true end

-- What a user wrote stands in quotes; what is typed stands as it is typed.
local function foreign_words(text)
  local found <const> = {}
  local plain <const> = text:gsub('"[^"]*"', ""):gsub("%-%-%l+", "")
  for word in plain:gmatch "%f[%w_.\128-\255]%l+%f[^%w_.\128-\255]" do
    if english[word] then found[#found + 1] = word end
  end
  return found
end

local missing <const> = {}
local function expect(good, what, ...)
  if good then check.passed = check.passed + 1 else missing[#missing + 1] = what:format(...) end
end

-- Those that pass on what another program says, in its language.
local quoted <const> = { RULES_LUA = "Lua", SCRIPT_STOPPED = "Lua", PREVIEW_PORT = "libevent",
  PROGRAM_FAILED = "weasyprint", WORKBOOK_WRITE = "libxlsxwriter", DATABASE_WRITE = "SQLite" }

-- What only Windows has is provoked there, by make test-win.
local windows <const> = check.read "tests/support/windows.lua"
local function on_windows(message)
  for _, text in ipairs { message.en, message.id } do
    local part <const> = fixed_parts(text)[1] or ""
    if #part > 5 and windows:find(part, 1, true) then return true end
  end
end

for _, message in ipairs(list) do
  expect(noted[message.code] or on_windows(message), "no test provokes %s", message.code)
  for _, texts in ipairs(noted[message.code] or {}) do
    for i, template in ipairs { message.en, message.id } do
      local part <const> = fixed_parts(template)[1]
      expect((texts[i] ~= "" or not part) and not texts[i]:find "{%d[}|]",
        "%s is not filled: %s", message.code, texts[i])
    end
    local foreign <const> = quoted[message.code] and {} or foreign_words(texts[2])
    expect(#foreign < 2, "%s has English words (%s) in Indonesian: %s", message.code,
      table.concat(foreign, ", "), texts[2])
  end
end

for _, what in ipairs(missing) do print(what) end
check.done()
os.exit(#missing == 0)
