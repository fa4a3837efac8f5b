-- The layouts that come with Capai, and the parts that they place, over data as they come: names
-- that are used twice, blanks, no budget, no survey, words with signs in them.
local capai <const> = require "capai"
local check <const> = dofile "tests/support/check.lua"

local folder <const> = check.shell("mktemp -d"):gsub("\n", "")
local count = 0

local HEAD <const> = "opd,tahun,jenis,tujuan,sasaran,indikator,satuan,arah,target,realisasi," ..
  "target_akhir\n"

-- A data set of these lines of indikator.csv, under these rules; `files` are others, by name.
local function data(lines, rules, files)
  count = count + 1
  local path = ("%s/data%d"):format(folder, count)
  check.shell(("mkdir -p %s/narasi"):format(path))
  check.write(path .. "/indikator.csv", HEAD .. lines)
  check.write(path .. "/opd.csv", "opd,tahun,aturan\na,2024," .. (rules or "jember-2024") .. "\n")
  for name, text in pairs(files or {}) do check.write(path .. "/" .. name, text) end
  return assert(capai.evaluate(assert(capai.load(path))))
end

-- What a layout with this body of its build function makes of `ev`.
local function document(body, ev)
  local path = folder .. "/coba.lua"
  check.write(path, "local capai = require \"capai\"\nreturn capai.layout { name = \"Coba\", " ..
    "build = function(doc, ev)\n" .. body .. "\nend }\n")
  return capai.document(ev, path)
end

local function made(body, ev) return assert(document(body, ev)) end

local function fails(code, body, ev)
  local _, message, info = document(body, ev)
  check.eq(info and info.code, code, body .. "\n" .. tostring(message))
  return message .. "\n" .. info.hint
end

