-- Every attack of tests/attacks/ must fail; how many there are. ATTACKS is a pattern: only those
-- whose kind or name has it. Those of scripts.lua are run by tests/lua/test_attacks.c, which sees
-- how much memory and time they take, those of texts.lua by tests/lua/hostile.lua, those of
-- postgres.lua by tests/support/postgres.lua.
local attack <const> = dofile "tests/support/attack.lua"
local check <const> = attack.check
local wanted <const> = os.getenv "ATTACKS"
-- ODD_EVERY: only every n-th of those by layouts, which make reports in all forms.
local EVERY <const> = { layouts = tonumber(os.getenv "ODD_EVERY") }

local KINDS <const> = { "scripts", "texts", "layouts", "archives", "links", "names", "new",
                        "shell", "sql", "postgres", "surroundings", "terminal" }
local ELSEWHERE <const> = { scripts = "tests/lua/test_attacks.c", texts = "tests/lua/hostile.lua",
                            postgres = "tests/support/postgres.lua" }

local total, here, failed = 0, 0, {}

local function try(kind, one)
  local scene <const> = attack.scene()
  local good <const>, why <const> = xpcall(one.run, debug.traceback, scene)
  scene:close()
  here = here + 1
  if not good then failed[#failed + 1] = ("%s: %s: %s"):format(kind, one[1], why) end
end

for _, kind in ipairs(KINDS) do
  local list <const> = dofile("tests/attacks/" .. kind .. ".lua")
  local names <const>, count = {}, 0
  for i, one in ipairs(list) do
    local name <const> = one[1] or one.name
    check.that(not names[name], "two attacks of one name: " .. name)
    check.that(ELSEWHERE[kind] or one.tries and one.must and one.run, kind .. ": " .. name)
    names[name] = true
    if not wanted or (kind .. ": " .. name):find(wanted) then
      count = count + 1
      if one.run and not ELSEWHERE[kind] and i % (EVERY[kind] or 1) == 0 then try(kind, one) end
    end
  end
  total = total + count
  print(("%4d  %-12s  %s%s"):format(count, kind, list.title,
    ELSEWHERE[kind] and " (run by " .. ELSEWHERE[kind] .. ")" or ""))
end
print(("%4d  attacks; %d run here, %d of them not contained"):format(total, here, #failed))
check.that(wanted or total >= 800, "attacks are missing from the list")
if #failed > 0 then error(table.concat(failed, "\n"), 0) end
check.done()
