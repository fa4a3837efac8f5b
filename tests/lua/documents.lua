-- Layouts: what they may say, what comes of it, and how they fail.
local capai <const> = require "capai"
local check <const> = dofile "tests/support/check.lua"
local render <const> = require "capai.render"

local folder <const> = check.shell("mktemp -d"):gsub("\n", "")

local function evaluate(path) return assert(capai.evaluate(assert(capai.load(path)))) end

local semboro <const> = evaluate "examples/semboro-2024"

-- A layout with this body of its build function, over `ev`.
local function document(body, ev, more)
  local path = folder .. "/coba.lua"
  check.write(path, "local capai = require \"capai\"\nreturn capai.layout { name = \"Coba\", " ..
    (more or "") .. "build = function(doc, ev)\n" .. body .. "\nend }\n")
  return capai.document(ev or semboro, path)
end

local function fails(code, line, body, more)
  local made, message, info = document(body, nil, more)
  check.eq(made, nil, body)
  check.eq(info and info.code, code, body .. "\n" .. tostring(message))
  if line then check.eq(info.line, line + 1, body) end
  return message .. "\n" .. info.hint
end

local function first(made, kind)
  for _, block in ipairs(made.blocks) do
    if block.kind == kind then return block end
  end
end

local function words(runs)
  local parts = {}
  for i, run in ipairs(runs) do parts[i] = run.text end
  return table.concat(parts)
end

-- ---- running text

local function said(body, ev)
  local made, message = document(body, ev)
  if not made then error(message, 2) end
  return words(first(made, "paragraph").text), made
end

check.eq(said 'doc:paragraph "Capaian {{opd.capaian}}, {{opd.predikat}}."',
  "Capaian 98,81%, Sangat Tinggi.", "values")
check.eq(said 'doc:paragraph "{{indikator.Indeks Kepuasan Masyarakat.capaian}}"', "92,86%", "key")
check.eq(said 'doc:paragraph "{{anggaran.1.1.1.serapan}} dari {{opd.pagu}}"',
  "88,40% dari Rp3.894.507.781", "kode with points")
check.eq(said 'doc:paragraph "{{tahun}} {{opd.pagu|angka}}"', "2024 3.894.507.781", "filter")
check.that(said('doc:paragraph "{{opd.pagu|terbilang}}"'):find "^tiga miliar", "terbilang")
check.eq(said 'doc:paragraph("{a} dan {b}", { a = "*x* {{opd.pagu}}", b = 2 })',
  "*x* {{opd.pagu}} dan 2", "what comes from data is not read")
check.eq(said [[doc:paragraph "\\{\\{tahun\\}\\} 5 \\* 3 { x"]], "{{tahun}} 5 * 3 { x", "escapes")
check.eq(said 'doc:paragraph("{realisasi} dari {target}", ev:current "indikator"[5])',
  "A (80,60) dari BB (74)", "fields of a row")
local _, styled = said 'doc:paragraph "a **b** *c*"'
local runs <const> = first(styled, "paragraph").text
check.that(runs[2].bold and runs[2].text == "b" and runs[4].italic, "bold and italic")

check.that(fails("LAYOUT_VALUE", 2, 'doc:paragraph "{{indikatr.x.capaian}}"')
  :find("indikator", 1, true), "the nearest table")
check.that(fails("LAYOUT_VALUE", 3, '\ndoc:paragraph "{{opd.capain}}"'):find("capaian", 1, true),
  "the nearest column")
fails("LAYOUT_VALUE", 2, 'doc:paragraph "{{indikator.Indeks Kepuasaan.capaian}}"')
fails("LAYOUT_VALUE", 2, 'doc:paragraph "{{opd.pagu|huruf}}"')
fails("LAYOUT_VALUE", 2, 'doc:paragraph("{nama}", { nam = 1 })')
fails("RULES_TYPE", 2, "doc:paragraph(5)")

-- ---- numbers, references

local TABLE <const> = 'doc:table { id = "%s", caption = "C", rows = ev:current "indikator", ' ..
  'columns = { { "Indikator", "indikator" }, { "Capaian", "capaian" } } }\n'

