-- recalculate FOLDER: an office suite computes the formulas of workbooks anew and gets the numbers
-- that the report shows: those of the sample document, of the reports of the three kecamatan, and
-- of a table with many invented figures. What is stored beside the formulas is 0 here, so that
-- nothing can be taken over. LUA_CPATH finds the module.
local capai = require "capai"
local check <const> = dofile "tests/support/check.lua"
local render = require "capai.render.xlsx"

local folder <const> = arg[1]
local READ <const> = "/usr/bin/python3 tests/support/xlsx_read.py"

-- ---- invented figures ----

local state = 20311

-- Numbers that are the same on every machine.
local function random(most)
  state = (state * 1103515245 + 12345) & 0x7FFFFFFF
  return (state >> 8) % most
end

local FORMULAS <const> = {
  "realisasi / target * 100", "(2*target - realisasi) / target * 100", "target / realisasi * 100",
  "if(realisasi >= target, 100, realisasi / target * 100)", "min(realisasi / target * 100, 110)",
  "max(0, 100 - abs(realisasi - target) / target * 100)", "realisasi - target",
}
local MODES <const> = { "half_up", "down", "up", "floor", "ceil" }

local function plain(digits)
  local whole, fraction = random(10 ^ digits // 1 | 0) + 1, random(100)
  return fraction < 40 and ("%d"):format(whole) or ("%d.%02d"):format(whole, fraction)
end

-- The rounded value by the library's own formulas.
local function answer(text, target, realisasi, digits, mode)
  local fields = { target = target:gsub("%.", ","), realisasi = realisasi:gsub("%.", ",") }
  return tostring(capai.round(capai.formula(text):value(fields), digits, mode))
end

local function cell(column, number)
  return { column = column, text = number, number = number, format = "number" }
end

local function invented(count)
  local rows, all = {}, {}
  for i = 1, count do
    local text, mode = FORMULAS[random(#FORMULAS) + 1], MODES[random(#MODES) + 1]
    local target, realisasi, digits = plain(1 + random(7)), plain(1 + random(7)), random(4)
    local result = cell(3, answer(text, target, realisasi, digits, mode))
    result.formula = { text = text, of = { target = 1, realisasi = 2 }, digits = digits,
                       mode = mode }
    rows[i], all[i] = { role = "row", cells = { cell(1, target), cell(2, realisasi), result } }, i
  end
  local total, parts = { role = "total", cells = {} }, {}
  for column = 1, 2 do
    local sum = capai.decimal(0)
    for i = 1, count do
      sum = sum + capai.decimal((rows[i].cells[column].number:gsub("%.", ",")))
    end
    parts[column] = cell(column, tostring(sum))
    parts[column].formula = { sum = all }
    total.cells[column] = parts[column]
  end
  rows[count + 1] = total
  local column = { align = "right", width = 30, kind = "number" }
  return { kind = "table", label = "Tabel 9.1", caption = { { text = "Rekaan" } }, rows = rows,
           columns = { column, column, column }, head = { { cells = { cell(1, "1"), cell(2, "2"),
           cell(3, "3") } } } }
end

-- ---- writing, computing, comparing ----

local function write(name, document)
  local real <const> = capai.workbook
  local formulas = 0
  local function zero(description)
    for _, sheet in ipairs(description.sheets) do
      for _, one in ipairs(sheet.cells) do
        if one.formula then one.number, formulas = "0", formulas + 1 end
      end
    end
    return real(description)
  end
  local function save(as)
    check.write(("%s/%s.xlsx"):format(folder, as), assert(render(document, { formulas = true })))
  end
  save(name)
  capai.workbook = zero
  save("nol-" .. name)
  capai.workbook = real
  return formulas
end

-- A profile of the office suite in which a workbook is always computed.
local function convert()
  check.shell(("mkdir -p %s/profile/user %s/out"):format(folder, folder))
  check.write(folder .. "/profile/user/registrymodifications.xcu", [[
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
]])
  local out, status = check.shell(("soffice -env:UserInstallation=file://%s/profile --headless "
    .. "--convert-to xlsx --outdir %s/out %s/nol-*.xlsx 2>&1"):format(folder, folder, folder))
  check.that(status == 0, out)
end

-- Kind and value of all cells by place, numbers with the digits that a spreadsheet shows.
local function values(path)
  local list = {}
  for line in check.shell(("%s %s --values"):format(READ, path)):gmatch "[^\n]+" do
    local place, kind, value = line:match "^([^\t]*)\t([^\t]*)\t([^\t]*)"
    list[place] = kind == "number" and ("%.15g"):format(tonumber(value)) or value
  end
  return list
end

local sample <const> = dofile "tests/support/document.lua"
local many <const> = { title = "Rekaan", blocks = { { kind = "section" }, invented(600) } }
check.shell(("mkdir -p %s && rm -rf %s/*"):format(folder, folder))
check.that(write("contoh", sample) >= 3, "formulas of the sample")
check.that(write("rekaan", many) > 450, "most invented formulas are written")
local names <const> = { "contoh", "rekaan" }
for data, layout in pairs { ["semboro-2024"] = "jember-2024", ["ledokombo-2023"] = "jember-2023",
                            ["jaten-2023"] = "karanganyar" } do
  local ev <const> = assert(capai.evaluate(assert(capai.load("examples/" .. data))))
  local formulas <const> = write(data, assert(capai.document(ev, layout)))
  check.that(formulas > 20, ("%s: %d formulas"):format(data, formulas))
  names[#names + 1] = data
end
convert()
for _, name in ipairs(names) do
  local ours = values(("%s/%s.xlsx"):format(folder, name))
  local theirs = values(("%s/out/nol-%s.xlsx"):format(folder, name))
  for place, value in pairs(ours) do check.eq(theirs[place], value, name .. " " .. place) end
end
check.done()
