-- capai new data without a report: templates. What is written can be evaluated as it is, folder and
-- workbook alike; every column of the contract is in it and told of; rows that somebody adds are
-- never mixed with the examples. CAPAI is the program; with OFFICE=1 an office suite saves the
-- workbook first.
local check <const> = dofile "tests/support/check.lua"
local here <const> = check.shell("pwd"):gsub("\n", "")
local program <const> = (os.getenv("CAPAI") or "build/capai"):gsub("(%S+)$", function(path)
  return path:sub(1, 1) == "/" and path or here .. "/" .. path
end)
local folder <const> = check.shell("mktemp -d"):gsub("\n", "")

local function run(arguments)
  return check.shell(("cd '%s' && %s %s 2>&1 </dev/null"):format(folder, program, arguments))
end

local function make(arguments, language)
  local out, status = run(("new data %s --lang %s"):format(arguments, language or "en"))
  check.eq(status, 0, arguments .. ": " .. out)
  return out
end

local function lines(text)
  local list = {}
  for line in text:gmatch("[^\n]+") do list[#list + 1] = line end
  return list
end

local function split(text, separator)
  local list = {}
  for part in (text .. separator):gmatch("(.-)" .. separator) do list[#list + 1] = part end
  return list
end

-- ---- as it is written ----

local tables <const> = {}
for name in run("eval x --table ? --lang en"):match("one of: ([%a_, ]+)"):gmatch("[%a_]+") do
  tables[#tables + 1] = name
end
check.that(#tables >= 12, "tables")

-- All results of a data set; nothing may be complained of.
local function results(data)
  local list = {}
  for _, name in ipairs(tables) do
    local out, status = run(("eval %s --format csv --table %s --lang en"):format(data, name))
    check.eq(status, 0, data .. " " .. name .. ": " .. out)
    check.that(not out:find("warning", 1, true) and not out:find("note:", 1, true), out)
    list[#list + 1] = out
  end
  return table.concat(list)
end

local packs <const> = { false }
for id in run("rules list --format json"):gmatch('"id": "([^"]+)"') do packs[#packs + 1] = id end
check.that(#packs > 5, "packs")
for _, pack in ipairs(packs) do
  local name, rules = pack or "biasa", pack and " --rules " .. pack or ""
  make(name .. rules)
  make(name .. ".xlsx" .. rules)
  local expected = results(name)
  check.eq(results(name .. ".xlsx"), expected, name .. ": workbook and folder")
  check.that(expected:find(",contoh,", 1, true) or expected:find("\ncontoh,", 1, true), expected)
  local out, status = run("audit " .. name .. ".xlsx --lang en")
  check.that(status == 0, out)
end

-- what a pack says is in it: its arah, its worksheet
check.write(folder .. "/punya.lua", [[
local capai = require "capai"
return capai.rules {
  id = "punya", name = "Punya", valid = { from = 2024, to = 2025 }, basis = { "Perbup 1/2024" },
  progress = { naik = capai.progress.positive }, round = { digits = 2, mode = "half_up" },
  scale = capai.scale { basis = "Perbup", { "Baik", ge = 50 }, { "Kurang", lt = 50 } },
  survey = capai.survey "permenpanrb-14-2017", lke = capai.lke "permenpanrb-88-2021",
}
]])
make("punya --rules punya.lua --tahun 2024")
make("punya.xlsx --rules punya.lua --tahun 2024")
for _, name in ipairs { "punya", "punya.xlsx" } do
  local out, status = run("eval " .. name .. " --rules punya.lua --lang en")
  check.eq(status, 0, out)
  check.that(not out:find("warning", 1, true), out)
  check.that(out:find("Worksheet of the SAKIP grade: 80,00, BB", 1, true), out)
  check.that(out:find("IKM 87,96", 1, true), out)
end
check.that(check.read(folder .. "/punya/indikator.csv"):find(";naik;", 1, true), "arah of the pack")
check.that(#lines(check.read(folder .. "/punya/lke.csv")) > 10, "the whole worksheet")

-- ---- columns ----

-- The contract, as its source lists it.
local contract, files <const>, must <const> = {}, {}, {}
local source <const> = check.read("core/schema.c")
for name, body in source:gmatch("schema_column ([%l_]+)_columns%[%] = (%b{})") do
  local columns = {}
  for column in body:gmatch('[({]"([%l%d_]+)"[,)]') do columns[#columns + 1] = column end
  for column in body:gmatch('REQUIRED%("([%l_]+)"') do must[name .. "." .. column] = true end
  for column in body:gmatch('W%("([%l_]+)"%), [%u_]+, %l+, true,') do
    must[name .. "." .. column] = true
  end
  contract[name] = columns
  files[#files + 1] = name
end
check.eq(#files, 14, "files of the contract")

-- What the page `columns` says, by file and column.
local function told(language)
  local page = run("help columns --format md --lang " .. language)
  local list, file = {}, nil
  for line in page:gmatch("[^\n]+") do
    local heading = line:match("^### (.+)$")
    if heading then
      file = heading:match("^([%l_]+)%.csv$") or "common"
      list[file] = {}
    end
    local term, text = line:match("^%- `([^`]+)`: (.+)$")
    for column in (term or ""):gmatch("[%w_.]+") do list[file][column] = text end
  end
  return list
end

local pages <const> = { id = told "id", en = told "en" }
for language, page in pairs(pages) do
  for _, file in ipairs(files) do
    local known = {}
    for _, column in ipairs(contract[file]) do
      known[column] = true
      local of = page[file][column] or page.common[column]
      check.that(of, ("%s: %s has no text for %s"):format(language, file, column))
      local required = of:find("^Wajib%. ") or of:find("^Required%. ")
      check.eq(required ~= nil, must[file .. "." .. column] == true,
        ("%s: %s.%s is required"):format(language, file, column))
    end
    for column in pairs(page[file]) do
      check.that(known[column] or file == "skm" and column == "u1"
        or file == "renstra" and (column == "target_..." or column == "rp_..."),
        ("%s: there is no column %s in %s"):format(language, column, file))
    end
  end
  for name in pairs(page) do check.that(name == "common" or contract[name], "no file " .. name) end
end

-- Header cells of a workbook: sheet and column to what stands there.
local function headers(name)
  local list, order = {}, {}
  local out, status = check.shell(
    ("/usr/bin/python3 tests/support/template_read.py '%s/%s'"):format(folder, name))
  check.eq(status, 0, out)
  for line in out:gmatch("[^\n]+") do
    local sheet, _, column, format, choices, comment = table.unpack(split(line, "\t"))
    order[sheet] = (order[sheet] and order[sheet] .. ";" or "") .. column
    list[sheet .. "." .. column] = { format = format, choices = choices, comment = comment }
  end
  return list, order
end

for _, language in ipairs { "id", "en" } do
  make("kolom-" .. language .. " --tahun 2024", language)
  make("kolom-" .. language .. ".xlsx --tahun 2024", language)
  local cells, order = headers("kolom-" .. language .. ".xlsx")
  for file, columns in pairs(order) do
    local csv = check.read(("%s/kolom-%s/%s.csv"):format(folder, language, file))
    check.eq(lines(csv)[1], columns, "columns of " .. file)
    local guide = check.read(("%s/kolom-%s/petunjuk.txt"):format(folder, language))
    check.that(guide:find("\n" .. file .. ".csv: ", 1, true), "petunjuk.txt: " .. file)
    for _, column in ipairs(contract[file]) do
      local cell = cells[file .. "." .. column]
      check.that(cell, file .. " has no column " .. column)
      local text = (pages[language][file][column] or pages[language].common[column])
        :gsub("`", "")
      text = text:gsub("([%l_]+)%.csv", language == "id" and "lembar %1" or "the sheet %1")
      check.that(cell.comment:find(text, 1, true), ("%s.%s: %s"):format(file, column, cell.comment))
    end
  end
  -- words of closed lists stand in the text, too
  for place, cell in pairs(cells) do
    check.that(cell.comment ~= "", place)
    for word in (cell.choices:match("^([%l_ ,]+)!$") or ""):gmatch("[^,]+") do
      check.that(cell.comment:find(word, 1, true), place .. " does not tell of " .. word)
    end
  end
  local jenis = cells["indikator.jenis"].choices
  check.eq(jenis, "tujuan,sasaran,program,kegiatan,subkegiatan!", "jenis")
  check.eq(cells["indikator.arah"].choices, "positif,negatif", "arah")
  check.that(cells["indikator.satuan"].choices:find("^%%,Indeks,"), "satuan")
  check.eq(cells["anggaran.tahun"].choices, "1900..2199!", "tahun")
  check.eq(cells["skm.u9"].choices, "1..4!", "u9")
  check.that(cells["anggaran.sasaran"].choices:find("^=OFFSET%(indikator!%$F%$2,"), "sasaran")
  check.eq(lines(order.indikator:gsub(";", "\n"))[6], "sasaran", "the column F of indikator")
  for place, format in pairs { ["indikator.target"] = "@", ["anggaran.kode"] = "@",
    ["anggaran.pagu"] = "#,##0.00", ["opd.tahun"] = "General", ["skm.u1"] = "General" } do
    check.eq(cells[place].format, format, place)
  end
  local required = language == "id" and "Wajib. " or "Required. "
  check.eq(cells["indikator.target"].comment:sub(1, #required), required, "required")
  check.that(not cells["indikator.tujuan"].comment:find(required, 1, true), "not required")
end
local plan <const> = check.read(folder .. "/kolom-id/renstra.csv")
check.that(plan:find("target_2022;rp_2022;target_2023", 1, true), "years of the plan")

-- ---- filled in ----

local before <const> = run("eval kolom-id --table opd --format csv --tahun 2024")
local function append(file, line)
  local path = ("%s/kolom-id/%s.csv"):format(folder, file)
  check.write(path, check.read(path) .. line .. "\n")
end
append("opd", "sukamaju;2024;Kecamatan Sukamaju;Maju;Jawa;permenpanrb-14-2017;")
append("indikator", "sukamaju;2024;;;;Rapi;Arsip tertata;;;%;positif;80;40;;;;")
append("anggaran", "sukamaju;2024;;;1;program;Arsip;Rapi;100;50")
local out, status = run("eval kolom-id --table opd --format csv --lang en")
check.eq(status, 0, out)
check.eq(out:sub(1, #before - 1), before:sub(1, -2), "the example is as it was")
local own <const> = out:match("\nsukamaju[^\n]*")
check.that(own:find(",50.00,", 1, true) and own:find(",100,50,50.00,", 1, true), own)

if os.getenv("OFFICE") then
  for _, ending in ipairs { "xlsx", "ods" } do
    check.shell(("cd '%s' && mkdir -p %s && soffice --headless --convert-to %s --outdir %s "
      .. "biasa.xlsx >/dev/null 2>&1"):format(folder, ending, ending, ending))
    local saved = results(("%s/biasa.%s"):format(ending, ending))
    check.eq(saved, results "biasa", "saved as " .. ending)
  end
  -- (a suite without a window loses what is frozen)
  local kept = headers("xlsx/biasa.xlsx")
  check.eq(kept["indikator*.jenis"].choices, "tujuan,sasaran,program,kegiatan,subkegiatan!", "kept")
  check.that(kept["indikator*.target"].comment:find("^Required"), "comments are kept")
end

-- ---- out of a report ----

check.write(folder .. "/laporan.txt", table.concat({ "Tabel 3.1 Pengukuran Kinerja Tahun 2024", "",
  "No\tSasaran\tIndikator\tSatuan\tTarget\tRealisasi\tCapaian",
  "1\tLayanan prima\tIndeks Kepuasan Masyarakat\tIndeks\t83,50\t85,62\t102,54%",
  "2\tWilayah tertib\tLaporan gangguan\tDok\t4 Dok\t3 Dok\t75%", "",
  "Tabel 3.2 Anggaran", "", "Kode\tUraian\tPagu\tRealisasi\t%",
  "7.01\tPROGRAM PELAYANAN PUBLIK\t1.234.567.890\t1.200.000.000,50\t97,20" }, "\n") .. "\n")
for _, name in ipairs { "dari", "dari.xlsx" } do
  out, status = run(("new data %s --from laporan.txt --tahun 2024 --lang en"):format(name))
  check.eq(status, 0, out)
end
check.that(out:find("dari.xlsx written: 3 sheets of the report's tables", 1, true), out)
check.write(folder .. "/baku.lua", [[
return require "capai".rules { id = "baku", name = "Baku", base = "permendagri-86-2017",
  basis = { "Perbup 1/2024" }, arah = "positif" }
]])
local function of_report(data, name)
  local call = "cd '%s' && %s eval %s --rules baku.lua --table %s --format csv --lang en 2>&1"
  return check.shell(call:format(folder, program, data, name))
end
for _, name in ipairs { "opd", "indikator", "anggaran", "sasaran" } do
  check.eq(of_report("dari.xlsx", name), of_report("dari", name), "out of a report: " .. name)
end
out = of_report("dari.xlsx", "indikator")
check.that(out:find(",102.54,Sangat Tinggi,nilai,", 1, true), out)
local taken <const>, sheets <const> = headers "dari.xlsx"
check.eq(sheets.indikator, lines(check.read(folder .. "/dari/indikator.csv"))[1]:gsub(",", ";"),
  "columns of a report")
check.that(taken["indikator.capaian_lapor"].comment:find("capai audit", 1, true), "_lapor")
check.that(taken["indikator.sumber"].comment:find("line of the report", 1, true), "sumber")
check.eq(taken["indikator.arah"].choices, "positif,negatif", "arah of a report")
-- amounts are numbers that a spreadsheet adds up; what is no whole number stays as it is printed
check.shell(("cd '%s' && /usr/bin/python3 -m zipfile -e dari.xlsx isi"):format(folder))
local parts <const> = check.read(folder .. "/isi/xl/worksheets/sheet4.xml")
check.that(parts:find("<v>1234567890</v>", 1, true), "an amount is a number")
check.that(not parts:find("1200000000", 1, true), "an amount with a fraction is a text")
check.that(parts:find('<row r="2"[^>]* customHeight="1"'), "rows have room for their texts")

-- ---- what is refused ----

local function refused(arguments, expected)
  out, status = run("new " .. arguments .. " --lang en")
  check.eq(status, 2, arguments .. ": " .. out)
  check.that(out:find(expected, 1, true), arguments .. ": " .. out)
end

refused("data biasa", "this folder exists already")
refused("data biasa.xlsx", "this file exists already")
refused("data 'Data Sukamaju.xlsx'", "try data-sukamaju.xlsx")
refused("data Maju.XLSX", "try maju.xlsx")
refused("data lain/x.xlsx", "try x.xlsx")
refused("data x.ods", "try x")
refused("data .xlsx", "cannot be used")
refused("rules x --rules jember-2024", "--rules here is for a template of data only")
refused("data x --from x.docx --rules jember-2024", "--rules here is for a template of data only")
refused("data x --rules jember-2024 --tahun 2030", "hold from 2024 to 2024, not in 2030")
refused("data x --rules jember-204", "there is no rule pack jember-204")
refused("data x --tahun semua", "--tahun is one year here")
refused("rules x.xlsx", "cannot be used; try x")
check.shell(("cp -r scripts '%s' && rm '%s/scripts/help/en/columns.txt'"):format(folder, folder))
local without <const> = "cd '%s' && CAPAI_PATH='%s/scripts' %s new data x --lang en 2>&1"
out, status = check.shell(without:format(folder, folder, program))
check.eq(status, 3, out)
check.that(out:find("the help page en/columns.txt is not there", 1, true), out)
check.that(not io.open(folder .. "/x"), "nothing is left of what was refused")

-- the year: last year, as far as the pack goes
local last <const> = tonumber(os.date("!%Y")) - 1
for name, year in pairs { biasa = last, ["jember-2023"] = 2023 } do
  local opd = check.read(("%s/%s/opd.csv"):format(folder, name))
  check.that(opd:find("\ncontoh;" .. year .. ";", 1, true), "year of " .. name)
end

check.shell(("rm -rf '%s'"):format(folder))
check.done()
