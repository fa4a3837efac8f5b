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

-- ---- commands within sentences ----

-- They do not run, but their words are the program's: commands, options, targets of make.
local commands <const>, options <const> = {}, {}
for name in check.shell(program .. " help --lang en --format md"):gmatch("\n%- `(%l+)`") do
  commands[name] = true
end
for name in check.read("bindings/cli/options.c"):gmatch('"(%-[%l-]+)"') do options[name] = true end
check.that(commands.eval and options["--rules"], "commands and options of the program")
local makefile = check.read "Makefile"
for part in makefile:gmatch("\n%-?include (%S+%.mk)") do makefile = makefile .. check.read(part) end
for _, path in ipairs(list()) do
  local text = ("\n" .. check.read(path)):gsub("\n%s*```.-\n%s*```", "\n")
  for code in text:gmatch("`([^`]+)`") do
    local what = ("%s: `%s`"):format(path, code)
    local command = code:gsub("^build/", ""):match("^capai%s+(%l+)%f[%s\0]")
    if command then check.that(commands[command], what) end
    if command or code:find("^%-%-%l") then
      for option in (" " .. code):gmatch("%s(%-%-[%l-]+)") do check.that(options[option], what) end
    end
    local target = code:match("^make%s+(%l[%l-]*)%f[%s\0]")
    if target then check.that(makefile:find("\n" .. target .. ":", 1, true), what) end
  end
end

-- ---- both languages ----

-- What developers and those who run a cluster read stands in English only.
local english <const> = { ["CONTRIBUTING.md"] = true, ["c.md"] = true, ["catalogue.md"] = true,
  ["cluster.md"] = true, ["design.md"] = true, ["document.md"] = true, ["headers.md"] = true,
  ["lua.md"] = true, ["performance.md"] = true, ["reliability.md"] = true }
for _, path in ipairs(list()) do
  local folder, name = path:match("^(docs/)([^/]+)$")
  if folder and not english[name] then
    check.that(io.open("docs/id/" .. name), path .. " has no Indonesian page docs/id/" .. name)
  end
  name = path:match("^docs/id/([^/]+)$")
  check.that(not name or io.open("docs/" .. name), path .. " has no English page")
end

-- ---- what the documents must not get away with ----

-- A document of that text, run: it is refused in these words; nil: it is fine.
local function refused(text, words)
  local path = os.tmpname()
  check.write(path, text)
  local again = guides.runner { program = program }
  local ok, said = pcall(function() again:run(guides.read(path)) end)
  again:close()
  os.remove(path)
  check.that(words == nil and ok or not ok and tostring(said):find(words, 1, true),
    ("%s: %s"):format(text, said))
end

local mark <const> = "<!-- test: %s -->\n```%s\n%s\n```\n"
local echo <const> = "```sh\necho satu; echo dua; echo tiga\n```\n"
refused(echo .. mark:format("output", "text", "satu\n...\ntiga"), nil)
refused(echo .. mark:format("output", "text", "satu\ntiga"), "print something else")
refused(echo .. mark:format("output", "text", "satu\n...\nempat"), "print something else")
refused(mark:format("output", "text", "satu"), "no commands before")
refused("```sh\ncapai help tidak-ada\n```\n", "ended with status 2, not 0")
refused(mark:format("status 1", "sh", "capai --version"), "ended with status 0, not 1")
refused(mark:format("silent", "sh", "echo satu"), "said")
refused(mark:format("findings", "sh", "capai audit examples/semboro-2024"), nil)
refused("Tulis:\n\n" .. mark:format("file a.csv", "csv", "a"), "does not name the file a.csv")
refused("Ke `a.csv`, `x`:\n\n" .. mark:format("file a.csv", "csv", "a")
  .. "Ke `a.csv`, `x`:\n\n" .. mark:format("insert a.csv before x", "csv", "b"), "0 lines of a.csv")
refused("```lua\nerror 'rusak'\n```\n", "rusak")
refused(mark:format("rules", "lua", "scala = 1"), "scala")
refused("```sql\nSELECT 1;\n```\n", "nothing runs")
refused("```text\ncapai eval data\n```\n", "nothing runs")
refused("```\nx\n```\n", "no language")
refused(mark:format("skip", "sh", "make test"), "without a reason")
refused(mark:format("skip takes the whole day", "sh", "make tests"), "there is no make tests")
refused(mark:format("elsewhere tests/lua/none.lua", "sh", "x"), "there is no test")
refused(mark:format("elsewere tests/lua/guides.lua", "sh", "x"), "no mark of a block")

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
