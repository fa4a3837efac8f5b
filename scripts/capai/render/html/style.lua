--- The style sheet of a page: A4 on paper, any screen, light and dark.
local clean = require "capai.render.clean"
local page = require "capai.render.page"

local style = {}

local color, size = page.color, page.size
local FONTS <const> = '"' .. table.concat(page.fonts, '", "') .. '", sans-serif'

local SCREEN <const> = [[
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
html { background: #$paper; color: #$ink; }
body { margin: 0; font: $bodypt/1.45 $fonts; font-size: $bodypt; }
a { color: inherit; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: #$paper; padding: .5rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
main { max-width: 190mm; margin: 0 auto; padding: 8mm 5mm; }
.landscape { max-width: none; }
section + section { margin-top: 12mm; }
.cover { text-align: center; padding: 30mm 0; }
.cover .title { font-size: 20pt; font-weight: bold; line-height: 1.3; margin: 0 0 6mm; }
.cover .subtitle { font-size: 15pt; font-weight: bold; margin: 0 0 4mm; }
.cover .small { font-size: 12pt; margin: 0 0 2mm; }
h2 { font-size: $chapterpt; line-height: 1.5; text-align: center; text-transform: uppercase;
  margin: 0 0 8mm; padding-top: 4mm; }
h2 span { display: block; }
.cover p, .cover h1 { text-align: center; }
h3, h4, h5 { font-size: $headingpt; margin: 6mm 0 2mm; }
p { margin: 0 0 3mm; text-align: justify; orphans: 3; widows: 3; hyphens: manual; }
p.left, p.note { text-align: left; } p.center { text-align: center; } p.right { text-align: right; }
p.note, .notes { font-size: $notept; color: #$soft; line-height: 1.35; }
.notes { margin: 1mm auto 0; max-width: 100%; } .notes p { text-align: left; margin: 0 0 .6mm; }
ol, ul { margin: 0 0 3mm; padding-left: 7mm; }
figure { margin: 5mm 0; }
.scroll { overflow-x: auto; }
.scroll:focus { outline: 2px solid #$grid; outline-offset: 2px; }
table { border-collapse: collapse; margin: 0 auto; table-layout: fixed;
  border: .5pt solid #$rule; font-variant-numeric: tabular-nums; line-height: 1.3; }
figcaption { font-size: $captionpt; text-align: center; margin: 0 0 2mm; line-height: 1.35; }
figcaption b { display: block; }
.chart figcaption { margin: 2mm 0 0; } .chart figcaption b { display: inline; }
th, td { border: .4pt solid #$grid; padding: 1.1mm 1.5mm; vertical-align: top;
  overflow-wrap: break-word; }
td { font-size: $normalpt; } .tree td { font-size: $treept; } .matrix td { font-size: $matrixpt; }
thead th { background: #$head; font-size: $headpt; vertical-align: middle;
  text-align: center; overflow-wrap: normal; }
.matrix thead th { font-size: $matrixpt; padding: .8mm .7mm; }
.matrix td { padding: .8mm 1mm; }
thead tr.numbers td { background: none; font-size: $numberspt; color: #$soft;
  text-align: center; padding: .3mm 1mm; }
thead { border-bottom: .8pt solid #$rule; }
td.right { text-align: right; } td.center { text-align: center; }
tr.group td, tr.total td, tr.subtotal td { background: #$band; }
tr.total td { font-weight: bold; border-top: .8pt solid #$rule; }
td b, td strong { font-weight: bold; }
.soft, .tree tr.level2 td { color: #$soft; }
sup { font-size: 72%; line-height: 0; color: #$attention; }
.formula { border: .5pt solid #$grid; padding: 3mm 5mm; margin: 0 0 3mm; text-align: center;
  font-size: $captionpt; }
.formula .name { color: #$soft; margin-bottom: 1.5mm; }
.formula .part { white-space: nowrap; }
.fraction { display: inline-block; vertical-align: middle; text-align: center; margin: 0 1.5mm; }
.fraction span { display: block; padding: 0 1.5mm; }
.fraction span + span { border-top: .6pt solid #$ink; }
nav ol { list-style: none; padding: 0; } nav li { margin: 0 0 .4mm; }
nav h2 { margin: 0 0 4mm; }
nav a { text-decoration: none; } nav a:hover { text-decoration: underline; }
nav .level2 { padding-left: 6mm; } nav .level3 { padding-left: 12mm; }
nav .number { margin-right: 2mm; }
@media screen and (prefers-color-scheme: dark) {
  html, .skip:focus { background: #1B212A; color: #E8ECF1; }
  p.note, .notes, .soft, .tree tr.level2 td, thead tr.numbers td, .formula .name { color: #A9B4C2; }
  table, thead, tr.total td { border-color: #A9B4C2; }
  th, td, .formula { border-color: #6F7C8C; }
  thead th { background: #27303B; }
  tr.group td, tr.total td, tr.subtotal td { background: #222A34; }
  .fraction span + span { border-color: #E8ECF1; } sup { color: #F4B27A; }
  svg { background: #FFFFFF; border-radius: 1mm; } }
svg { display: block; margin: 0 auto; max-width: 100%; height: auto; }
@media screen and (max-width: 60em) { table, .notes { margin-left: 0; } h2 { font-size: 13pt; }
  p { text-align: left; } main { padding: 5mm 4mm; } .chart svg { min-width: 150mm; } }
]]

local PRINT <const> = [[
@media print {
  main { max-width: none; padding: 0; }
  section { margin: 0 !important; break-before: page; }
  section:first-of-type { break-before: auto; }
  .cover { padding: 70mm 0 0; }
  h2, h3, h4, h5 { break-after: avoid; }
  figcaption { break-after: avoid; } .chart figcaption { break-after: auto; }
  .scroll { overflow: visible; }
  figure.whole, tbody.whole, figure.chart, .formula { break-inside: avoid; }
  tr { break-inside: avoid; } tr.group { break-after: avoid; } tr.total { break-before: avoid; }
  thead { display: table-header-group; }
  .notes { break-before: avoid; break-inside: avoid; }
  .break { break-after: page; }
  nav li:first-child { break-after: avoid; } nav li:nth-last-child(-n+2) { break-before: avoid; }
  a { text-decoration: none; }
  .skip { display: none; }
}
/* A caption takes the room of the first rows, and gives it back: so no page ends between them. */
@media print { figcaption.kept { break-inside: avoid; padding-bottom: var(--kept);
  margin-bottom: var(--back); } }
]]

--- A text as a string of CSS: what is no letter or digit in hex.
local function quote(words)
  local parts = {}
  for _, code in utf8.codes(clean(words)) do
    local plain = code < 128 and utf8.char(code):find "[%w ]"
    parts[#parts + 1] = plain and utf8.char(code) or ("\\%X "):format(code)
  end
  return '"' .. table.concat(parts) .. '"'
end

local function fill(sheet)
  local names = {}
  for name, value in pairs(color) do names[name] = value end
  for name, value in pairs(size) do
    if type(value) == "number" then names[name .. "pt"] = value .. "pt" end
  end
  for name, value in pairs(size.cell) do names[name .. "pt"] = value .. "pt" end
  names.fonts = FONTS
  return (sheet:gsub("%$(%a+)", names))
end

local function box(name, content)
  return ("@%s { content: %s; width: 50%%; font: 9pt %s; color: #%s; vertical-align: bottom; " ..
    "padding-bottom: 2mm; margin-bottom: 4mm; border-bottom: .6pt solid #%s; }"):format(name,
    content, FONTS, color.soft, color.grid)
end

--- The number of a page, as a reference to `id` has it where that is given: pages are counted anew
--- in each chapter, those before the first in small Roman numbers, or plainly where none follows.
local function number(chapter, reference)
  local how = (chapter.prefix or chapter.plain) and "" or ", lower-roman"
  local count = reference and "target-counter(attr(href), " .. chapter.counter .. how .. ")" or
    "counter(" .. chapter.counter .. how .. ")"
  return (chapter.prefix and quote(chapter.prefix .. " – ") .. " " or "") .. count
end

--- The page of a section: its size and margins, running head and number.
local function paper(block, index, chapter)
  local sheet = block.landscape and page.landscape or page.portrait
  local parts = { ("@page s%d { size: A4%s; margin: %gmm %gmm %gmm %gmm;"):format(index,
    block.landscape and " landscape" or "", sheet.top, sheet.right, sheet.bottom, sheet.left) }
  if not block.cover then
    parts[#parts + 1] = "counter-increment: page " .. chapter.counter .. ";"
    parts[#parts + 1] = box("top-left", quote(block.left)) .. box("top-right", quote(block.right))
    parts[#parts + 1] = ("@bottom-right { content: %s; font: 10pt %s; }"):format(number(chapter),
      FONTS)
  end
  return table.concat(parts, " ") .. (" }\n.s%d { page: s%d; }"):format(index, index)
end

--- The chapters of a list of sections: the counter of each and its prefix.
function style.chapters(sections)
  local chapters, last = {}, { counter = "depan", plain = true }
  for _, block in ipairs(sections) do last.plain = last.plain and not block.restart end
  for i, block in ipairs(sections) do
    if block.restart then last = { counter = "bab" .. i, prefix = block.prefix } end
    chapters[i] = last
  end
  return chapters
end

--- The whole style sheet of a document with these sections.
function style.sheet(sections)
  local parts, seen = { fill(SCREEN), fill(PRINT) }, {}
  local chapters = style.chapters(sections)
  for i, block in ipairs(sections) do
    local chapter = chapters[i]
    parts[#parts + 1] = paper(block, i, chapter)
    if not seen[chapter] then
      seen[chapter] = true
      parts[#parts + 1] = ("@media print { .%s::after { content: leader(' .') ' ' %s; } }")
        :format(chapter.counter, number(chapter, true))
    end
  end
  return table.concat(parts, "\n")
end

return style
