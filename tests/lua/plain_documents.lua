-- The plain formats of a document: the sample against what was looked at (tests/golden/documents),
-- then hostile texts in every place, and documents that are none.
require "capai"
local check <const> = dofile "tests/support/check.lua"
local parse <const> = dofile "tests/support/json.lua"
local sample <const> = dofile "tests/support/document.lua"

local GOLDEN <const> = "tests/golden/documents/"
local render <const> = {}
for _, name in ipairs { "markdown", "csv", "json", "text" } do
  render[name] = require("capai.render." .. name)
end

local function has(text, wanted, what)
  check.that(text:find(wanted, 1, true), ("%s: no %s"):format(what, wanted))
end

local function has_not(text, unwanted, what)
  check.eq(text:find(unwanted, 1, true), nil, what .. ": " .. unwanted)
end

-- ---- the sample, byte by byte ----

local files <const> = {
  ["document.md"] = render.markdown(sample), ["document.csv"] = render.csv(sample),
  ["document.json"] = render.json(sample),
  ["document-80.txt"] = render.text(sample, { width = 80 }),
  ["document-60.txt"] = render.text(sample, { width = 1 }),
}
for name, text in pairs(files) do
  if os.getenv "GOLDEN_WRITE" then check.write(GOLDEN .. name, text) end
  check.eq(text, check.read(GOLDEN .. name), name)
end
check.eq(render.text(sample), render.text(sample, { width = 100 }), "100 columns if none are said")

-- ---- numbers ----

local function find(value, kind)
  for _, block in ipairs(value.blocks) do if block.kind == kind then return block end end
end

local read = parse(files["document.json"])
local cells = find(read, "table").rows[2].cells
has(files["document.json"], '"number": 92.86', "digits as they are")
check.eq(cells[2].text, "Indeks Kepuasan", "JSON: a text")
check.eq(find(read, "heading").number, "BAB III", "JSON: number of a heading")
has(files["document.csv"], "3000000,2500000,83.33\r\n", "CSV: plain notation")

-- A document of one table whose only row holds these cells.
local function document_of(texts, more)
  local columns, row = {}, {}
  for i, text in ipairs(texts) do
    columns[i] = { align = "left", width = 10, kind = "text" }
    row[i] = { column = i, text = text }
    for key, value in pairs(more or {}) do row[i][key] = value end
  end
  return { title = "x", blocks = { { kind = "table", label = "T", columns = columns,
    rows = { { role = "row", cells = row } } } } }
end

local digits <const> = "0.1000000000000000000000000000000000000001"
has(render.json(document_of({ "x" }, { number = digits })), '"number": ' .. digits, "all digits")
has(render.json(document_of({ "x" }, { number = "007" })), '"number": 7', "JSON has no 007")
has(render.json(document_of({ "x" }, { number = "1e5" })), '"number": "1e5"', "no plain notation")

-- ---- spreadsheets must not compute what is a text ----

local csv = render.csv(document_of { "=1+1", "+x", "-x", "@x", "\t=1", "\r=1", " =1", "-5", "+5",
                                     "-5,25%", "a=1", "-1+cmd|x", "a\nb", 'a"b', "" })
check.eq(csv:match "\n(.*)\r\n$",
  [[T,,isi,'=1+1,'+x,'-x,'@x,' =1,' =1,' =1,-5,+5,"-5,25%",a=1,'-1+cmd|x,a b,"a""b",]],
  "CSV: inert")

-- ---- Markdown takes nothing of data for its own ----

local hostile <const> = { "**b** _i_ `c`", "[a](javascript:x)", "<script>alert(1)</script>",
                          "a|b\\", "# judul", "- butir", "1. satu", "http://x.y www.x.y a@b.c",
                          "&lt;b&gt; $x$ ~~s~~ :smile:", "=====", "\0\27[31m\u{9B}", "\xC3\x28",
                          "\u{202E}" }
for _, text in ipairs(hostile) do
  local made = document_of { text, text }
  made.blocks[2] = { kind = "paragraph", text = { { text = text, bold = true } } }
  made.blocks[3] = { kind = "paragraph", text = { { text = text } } }
  local words = render.markdown(made)
  for _, bad in ipairs { "<script", "](", " www.", "http://", "$x$", "~~s", ":smile:", " &lt;" } do
    has_not(words:gsub("\\%p", ""), bad, text)
  end
  check.that(not words:find "\n[#=1-]+[. =]", text .. ": nothing begins a block: " .. words)
  local row = words:match "\n(| [^\n]+ |)\n\n"
  local bars = select(2, row:gsub("\\\\", ""):gsub("\\|", ""):gsub("|", ""))
  check.eq(bars, 3, text .. ": cells of a row: " .. row)
end

-- ---- spans, marks and what does not fit ----

local wide = { kind = "table", label = "T", columns = {}, head = { { cells = {} } }, rows = {} }
for i = 1, 12 do
  wide.columns[i] = { align = "left", width = 10, kind = "text" }
  wide.head[1].cells[i] = { column = i, text = "Kolom" .. i }
end
local all = { column = 1, colspan = 99, rowspan = 99, text = "semua" }
wide.rows[1] = { role = "row", cells = { all } }
wide.rows[2] = { role = "row", cells = {} }
wide.rows[3] = { role = "row", cells = { { column = 12, text = "isi yang panjang sekali" } } }
local ok, message = pcall(render.text, { blocks = { wide } })
check.eq(ok, false, "a cell over one that is there")
has(message, "two cells in one place", "spans")
all.rowspan = 2
local narrow = render.text({ blocks = { wide } }, { width = 60 })
has(narrow, "Kolom12: isi yang panjang sekali", "row by row")
has(narrow, "\nsemua\n", "a cell over all columns has no name")
has(render.text({ blocks = { wide } }, { width = 160 }), "Kolom11  Kolom12\n───", "in columns")

