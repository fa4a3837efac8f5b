-- The pack of a government that does not exist: at most 60 lines, sound, and with tests of its own.
-- Its figures are a case of the conformance set.
local program <const> = os.getenv("CAPAI") or "build/capai"
local FOLDER <const> = "tests/golden/conformance/packs"
local PACK <const> = FOLDER .. "/rekaan-2025.lua"
local passed = 0

local function check(good, what)
  if not good then error(what, 2) end
  passed = passed + 1
end

local function run(command)
  local pipe = assert(io.popen(("CAPAI_PATH=scripts %s %s --lang en"):format(program, command)))
  local text <const> = pipe:read "a"
  return text, select(3, pipe:close())
end

local lines = 0
for _ in io.lines(PACK) do lines = lines + 1 end
check(lines <= 60, lines .. " lines")

local found, status = run("check " .. PACK)
check(status == 0 and found:find "nothing found", found)
found, status = run("test " .. PACK)
check(status == 0 and found:find "33 tests passed", found)
for _, all in ipairs { "classes 13/13", "formulas 2/2", "sides of bounds 27/27", "policies 7/7" } do
  check(found:find(all, 1, true), all .. ": " .. found)
end

print(passed .. " passed")
