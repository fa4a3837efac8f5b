-- A document as a workbook: every cell of the sample as its document has it, formulas where a
-- spreadsheet gives the same number and reasons where not, hostile texts, wrong documents, and
-- what capai.workbook refuses. CAPAI is the program.

local capai <const> = require "capai"
local check <const> = dofile "tests/support/check.lua"
local compute <const> = require "capai.render.xlsx.compute"
local live <const> = require "capai.render.xlsx.live"
local number <const> = require "capai.render.xlsx.number"
local parse <const> = require "capai.render.xlsx.parse"
local render <const> = require "capai.render.xlsx"
local translate <const> = require "capai.render.xlsx.translate"

local program <const> = os.getenv "CAPAI" or "build/capai"
local folder <const> = check.shell "mktemp -d":gsub("\n", "")
local HEAD <const> = 4

local function sample() return dofile "tests/support/document.lua" end

-- Cells by place, as { kind, value, comment }, that another program reads.
local function read(bytes)
  local path, cells = folder .. "/book.xlsx", {}
  check.write(path, bytes)
  local out = check.shell(("/usr/bin/python3 tests/support/xlsx_read.py %s --full"):format(path))
  for line in out:gmatch "[^\n]+" do
    local place, kind, value, comment = line:match "^([^\t]*)\t([^\t]*)\t([^\t]*)\t?(.*)$"
    cells[place] = { kind = kind, value = value, comment = comment }
  end
  return cells
end

-- ---- every cell of the sample ----

local function same_number(got, plain)
  return number.decimal(got):eq(number.decimal(plain))
end

local function check_cell(cells, place, cell)
  local got = cells[place]
  if cell.number then
    check.eq(got.kind, "number", place)
    check.that(same_number(got.value, cell.number), place .. ": " .. got.value)
  elseif cell.text ~= "" then
    check.eq(got.kind, "text", place)
    check.eq(got.value, cell.text .. (cell.mark and " " .. cell.mark .. ")" or ""), place)
  else
    check.eq(got, nil, place)
  end
end

local function check_rows(cells, block, rows, top)
  for i, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do
      local place = ("%s!%s%d"):format(block.label, string.char(64 + cell.column), top + i - 1)
      check_cell(cells, place, cell)
    end
  end
end

