-- Documents for Word: every part is XML, says what the document says in its order, and stays so
-- whatever a text holds. Pictures of charts come from stand-ins: they have a test of their own.

local capai <const> = require "capai"
local check <const> = dofile "tests/support/check.lua"
local xml <const> = dofile "tests/support/xml.lua"
local eq <const>, that <const>, count <const> = check.eq, check.that, xml.count

package.loaded["capai.render.chart"] = {
  drawing = function(block, width)
    return { width = width, height = block.label == "Gambar 3.4" and 400 or 60 }
  end,
}
package.loaded["capai.render.svg"] = function(_, alt) return "<svg><!--" .. #alt .. "--></svg>" end
package.loaded["capai.render.emf"] = function() return "EMF\0" end

local parts_of <const> = require "capai.render.docx.parts"
local renderers <const> = require "capai.render"
local render <const> = require "capai.render.docx"

-- ---- reading what was written ----

-- The parts by name; the document's own body is "word/document.xml".
local function read(document)
  local by_name <const> = {}
  for _, part in ipairs(parts_of(document)) do by_name[part[1]] = part[2] end
  return by_name, by_name["word/document.xml"]
end

local function check_parts(parts)
  for name, content in pairs(parts) do
    if name:find "%.xml$" or name:find "%.rels$" then
      that(pcall(xml.check, name, content), name)
    end
  end
end

