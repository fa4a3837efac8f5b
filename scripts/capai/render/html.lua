--- A document as one web page that needs nothing besides: for screens and for paper.
local chart = require "capai.render.chart"
local page = require "capai.render.page"
local style = require "capai.render.html.style"
local svg = require "capai.render.svg"
local tables = require "capai.render.html.table"
local words = require "capai.render.html.words"

local escape = words.escape

local blocks = {}

--- Millimetres between the margins of a section.
local function room(section)
  local sheet = section.landscape and page.landscape or page.portrait
  return sheet.width - sheet.left - sheet.right
end

function blocks.cover(block)
  local parts = {}
  for i, line in ipairs(block.lines) do
    local tag = i == 1 and "h1" or "p"
    parts[i] = ("<%s class=\"%s\">%s</%s>"):format(tag, escape(line.size), escape(line.text), tag)
  end
  return '<div class="cover">' .. table.concat(parts) .. "</div>"
end

function blocks.heading(block)
  local tag = "h" .. math.min(5, block.level + 1)
  local number = block.number and "<span>" .. escape(block.number) .. "</span> " or ""
  return "<" .. tag .. ' id="' .. words.id(block.id) .. '">' .. number ..
    (block.level == 1 and "<span>" .. words.runs(block.text) .. "</span>" or
      words.runs(block.text)) .. "</" .. tag .. ">"
end

function blocks.paragraph(block)
  local class = block.note and "note" or block.align ~= "justify" and block.align or nil
  return (class and '<p class="' .. escape(class) .. '">' or "<p>") .. words.runs(block.text) ..
    "</p>"
end

--- Items of a second level stand in a list of their own within the item before.
function blocks.list(block)
  local tag = block.ordered and "ol" or "ul"
  local parts, inner = {}, false
  for i, item in ipairs(block.items) do
    if item.level > 0 and not inner then
      parts[#parts + 1], inner = "<" .. tag .. ">", true
    elseif item.level == 0 then
      if inner then parts[#parts + 1] = "</" .. tag .. ">" end
      if i > 1 then parts[#parts + 1] = "</li>" end
      inner = false
    end
    parts[#parts + 1] = "<li>" .. words.runs(item.text) .. (item.level > 0 and "</li>" or "")
  end
  if inner then parts[#parts + 1] = "</" .. tag .. ">" end
  local close = block.items[1] and block.items[1].level == 0 and "</li>" or ""
  return "<" .. tag .. ">" .. table.concat(parts) .. close .. "</" .. tag .. ">"
end

function blocks.formula(block)
  local above, below = escape(block.numerator), block.denominator and escape(block.denominator)
  local middle = below and '<span class="fraction"><span>' .. above .. "</span><span>" .. below ..
    "</span></span>" or above
  local parts = { escape(block.left), "=", middle }
  if block.tail then
    parts[#parts + 1] = '<span class="part">' .. escape(block.tail) .. "</span>"
  end
  if block.result then parts[#parts + 1] = "= <strong>" .. escape(block.result) .. "</strong>" end
  local name = block.title and '<div class="name">' .. escape(block.title) .. "</div>" or ""
  return '<div class="formula">' .. name .. "<div>" .. table.concat(parts, " ") .. "</div></div>"
end

function blocks.contents(block, _, places)
  local parts = {}
  for i, entry in ipairs(block.entries) do
    local chapter = places[entry.id] or { counter = "depan" }
    parts[i] = ('<li class="level%d"><a class="%s" href="#%s"><span class="number">%s</span> ' ..
      "<span>%s</span></a></li>"):format(entry.level, chapter.counter, words.id(entry.id),
      escape(entry.number), escape(entry.text))
  end
  local title = escape(block.title)
  return '<nav aria-label="' .. title .. '"><h2>' .. title .. "</h2><ol>" ..
    table.concat(parts, "\n") .. "</ol></nav>"
end

--- A chart keeps the size of its letters on a narrow screen, where it is moved aside.
function blocks.chart(block, section)
  local id = words.id(block.id)
  return table.concat { '<figure class="chart" id="', id, '"><div class="scroll" role="region" ',
    'tabindex="0" aria-labelledby="', id, '-judul">',
    svg(chart.drawing(block, room(section)), block.alt), '</div><figcaption id="', id,
    '-judul"><b>', escape(block.label), "</b> ", words.runs(block.caption),
    "</figcaption></figure>" }
end

blocks["break"] = function() return '<div class="break"></div>' end

function blocks.table(block, section) return tables.html(block, section.landscape) end

local function open_section(block, index)
  return ('<section class="s%d%s">'):format(index, block.landscape and " landscape" or "")
end

--- The sections of a document, in which chapter each id stands, and whether there is a cover.
local function survey(document)
  local sections, ids, has_cover = {}, {}, false
  for _, block in ipairs(document.blocks) do
    if block.kind == "section" then sections[#sections + 1] = block end
    has_cover = has_cover or block.kind == "cover"
    if block.id then ids[block.id] = #sections end
  end
  local chapters = style.chapters(sections)
  for id, index in pairs(ids) do ids[id] = chapters[index] end
  return sections, ids, has_cover
end

--- The page of a document, as one text.
return function(document)
  local body, count = {}, 0
  local sections, places, has_cover = survey(document)
  for _, block in ipairs(document.blocks) do
    if block.kind == "section" then
      if count > 0 then body[#body + 1] = "</section>" end
      count = count + 1
      body[#body + 1] = open_section(block, count)
      if count == 1 and not has_cover then
        body[#body + 1] = '<h1 class="hidden">' .. escape(document.title) .. "</h1>"
      end
    else
      local make = blocks[block.kind] or error("no such block: " .. tostring(block.kind))
      body[#body + 1] = make(block, sections[count], places)
    end
  end
  local title = escape(document.title)
  return table.concat({ "<!DOCTYPE html>", '<html lang="id">', "<head>", '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ' ..
      "style-src 'unsafe-inline'; img-src data:\">",
    "<title>" .. title .. "</title>", "<style>", style.sheet(sections), "</style>", "</head>",
    "<body>", '<a class="skip" href="#isi">Langsung ke isi</a>', '<main id="isi">',
    table.concat(body, "\n"), "</section>", "</main>", "</body>", "</html>", "" }, "\n")
end