local made = assert(document('doc:heading(1, "BAB III AKUNTABILITAS")\n' ..
  'doc:paragraph "Lihat {{tabel.b}} dan {{tabel.a}}."\n' .. TABLE:format "a" .. TABLE:format "b" ..
  'doc:heading(2, "Satu")\ndoc:heading(2, "Dua")\ndoc:heading(1, "Penutup")\n' ..
  TABLE:format "c"))
check.eq(words(first(made, "paragraph").text), "Lihat Tabel 3.2 dan Tabel 3.1.", "forward")
local headings, labels = {}, {}
for _, block in ipairs(made.blocks) do
  if block.kind == "heading" then headings[#headings + 1] = block.number end
  if block.kind == "table" then labels[#labels + 1] = block.label end
end
check.eq(table.concat(headings, " "), "BAB III A. B. BAB IV", "headings")
check.eq(table.concat(labels, " "), "Tabel 3.1 Tabel 3.2 Tabel 4.1", "tables")
made = assert(document('doc:heading(1, "Satu")\ndoc:heading(2, "x")\n' .. TABLE:format "a", nil,
  'numbering = { heading = { "{1}.{2}." }, table = "{1}.{2}.{n}" }, '))
check.eq(first(made, "table").label, "Tabel 1.1.1", "numbering of one's own")

check.that(fails("LAYOUT_REFERENCE", 3, '\ndoc:paragraph "{{tabel.capain}}"\n' ..
  TABLE:format "capaian"):find("capaian", 1, true), "the nearest id")
fails("LAYOUT_NAME_TWICE", 3, TABLE:format "a" .. TABLE:format "a")
check.that(fails("RULES_KEY_UNKNOWN", 2,
  'doc:table { captoin = "x", rows = {}, columns = {} }'):find("caption", 1, true), "nearest key")
fails("RULES_KEY_UNKNOWN", 2,
  'doc:table { rows = {}, columns = { { "A", "indikator", allign = "left" } } }')
fails("RULES_TYPE", 2, 'doc:table { columns = {} }')
fails("LAYOUT_RANGE", 2, 'doc:table { rows = {}, columns = {} }')
fails("RULES_VALUE", 2, 'doc:chart { kind = "pie", rows = {}, series = {}, category = "x" }')
fails("RULES_VALUE", 2, 'doc:chart { kind = "dumbbell", rows = {}, category = "x", ' ..
  'series = { { "A", "a" } } }')
fails("FIELD_UNKNOWN", 2, 'doc:table { rows = ev:current "indikator", columns = { { "A", "x" } } }')

-- ---- tables

local last_heading

local function table_of(body, ev) return first(assert(document(body, ev)), "table") end

local t = table_of [[doc:table { rows = ev:budget(), tree = true, total = "Jumlah", numbers = true,
  columns = { { "Kode", "kode" }, { "Uraian", "uraian" }, { "Uang", { "Pagu", "pagu",
  total = "sum" }, { "Realisasi", "realisasi", total = "sum" } }, { "%", "serapan" } } }]]
local last <const> = t.rows[#t.rows]
check.eq(last.role, "total", "total")
check.eq(last.cells[2].text, "3.894.507.781", "sum of the top lines, without the line of totals")
check.eq(#last.cells[2].formula.sum, 4, "four programs")
check.eq(t.rows[1].role, "group", "a program stands on a band")
check.eq(t.rows[3].cells[2].indent, 2, "sub kegiatan are indented")
check.eq(#t.head, 3, "two rows of headings and the numbered one")
check.eq(t.head[1].cells[3].colspan, 2, "a heading over two columns")
check.eq(t.head[1].cells[1].rowspan, 2, "a heading over two rows")
check.eq(t.rows[1].cells[5].formula.text, "realisasi / pagu * 100", "formula of serapan")

t = table_of [[doc:table { rows = ev:current("indikator"):where { jenis = "sasaran" },
  columns = { { "I", "indikator" }, { "Target", "target" }, { "Realisasi", "realisasi" },
  { "Capaian", "capaian" }, { "Selisih", "selisih" } } }]]
check.eq(t.rows[2].cells[4].number, "92.86", "a figure in plain notation")
check.eq(t.rows[2].cells[4].formula.mode, "half_up", "how it is rounded")
check.eq(t.rows[2].cells[5].text, "−3,76", "a true minus")
check.eq(t.rows[1].cells[2].text, "4 Dok", "the unit, where no column has it")
check.eq(t.rows[1].cells[5].text, "–", "missing")
check.that(words(t.remarks[1]):find "–", "and said below")

t = table_of [[doc:table { rows = { { nama = "Satu", nilai = "<b>" }, { nama = "Satu" } },
  columns = { { "Nama", "nama", merge = true }, { "Nilai", "nilai",
  note = function(row) return row.nilai and "lihat sumber" end } } }]]
check.eq(t.rows[1].cells[1].rowspan, 2, "merged")
check.eq(#t.rows[2].cells, 1, "what is covered is not there")
check.eq(t.rows[1].cells[2].mark, "a", "a footnote")
check.eq(words(t.notes[1].text), "lihat sumber", "its words")

t = table_of [[doc:table { rows = { { g = "A", n = capai.decimal "1,5" }, { g = "A", n = 2 },
  { g = "B", n = 4 } }, group = "g", subtotal = "Jumlah", total = "Semua",
  columns = { { "No.", index = true }, { "N", "n", total = "sum" } } }]]
local sums = {}
for _, row in ipairs(t.rows) do
  if row.role:find "total" then
    sums[#sums + 1] = row.cells[1].text .. " " .. row.cells[2].number .. " " ..
      table.concat(row.cells[2].formula.sum, "+")
  end
end
check.eq(table.concat(sums, "; "), "Jumlah 3.5 2+3; Jumlah 4 6; Semua 7.5 2+3+6", "sums of groups")

-- what is missing makes no sum, and says why it is missing
local function data_of(name, files)
  check.shell(("mkdir -p %s/%s"):format(folder, name))
  for file, text in pairs(files) do
    check.write(("%s/%s/%s.csv"):format(folder, name, file), text)
  end
  return evaluate(folder .. "/" .. name)
end
local OPD <const> = "opd,tahun,aturan\na,2024,jember-2024\n"
local INDIKATOR <const> = "opd,tahun,jenis,tujuan,sasaran,indikator,arah,target,realisasi\n"
local partial <const> = data_of("partial", { opd = OPD, indikator = INDIKATOR ..
  "a,2024,sasaran,T,S,Satu,positif,0,5\na,2024,tujuan,T,,Dua,positif,10,\n",
  anggaran = "opd,tahun,kode,jenjang,uraian,pagu,realisasi\na,2024,1,program,A,100,\n" ..
    "a,2024,2,program,B,200,150\na,2024,3,program,C,10,5\n" })
t = table_of([[doc:table { rows = ev:budget(), total = "Jumlah", columns = { { "U", "uraian" },
  { "Pagu", "pagu", total = "sum" }, { "Realisasi", "realisasi", total = "sum" },
  { "%", "serapan", total = "serapan" } } }]], partial)
check.eq(t.rows[4].cells[2].text, "310", "a sum of which every part is there")
check.eq(t.rows[4].cells[3].text, "–", "a sum of which a part is missing")
check.eq(t.rows[4].cells[4].text, "–", "and what would rest on it")
check.that(words(t.remarks[2]):find "tidak dijumlahkan", "said below")
t = table_of([[doc:table { rows = ev:current "indikator", group = "sasaran",
  columns = { { "I", "indikator" }, { "C", "capaian" } } }]], partial)
check.eq(t.rows[3].cells[1].text, "Lainnya", "what is of no group stands under none of them")
check.eq(words(t.remarks[1]), "Tanda – berarti belum diisi atau tidak dapat dihitung.", "why")
check.eq(said('doc:paragraph("{realisasi}, {capaian}", ev:current "indikator"[2])', partial),
  "belum diisi, belum diisi", "a blank field is known")
check.eq(said('doc:paragraph "{{indikator.Satu.capaian}} {{opd.nama}}"', partial),
  "tidak dapat dihitung a", "why a value is missing; the key where there is no name")
made = assert(document('doc:cover { "Satu", nil, "Tiga" }', partial))
check.eq(#first(made, "cover").lines, 2, "a line that is missing takes no other away")

local twins <const> = data_of("twins", { opd = OPD, indikator = INDIKATOR ..
  "a,2024,sasaran,T,S,Satu,positif,1,1\na,2024,sasaran,T,R,Satu,positif,2,1\n" })
local _, _, info = document('doc:paragraph "{{indikator.Satu.capaian}}"', twins)
check.eq(info.code, "LAYOUT_AMBIGUOUS", "a name of two rows")

-- marks and letters go on behind z
local many <const> = [[local rows = {} for i = 1, 28 do rows[i] = { n = i } end
  for i = 1, 27 do doc:heading(2, "H" .. i) end
  doc:table { rows = rows, columns = { { "N", "n", note = function(r) return "n" .. r.n end } } }]]
made = assert(document(many))
check.eq(first(made, "table").rows[27].cells[1].mark, "aa", "the 27th mark")
for _, block in ipairs(made.blocks) do
  if block.kind == "heading" then last_heading = block.number end
end
check.eq(last_heading, "AA.", "the 27th heading")

-- values that no table can have
fails("RULES_VALUE", 2, 'doc:table { rows = {}, columns = { { "A", "a", align = "kanan" } } }')
fails("RULES_VALUE", 2, 'doc:table { rows = {}, columns = { { "A", "a", format = "persen" } } }')
fails("RULES_VALUE", 2, 'doc:table { rows = {}, columns = {}, size = "besar" }')
fails("LAYOUT_RANGE", 2, 'doc:table { rows = {}, columns = { { "A", "a", digits = "dua" } } }')
fails("LAYOUT_RANGE", 2, 'doc:table { rows = {}, columns = { { "A", "a", width = 500 } } }')
fails("LAYOUT_RANGE", 2, 'doc:heading(5, "x")')
fails("LAYOUT_RANGE", 2, 'doc:heading("2", "x")')
fails("RULES_TYPE", 2, "doc:cover(5)")
fails("RULES_TYPE", 2, 'doc:list "a"')
check.that(fails("FIELD_UNKNOWN", 2, "doc:tabel {}"):find("table", 1, true), "the nearest method")
check.that(fails("ARGUMENT", 2, 'ev:current "indikatr"'):find("indikator", 1, true), "of a table")
fails("LAYOUT_VALUE", 2, 'doc:paragraph "{{opd}}"')
fails("LAYOUT_VALUE", 2, 'doc:paragraph "{{opd.nama|terbilang}}"')

-- ---- the sandbox

for _, body in ipairs { "os.execute 'true'", "io.open 'x'", "require 'os'", "doc.blocks[1] = 1",
                        "getmetatable(ev).__index = 1", "load 'x'", "ev.indikator:save 'x.csv'",
                        "ev.indikator:print()", "capai.load 'examples/semboro-2024'",
                        "capai.evaluate(ev)", "string.dump(print)", "ev:notices()" } do
  check.eq((document(body)), nil, body)
end
_, _, info = document "while true do end"
check.eq(info.code, "RULES_STEPS", "steps")
_, _, info = document "while true do pcall(function() while true do end end) end"
check.eq(info.code, "RULES_STEPS", "steps behind pcall")
_, _, info = document 'local t = {} while true do t[#t + 1] = ("x"):rep(1000000) .. #t end'
check.eq(info.code, "RULES_MEMORY", "memory")

-- ---- texts of the data set

check.shell(("cp -r examples/semboro-2024 %s/data"):format(folder))
local function with_text(text)
  check.write(folder .. "/data/narasi/penyebab.md", text)
  return document('doc:narasi "penyebab"', evaluate(folder .. "/data"))
end
made = assert(with_text("# Penyebab\n\n{{indikator.Indeks Kepuasan Masyarakat.capaian}}\n" ..
  "dari **survei**.\n\n- satu\n  - rinci\n- dua\n\n1. pertama\n"))
check.eq(first(made, "heading").level, 3, "a heading of a text")
check.eq(words(first(made, "paragraph").text), "92,86% dari survei.", "lines are joined")
check.eq(#first(made, "list").items, 3, "a list")
_, _, info = with_text "satu\n\ndua\n{{indikator.x.capaian}} tiga\n"
check.eq(info.code, "LAYOUT_VALUE", "an unknown name in a text")
check.eq(info.line, 4, "in the line where it stands")
check.that(info.file:find "narasi/penyebab.md$", "in its file")
local without, notices = document('doc:narasi "hambatan"', evaluate(folder .. "/data"))
check.eq(notices[1].code, "LAYOUT_TEXT_MISSING", "a text that is not there is said")
check.that(words(first(without, "paragraph").text):find "^Belum diisi", "and seen in the report")
check.write(folder .. "/data/narasi/besar.md", ("x"):rep(5 << 20))
_, _, info = document("", evaluate(folder .. "/data"))
check.eq(info.code, "LAYOUT_TEXT_LARGE", "a text that is none")
os.remove(folder .. "/data/narasi/besar.md")

-- ---- layouts that cannot be had

_, _, info = capai.document(semboro, "jember-2042")
check.eq(info.code, "LAYOUT_NOT_FOUND", "no such layout")
check.that(info.hint:find("jember-2024", 1, true), "the nearest")
_, _, info = capai.document(semboro, "../layouts/jember-2024")
check.eq(info.code, "READ_NO_FILE", "a path is a path")
_, _, info = capai.document(evaluate { "examples/semboro-2024", "examples/jaten-2023" }, "ringkas")
check.eq(info.code, "LAYOUT_ONE_OPD", "one OPD")
check.that(info.message:find("semboro, jaten", 1, true), info.message)
_, _, info = capai.document(semboro, "lampiran")
check.eq(info.code, "LAYOUT_NOT_TRACED", "figures are explained by the program only")
local CHART <const> = ' doc:chart { kind = "bars", rows = {}, category = "a", ranked = k, ' ..
  'series = { { "A", "a" } } }'
fails("CROSSING_DEPTH", nil, 'local k = {} for i = 1, 50 do k = { k } end' .. CHART)
fails("CROSSING", nil, 'local k = {} k[k] = true' .. CHART)
fails("CROSSING_LARGE", nil, 'local s = ("x"):rep(1000000) local k = {} ' ..
  'for _ = 1, 20 do k = { k, k, s } end' .. CHART)
fails("RULES_LUA", nil, 'local c = { "A", "a" } for _ = 1, 100000 do c = { "x", c } end ' ..
  'doc:table { rows = { { a = 1 } }, columns = { c } }')
check.write(folder .. "/kosong.lua", "local capai = require 'capai'\ncapai.layout { name = 'x', " ..
  "build = function() end }\n")
_, _, info = capai.document(semboro, folder .. "/kosong.lua")
check.eq(info.code, "LAYOUT_RETURN", "a layout that is not returned")
fails("CROSSING", nil, 'local function k() end' .. CHART)

-- ---- the three reports

local ROOM <const> = { [false] = 166, [true] = 253 }
for path, layout in pairs { ["semboro-2024"] = "jember-2024", ["ledokombo-2023"] = "jember-2023",
                            ["jaten-2023"] = "karanganyar" } do
  made = assert(capai.document(evaluate("examples/" .. path), layout))
  local landscape
  for _, block in ipairs(made.blocks) do
    if block.kind == "section" then landscape = block.landscape end
    if block.kind == "table" then
      local width = 0
      for _, column in ipairs(block.columns) do width = width + column.width end
      check.that(width <= ROOM[landscape], path .. " " .. block.label .. ": too wide")
      check.that(#block.rows > 0, path .. " " .. block.label .. ": empty")
    end
  end
  check.eq(made.manifest[1].what, "capai", "manifest")
  check.that(#made.manifest > 5, "every input is named")
  local html = render(made, "html")
  check.that(not html:find "<script" and not html:find "src=" and not html:find "@import",
    "nothing from elsewhere")
  check.eq(html, render(made, "html"), "the same bytes")
end

-- ---- the command

local program <const> = os.getenv "CAPAI" or "build/capai"
local function eval(arguments, before)
  return check.shell(("%s %s eval examples/semboro-2024 %s --lang en 2>&1"):format(before or "",
    program, arguments))
end
local out, status = eval "-o laporan.docx"
check.eq(status, 2, "a document needs a layout")
check.that(out:find("laporan.docx needs a layout", 1, true), out)
out, status = eval "--layout jember-2042"
check.eq(status, 2, "no such layout")
check.that(out:find('there is no layout "jember-2042"', 1, true), out)
if not program:find " " then
  out, status = eval(("--layout jember-2024 -o %s/l.pdf"):format(folder), "PATH=/tidak-ada")
  check.eq(status, 3, "no engine")
  check.that(out:find("the program weasyprint is not on this machine", 1, true), out)
  check.eq(check.shell("ls " .. folder .. "/l.pdf 2>/dev/null"), "", "nothing is left behind")
  check.shell(("mkdir %s/bin; printf '#!/bin/sh\\necho no fonts >&2\\nexit 1\\n' " ..
    ">%s/bin/weasyprint; chmod 755 %s/bin/weasyprint"):format(folder, folder, folder))
  out, status = eval(("--layout jember-2024 -o %s/l.pdf"):format(folder),
    ("PATH=%s/bin:$PATH"):format(folder))
  check.eq(status, 3, "an engine that fails")
  check.that(out:find("the program weasyprint failed: no fonts", 1, true), out)
  check.eq(check.shell("ls " .. folder .. "/l.pdf 2>/dev/null"), "", "nothing is left then either")
end
for _, own in ipairs { "data/narasi/penyebab.md", "l.lua" } do
  check.shell(("cp scripts/layouts/ringkas.lua %s/l.lua; ln -sf l.lua %s/l.html"):format(folder,
    folder))
  local before = check.read(folder .. "/" .. own)
  local target = own == "l.lua" and "l.html" or own
  out, status = check.shell(("%s eval %s/data --layout %s/l.lua -o %s/%s --lang en 2>&1"):format(
    program, folder, folder, folder, target))
  check.eq(status, 2, out)
  check.eq(check.read(folder .. "/" .. own), before, "what was read is not replaced")
end
os.remove(folder .. "/l.html")
out, status = eval "--layout ringkas --table indikator"
check.eq(status, 2, out)
check.that(out:find("--table has no meaning beside --layout", 1, true), out)
out, status = eval "--formulas"
check.eq(status, 2, out)
out, status = eval(("--layout jember-2024 -o %s/l.html"):format(folder))
check.eq(status, 0, out)
check.eq(check.read(folder .. "/l.html"), render(assert(capai.document(semboro, "jember-2024")),
  "html"), "the program writes what the module makes")

-- ---- capai new layout

local root <const> = check.shell("pwd"):gsub("\n", "")
local function run(arguments)
  local command = program:gsub("build/", root .. "/build/", 1)
  return check.shell(("cd %s && %s %s --lang en 2>&1"):format(folder, command, arguments))
end
for _, from in ipairs { "", " --from jember-2024" } do
  out, status = run("new layout kabupaten-baru" .. from)
  check.eq(status, 0, out)
  local text = check.read(folder .. "/kabupaten-baru.lua")
  check.that(select(2, text:gsub("\n", "")) <= (from == "" and 80 or 100), "a short script")
  for _, ending in ipairs { "html", "docx", "xlsx", "md", "csv", "json", "txt" } do
    out, status = run(("eval %s/examples/semboro-2024 --layout ./kabupaten-baru.lua -o l.%s")
      :format(root, ending))
    check.eq(status, 0, out)
    check.that(#check.read(folder .. "/l." .. ending) > 5000, ending)
  end
  out, status = run "new layout kabupaten-baru"
  check.eq(status, 2, out) -- never over another file
  os.remove(folder .. "/kabupaten-baru.lua")
end
out, status = run "new layout x --from tidak-ada"
check.eq(status, 2, out)

-- ---- the appendix: every figure explained, and what the report was made from

out, status = run("eval " .. root .. "/examples/semboro-2024 --layout lampiran")
check.eq(status, 0, out)
check.that(out:find("83,57 / 90 * 100", 1, true), "the steps of a figure")
check.that(out:find("semboro%-2024/indikator.csv%s+%x+"), "the digest of an input")

check.shell("rm -r " .. folder)
check.done()
