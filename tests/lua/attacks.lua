-- Every attack of tests/attacks/ must fail; how many there are. ATTACKS is a pattern: only those
-- whose kind or name has it. Those of scripts.lua are run by tests/lua/test_attacks.c, which sees
-- how much memory and time they take, those of texts.lua by tests/lua/hostile.lua.
local attack <const> = dofile "tests/support/attack.lua"
local check <const> = attack.check
local wanted <const> = os.getenv "ATTACKS"

local KINDS <const> = { "links", "names", "shell", "surroundings", "terminal" }

local total, failed = 0, {}

local function try(kind, one)
  local scene <close> = setmetatable({}, { __close = function(self) self.scene:close() end })
  scene.scene = attack.scene()
  local good <const>, why <const> = xpcall(one.run, debug.traceback, scene.scene)
  if not good then failed[#failed + 1] = ("%s: %s: %s"):format(kind, one[1], why) end
end

for _, kind in ipairs(KINDS) do
  local list <const> = dofile("tests/attacks/" .. kind .. ".lua")
  local names <const>, count = {}, 0
  for _, one in ipairs(list) do
    check.that(one.tries and one.must and one.run, kind .. ": " .. tostring(one[1]))
    check.that(not names[one[1]], "two attacks of one name: " .. one[1])
    names[one[1]] = true
    if not wanted or (kind .. ": " .. one[1]):find(wanted) then
      count = count + 1
      try(kind, one)
    end
  end
  total = total + count
  print(("%4d  %s: %s"):format(count, kind, list.title))
end
print(("%4d  attacks, %d not contained"):format(total, #failed))
if #failed > 0 then error(table.concat(failed, "\n"), 0) end
check.done()
