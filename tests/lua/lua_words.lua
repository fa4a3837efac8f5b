-- What Lua says of a script that fails, as people read it: each kind in both languages, with its
-- line and a mark below the word, in a script that runs, in rules and in a layout; and never a
-- trace of calls or a line of our own scripts.
local check <const> = dofile "tests/support/check.lua"
local program <const> = os.getenv("CAPAI") or "build/capai"

local folder <const> = os.tmpname()
os.remove(folder)
check.shell(("mkdir '%s'"):format(folder))

-- kind, line 2 of the script, what stands below it, Indonesian, English
local cases <const> = {
  { "a sign too many", "local x = = 3", "        ^~~", '"=": tanda ini tidak boleh ada di sini',
    '"=": this cannot stand here' },
  { "a comma that is missing", "local t = { a = 1 b = 2 }", "                  ^",
    'diharapkan } sebelum "b"', 'expected } before "b"' },
  { "a bracket that is open", "local t = { a = 1,", nil, "", "", "b c }",
    '{ di baris 2 belum ditutup dengan } sebelum "c"',
    '{ of line 2 is not closed by } before "c"' },
  { "an end that is missing", "if true then", "^~",
    "if di baris 2 belum ditutup dengan end\n", "if of line 2 is not closed by end\n" },
  { "the end of a loop", "repeat", "^~~~~~", "repeat di baris 2 belum ditutup dengan until\n",
    "repeat of line 2 is not closed by until\n" },
  { "a then that is missing", "if true", nil, "", "", "",
    "skrip berakhir sebelum selesai: diharapkan then\n",
    "the script ends too early: expected then\n" },
  { "a value that is missing at the end", "local x =", nil, "", "", "",
    "skrip berakhir sebelum selesai\n", "the script ends too early\n" },
  { "a quote that is missing", 'local x = "abc', "          ^~~~",
    "teks ini tidak ditutup dengan tanda kutip", "this text is not closed by a quotation mark" },
  { "a name that is not there", "tidak_ada.x = 1", "^~~~~~~~~",
    'nama "tidak_ada" tidak ada di sini',
    'there is no name "tidak_ada" here' },
  { "a function that is not there", "local y = hitung(3)", "          ^~~~~~",
    'nama "hitung" tidak ada di sini', 'there is no name "hitung" here' },
  { "a part of nil", "local t = {} local a = 't.b' .. t.b.c", "                                  ^",
    '"b": bagian dari nilai nil tidak dapat diambil', '"b": a nil value has no parts' },
  { "a method that is not there", "local t = {} t:tambah()", "               ^~~~~~",
    '"tambah": nilai nil tidak dapat dipanggil', '"tambah": a nil value cannot be called' },
  { "nil in a sum", "local kosong local x = kosong + 1", "      ^~~~~~",
    '"kosong": nilai nil tidak dapat dihitung', '"kosong": a nil value cannot be computed with' },
  { "a table in a text", "local t = {} print(t .. 'x')", "      ^",
    '"t": nilai table tidak dapat disambung dengan ..',
    '"t": a table value cannot be joined by ..' },
  { "length of a number", "local n = 1 print(#n)", "      ^",
    '"n": nilai number tidak mempunyai panjang',
    '"n": a number value has no length' },
  { "comparing text and number", "print('a' < 1)", "^~~~~~~~~~~~~~",
    "nilai string tidak dapat dibandingkan dengan nilai number",
    "a string value cannot be compared with a number value" },
  { "comparing tables", "print({} < {})", "^~~~~~~~~~~~~~",
    "nilai table tidak dapat dibandingkan dengan nilai table",
    "a table value cannot be compared with a table value" },
  { "an argument", "print(('x'):rep {})", "            ^~~",
    "argumen 1 dari rep: diharapkan number, yang ada table",
    "argument 1 of rep: expected number, got table" },
  { "no end", "local function f() return 1 + f() end f()", "^" .. ("~"):rep(40),
    "fungsi memanggil dirinya sendiri tanpa henti", "a function calls itself without end" },
  { "a module", "require 'modul_lain'", "        ^~~~~~~~~~~~", "modul modul_lain tidak ditemukan",
    "there is no module modul_lain" },
  { "an error of one's own", "error 'target belum diisi'", "^" .. ("~"):rep(25),
    "skrip berhenti: target belum diisi", "the script stopped: target belum diisi" },
  { "a misspelt function of ours", "capai.lod 'x'", "      ^~~", '"lod" bukan nama di capai',
    '"lod" is no name in capai' },
  { "our own script", "require('capai.audit').run(nil)", "^" .. ("~"):rep(30),
    '"data": bagian dari nilai nil tidak dapat diambil', '"data": a nil value has no parts' },
}

local whole <const> = program:gsub("(%S+)$", function(path)
  return path:sub(1, 1) == "/" and path or os.getenv("PWD") .. "/" .. path
end)