check.eq(number.unit "4 Dok", " Dok", "a unit stays behind its number")
check.eq(number.unit "−1.234,56", "", "digits and signs are none")
check.eq(number.format("number", 0, nil, number.unit '5 "x"'), [[#,##0" 'x'"_n;"−"#,##0" 'x'"_n]],
  "a unit cannot end its quotes")

local document <const> = sample()
local plain <const> = render(document)
local cells = read(plain)
for _, block in ipairs(document.blocks) do
  if block.kind == "table" then
    check.eq(cells[block.label .. "!A1"].value, block.label, "label")
    check.eq(cells[block.label .. "!A2"].value, block.caption[1].text, "caption")
    check_rows(cells, block, block.head, HEAD)
    check_rows(cells, block, block.rows, HEAD + #block.head)
  elseif block.kind == "chart" then
    check.eq(cells[block.label .. "!A1"].value, block.label, "label")
  end
end
check.eq(cells["Isi!A1"].value, document.title, "title")
check.eq(cells["Isi!B6"].value, "Realisasi Anggaran", "the list of tables")
check.eq(cells["Tabel 3.1!E8"].comment, "a) Menurut dokumen sumber.", "a footnote")
for place, cell in pairs(cells) do check.that(cell.kind ~= "formula", place) end

-- The same bytes from the same document, in whatever locale, and at any time.
check.eq(render(sample()), plain, "the same bytes again")
os.setlocale("id_ID.UTF-8", "numeric")
check.eq(render(sample()), plain, "the same bytes in another locale")
os.setlocale("C", "numeric")
check.eq(plain:find(os.date "!%Y-%m-%d", 1, true), nil, "no date of today")

cells = read(render(document, { formulas = true }))
check.eq(cells["Tabel 3.1!E8"].value, "=ROUND(D8/C8*100,2)", "a formula")
check.that(cells["Tabel 3.1!E9"].comment:find("nilai huruf tidak dapat dihitung ulang", 1, true),
  "a fixed value says why")
check.eq(cells["Tabel 3.2!C8"].value, "=C5", "a sum of one")

-- ---- formulas ----

for text, expected in pairs {
  ["a + b * 2"] = "A+B*2", ["(a + b) * 2"] = "(A+B)*2", ["a - (b - 1)"] = "A-(B-1)",
  ["a / (b * 2)"] = "A/(B*2)", ["-a + -(b + 1)"] = "-A+-(B+1)", ["abs(a - b)"] = "ABS(A-B)",
  ["if(a >= b and not b == 0, a, min(a, b, 1.5))"] = "IF(AND(A>=B,NOT(B=0)),A,MIN(A,B,1.5))",
  ["if(a ~= b or a < 1, 1, 0)"] = "IF(OR(A<>B,A<1),1,0)", ["if(a != b, 1, 2)"] = "IF(A<>B,1,2)",
} do
  local tree = parse(text)
  check.eq(tree and translate(tree, function(name) return name:upper() end), expected, text)
end
for _, text in ipairs { "", "a +", "a b", "min(a)", "if(a, 1, 2)", "a < b", "a; b", "(a", "a)",
    "abs(a < 1)", "1 and 2", "=a", "a\0b", ("("):rep(40) .. "a" .. (")"):rep(40),
    ("-"):rep(3000) .. "a" } do
  check.eq(parse(text), nil, text:sub(1, 20))
end

check.eq(compute.value(parse "a / b", { a = "1", b = "0" }), nil, "no quotient")
check.looks(compute.value(parse "(2*b - a) / b * 100", { a = "4", b = "5" }), "120.0", "a value")
check.eq(compute.binary(parse "if(a < b, a, b)", { a = "0.1", b = "0.2" }), 0.1, "in binary")

-- A row with operands in columns 1 and 2 and the result in 3.
local function decide(number_text, formula, a, b)
  local grid = { {} }
  for column, text in ipairs { a, b, number_text } do
    grid[1][column] = { cell = { number = text ~= "x" and text or nil, text = text }, row = 1,
                        column = column }
  end
  local cell = grid[1][3].cell
  cell.formula = formula
  formula.of = formula.of or { a = 1, b = 2 }
  return live.new(grid, 7):formula(cell, 1, 3)
end

for _, case in ipairs {
  { "92.86", "a / b * 100", 2, "half_up", "83.57", "90", "ROUND(A7/B7*100,2)" },
  { "92.85", "a / b * 100", 2, "down", "83.57", "90", "ROUNDDOWN(A7/B7*100,2)" },
  { "92.86", "a / b * 100", 2, "up", "83.57", "90", "ROUNDUP(A7/B7*100,2)" },
  { "92.85", "a / b * 100", 2, "floor", "83.57", "90", "ROUNDDOWN(A7/B7*100,2)" },
  { "-0.34", "a / b", 2, "floor", "-1", "3", "ROUNDUP(A7/B7,2)" },
  { "-0.33", "a / b", 2, "ceil", "-1", "3", "ROUNDDOWN(A7/B7,2)" },
  { "92.86", "a / b * 100", 2, "half_even", "83.57", "90", "pembulatannya" },
  { "1.01", "a / b", 2, "half_up", "2.01", "2", "batas" }, -- a tie
  { "92.87", "a / b * 100", 2, "half_up", "83.57", "90", "bukan angka yang tercetak" },
  { "100.00", "a / b * 100", 2, "down", "7", "7", "ROUNDDOWN(A7/B7*100,2)" },
  -- 57 / 100 * 100 is a little less than 57 in binary
  { "57.00", "a / b * 100", 2, "down", "57", "100", "ROUNDDOWN(A7/B7*100,2)", "batas" },
  { "13.5", "a - b", nil, nil, "20", "6.5", "A7-B7" },
  { "0.33", "a / b", nil, nil, "1", "3", "bukan angka yang tercetak" },
  { "1", "a / b", 2, "half_up", "1", "0", "nol" },
  { "1", "a / b", 2, "half_up", "x", "0", "a bukan angka" },
  { "1", "a / c", 2, "half_up", "1", "1", "c bukan angka" },
  { "1", "a /", 2, "half_up", "1", "1", "tidak dapat ditulis" },
  { "1", "if(a / b * b == a, 1, 0)", 0, "half_up", "1", "3", "terlalu dekat" },
  { "1", "if(a == b, 1, 0)", 0, "half_up", "3", "3", "ROUND(IF(A7=B7,1,0),0)" },
  { "123456789012345678", "a * b", 0, "half_up", "123456789012345678", "1", "a bukan angka" },
} do
  local text, reason = decide(case[1], { text = case[2], digits = case[3], mode = case[4] },
    case[5], case[6])
  local found = text == case[7] or reason and reason:find(case[8] or case[7], 1, true) ~= nil
  check.that(found, ("%s of %s, %s: %s, %s"):format(case[2], case[5], case[6], text, reason))
end
check.that(select(2, decide("1", { text = "a", of = { a = 3 } }, "1", "1")):find "dirinya",
  "a formula of itself")

-- Sums: ranges where rows follow each other.
local function column_of(values, rows, result)
  local grid = {}
  for i, text in ipairs(values) do
    grid[i] = { { cell = { number = text ~= "" and text or nil }, row = i, column = 1 } }
  end
  local cell = { number = result, formula = { sum = rows } }
  grid[#values + 1] = { { cell = cell, row = #values + 1, column = 1 } }
  return live.new(grid, 10):formula(cell, #values + 1, 1)
end
local five <const> = { "1", "2", "3", "4", "0.5" }
check.eq(column_of(five, { 1, 2, 3, 4 }, "10"), "SUM(A10:A13)", "a range")
check.eq(column_of(five, { 1, 3 }, "4"), "A10+A12", "two cells")
check.eq(column_of(five, { 1, 3, 4 }, "8"), "SUM(A10,A12:A13)", "cell and range")
check.eq(column_of(five, { 4, 5 }, "4.5"), "ROUND(SUM(A13:A14),1)", "a fraction")
for rows, reason in pairs { [{ 1, 2 }] = "bukan angka yang tercetak", [{ 6 }] = "dirinya",
    [{}] = "tidak ada", [{ 9 }] = "bukan angka" } do
  local text, why = column_of(five, rows, "4")
  check.that(not text and why:find(reason, 1, true), ("%s: %s"):format(text, why))
end

-- ---- texts of strangers ----

local HOSTILE <const> = {
  "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "<a&b>\"'", "_x0041_", "\0\1\31\127\xC2\x85", "\xFF\xFEa",
  "\u{202E}rtl", "😀", "\u{FFFE}", ("panjang "):rep(15000), "", "'", "[]:*?/\\",
  "&P&\"x", "History",
}

-- The sample with a text in every place of one.
local function with_texts(text)
  local changed = sample()
  local function set(value)
    for key, part in pairs(value) do
      local fixed = key == "kind" or key == "type" or key == "number" or key == "align"
        or key == "role" or key == "mode" or key == "size" or key == "format"
      if type(part) == "table" and key ~= "values" then set(part)
      elseif type(part) == "string" and not fixed then value[key] = text end
    end
  end
  set(changed)
  return changed
end

for _, text in ipairs(HOSTILE) do
  local bytes = render(with_texts(text), { formulas = true })
  check.that(bytes and bytes:sub(1, 2) == "PK", text:sub(1, 20))
end
cells = read(render(with_texts "=1+1 _x0041_ \0\xFF<&>", { formulas = true }))
for place, cell in pairs(cells) do
  if cell.kind == "formula" then check.that(cell.value:find "^=[CD]5$", place .. cell.value) end
end
check.eq(cells["Isi!A1"].value, "=1+1 _x0041_ \u{FFFD}\u{FFFD}<&>", "a text is what it says")

-- Numbers that no cell can hold stand as text, and say so.
local big <const> = sample()
for _, block in ipairs(big.blocks) do
  if block.id == "tabel-capaian" then
    block.rows[2].cells[3] = { column = 3, text = "12.345.678.901.234.567",
                               number = "12345678901234567", format = "rupiah" }
  end
end
cells = read(render(big))
check.eq(cells["Tabel 3.1!C8"].value, "12.345.678.901.234.567", "too many digits")
check.that(cells["Tabel 3.1!C8"].comment:find("17 digit", 1, true), "and says so")

-- ---- a chart without figures says so, as in other formats ----

for _, values in ipairs { {}, { false } } do
  local empty <const> = sample()
  for i = #empty.blocks, 1, -1 do
    local block = empty.blocks[i]
    if block.kind == "chart" then
      block.categories, block.target, block.verdicts = #values > 0 and { "a" } or {}, nil, nil
      for _, series in ipairs(block.series) do
        series.values, series.labels = values, #values > 0 and { "–" } or {}
      end
    end
  end
  cells = read(render(empty))
  check.eq(cells["Gambar 3.1!A5"].value, "Tidak ada data.", "a chart of nothing")
end

-- ---- wrong documents: a plain error or a workbook, and never anything else ----

local WRONG <const> = { false, 0, -1, 3.5, "x", {}, 1 << 40 }

-- Calls `visit` with each table of a value and each of its keys, always in the same order.
local function each(value, visit)
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(keys) do
    visit(value, key)
    if type(value[key]) == "table" then each(value[key], visit) end
  end
end

local whole, count, refused = sample(), 0, 0
each(whole, function(parent, key)
  local before = parent[key]
  count = count + 1
  if count % 3 ~= 0 then return end
  parent[key] = WRONG[count // 3 % #WRONG + 1]
  if count % 7 == 0 then parent[key] = nil end
  local ok, bytes = pcall(render, whole, { formulas = true })
  parent[key] = before
  if not ok then refused = refused + 1 end
  check.that(not ok or bytes and bytes:sub(1, 2) == "PK", tostring(key))
end)
check.that(count > 300 and refused > 50, "many documents are wrong")

-- ---- capai.workbook ----

local function book(sheet, formats)
  return { sheets = { sheet }, formats = formats }
end

for _, case in ipairs {
  { "RULES_KEY_MISSING", {} }, { "RULES_KEY_MISSING", { sheets = {} } },
  { "RULES_KEY_MISSING", book {} }, { "RULES_VALUE", book { name = "" } },
  { "RULES_VALUE", book { name = "a", print = { header = "&L&G" } } },
  { "RULES_VALUE", book { name = "a", print = { footer = "&C&[Picture]" } } },
  { "RULES_VALUE", book { name = "a:b" } }, { "RULES_VALUE", book { name = ("a"):rep(32) } },
  { "RULES_VALUE", { sheets = { { name = "A" }, { name = "a" } } } },
  { "RULES_KEY_UNKNOWN", book { name = "a", cell = {} } },
  { "RULES_VALUE", book { name = "a", cells = { { row = 0, column = 1 } } } },
  { "RULES_VALUE", book { name = "a", cells = { { row = 1048577, column = 1 } } } },
  { "RULES_VALUE", book { name = "a", cells = { { row = 1, column = 1, text = "\1" } } } },
  { "RULES_VALUE", book { name = "a", cells = { { row = 1, column = 1, text = "\xFF" } } } },
  { "RULES_VALUE", book { name = "a", cells = { { row = 1, column = 1, text = "a",
    number = "1" } } } },
  { "RULES_VALUE", book { name = "a", cells = { { row = 1, column = 1, formula = "1" } } } },
  { "RULES_VALUE", book { name = "a", cells = { { row = 1, column = 1, format = 1 } } } },
  { "RULES_VALUE", book { name = "a", cells = { { row = 1, column = 1, columns = 2, text = "a" },
    { row = 1, column = 2, text = "b" } } } },
  { "RULES_VALUE", book { name = "a", cells = { { row = 1, column = 1, rows = 1048576 } } } },
  { "RULES_VALUE", book({ name = "a" }, { { color = "red" } }) },
  { "RULES_VALUE", book({ name = "a" }, { { align = "up" } }) },
  { "RULES_TYPE", book { name = "a", cells = { 1 } } },
  { "RULES_KEY_MISSING", book { name = "a", charts = { { type = "bar" } } } },
  { "RULES_VALUE", book { name = "a", columns = { { width = 9, format = 1 } } } },
  { "RULES_KEY_MISSING", book { name = "a", choices = { { words = { "a" } } } } },
  { "RULES_VALUE", book { name = "a", choices = { { row = 1, column = 1 } } } },
  { "RULES_VALUE", book { name = "a", choices = { { row = 1, column = 1, words = {} } } } },
  { "RULES_VALUE", book { name = "a", choices = { { row = 1, column = 1, words = { "a,b" } } } } },
  { "RULES_VALUE", book { name = "a", choices = { { row = 1, column = 1,
    words = { ("a"):rep(128), ("b"):rep(128) } } } } },
  { "RULES_TYPE", book { name = "a", choices = { { row = 1, column = 1, words = { 1 } } } } },
  { "RULES_VALUE", book { name = "a", choices = { { row = 1, column = 1, words = { "a" },
    from = "A1" } } } },
  { "RULES_VALUE", book { name = "a", choices = { { row = 1, column = 1, least = 1 } } } },
  { "RULES_VALUE", book { name = "a", choices = { { row = 1, column = 1, least = 5,
    most = 1 } } } },
  { "RULES_VALUE", book { name = "a", choices = { { row = 1, column = 1, words = { "a" },
    title = ("a"):rep(33) } } } },
} do
  check.code(case[1], capai.workbook, case[2])
end
for _, text in ipairs { "1,5", "1e5", ".5", "5.", "--1", "0x10", "inf", "nan", "", " 1",
    "1234567890123456", "0.1234567890123456" } do
  check.code("RULES_VALUE", capai.workbook,
    book { name = "a", cells = { { row = 1, column = 1, number = text } } })
end

-- What is written comes back through the library's own reader, to the last digit.
local DIGITS <const> = { "83.57", "9.95", "8.41", "0.1", "123456789012345", "-2.5", "0.000123",
                         "99999999999.9999", "4.35", "1000000" }
local function input(kind)
  local list = {}
  for i, name in ipairs { "opd", "tahun", "sasaran", "indikator", "target", "realisasi" } do
    list[i] = { row = 1, column = i, text = name }
  end
  for i, value in ipairs(DIGITS) do
    for column, text in ipairs { "a", "2031", "S", "I" .. i, "100" } do
      list[#list + 1] = { row = i + 1, column = column, text = text }
    end
    list[#list + 1] = { row = i + 1, column = 6, [kind] = value }
  end
  return assert(capai.workbook(book { name = "indikator", cells = list }))
end
check.write(folder .. "/masukan.xlsx", input "number")
local rows = assert(capai.load(folder .. "/masukan.xlsx")):tables "indikator"[1]
check.eq(#rows, #DIGITS, "rows")
for i, value in ipairs(DIGITS) do
  local got = rows[i].realisasi
  check.that(got:eq((value:gsub("%.", ","))), ("%s: %s"):format(value, got))
end

-- ---- a title that reads like the code for a picture, which ended the program ----

for _, title in ipairs { "Litbang &G", "A&[Picture]B && C", ("&G"):rep(60), ("&["):rep(60) } do
  local bytes = render { title = title, blocks = {
    { kind = "section", left = title, right = title },
    { kind = "paragraph", text = { { text = title } } } } }
  check.that(next(read(bytes)), "a workbook: " .. title)
end

-- ---- a system that does not let it be written ----

check.write(folder .. "/tulis.lua", [[
local capai = require "capai"
local cells = {}
for i = 1, 3000 do cells[i] = { row = i, column = 1, text = ("teks %d"):format(i * 7919) } end
local bytes, message, info = capai.workbook { sheets = { { name = "a", cells = cells } } }
io.write(bytes and "bytes" or info.code .. ": " .. message)
]])
local function run(before)
  return (check.shell(("%s %s run %s/tulis.lua 2>/dev/null"):format(before, program, folder)))
end
check.eq(run "", "bytes", "a workbook")
local failed <const> = "WORKBOOK_WRITE"
check.that(run(("TMPDIR=%s/none"):format(folder)):find("^" .. failed), "no such folder")
local full = run(("mkdir %s/tmp; trap '' XFSZ; ulimit -f 16; TMPDIR=%s/tmp"):format(folder, folder))
check.that(full:find("^" .. failed), "a full disk: " .. full)
check.eq(check.shell(("ls -A %s/tmp"):format(folder)), "", "no temporary file stays")

check.shell("rm -rf " .. folder)
check.done()
