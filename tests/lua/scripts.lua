-- The scripts of examples/scripts: of a page or less, with their call, in the guide, and each run
-- by a command-line case. Prints how many checks passed.
local passed = 0

local function check(good, what)
  if not good then error(what, 2) end
  passed = passed + 1
end

local function read(path)
  local file <close> = assert(io.open(path))
  return file:read "a"
end

local guide <const> = read "docs/scripts.md"
local shown <const> = guide:match "## One of them.-\n```lua\n(.-)```\n"
check(shown == read "examples/scripts/belum-diisi.lua", "the script in the guide is the script")

local count = 0
for name in io.popen "ls examples/scripts":lines() do
  local text <const> = read("examples/scripts/" .. name)
  local call <const> = text:match "\n%-%-   capai run examples/scripts/(%S+)"
  local arguments <const> = text:match "capai run examples/scripts/%S+ ([^\n>]*%])"
  local usage <const> = text:match '"pemakaian: capai run ([^"]*)"'
  check(call == name, name .. ": its call stands above it")
  check(usage == name .. " " .. arguments, name .. ": usage as above it")
  check(guide:find("| `" .. name .. "` |", 1, true), name .. ": in the guide")
  check(guide:find("| `" .. arguments .. "` |", 1, true), name .. ": arguments in the guide")
  check(select(2, text:gsub("\n", "")) <= 38, name .. ": a page or less")
  local case <const> = read("tests/cli/run-" .. name:gsub("%.lua$", "") .. "/args")
  check(case:find("/" .. name, 1, true), name .. ": run by a case")
  count = count + 1
end
check(count == 10, "ten scripts")

print(passed .. " passed")
