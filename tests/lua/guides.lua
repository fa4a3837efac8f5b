-- guides: what README, docs/ and examples/README.md show is true. Every block of commands and
-- every script runs (tests/support/guides.lua says how blocks are marked), outputs are those that
-- are shown, links lead somewhere, every page stands in the contents of its language. Prints how
-- many checks passed, and before it the blocks that do not run, each with its reason.
--   GUIDES names those to run, FOLDER where; CAPAI_ACCEPT=1 writes what comes out into them.
local check <const> = dofile "tests/support/check.lua"
local guides <const> = dofile "tests/support/guides.lua"

-- What the program says of itself: its examples are run by the test that is named.
local made <const> = {
  ["docs/commands.md"] = "tests/lua/help.lua", ["docs/id/commands.md"] = "tests/lua/help.lua",
  ["docs/lua.md"] = "tests/lua/api.lua",
  ["docs/headers.md"] = "tests/lua/guides.lua", -- below
  ["docs/messages.md"] = "tests/lua/messages.lua",
  ["docs/id/messages.md"] = "tests/lua/messages.lua",
}

local function list()
  local paths = {}
  local out = check.shell("ls README.md CONTRIBUTING.md examples/README.md docs/*.md docs/id/*.md "
    .. "2>/dev/null")
  for path in out:gmatch("%S+") do paths[#paths + 1] = path end
  return paths
end

local chosen <const> = os.getenv "GUIDES"
local program <const> = os.getenv("CAPAI") or "build/capai"
local runner <const> = guides.runner { program = program, folder = os.getenv "FOLDER",
  accept = os.getenv "CAPAI_ACCEPT" == "1" }
-- each start of a program that is watched takes seconds
local short <const> = program:find(" ", 1, true) and "docs/tutorial.md docs/id/permen.md"

for path in (chosen or short or table.concat(list(), " ")):gmatch("%S+") do
  local document <const> = guides.read(path)
  if made[path] then
    check.that(io.open(made[path]), made[path])
  else
    check.that(#document.indented == 0, ("%s:%s: code that is set off by blanks; put it between "
      .. "``` and name its language"):format(path, document.indented[1]))
    runner:run(document)
  end
end
runner:close()
if chosen then return print(runner.ran + runner.compared .. " passed") end

-- ---- the map of the house ----

-- Every path that the guides for developers and README.md name is there, and every folder is told.
for _, path in ipairs { "README.md", "docs/design.md", "docs/CONTRIBUTING.md" } do
  for name in check.read(path):gmatch("`([%w_.-]+/[%w_./-]*)`") do
    if not name:find("^build/") and not name:find("^usr/") then
      check.that(io.open(name), ("%s: there is no %s"):format(path, name))
    end
  end
end
local map <const> = check.read "docs/design.md":match("\n## The map\n(.*)$")
for folder in check.shell("ls -d bindings/*/ scripts/*/ tests/*/ examples/*/"):gmatch("%S+") do
  check.that(map:find("`" .. folder .. "`", 1, true), "not on the map, docs/design.md: " .. folder)
end

-- ---- the headers ----

for path, text in pairs(dofile "core/reference.lua") do
  check.that(check.read(path) == text, path .. " is not what the headers say: run make reference")
  local functions = 0
  for code in text:gmatch("\n```c\n(.-)\n```") do
    functions = functions + (code:find("capai_[%w_]+%(") and 1 or 0)
  end
  check.that(functions > 150, "functions in " .. path)
end

-- ---- links ----

-- The name of a heading, as web pages of documents make it.
local function anchor(heading)
  heading = heading:gsub("`", ""):gsub("%[(.-)%]%(.-%)", "%1"):gsub("%*+", "")
  return (heading:lower():gsub("[^%w%s_\x80-\xff-]", ""):gsub("%s", "-"))
end

local anchors <const> = {}
local function anchors_of(path)
  if not anchors[path] then
    local found = {}
    for heading in ("\n" .. check.read(path)):gmatch("\n#+ ([^\n]*)") do
      found[anchor(heading)] = true
    end
    anchors[path] = found
  end
  return anchors[path]
end

-- The path that `link` leads to from `path`.
local function target_of(path, link)
  local parts = {}
  for part in ((path:match("^(.*)/") or "") .. "/" .. link):gmatch("[^/]+") do
    if part == ".." then parts[#parts] = nil elseif part ~= "." then parts[#parts + 1] = part end
  end
  return table.concat(parts, "/")
end

-- The text without its blocks and code.
local function prose(path)
  return ("\n" .. check.read(path)):gsub("\n%s*```.-\n%s*```", "\n"):gsub("`[^`\n]*`", "")
end

local linked <const> = {}
for _, path in ipairs(list()) do
  linked[path] = {}
  for link in prose(path):gmatch("%]%(([^)%s]+)%)") do
    if not link:find("^%l+:") then
      local file, name = link:match("^([^#]*)#?(.*)$")
      local target = file == "" and path or target_of(path, file)
      check.that(io.open(target), ("%s: a link to %s, which is not there"):format(path, link))
      check.that(name == "" or anchors_of(target)[name],
        ("%s: %s has no heading for %s"):format(path, target, link))
      linked[path][target] = true
    end
  end
end
for _, path in ipairs(list()) do
  local folder = path:match("^docs/id/") or path:match("^docs/")
  if folder and path ~= folder .. "README.md" then
    check.that(linked[folder .. "README.md"][path], path .. " is not in the contents, README.md")
  end
end

-- ---- what does not run ----

for _, line in ipairs(runner.skipped) do print("not run: " .. line) end
print(#runner.skipped .. " blocks do not run")
print(runner.ran + runner.compared + check.passed .. " passed")