-- What the program complains of, and its exit status.
local function complain(language, arguments)
  return check.shell(("cd '%s' && %s --lang %s %s 2>&1 >/dev/null"):format(folder, whole, language,
    arguments))
end

local function refused(language, arguments)
  local out, status = complain(language, arguments)
  check.eq(status, 2, arguments .. "\n" .. out)
  check.that(not out:find("traceback", 1, true) and not out:find("scripts/capai", 1, true), out)
  return out
end

for _, case in ipairs(cases) do
  local what, line, mark, id, en, more, id_more, en_more = table.unpack(case, 1, 8)
  check.write(folder .. "/skrip.lua", ('local capai = require "capai"\n%s\n%s\n'):format(line,
    more or ""))
  for language, expected in pairs { id = id_more or id, en = en_more or en } do
    local out = refused(language, "run skrip.lua")
    check.that(out:find(": " .. expected, 1, true), what .. "\n" .. out .. "expected: " .. expected)
    if mark then
      local excerpt = "\n    2 | " .. line .. "\n      | " .. mark .. "\n"
      check.that(out:find(excerpt, 1, true), what .. "\n" .. out .. "expected: " .. excerpt)
      check.that(out:find("^skrip%.lua:2:%d+: "), out)
    end
  end
end

check.write(folder .. "/meja.lua", "error {}\n")
check.that(refused("en", "run meja.lua"):find("stopped with a table value", 1, true), "a table")
check.that(refused("id", "run meja.lua"):find("berhenti dengan nilai table", 1, true), "a table")

-- ---- rules and layouts, by every command that reads them ----

check.write(folder .. "/indikator.csv",
  "tahun,sasaran,indikator,satuan,arah,target,realisasi\n2024,S,I,%,positif,100,90\n")
check.write(folder .. "/aturan.lua", [[
local capai = require "capai"
local function batas(t) return t.atas.nilai end
return capai.rules { id = "aturan", base = "jember-2024", round = batas {} }
]])
local pack_says <const> = [[
./aturan.lua:2:34: kesalahan: "atas": bagian dari nilai nil tidak dapat diambil
    2 | local function batas(t) return t.atas.nilai end
      |                                  ^~~~
]]
for _, command in ipairs { "eval . --rules ./aturan.lua", "explain . I --rules ./aturan.lua",
  "compare . --rules jember-2024 --rules ./aturan.lua", "audit . --rules ./aturan.lua",
  "check ./aturan.lua", "test ./aturan.lua", "rules show ./aturan.lua",
  "new rules lain --from ./aturan.lua", "eval . --rules ./aturan.lua --layout ringkas" } do
  check.that(refused("id", command):find(pack_says, 1, true), command)
end

-- line 3 of a layout, what stands below it, what is said, what was perhaps meant
local layouts <const> = {
  { "doc:heding(1, 'BAB')", "    ^~~~~~", '"heding" bukan nama di doc', '"heading"' },
  { "doc:heading(1, judul .. 'x')", "               ^~~~~", 'nama "judul" tidak ada di sini' },
  { "doc:table { rows = ev.indikatr }", "                      ^~~~~~~~",
    '"indikatr" bukan nama di',
    '"indikator"' },
  { "doc:table { rows = {}, colums = {} }", nil, "colums", "columns" },
  { "doc:paragraph '{{opd.capain}}'", nil, "opd.capain", "capaian" },
  { "doc:narasi 'penyebap'", nil, "penyebap" },
  { "doc:paragraph(nil)", nil, "text dalam doc: diharapkan string, yang ada nil" },
  { "doc:chart { kind = 'bar', rows = {}, category = 'a', series = {} }", nil, "kind" },
  { "io.open 'x'", "^~", 'nama "io" tidak ada di sini' },
  { "doc:list(5)", nil, "list" },
  { "doc:table(5)", nil, "table" },
  { "doc:heading({}, {})", nil, "heading" },
  { "doc:formula(3)", nil, "formula" },
  { "doc:scale(3)", nil, "scale" },
}
for _, case in ipairs(layouts) do
  local line, mark, says, meant = table.unpack(case, 1, 4)
  check.write(folder .. "/tata.lua", ([[
local capai = require "capai"
return capai.layout { name = "T", build = function(doc, ev)
%s
end }
]]):format(line))
  local out, status = complain("id", "eval . --rules jember-2024 --layout ./tata.lua")
  local excerpt = "\n    3 | " .. line .. "\n" .. (mark and "      | " .. mark .. "\n" or "")
  if status == 2 or mark then
    check.that(out:find("./tata.lua:3", 1, true), line .. "\n" .. out)
    check.that(out:find(excerpt, 1, true), line .. "\n" .. out)
  end
  check.that(not out:find("scripts/capai", 1, true) and not out:find("traceback", 1, true), out)
  check.that(out:find(says, 1, true), line .. "\n" .. out)
  check.that(not meant or out:find(meant, 1, true), line .. "\n" .. out)
end

check.shell(("rm -rf '%s'"):format(folder))
check.done()