local function each(doc, kind)
  local list = {}
  for _, block in ipairs(doc.blocks) do
    if block.kind == kind then list[#list + 1] = block end
  end
  return list
end

local function words(runs)
  local parts = {}
  for i, run in ipairs(runs) do parts[i] = run.text end
  return table.concat(parts)
end

-- The texts of a row, with "|" between.
local function texts(row)
  local parts = {}
  for i, cell in ipairs(row.cells) do parts[i] = cell.text end
  return table.concat(parts, "|")
end

local function cell_at(row, column)
  for _, cell in ipairs(row.cells) do
    if cell.column == column then return cell end
  end
end

-- ---- years: an indicator of the same name under another tujuan is another

local twice <const> = data [[
a,2023,tujuan,T1,,Indeks,,positif,70,75,90
a,2023,tujuan,T2,,Indeks,,positif,50,55,90
a,2024,tujuan,T1,,Indeks,,positif,80,82,90
a,2024,tujuan,T2,,Indeks,,positif,60,66,90
]]
local t = each(made('doc:trends { rows = ev:current "indikator" }', twice), "table")[1]
check.eq(texts(t.rows[1]), "T1|Indeks|75|82|naik 7,00 poin", "the first tujuan")
check.eq(texts(t.rows[2]), "T2|Indeks|55|66|naik 11,00 poin", "the second, with its own years")

local above <const> = data [[
a,2023,sasaran,T1,S1,Indeks,,positif,70,75,90
a,2024,sasaran,,S1,Indeks,,positif,80,82,90
]]
t = each(made('doc:trends { rows = ev:current "indikator" }', above), "table")[1]
check.eq(texts(t.rows[1]), "S1|Indeks|–|82|tidak cukup data", "a blank is not just any tujuan")

-- ---- the recap counts its own ticks

local mixed <const> = data [[
a,2024,tujuan,T1,,Nilai,,positif,90,80,90
a,2024,sasaran,T1,S1,Satu,,positif,90,80,90
a,2024,sasaran,T1,S1,Dua,,positif,100,100,100
]]
local RECAP <const> = 'doc:recap { rows = ev:current("indikator"):where { jenis = "sasaran" } }\n'
t = each(made(RECAP, mixed), "table")[1]
for column = 3, #t.columns do
  local ticks = 0
  for _, row in ipairs(t.rows) do
    local cell = row.cells[column]
    ticks = ticks + (row.role == "row" and cell.tick and 1 or 0)
  end
  check.eq(cell_at(t.rows[#t.rows], column).text, tostring(ticks), "ticks of column " .. column)
end
local report <const> = assert(capai.document(mixed, "jember-2024"))
for _, chart in ipairs(each(report, "chart")) do
  if chart.type == "share" then
    local sum = 0
    for _, value in ipairs(chart.series[1].values) do sum = sum + tonumber(value or 0) end
    check.eq(sum, 2, "and so does its chart")
  end
end

-- ---- who reached the target is decided before rounding

local near <const> = data [[
a,2024,sasaran,T1,S1,Kurang sedikit,,positif,1000000,999996,
a,2024,sasaran,T1,S1,Tepat,,positif,1000000,1000000,
a,2024,sasaran,T1,S1,Lebih sedikit,,negatif,1000000,1000004,
a,2024,sasaran,T1,S1,Kurang,,negatif,1000000,999996,
]]
local said = each(made('local below, reached, all = doc:reached(ev:current "indikator")\n' ..
  'doc:paragraph("{r} dari {a}: {b}, {c}", { r = reached, a = all, b = below[1].indikator, ' ..
  'c = below[2].indikator })', near), "paragraph")[1]
check.eq(words(said.text), "2 dari 4: Kurang sedikit, Lebih sedikit", "999.996 of 1.000.000")

-- ---- the row of numbers says how the figures below it follow

local function numbers(lines)
  local ev = data(lines)
  local head = each(made('doc:measurement { rows = ev:current "indikator" }', ev), "table")[1].head
  return texts(head[#head]), ev
end
local POSITIVE <const> = "a,2024,sasaran,T1,S1,Satu,,positif,90,80,90\n"
local NEGATIVE <const> = "a,2024,sasaran,T1,S1,Dua,,negatif,10,25,90\n"
check.eq(numbers(POSITIVE), "1|2|3|4|5|6 = 5 ∕ 4|7|8 = 5 ∕ 7", "realisasi over target")
local row, negative = numbers(POSITIVE .. NEGATIVE)
check.eq(row, "1|2|3|4|5|6|7|8", "nothing where it is not so")
local formula = each(made('doc:worked(ev:current("indikator")[2])', negative), "formula")[1]
check.eq(formula.result, "−50,00%", "a true minus")

-- ---- what a table takes, the tables that are ready take

local semboro <const> = assert(capai.evaluate(assert(capai.load "examples/semboro-2024")))
local READY <const> = { recap = 'rows = ev:current "indikator"', scale = "", manifest = "",
  matrix = "", targets = 'rows = ev:current "indikator"', budget = "",
  budget_years = "rows = ev.anggaran, years = { 2024 }" }
for name, more in pairs(READY) do
  t = each(made(("doc:%s { caption = 'C', remarks = { 'Catatan.' }, source = 'Sumbernya', " ..
    "size = 'tree', %s }"):format(name, more), semboro), "table")[1]
  check.eq(t.size, "tree", name .. " takes size")
  check.that(words(t.source):find("Sumbernya", 1, true), name .. " takes source")
  local noted = {}
  for i, remark in ipairs(t.remarks) do noted[i] = words(remark) end
  check.that(table.concat(noted, "|"):find("Catatan.", 1, true), name .. " takes remarks")
  check.that(fails("RULES_KEY_UNKNOWN", ("doc:%s { sorce = 'x', %s }"):format(name, more), semboro)
    :find("source", 1, true), name .. " refuses what no table takes")
end
t = each(made('doc:matrix { total = "Jumlah" }', semboro), "table")[1]
check.eq(t.rows[#t.rows].role, "total", "a total")

-- ---- the matrix has the years of the plan

local PLAN <const> = "opd,versi,kode,jenjang,uraian,indikator,satuan,awal,target_2027,rp_2027," ..
  "target_2028,rp_2028\n"
local function matrix(lines)
  local ev = data(POSITIVE, nil, { ["renstra.csv"] = PLAN .. lines })
  local tables = each(assert(capai.document(ev, "jember-2024")), "table")
  return tables[#tables]
end
t = matrix "a,Sebelum Perubahan,7.01,program,P,I,%,1,2,1000,,\n"
check.eq(texts(t.rows[1]), "7.01|P|I|%|1|2|1", "a plan that was not revised")
check.eq(texts(t.head[1]), "Kode|Uraian|Indikator|Satuan|Awal|2027", "years that have figures")
check.eq(words(t.source), "Rencana Strategis.", "and is not called so")
t = matrix("a,murni,7.01,program,P,,,,2,1000,3,1500\n" ..
  "a,SETELAH perubahan,7.01,program,P,,,,4,1000,,\n")
check.eq(#t.rows, 1, "the revision, where there is one")
check.eq(words(t.source), "Rencana Strategis setelah perubahan.", "by its name")

-- ---- every layout takes every data set

local LAYOUTS <const> = { "jember-2023", "jember-2024", "karanganyar", "ringkas" }
local DATA <const> = { semboro, assert(capai.evaluate(assert(capai.load "examples/jaten-2023"))),
                       assert(capai.evaluate(assert(capai.load "examples/ledokombo-2023"))) }
for _, layout in ipairs(LAYOUTS) do
  for i, ev in ipairs(DATA) do
    check.that(capai.document(ev, layout), layout .. " over data set " .. i)
  end
end

local function report_of(lines, layout)
  return assert(capai.document(data(lines), layout))
end
local SAME <const> = "a,2024,tujuan,T1,,IKM,,positif,90,80,90\n" ..
  "a,2024,sasaran,T1,S1,IKM,,positif,90,85,90\n"
check.eq(#each(report_of(SAME, "karanganyar"), "chart"), 2, "a name under tujuan and sasaran")

-- ---- words of the data are no markup in a caption

for _, name in ipairs { "IKM {{opd.nama}}", "IKM *tebal*", "IKM {x}", "IKM \\ {{tabel.x}}" } do
  for _, layout in ipairs(LAYOUTS) do
    local found = false
    for _, block in ipairs(report_of("a,2024,sasaran,T1,S1," .. name .. ",,positif,90,80,90\n",
                                     layout).blocks) do
      for _, line in ipairs(block.rows or {}) do
        for _, cell in ipairs(line.cells) do found = found or cell.text == name end
      end
      local caption = block.caption and words(block.caption) or ""
      if caption:find("IKM", 1, true) then
        check.that(caption:find(name, 1, true), layout .. ": " .. caption)
      end
    end
    check.that(found, layout .. ": no cell " .. name)
  end
end

-- ---- what the data do not have is left out, text and table together

-- All words of a report that people read in running text and captions.
local function read(doc)
  local list = {}
  for _, block in ipairs(doc.blocks) do
    for _, line in ipairs(block.kind == "cover" and block.lines or {}) do
      list[#list + 1] = line.text
    end
    for _, runs in ipairs { block.text or false, block.caption or false, block.source or false } do
      if type(runs) == "table" then list[#list + 1] = words(runs) end
    end
  end
  return table.concat(list, "\n")
end

for _, layout in ipairs(LAYOUTS) do
  local little = report_of(POSITIVE, layout)
  local text = read(little):gsub("Belum diisi: narasi/[^\n]*", "")
  check.eq(text:match "[^\n]*belum diisi[^\n]*", nil, layout)
  check.eq(text:match "[^\n]*tidak cukup data[^\n]*", nil, layout)
  if layout ~= "ringkas" then
    check.that(text:find("\na\nTahun 2024", 1, true), layout .. ": the cover has key and year")
  end
  for _, block in ipairs(each(little, "table")) do
    local last = block.remarks[#block.remarks]
    check.that(#block.rows > 0 or words(last) == "Tidak ada data.",
      layout .. ": " .. block.label .. " is a bare head")
  end
end
check.that(not read(report_of(POSITIVE, "karanganyar")):find("Unsur", 1, true), "no survey")

-- ---- what enters a mean is said, where the rules change it

local AVERAGING <const> = 'doc:paragraph("A." .. doc:averaging())'
check.eq(words(each(made(AVERAGING, mixed), "paragraph")[1].text),
  "A. Dalam rata-rata, juga pada sasaran, capaian di atas 100% dihitung 100%.", "a cap")
local jaten <const> = DATA[2]
check.eq(words(each(made(AVERAGING, jaten), "paragraph")[1].text), "A.", "none, nothing")

-- ---- texts in Markdown

-- The blocks of a text of the data set, and what was said of it.
local function set(text)
  local ev = data(POSITIVE, nil, { ["narasi/n.md"] = text })
  local doc, notices = document('doc:narasi "n"', ev)
  local list = {}
  for _, block in ipairs(assert(doc, tostring(notices)).blocks) do
    if block.kind == "list" then
      for _, item in ipairs(block.items) do
        list[#list + 1] = (block.ordered and "1. " or "- ") .. words(item.text)
      end
    elseif block.text then
      list[#list + 1] = (block.kind == "heading" and "# " or "") .. words(block.text)
    end
  end
  return table.concat(list, "|"), notices, doc
end

local function setting(text, wanted, said_of)
  local got, notices = set(text)
  check.eq(got, wanted, text)
  check.eq(#notices, said_of or 0, text .. ": notices")
  return notices
end
setting("\u{FEFF}# Judul\n\nisi\n", "# Judul|isi")
setting("5 * 3 = 15 dan a*b*c\n", "5 * 3 = 15 dan a*b*c")
setting("*) catatan\n", "*) catatan")
setting("a **b** c*d* *e*f\n", "a b c*d* *e*f")
setting("2024. Tahun itu baik\n", "2024. Tahun itu baik")
setting("1. satu\n2. dua\n\n3. tiga\n", "1. satu|1. dua|1. tiga")
setting("1. satu\n\nlain\n\n3. tiga\n", "1. satu|lain|3. tiga")
setting("Judul\n=====\n\nisi\n", "# Judul|isi")
local notices = setting("a\n\n| x | y |\n|---|---|\n| *1* | {{2}} |\n", "a|| x | y |||---|---||" ..
  "| *1* | {{2}} |", 1)
check.eq(notices[1].code, "LAYOUT_MARKDOWN", "what is not understood is said")
check.eq(notices[1].line, 3, "with its line")
check.that(notices[1].file:find "narasi/n.md$", "and its file")
setting("```\nkode\n\nlagi\n```\nsudah\n", "```|kode|lagi|```|sudah", 2)
setting("> kutipan\n", "> kutipan", 1)
setting("lihat [ini](http://x)\n", "lihat [ini](http://x)", 1)
local _, _, styled = set "a *b* **c** 5 * 3\n"
local runs <const> = each(styled, "paragraph")[1].text
check.that(runs[2].italic and runs[4].bold and not runs[5].bold, "what is set off")

-- ---- what no report can be made of is refused in its line, not by what writes the report

local TABLE <const> = "doc:table { id = 't', caption = 'K', rows = %s, columns = { %s }, %s }"
local CHART <const> = "doc:chart { id = 'g', caption = 'K', kind = 'bars', rows = ev.indikator, " ..
  "category = 'indikator', series = { { %s } }, %s }"
local ONE <const> = "{ 'A', 'a' }"
local many <const> = ("{ 'A', 'a' }, "):rep(64)
for _, case in ipairs {
  { "RULES_TYPE", "doc:formula { left = {}, numerator = '1' }", "left" },
  { "RULES_TYPE", "doc:formula { left = 'C', numerator = 1 }", "numerator" },
  { "RULES_TYPE", "doc:formula { title = 'C' }", "left" },
  { "RULES_TYPE", "doc:formula { left = 'C', numerator = 'a', result = true }", "result" },
  { "RULES_TYPE", "doc:list { 'a', ordered = 'x' }", "ordered" },
  { "RULES_TYPE", "doc:paragraph('{x}', { x = {} })", "value" },
  { "RULES_TYPE", TABLE:format("{ { a = {} } }", ONE, ""), "value" },
  { "RULES_TYPE", TABLE:format("{ {} }", "{ 'A', function() return { text = 5 } end }", ""),
    "value" },
  { "RULES_TYPE", TABLE:format("{ {} }",
    "{ 'A', function() return { text = 'x', number = '1e5' } end }", ""), "value" },
  { "RULES_TYPE", TABLE:format("{ {} }",
    "{ 'A', function() return { text = 'x', decimals = 101 } end }", ""), "value" },
  { "RULES_TYPE", TABLE:format("{ {} }", "{ 'I', 'i' }, { 'A', 'a', total = {} }", "total = 'J'"),
    "value" },
  { "RULES_TYPE", TABLE:format("{ {} }", ONE, "total = {}"), "total" },
  { "RULES_TYPE", TABLE:format("{ {} }", ONE, "subtotal = 5"), "subtotal" },
  { "RULES_TYPE", TABLE:format("{ {} }", ONE, "remarks = 'x'"), "remarks" },
  { "RULES_TYPE", TABLE:format("{ { b = 5 } }", ONE, "group = 'b'"), "group" },
  { "RULES_TYPE", TABLE:format("{ {} }", ONE, "group = function() return {} end"), "group" },
  { "RULES_TYPE", TABLE:format("{ {} }", ONE, "below = { { 5, {} } }"), "1" },
  { "RULES_TYPE", TABLE:format("{ {} }", ONE .. ", " .. ONE, "below = { { 'x', { {} } } }"),
    "value" },
  { "LAYOUT_RANGE", TABLE:format("{ {} }", ONE, "below = { { 'x', { 'y' } } }"), "columns = 1" },
  { "LAYOUT_RANGE", TABLE:format("{ {} }", many, ""), "columns = 64: diharapkan 1 .. 63" },
  { "RULES_TYPE", CHART:format("'C', 'capaian'", "unit = 5"), "unit" },
  { "RULES_TYPE", CHART:format("'C', 'capaian'", "target = 'target'"), "target" },
  { "RULES_TYPE", CHART:format("{}, 'capaian'", ""), "series" },
  { "RULES_TYPE", CHART:format("'C', function() return {} end", ""), "value" },
  { "LAYOUT_RANGE", CHART:format("'C', function() return capai.decimal(('9'):rep(19)) end", ""),
    "diharapkan -10^18 < x < 10^18" },
  { "LAYOUT_RANGE", "local r = {} for i = 1, 501 do r[i] = {} end\n" ..
    CHART:format("'C', 'capaian'", ""):gsub("ev.indikator", "r"),
    "rows = 501: diharapkan 0 .. 500" },
} do
  local refusal <const> = fails(case[1], case[2], semboro)
  check.that(refusal:find(case[3], 1, true), case[2] .. ": " .. refusal)
  check.that(refusal:find "coba%.lua:[34]", case[2] .. ": " .. refusal)
end
-- a chart of 18 digits is drawn, with zeros in front of them, too
check.eq(#made(CHART:format("'C', function() return capai.decimal('00' .. ('9'):rep(18)) end", ""),
  semboro).blocks, 2, "18 digits")

-- cells of ours that a layout has changed are figures, words or dashes, and nothing else
t = each(made([[
local column = { doc:by_year({ 2024 }, "realisasi") }
doc:table { id = "t", caption = "K", rows = ev:current "indikator", columns = { { "A", function(row)
  local cell = column[1][2](row)
  if cell then
    cell.rowspan, cell.colspan, cell.column, cell.mark = 1000000, 60, 9, {}
    cell.formula = { text = "realisasi", of = { realisasi = 1 } }
  end
  return cell
end } } }]], semboro), "table")[1]
check.that(#t.rows > 5, "rows")
for _, line in ipairs(t.rows) do
  local cell <const> = line.cells[1]
  check.that(cell.column == 1 and not cell.rowspan and not cell.colspan and not cell.mark and
    not cell.formula, "what a layout has added to a cell")
end
check.that(t.rows[1].cells[1].number or t.rows[2].cells[1].number, "figures stay figures")

check.shell("rm -r " .. folder)
check.done()
