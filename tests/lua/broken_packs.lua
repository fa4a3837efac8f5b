-- broken_packs: each pack in tests/packs-broken is refused, or contained where its formula fails,
-- and the complaint is what an analyst is to read, in both languages: expected.id and .en there.
-- CAPAI_ACCEPT=1 writes them anew, to be read before they are committed.
local program = os.getenv("CAPAI") or "build/capai"
local folder <const> = "tests/packs-broken"
local root = io.popen("pwd"):read("l"):gsub("%p", "%%%0") .. "/"

local function read(file)
  local handle <close> = io.open(file)
  return handle and handle:read("a") or ""
end

local names, pipe = {}, assert(io.popen("ls " .. folder .. "/*.lua"))
for path in pipe:lines() do names[#names + 1] = path:match("([^/]+)%.lua$") end
pipe:close()

-- Packs whose base is one of these files.
local function has_others(name) return name:find("^cycle") or name == "base-broken" end

-- What the program says about a pack, without the folder of the checkout, and without the lists
-- of packs and keys that there are: those grow.
local function complaint(name, language)
  local options = ("--rules %s/%s.lua --lang %s"):format(folder, name, language)
  if has_others(name) then options = options .. " --rules-path " .. folder end
  local command = ("CAPAI_PATH=scripts %s eval %s/data %s 2>&1 >/dev/null")
    :format(program, folder, options)
  local handle = assert(io.popen(command .. '; echo "status $?"'))
  local text = handle:read("a"):gsub(root, "")
  handle:close()
  for _, sign in ipairs { "yang ada:", "yang dikenal:", "there are:", "known:" } do
    text = text:gsub("(" .. sign .. ") [^\n]*", "%1 ...")
  end
  return ("== %s\n%s\n"):format(name, text)
end

-- The blocks of a text, by name.
local function blocks(text)
  local list, name = {}, nil
  for line in text:gmatch("[^\n]*\n") do
    local head = line:match("^== (.*)\n$")
    name = head or name
    list[name] = head and "" or list[name] .. line
  end
  return list
end

local failed, passed = 0, 0

local function compare(name, language, block, expected)
  local status = block:match("\nstatus (%d+)\n")
  if block == expected and (status == "1" or status == "2") and block:find("%.lua:%d") then
    passed = passed + 1
    return
  end
  failed = failed + 1
  print(("%s (%s):\n%s\nexpected:\n%s"):format(name, language, block, expected or "nothing"))
end

for _, language in ipairs { "id", "en" } do
  local file, parts = folder .. "/expected." .. language, {}
  for i, name in ipairs(names) do parts[i] = complaint(name, language) end
  if os.getenv("CAPAI_ACCEPT") then
    local handle <close> = assert(io.open(file, "w"))
    handle:write(table.concat(parts))
  end
  local expected = blocks(read(file))
  for i, name in ipairs(names) do
    compare(name, language, blocks(parts[i])[name], expected[name])
  end
end
if failed == 0 then print(passed .. " passed") end
os.exit(failed == 0 and passed >= 80)
