-- Data sets, evaluations and tables in scripts. Prints how many checks passed.
local capai <const> = require "capai"
local check <const> = dofile "tests/support/check.lua"
local check_eq <const>, check_code <const> = check.eq, check.code

-- The entries of a column, missing ones as "-".
local function list(t, column)
  local texts = {}
  for i, row in ipairs(t) do
    local entry = row[column]
    texts[i] = entry == nil and "-" or tostring(entry)
  end
  return table.concat(texts, " ")
end

local data <const> = assert(capai.load { "examples/semboro-2024", "examples/ledokombo-2023" })
local ev <const> = assert(capai.evaluate(data))

-- ---- data ----

check_eq(data.tahun, 2024, "report year")
check_eq(#data.opd, 2, "OPDs")
check_eq(data.opd[2].opd, "ledokombo", "key of an OPD")
check_eq(data.opd[1].aturan, "jember-2024", "pack of an OPD")
check_eq(capai.load("examples/semboro-2024", { tahun = 2023 }).tahun, 2023, "year asked for")
check_eq(#assert(capai.load("examples", { tahun = 2024 })).opd, 3, "a folder of data sets")
check_eq(#assert(capai.load({ "examples/semboro-2024" }, { versi = "murni" })).opd, 1, "murni")
check_code("RULES_VALUE", capai.load, "examples/semboro-2024", { triwulan = 5 })
check_code("RULES_VALUE", capai.load, "examples/semboro-2024", { versi = "lama" })
do
  local until_two <const> = assert(capai.load("examples/ledokombo-2023", { triwulan = 2 }))
  local late <const> = assert(capai.evaluate(until_two)).triwulan:where(function(r)
    return r.triwulan > 2 and r.capaian ~= nil
  end)
  check_eq(#late, 0, "nothing is known of the third quarter")
end
check_code("FIELD_UNKNOWN", function() return data.tahunn end)
check_code("RULES_KEY_UNKNOWN", capai.load, "examples/semboro-2024", { tahunn = 2023 })
check_code("RULES_VALUE", capai.load, "examples/semboro-2024", { notation = "us" })
check_code("ARGUMENT", capai.load, { 5 })
do
  local none, message, info = capai.load "examples/none"
  check_eq(none, nil, "no folder")
  check_eq(info.code, "DATA_NOT_FOUND", "code")
  check_eq(info.file, "examples/none", "file")
  check_eq(message:sub(1, 15), "examples/none: ", "place in the message")
  local book <const> = assert(capai.load "tests/cli/workbook-cells/data.xlsx")
  local note <const> = book:notices()[1]
  check_eq(note.code, "SHEET_UNUSED", "a sheet that is not used")
  local found = {}
  for _, notice in ipairs(book:notices()) do
    if notice.code == "FORMULA_EMPTY" then found = notice end
  end
  check_eq(found.sheet, "indikator", "sheet of a complaint")
  check_eq(found.line, 4, "row of a cell")
  check_eq(found.column, 6, "column of a cell")
  none, message, info = capai.load "tests/cli/workbook-locked/data.xlsx"
  check_eq(none, nil, "a locked workbook")
  check_eq(info.code, "WORKBOOK_OLD", "code of a locked workbook")
  check_eq(message:match "^[^:]+: ", "tests/cli/workbook-locked/data.xlsx: ", "place of it")
  local notices <const> = data:notices()
  check_eq(#notices > 0, true, "notices of reading")
  check_eq(notices[1].level == "warning" or notices[1].level == "note", true, "level")
  check_eq(math.type(notices[1].line), "integer", "line")
end

-- ---- evaluations ----

check_eq(ev.tahun, 2024, "year of the evaluation")
check_eq(ev.indikator.name, "indikator", "name of a table")
check_eq(ev.indikator, ev.indikator, "the same table twice")
check_eq(list(ev.opd:where { opd = "semboro", tahun = 2024 }, "capaian"), "98.81", "Semboro")
check_eq(list(ev.opd:where { opd = "ledokombo", tahun = 2023 }, "serapan"), "89.38", "Ledokombo")
check_code("FIELD_UNKNOWN", function() return ev.indikatr end)
do
  local all <const> = ev:notices()
  check_eq(#all > #data:notices(), true, "notices of reading and of evaluation")
  check_eq(tostring(all[1]), "examples/ledokombo-2023/anggaran.csv:22:1: " .. all[1].message,
    "a notice as text, by place")
  check_eq(tostring(select(3, capai.load "examples/none")), select(2, capai.load "examples/none"),
    "the parts as text are the message")
end
do
  -- the same data by other rules: by id, by value, and made here
  local one <const> = assert(capai.load "examples/semboro-2024")
  local function mean(rules)
    return list(assert(capai.evaluate(one, rules)).opd:where { tahun = 2024 }, "capaian")
  end
  check_eq(mean(), "98.81", "by aturan")
  check_eq(mean "jember-2024", "98.81", "by id")
  check_eq(mean(capai.rules "jember-2024"), "98.81", "by value")
  check_eq(mean(capai.rules {
    id = "x", name = "x", base = "jember-2024", average = { clamp = "none" },
  }), "100.30", "made here")
  local none, message, info = capai.evaluate(one, "jember-2025")
  check_eq(none, nil, "no pack")
  check_eq(info.code, "RULES_NOT_FOUND", "no pack: code")
  check_eq(message:find("jember-2025", 1, true) ~= nil, true, "no pack: message")
end

-- What if?
do
  local one <const> = assert(capai.load "examples/semboro-2024")
  local function sakip()
    local rows = assert(capai.evaluate(one)).indikator
    return list(rows:where { tahun = 2024, indikator = "Nilai SAKIP OPD" }, "capaian")
  end
  local before <const> = assert(capai.evaluate(one)).indikator
  local key <const> = { tahun = 2024, indikator = "Nilai SAKIP OPD" }
  check_eq(sakip(), "108.92", "as it is")
  check_eq(one:set("indikator", key, { target = 80, realisasi = "60,00" }), 1, "one row")
  check_eq(sakip(), "75.00", "as it would be")
  check_eq(list(before:where(key), "capaian"), "108.92", "what was evaluated before stays")
  check_eq(one:set("indikator", { tahun = 1999 }, { target = 80 }), 0, "no row")
  check_eq(one:set("indikator", key, { target = "" }), 1, "emptied")
  check_eq(sakip(), "-", "nothing to measure against")
  check_code("CELL_FIXED", one.set, one, "indikator", key, { satuan = "x" })
  check_code("NUMBER_GROUPS", one.set, one, "indikator", key, { target = "9.871.1466.000" })
  check_code("RUPIAH", one.set, one, "anggaran", { kode = "1" }, { pagu = "4 Dok" })
  check_code("FIELD_UNKNOWN", one.set, one, "indikator", key, { targett = 1 })
  check_code("FIELD_UNKNOWN", one.set, one, "indikator", { tahunn = 1 }, { target = 1 })
  check_code("ARGUMENT", one.set, one, "indikatr", key, { target = 1 })
  check_code("ARGUMENT", one.set, one, "indikator", { 1 }, { target = 1 })
  check_code("ARGUMENT", one.set, one, "indikator", key, { target = {} })
end

-- What a script holds stays, whatever else goes.
do
  local row = assert(capai.evaluate(assert(capai.load "examples/jaten-2023"))).opd[1]
  collectgarbage()
  collectgarbage()
  check_eq(row.nama, "Kecamatan Jaten", "a row alone")
end

-- ---- rows ----

local programs <const> = ev.anggaran:where { opd = "semboro", tahun = 2024, tabel = "3.6",
  jenjang = "program" }
check_eq(#programs > 1, true, "programs")
local row <const> = programs[1]
check_eq(math.type(row.tahun), "integer", "a year is an integer")
check_eq(row.tahun == 2024, true, "and compares as one")
check_eq(type(row.pagu), "userdata", "an amount is a decimal")
check_eq(list(programs, "serapan"), "89.17 99.67 80.91 94.53", "serapan")
check_eq(programs[0], nil, "before the first")
check_eq(programs[#programs + 1], nil, "behind the last")
check_code("FIELD_UNKNOWN", function() return row.pagi end)
check_eq(check_code("FIELD_UNKNOWN", function() return row.pagi end):find('"pagi"', 1, true) ~= nil,
  true, "names what was asked for")
do
  local names = {}
  for name in pairs(row) do names[#names + 1] = name end
  check_eq(table.concat(names, " "), table.concat(programs:columns(), " "), "order of columns")
  local n = 0
  for i, r in pairs(programs) do n = n + (r.kode == programs[i].kode and 1 or 0) end
  check_eq(n, #programs, "pairs of a table")
end
do
  local grade = ev.indikator:where { opd = "ledokombo", tahun = 2023 }:where(function(r)
    local cell <const> = r:cell "target"
    return cell.kind == "grade"
  end)
  for _, r in ipairs(grade) do check_eq(r:cell("target").source, r.target, "a grade is text") end
  check_eq(row:cell "kode", nil, "no input cell")
  local cell <const> = row:cell "pagu"
  check_eq(cell.kind, "number", "kind of a cell")
  check_eq(cell.number, row.pagu, "number of a cell")
end

-- A column of the contract that no file has is empty; any other is a mistake.
check_code("FIELD_UNKNOWN", function() return ev.opd[1].bobot end)
do
  local one <const> = assert(capai.load "examples/ledokombo-2023")
  local rows <const> = assert(capai.evaluate(one)).indikator
  check_eq(rows[1].iku, nil, "no file has it")
  check_eq(#rows:where { iku = "ya" }, 0, "so no row has it")
  check_eq(#rows:sort("iku"), #rows, "it sorts nothing")
  check_eq((rows:sum "iku"), nil, "and adds up to nothing")
  check_eq(rows:select("id", "iku"):columns()[2], "iku", "select")
end

-- Names meet as they do in evaluations; codes do not.
check_eq(#ev.indikator:where { tahun = 2024, indikator = "nilai sakip  OPD." }, 1, "a name, folded")
check_eq(#ev.anggaran:where { opd = "semboro", tabel = "3.6", kode = "11" }, 0, "1.1 is not 11")

-- What counts: the report year of each data set, the table that is evaluated.
check_eq(list(ev:current "opd", "capaian"), "98.81 97.46", "each in its own year")
check_eq(data.opd[2].tahun, 2023, "the year of the second")
check_eq(ev:budget():where { opd = "semboro", jenjang = "program" }:sum "pagu" ==
  ev:current "opd":where { opd = "semboro" }[1].pagu, true, "the budget that counts")
check_eq(#ev:budget(true) >= #ev:budget(), true, "of all years")
check_code("ARGUMENT", ev.current, ev, "indikatr")

-- For people.
check_eq(row:text "pagu", "2.700.414.981", "an amount as text")
check_eq(ev:current "sasaran":where { opd = "semboro" }[1]:text "serapan", "–", "a dash")
check_eq(programs:rename { pagu = "Pagu" }:columns()[1], "opd", "the others stay")
check_eq(programs:rename { pagu = "Pagu" }[1].Pagu, row.pagu, "under its new name")
check_code("FIELD_UNKNOWN", programs.rename, programs, { pagi = "Pagu" })
check_code("ARGUMENT", programs.rename, programs, { pagu = "realisasi" })
check_code("ARGUMENT", programs.rename, programs, { 5 })
check_eq(capai.cell "4 Dok".unit, "Dok", "a cell by hand")
check_eq(capai.cell "7 - 8 bulan".number, nil, "a range has no number")
check_eq(tostring(capai.cell "7 - 8 bulan".lower), "7", "but two ends")
check_eq(tostring(capai.cell("1,234.5", "plain").number), "1234.5", "in plain notation")
check_eq(select(3, capai.cell "9.871.1466.000").code, "NUMBER_GROUPS", "a broken cell")

-- ---- where, sort, group ----

local t <const> = capai.table({ "nama", "nilai", "kelas" }, {
  { nama = "d", nilai = 3, kelas = "x" },
  { nama = "a", nilai = 1.5, kelas = "y" },
  { nama = "c", kelas = "x" },
  { nama = "b", nilai = 3, kelas = "x" },
}, "uji")
check_eq(t.name, "uji", "name")
check_eq(list(t:where { nilai = 3 }, "nama"), "d b", "by number")
check_eq(list(t:where { nilai = "3,00" }, "nama"), "d b", "by a number in words of an office")
check_eq(list(t:where { nilai = capai.decimal(3), nama = "b" }, "nama"), "b", "by two fields")
check_eq(list(t:where {}, "nama"), "d a c b", "by nothing")
check_eq(#t:where { nama = 3 }, 0, "a number is no text")
check_eq(list(t:where(function(r) return r.nilai == nil end), "nama"), "c", "by function")
check_eq(list(t:sort "nama", "nama"), "a b c d", "by text")
check_eq(list(t:sort "nilai", "nama"), "a d b c", "by number; equal ones stay, missing last")
check_eq(list(t:sort "-nilai", "nama"), "d b a c", "down; missing last all the same")
check_eq(list(t:sort("-nilai", "nama"), "nama"), "b d a c", "by two columns")
check_eq(list(t:sort(function(a, b) return a.nama > b.nama end), "nama"), "d c b a", "by function")
check_eq(list(t, "nama"), "d a c b", "and the table is as it was")
check_code("FIELD_UNKNOWN", t.sort, t, "-nam")
check_code("ARGUMENT", t.sort, t)
check_code("ARGUMENT", t.where, t, { 1 })
check_code("FIELD_UNKNOWN", function() return t.wher end)
check_eq(select(2, pcall(t.sort, t, function() error("inside") end)):find("inside") ~= nil, true,
  "an error in a comparison comes out")
do
  local many = {}
  for i = 1, 2000 do many[i] = { nama = ("%04d"):format(i * 7919 % 2003), nilai = i % 10 } end
  local sorted <const> = capai.table({ "nama", "nilai" }, many):sort("nilai", "-nama")
  local good = true
  for i = 2, #sorted do
    local a, b = sorted[i - 1], sorted[i]
    good = good and (a.nilai < b.nilai or (a.nilai == b.nilai and a.nama > b.nama))
  end
  check_eq(good, true, "2000 rows in order")
end
local groups <const> = t:group "kelas"
check_eq(#groups, 2, "groups")
check_eq(list(groups[1], "nama"), "d c b", "by first appearance")
check_eq(list(groups[2], "nama"), "a", "by first appearance")
check_eq(#t:group("kelas", "nilai"), 3, "by two columns")
check_eq(#capai.table({ "a" }, { { a = capai.decimal "1,50" }, { a = 1.5 } }):group "a", 1,
  "1,50 is 1,5")
local close <const> = capai.table({ "a", "b" }, { { a = "x", b = "yz" }, { a = "xy", b = "z" } })
check_eq(#close:group("a", "b"), 2, "no key runs into the next")
check_eq(#capai.table({ "a" }, {}):group "a", 0, "no rows, no groups")

-- ---- sum, mean ----

local sum, entered = t:sum "nilai"
check_eq(tostring(sum) .. entered, "7.53", "a missing value does not enter")
check_eq(tostring(t:mean "nilai"), "2.5", "mean")
check_eq(select(2, t:where { nama = "c" }:sum "nilai"), 0, "nothing entered")
check_eq((t:where { nama = "c" }:mean "nilai"), nil, "no mean")
check_eq(tostring((t:sum(function(r) return r.nilai and r.nilai * 2 end))), "15.0", "by function")
check_code("SUM_NUMBER", t.sum, t, "nama")
check_code("SUM_NUMBER", t.mean, t, function() return "x" end)
check_code("NUMBER_RANGE", t.sum, t, function(r)
  return capai.decimal(r.nama == "d" and "9999999999999999999999999999999999" or "0,5")
end)
check_eq(programs:sum "pagu" == ev.opd:where { opd = "semboro", tahun = 2024 }[1].pagu, true,
  "the programs make up the OPD")

-- ---- select, with, join ----

check_eq(table.concat(t:select("nilai", "nama"):columns(), " "), "nilai nama", "select")
check_code("FIELD_UNKNOWN", t.select, t, "x")
check_code("ARGUMENT", t.select, t)
local twice <const> = t:with("dua", function(r) return r.nilai and r.nilai * 2 end)
check_eq(list(twice, "dua"), "6 3.0 - 6", "with")
check_eq(#t:columns(), 3, "and the table is as it was")
check_code("ARGUMENT", t.with, t, "nama", print)
check_code("COLUMN_MIXED", t.with, t, "x", function(r) return r.nama == "a" and "x" or 1 end)
check_code("COLUMN_MIXED", capai.table, { "a" }, { { a = {} } })
check_code("COLUMN_MIXED", t.with, t, "x", function() return true end)
check_code("ARGUMENT", capai.load, {})
check_code("ARGUMENT", capai.grade, { "A", "B", "A" })
local came <const> = check_code("ARGUMENT", capai.decimal, "1.234")
check_eq(came:find('"1.234"', 1, true) ~= nil, true, "what came")
check_code("ARGUMENT", capai.table, { "a", "a" }, {})
check_code("ARGUMENT", capai.table, { 1 }, {})
check_code("ARGUMENT", capai.table, { "a" }, { 1 })
local other <const> = capai.table({ "nama", "nilai", "baru" }, {
  { nama = "a", nilai = 10, baru = "A" }, { nama = "d", nilai = 20, baru = "D" },
  { nama = "z", nilai = 30, baru = "Z" },
})
local joined <const> = assert(t:join(other, { "nama" }))
check_eq(table.concat(joined:columns(), " "), "nama nilai kelas nilai_2 baru", "columns of a join")
check_eq(list(joined, "nilai_2"), "20 10 - -", "partners")
check_eq(list(joined, "nilai"), "3 1.5 - 3", "what stood there stays")
check_eq(assert(t:join(other, { "nama" }, "_lalu")):columns()[4], "nilai_lalu", "suffix")
check_code("ARGUMENT", t.join, t, other, {})
check_code("FIELD_UNKNOWN", t.join, t, other, { "kelas" })
check_code("ARGUMENT", joined.join, joined, other, { "nama" })
do
  local none, message, info = t:join(t, { "kelas" })
  check_eq(none, nil, "two rows of one key")
  check_eq(info.code, "JOIN_DOUBLE", "code")
  check_eq(message:find('"x"', 1, true) ~= nil, true, "names the key")
end
collectgarbage()
collectgarbage()
check_eq(list(joined, "baru"), "D A - -", "a join keeps both tables")

-- ---- text and files ----

check_eq(t:text "csv", "nama,nilai,kelas\nd,3,x\na,1.5,y\nc,,x\nb,3,x\n", "CSV")
check_eq(t:where { nama = "c" }:text "json",
  '[\n  {"nama": "c", "nilai": null, "kelas": "x"}\n]\n', "JSON")
check_eq(t:select("nama", "nilai"):text "md":match "| a +| +1,5 |" ~= nil, true, "Markdown")
check_code("ARGUMENT", t.text, t, "xlsx")
do
  local name <const> = os.tmpname()
  os.remove(name)
  check_code("ARGUMENT", t.save, t, name)
  check_eq(t:save(name .. ".csv"), true, "saved")
  local handle = assert(io.open(name .. ".csv", "rb"))
  check_eq(handle:read "a", t:text "csv", "what was saved")
  handle:close()
  os.remove(name .. ".csv")
  local input <const> = "examples/semboro-2024/indikator.csv"
  check_eq(select(3, t:save(input)).code, "OUT_INPUT", "never over what was read")
  local none, message, info = t:save(name .. "/none/x.csv")
  check_eq(none, nil, "no such folder")
  check_eq(info.level, "error", "level")
  check_eq(message:find(name, 1, true) ~= nil, true, "names the file")
end

check.done()