-- What stands in an element, fields as they are shown.
local function words(part)
  local list <const> = {}
  for text in part:gmatch "<w:t [^>]*>(.-)</w:t>" do list[#list + 1] = xml.plain(text) end
  return table.concat(list)
end

-- The cells of the table behind a label as they are read, and as the document has them: without
-- places that have no text.
local function cells_written(body, label)
  local list <const> = {}
  local start <const> = body:find('<w:tblCaption w:val="' .. label .. " ", 1, true)
  local whole <const> = body:sub(start, (body:find("</w:tbl>", start, true)))
  for cell in whole:gmatch "<w:tc>(.-)</w:tc>" do
    local text <const> = words(cell)
    if text ~= "" then list[#list + 1] = text end
  end
  return table.concat(list, "|"), whole
end

local function with_mark(cell, column)
  if not cell.mark then return cell.text end
  if (cell.align or column.align) == "right" then return cell.mark .. ") " .. cell.text end
  return cell.text .. cell.mark .. ")"
end

local function cells_of(block)
  local list <const> = {}
  for _, rows in ipairs { block.head, block.rows } do
    for _, row in ipairs(rows) do
      for _, cell in ipairs(row.cells) do
        local text <const> = with_mark(cell, block.columns[cell.column])
        if text ~= "" then list[#list + 1] = text end
      end
    end
  end
  return table.concat(list, "|")
end

local function sample() return dofile "tests/support/document.lua" end

-- ---- the sample ----

local document <const> = sample()
local parts <const>, body <const> = read(document)
check_parts(parts)

local tables = 0
for _, block in ipairs(document.blocks) do
  if block.kind == "table" then
    tables = tables + 1
    eq(cells_written(body, block.label), cells_of(block), block.label)
  end
end
eq(tables, 3, "tables of the sample")

local _, measured <const> = cells_written(body, "Tabel 3.1")
eq(count(measured, "<w:tblHeader/>"), 3, "head rows are repeated")
eq(count(measured, "<w:cantSplit/>"), 7, "rows stay whole")
eq(count(measured, '<w:gridSpan w:val="3"/>'), 1, "a head over three columns")
eq(count(measured, '<w:vMerge w:val="restart"/>'), 2, "two heads over two rows")
eq(count(measured, "<w:vMerge/>"), 2, "and what they cover")
eq(measured:match "<w:tblGrid>(.-)</w:tblGrid>", '<w:gridCol w:w="567"/><w:gridCol w:w="4082"/>' ..
  '<w:gridCol w:w="1247"/><w:gridCol w:w="1361"/><w:gridCol w:w="1361"/>', "exact widths")
that(measured:find('<w:vertAlign w:val="superscript"/></w:rPr><w:t xml:space="preserve">a)</w:t>',
  1, true), "a raised mark")

-- Captions that Word counts, and what refers to them.
local function check_field(part, instruction, shown)
  local mark <const> = (' %s </w:instrText></w:r>'):format(instruction)
  local _, last <const> = part:find(mark, 1, true)
  that(last, "no field " .. instruction)
  eq(words(part:sub(last):match '^(.-)<w:fldChar w:fldCharType="end"/>'), shown, instruction)
end

check_field(body, "SEQ Tabel_3 \\* ARABIC", "1")
eq(count(body, " SEQ Tabel_3 \\* ARABIC "), 3, "tables are counted")
eq(count(body, " SEQ Gambar_3 \\* ARABIC "), 4, "charts are counted")
check_field(body, "REF tabel_capaian \\h \\* MERGEFORMAT", "Tabel 3.1")
check_field(body, "PAGEREF tabel_capaian \\h", "…")
that(not body:find(" TOC ", 1, true), "Word would lose the prefix of pages")
for name in body:gmatch " REF ([%w_]+)" do
  eq(count(body, ('w:name="%s"/>'):format(name)), 1, "bookmark " .. name)
end

-- Headings, sections, formula, lists, charts.
that(body:find('<w:pStyle w:val="Heading1"/>', 1, true), "a chapter")
that(words(body):find("BAB IIIAkuntabilitas Kinerja", 1, true), "number of a chapter")
eq(count(body, "<w:sectPr>"), 4, "sections")
eq(count(body, 'w:orient="landscape"'), 1, "a page turned")
eq(count(body, '<w:pgNumType w:start="1"/>'), 1, "pages count anew")
eq(count(body, "<m:f>"), 1, "a fraction")
that(body:find("<m:num>.-Realisasi.-</m:num><m:den>.-Target.-</m:den>"), "numerator, denominator")
eq(count(body, "<wp:inline "), 4, "charts")
eq(count(body, 'descr="Indeks Kepuasan 92,86; Nilai 108,92."'), 4, "figures in words")
eq(count(body, "<w:pageBreakBefore/>"), 1, "the break")
eq(count(parts["word/numbering.xml"], "<w:startOverride"), 1, "a list that counts from 1")
local feet = {}
for name, content in pairs(parts) do
  if name:find "^word/footer" then feet[#feet + 1] = words(content) end
end
table.sort(feet)
eq(table.concat(feet, "|"), "|1|III – 1", "feet")

-- A chart is no higher than a page.
local _, high <const> = body:match '<wp:extent cx="(%d+)" cy="(%d+)"/><wp:docPr id="4"'
eq(tonumber(high) // 36000, 197, "mm of a high chart")

-- Relations and types of all parts.
for target in parts["word/_rels/document.xml.rels"]:gmatch 'Target="(.-)"' do
  that(parts["word/" .. target], "no part " .. target)
end
for name in parts["[Content_Types].xml"]:gmatch 'PartName="/(.-)"' do
  that(parts[name], "no part " .. name)
end
for id in body:gmatch 'r:%a+="(rId%d+)"' do
  that(parts["word/_rels/document.xml.rels"]:find('Id="' .. id .. '"', 1, true), id)
end
for style in body:gmatch '<w:pStyle w:val="(.-)"/>' do
  that(parts["word/styles.xml"]:find('w:styleId="' .. style .. '"', 1, true), "style " .. style)
end

-- ---- the archive ----

-- Names and days of the entries, by the list at its end.
local function entries(bytes)
  local list <const> = {}
  local at = 1
  while true do
    at = bytes:find("PK\1\2", at, true)
    if not at then return list end
    local time <const>, day <const>, size <const>, name <const>, extra <const> =
      string.unpack("<I2I2xxxxxxxxI4I2I2", bytes, at + 12)
    eq(time | day << 16, 0x21 << 16, "1 January 1980")
    eq(extra, 0, "no extra field")
    list[#list + 1] = { bytes:sub(at + 46, at + 45 + name), size }
    at = at + 46
  end
end

local bytes <const> = render(sample())
eq(bytes, render(sample()), "the same bytes again")
local listed <const> = entries(bytes)
eq(#listed, #parts_of(sample()), "parts")
for i, part in ipairs(parts_of(sample())) do
  eq(listed[i][1], part[1], "name of part " .. i)
  eq(listed[i][2], #part[2], "size of " .. part[1])
end
eq(listed[1][1], "[Content_Types].xml", "first part")

for _, wrong in ipairs { { 1 }, { {} }, { { "a" } }, { { "a", 1 } }, { { "", "" } },
                         { { "a\0b", "" } }, { { "a", "" }, { "a", "" } }, { { 1, "" } },
                         { { ("a"):rep(2000), "" } } } do
  check.code("ARGUMENT", capai.zip, wrong)
end
eq(#capai.zip {}, 22, "an empty archive")

-- ---- any text ----

local HOSTILE <const> = table.concat {
  "</w:t><w:p>&amp;&<!-- ]]> \"' %s %d \\h", "\0\1\2\27\127\u{85}\u{9f}", "\xff\xc3",
  "\xed\xa0\x80", "\u{FFFE}\u{FFFF}\u{202E}", "\t\r\n", "\u{1F468}\u{200D}\u{1F469}",
  "=HYPERLINK(\"x\")",
}

-- The same document with that text in place of each text that people read.
local KEPT <const> = { kind = true, id = true, ref = true, align = true, size = true, of = true,
                       role = true, format = true, number = true, type = true }
local function replaced(value, text)
  if type(value) ~= "table" then return value end
  local copy <const> = {}
  for key, inner in pairs(value) do
    local words_of_people <const> = type(inner) == "string" and not KEPT[key]
    copy[key] = words_of_people and text or replaced(inner, text)
  end
  return copy
end

local hostile <const> = replaced(sample(), HOSTILE)
check_parts(read(hostile))
check_parts(read(replaced(sample(), "")))
check_parts(read(replaced(sample(), ("kata & "):rep(15000))))
local _, strange <const> = read(hostile)
eq(count(strange, "<w:tr>"), count(body, "<w:tr>"), "as many rows")
that(not strange:find("HYPERLINK", 1, true) or not strange:find("instrText[^<]*HYPERLINK"),
  "no text in an instruction")

-- Names of Word are short, of few characters, and differ.
local twins <const> = sample()
twins.blocks[8].id, twins.blocks[11].id = ("Ä–"):rep(60), ("ä "):rep(60)
local _, named <const> = read(twins)
for name in named:gmatch 'w:name="([^"]*)"/>' do
  that(#name <= 40 and name:find "^%a[%w_]*$", "bookmark " .. name)
end

-- Labels that Word would count otherwise begin anew; what is no number stays as it is.
local odd <const> = sample()
odd.blocks[11].label = "Tabel 3.07"
odd.blocks[19].label = "Tabel 3.09"
odd.blocks[21].label = "Tabel khusus"
local _, counted <const> = read(odd)
check_field(counted, "SEQ Tabel_3_0 \\* ARABIC \\r 7", "7")
check_field(counted, "SEQ Tabel_3_0 \\* ARABIC \\r 9", "9")
that(counted:find("<w:t xml:space=\"preserve\">Tabel khusus</w:t>", 1, true), "no number")

-- Where pages have plain numbers, Word makes the list itself.
local unprefixed <const> = sample()
for _, block in ipairs(unprefixed.blocks) do block.prefix = nil end
local _, listing <const> = read(unprefixed)
eq(count(listing, ' TOC \\o "1-3" \\h \\z \\u '), 1, "a list of Word's own")
eq(count(listing, 'fldCharType="begin"'), count(listing, 'fldCharType="end"'), "fields end")

-- Commas of a column stand below each other: room for the digits that a number has fewer.
local mixed <const> = sample()
mixed.blocks[11].rows[4].cells[4] = { column = 4, text = "90", number = "90", format = "number",
                                      decimals = 0 }
local _, padded <const> = cells_written(select(2, read(mixed)), "Tabel 3.1")
that(padded:find('<w:ind w:left="0" w:right="250"/>', 1, true), "room of two digits and a comma")

-- ---- what is none ----

local function refuse(change, expected)
  local wrong <const> = sample()
  change(wrong, wrong.blocks)
  local ok <const>, message <const> = pcall(renderers, wrong, "docx")
  that(not ok and tostring(message):find(expected, 1, true), expected .. ": " .. tostring(message))
end

refuse(function(d) d.blocks = nil end, "document.blocks: expected a list, got nil")
refuse(function(d) d.title = 1 end, "document.title: expected a text, got number")
refuse(function(_, b) table.remove(b, 1) end, "document.blocks[1]: expected a section")
refuse(function(_, b) b[2].kind = "video" end, "blocks[2]: expected a block of a known kind")
refuse(function(_, b) b[7].level = 5 end, "blocks[7].level: expected a whole number from 1 to 4")
refuse(function(_, b) b[7].level = 1.0 end, "blocks[7].level")
refuse(function(_, b) b[9].text = "Teks" end, "blocks[9].text: expected a list, got string")
refuse(function(_, b) b[9].text[1].text = nil end, "blocks[9].text[1].text: expected a text")
refuse(function(_, b) b[11].columns[1].width = 0 / 0 end, "columns[1].width: expected a width")
refuse(function(_, b) b[11].columns[2].width = 90 end, "Tabel 3.1: columns of 170.0 mm")
refuse(function(_, b) b[11].rows[2].cells[1].column = 2 end, "Tabel 3.1, row 2: a cell where")
refuse(function(_, b) b[11].rows[1].cells[1].colspan = 6 end, "a cell beyond the last column")
refuse(function(_, b) b[11].rows[1].cells[1].rowspan = -1 end, "rowspan: expected a whole number")
refuse(function(_, b) b[11].rows[2].role = "judul" end, "role: expected row, group")
that(pcall(renderers, { title = "", blocks = { { kind = "section" } } }, "docx"), "an empty one")
local tall <const> = sample()
tall.blocks[11].rows[1].cells[1].rowspan = 1000000
that(not pcall(renderers, tall, "docx"), "a cell over all that follow is where others are")

check.done()
