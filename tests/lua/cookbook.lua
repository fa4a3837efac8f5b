-- cookbook: the scripts of examples/cookbook are those that docs/cookbook.md and
-- docs/id/cookbook.md show, and a stock Lua that loads the module prints what the program prints.
-- That the program prints what the pages show tests/lua/guides.lua tries.
--   CAPAI_ACCEPT=1 writes the scripts into the pages; guides.lua then writes what they print.
local check <const> = dofile "tests/support/check.lua"
local guides <const> = dofile "tests/support/guides.lua"

local folder <const> = "examples/cookbook/"
local pages <const> = { "docs/cookbook.md", "docs/id/cookbook.md" }

-- The recipes of a page, in their order: { name, block, commands }.
local function recipes(document)
  local list <const> = {}
  for _, block in ipairs(document.blocks) do
    if block.language == "lua" then
      local name <const> = block.before:match "`([%l%d-]+%.lua)`"
      check.that(name, ("%s:%d: the text before names it"):format(document.path, block.line))
      list[#list + 1] = { name = name, block = block, commands = "" }
    elseif block.language == "sh" and list[1] then
      list[#list].commands = list[#list].commands .. block.text
    end
  end
  return list
end

-- ---- the scripts are those of the pages ----

local function accept(document, list)
  local text = check.read(document.path)
  for _, recipe in ipairs(list) do
    local from <const>, to <const> = text:find(recipe.block.text, 1, true)
    text = text:sub(1, from - 1) .. check.read(folder .. recipe.name) .. text:sub(to + 1)
  end
  check.write(document.path, text)
end

local order <const> = {}
for _, path in ipairs(pages) do
  local document <const> = guides.read(path)
  local list <const>, names <const> = recipes(document), {}
  if os.getenv "CAPAI_ACCEPT" == "1" then accept(document, list) end
  for i, recipe in ipairs(recipes(guides.read(path))) do
    check.eq(recipe.block.text, check.read(folder .. recipe.name), path .. ": " .. recipe.name)
    check.that(recipe.commands:find(folder .. recipe.name, 1, true)
      or recipe.name == "bagian-sendiri.lua", path .. ": runs " .. recipe.name)
    names[i] = recipe.name
  end
  order[#order + 1] = table.concat(names, " ")
end
check.eq(order[2], order[1], "the same recipes in both languages")

local count = 0
for name in check.shell("ls " .. folder):gmatch "([%l%d-]+%.lua)" do
  count = count + 1
  check.that((" " .. order[1] .. " "):find(" " .. name .. " ", 1, true), name .. " has a recipe")
end
check.that(count >= 20, "twenty scripts")
check.eq(select(2, order[1]:gsub("%S+", "")), count, "a recipe for each script, once")

-- ---- how they are called, and that they say so ----

local program <const> = os.getenv "CAPAI" or "build/capai"
local function run(command, script)
  return check.shell(("%s %s %s%s 2>&1"):format(program, command, folder, script))
end
for name in order[1]:gmatch "%S+" do
  local text <const> = check.read(folder .. name)
  local command <const>, called <const> = text:match("\n%-%-   capai (%l+) (%S[^\n>]*)")
  check.that(command and called:find(folder .. name, 1, true), name .. ": its call stands above it")
  check.that(select(2, text:gsub("\n", "")) <= 60, name .. ": a page or less")
  if command == "run" then
    local usage <const> = "pemakaian: capai run " .. called:gsub("%s+$", ""):gsub(folder, "")
    check.that(text:find('"' .. usage .. '"', 1, true), name .. ": usage as above it")
    local out <const>, status <const> = run("run", name)
    check.eq(status, 2, name .. " without arguments")
    check.that(out:find(usage, 1, true), name .. ": " .. out)
  elseif not text:find("capai.layout", 1, true) then
    local out <const>, status <const> = run("test", name)
    check.eq(status, 0, name .. ": " .. out)
  end
end

-- ---- with a stock Lua ----

-- An instrumented module cannot be loaded into it: there this test is run by the program.
if arg[-1] and arg[-1]:find("lua", 1, true) then
  local here <const> = check.shell("pwd"):gsub("\n", "")
  local shim <const> = os.tmpname()
  check.write(shim, ([[
#!/bin/sh
if [ "$1" = run ]; then shift && exec %s "$@"; fi
exec %s "$@"
]]):format(arg[-1], (program:gsub("(%S+)$", function(path)
    return path:sub(1, 1) == "/" and path or here .. "/" .. path
  end))))
  assert(os.execute("chmod 755 " .. shim))
  local runner <const> = guides.runner { program = shim }
  runner:run(guides.read(pages[1]))
  check.that(runner.compared >= count, "what they print is compared")
  check.passed = check.passed + runner.ran + runner.compared

  -- the sheet for the Bupati as a spreadsheet reads it
  local sheet <const> = check.shell(([[cd %s && /usr/bin/python3 -c '
import openpyxl
s = openpyxl.load_workbook("bupati.xlsx")["Sasaran"]
print(s["A1"].value, s["C10"].value, s["E12"].value, s["F12"].value, s["C10"].fill.fgColor.rgb)']])
    :format(runner.folder))
  check.eq(sheet, "Capaian Kinerja Tahun 2024 -10 =SUM(E3:E11) =SUM(F3:F11) FFFBE3D6\n", "sheet")
  runner:close()
  os.remove(shim)
end

check.done()