-- No line is wider than asked for, and no word is cut that has room.
local names = document_of { ("Meningkatnya kualitas pelayanan publik "):rep(9), ("x"):rep(50),
                            "−5" }
for width = 60, 200, 20 do
  local text = render.text(names, { width = width })
  for line in text:gmatch "[^\n]+" do
    check.that(utf8.len(line) <= width, ("%d: %s"):format(width, line))
  end
  has(text, ("x"):rep(50), "a word")
  has(text, "-5", "the minus of terminals")
end

-- ---- a formula in one line ----

for _, sign in ipairs { "+", "−", "-", "×", "÷" } do
  local formula <const> = { blocks = { { kind = "formula", left = "Capaian",
    numerator = "Target " .. sign .. " Realisasi", denominator = "Target", tail = "× 100%" } } }
  for _, name in ipairs { "text", "markdown" } do
    local line = render[name](formula):gsub("\\", ""):gsub("−", "-")
    has(line, "(Target " .. sign:gsub("−", "-") .. " Realisasi) / Target",
      name .. ": brackets around the numerator")
  end
end

-- ---- bars below 0 stand to the left of it ----

local function bars(values)
  local block = { kind = "chart", type = "bars", horizontal = true, caption = { { text = "C" } },
                  categories = {}, series = { { name = "N", values = values, labels = {} } } }
  for i, value in ipairs(values) do
    block.categories[i], block.series[1].labels[i] = "k" .. i, value
  end
  local found = {}
  for line in render.text({ blocks = { block } }, { width = 60 }):gmatch "[^\n]+" do
    if line:find "^k%d" then
      local before, drawn = line:match "^k%d  ( *)([█▏▎▍▌▋▊▉]*)"
      found[#found + 1] = { #before, utf8.len(drawn) }
    end
  end
  return found
end
local drawn <const> = bars { "-50", "100" }
check.that(drawn[1][2] > 0, "a negative bar is drawn")
check.eq(drawn[1][1] + drawn[1][2], drawn[2][1], "it ends where the positive one begins")
check.eq(bars({ "50", "100" })[2][1], 0, "without one the bars begin at the left")

-- ---- the same document with every text replaced ----

local function replaced(value, by)
  if type(value) ~= "table" then return type(value) == "string" and by or value end
  local copy = {}
  local kept = { kind = true, role = true, type = true, align = true, size = true, of = true,
                 values = true, number = value.column ~= nil, format = true }
  for key, item in pairs(value) do copy[key] = kept[key] and item or replaced(item, by) end
  return copy
end

local texts <const> = { "\0", "\27]0;x\7", "\u{9B}31m", "\xFF\xFE\xED\xA0\x80", ("kata "):rep(1000),
                        ("x"):rep(5000), "\u{202E}abc", "😀漢字", "a\r\nb\u{2028}c", "", " ", "|" }
for i, by in ipairs(texts) do
  for name, make in pairs(render) do
    local made = make(replaced(sample, by), { width = 80 })
    local what = ("%s with text %d"):format(name, i)
    check.that(utf8.len(made), what .. ": UTF-8")
    check.that(not made:gsub("\r\n", ""):find "[%z\1-\9\11-\31\127]", what .. ": no controls")
    check.that(not made:find "\xC2[\x80-\x9F]", what .. ": no C1 controls")
    if name == "json" then check.eq(parse(made).year, 2031, what) end
    check.eq(make(replaced(sample, by), { width = 80 }), made, what .. ": the same bytes")
  end
end

-- ---- what is no document ----

local broken <const> = {
  false, {}, { blocks = 5 }, { blocks = { 5 } }, { blocks = { { kind = "x" } } },
  { blocks = { { kind = "paragraph", text = "x" } } },
  { blocks = { { kind = "paragraph", text = { "x" } } } },
  { blocks = { { kind = "heading", level = 9, text = {} } } },
  { blocks = { { kind = "table", columns = {}, rows = {} } } },
  { blocks = { { kind = "table", columns = { {} }, rows = { { cells = { {} } } } } } },
  { blocks = { { kind = "table", columns = { {} }, rows = { { cells = { { column = 2 } } } } } } },
  { blocks = { { kind = "table", columns = { {} },
                 rows = { { cells = { { column = 1.5 } } } } } } },
  { blocks = { { kind = "chart", type = "bars", categories = { "a" }, series = {} } } },
  { blocks = { { kind = "list", items = { { text = {}, level = 7 } } } } },
}
for i, document in ipairs(broken) do
  for name, make in pairs(render) do
    local done, result = pcall(make, document)
    local what = ("broken %d as %s: %s"):format(i, name, tostring(result))
    check.that(type(result) == "string", what)
    check.that(done or result:find "^document: " or result:find "^chart: ", what)
  end
end
local circle = { blocks = {} }
circle.blocks[1] = circle
check.eq(pcall(render.json, circle), false, "a document within itself")
check.eq(pcall(render.json, { year = 0 / 0 }), false, "JSON has no such number")
check.eq(pcall(render.json, { [1] = "a", x = "b" }), false, "JSON has no such keys")
check.eq(pcall(render.json, { x = print }), false, "JSON has no functions")

check.done()
