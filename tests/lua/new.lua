-- capai new: packs that pass check and test as they are written, and never over another file.

local json <const> = dofile "tests/support/json.lua"
local here <const> = io.popen("pwd"):read("l")
local program <const> =
  (" " .. (os.getenv("CAPAI") or "build/capai")):gsub(" build/", " " .. here .. "/build/")
local checks = 0

local function shell(command)
  local pipe = assert(io.popen(command))
  local out = pipe:read("a")
  local _, _, status = pipe:close()
  return out, status
end

local folder <const> = shell("mktemp -d"):gsub("\n", "")

-- Runs the program in that folder: what it prints, and its status.
local function run(arguments)
  return shell(("cd %s && CAPAI_PATH=%s/scripts %s %s --lang en 2>&1"):format(folder, here,
    program, arguments))
end

local function read(name)
  local handle <close> = assert(io.open(folder .. "/" .. name))
  return handle:read("a")
end

local function check(condition, what, out)
  if not condition then error(what .. "\n" .. out, 2) end
  checks = checks + 1
end

local function sound(name)
  local out, status = run("check " .. name .. ".lua")
  check(status == 0 and out:find("nothing found", 1, true), name .. " is doubtful", out)
  out, status = run("test " .. name .. ".lua")
  check(status == 0 and out:find("tests passed", 1, true), name .. " fails", out)
end

local out, status = run("new rules kabupaten-baru")
check(status == 0, "new", out)
sound "kabupaten-baru"
check(read("kabupaten-baru.lua"):find('id = "kabupaten-baru"', 1, true), "its id", out)

-- the oldest Capai that is known to be able to use what was written is the one that wrote it
local version = shell(program .. " --version"):match "%d+%.%d+%.%d+"
local function asks_for_this(name)
  local asked = read(name .. ".lua"):match 'capai_version = "([^"]*)"'
  check(version and asked == version, "the version that " .. name .. " asks for", tostring(asked))
end
asks_for_this "kabupaten-baru"



-- a year at the end of the name is the report year that it is for
for _, from in ipairs { "", " --from jember-2024", " --from permendagri-86-2017" } do
  shell(("rm -f %s/kabupaten-2026.lua"):format(folder))
  out, status = run("new rules kabupaten-2026" .. from)
  check(status == 0, "new with a year" .. from, out)
  check(read("kabupaten-2026.lua"):find("from = 2026, to = 2026", 1, true), "its year" .. from, out)
  sound "kabupaten-2026"
end
run("new rules kabupaten-12026")
check(read("kabupaten-12026.lua"):find("from = 2025, to = 2025", 1, true), "no year", out)
shell(("rm -f %s/kabupaten-2026.lua %s/kabupaten-12026.lua"):format(folder, folder))

for id in shell("ls scripts/rules"):gmatch("([%w-]+)%.lua") do
  out, status = run(("new rules dari-%s --from %s"):format(id, id))
  check(status == 0, "new from " .. id, out)
  asks_for_this("dari-" .. id)
  sound("dari-" .. id)
end

-- Editors find the stubs by the settings beside the pack.
local settings = json(read ".luarc.json")
check(settings["runtime.version"] == "Lua 5.4", "the version of Lua", read ".luarc.json")
local library = settings["workspace.library"]
check(#library == 1 and library[1] == here .. "/scripts/types", "the stubs", read ".luarc.json")
local stubs <close> = assert(io.open(library[1] .. "/capai.lua"))
check(stubs:read("l") == "---@meta capai", "as lua-language-server takes them", library[1])
out = run("new rules kabupaten-lain")
check(not out:find(".luarc.json", 1, true), "written once", out)
shell(("echo '{}' >%s/.luarc.json"):format(folder))
out, status = run("new layout laporan")
check(status == 0 and read ".luarc.json" == "{}\n", "settings of the user's own stay", out)
shell(("cd %s && rm kabupaten-lain.lua laporan.lua .luarc.json"):format(folder))
out = run("new layout laporan")
check(out:find(".luarc.json written", 1, true), "beside a layout, too", out)
shell(("rm %s/laporan.lua"):format(folder))

-- A path that JSON has to quote.
local odd = folder .. '/a "b'
shell(("mkdir '%s' && ln -s '%s/scripts' '%s/scripts'"):format(odd, here, odd))
shell(("cd '%s' && CAPAI_PATH=\"$PWD/scripts\" %s new rules x 2>&1"):format(odd, program))
local odd_settings <close> = assert(io.open(odd .. "/.luarc.json"))
local odd_library <const> = json(odd_settings:read("a"))["workspace.library"]
check(odd_library[1] == odd .. "/scripts/types", "quoted", odd)
shell(("rm -r '%s'"):format(odd))

local before = read("kabupaten-baru.lua")
out, status = run("new rules kabupaten-baru --from jember-2024")
check(status == 2 and out:find("this file exists already", 1, true), "never overwritten", out)
check(read("kabupaten-baru.lua") == before, "the file is as it was", before)

out, status = run("new rules dari --from tidak-ada")
check(status == 2 and out:find("there is no rule pack tidak-ada", 1, true), "no such pack", out)
out, status = run('new rules "../lain"')
check(status == 2 and out:find("cannot be used; try lain", 1, true), "no path", out)
out, status = run("new tabel bab-3")
check(status == 2 and out:find("capai new cannot make", 1, true), "nothing of that kind", out)
check(shell(("ls %s | grep -vc '^dari-'"):format(folder)) == "1\n", "nothing else is written",
  shell("ls " .. folder))

-- without its models the program says so
out, status = shell(("cd %s && CAPAI_PATH=. %s new rules x --lang en 2>&1"):format(folder, program))
check(status == 3 and out:find("the model of a pack is not found", 1, true), "no model", out)

shell("rm -rf " .. folder)
print(checks .. " passed")
