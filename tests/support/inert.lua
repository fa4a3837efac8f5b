-- Whether a report is as it would be with other words in it: nothing of its texts is markup,
-- formula or command.
--   local inert <const> = dofile "tests/support/inert.lua"
-- inert.FORM(report, plain, same) checks the bytes of a report against those of one that has plain
-- words in the same places, and returns the texts that people read, for what must be found in them.
-- `same` is false where the other may have more or fewer parts.
local check <const> = dofile "tests/support/check.lua"
local csv <const> = dofile "tests/support/csv.lua"
local json <const> = dofile "tests/support/json.lua"
local xml <const> = dofile "tests/support/xml.lua"
local that <const> = check.that

local inert <const> = {}

-- Raises where a text has what no file may have, whatever its form: `allowed` are the control
-- characters that it is made with.
local function check_characters(text, allowed, what)
  that(utf8.len(text), what .. ": no UTF-8")
  local found <const> = text:find("[^\32-\126\128-\255" .. allowed .. "]")
  that(not found, what .. ": a control character at byte " .. tostring(found))
  for _, sign in ipairs { "\xC2[\x80-\x9F]", "\xE2\x80[\xAA-\xAE]", "\xE2\x81[\xA6-\xA9]",
                          "\xEF\xBF[\xBE\xBF]", "\xEF\xB7[\x90-\xAF]" } do
    that(not text:find(sign), what .. ": a sign that is none to read: " .. sign)
  end
end

-- ---- web pages ----

local ENTITIES <const> = { ["&amp;"] = "&", ["&lt;"] = "<", ["&gt;"] = ">", ["&quot;"] = '"',
                           ["&#39;"] = "'" }

-- Elements of a page with the names of their attributes, one a line; pictures apart. Whether a part
-- fits a page depends on the words.
local function elements(page)
  local list <const> = {}
  page = page:gsub("<svg.-</svg>", "<svg/>")
  page = page:gsub(' class="whole"', ""):gsub(' class="kept"', ""):gsub(' style="%-%-[^"]*"', "")
  for tag in page:gmatch "<[^<>]*>" do
    list[#list + 1] = tag:gsub('="[^"]*"', "=")
  end
  return table.concat(list, "\n")
end

local function check_picture(picture)
  xml.check("a picture", (picture:gsub("&#39;", "&quot;")))
  for tag in picture:gmatch "<([^<>/]+)" do
    local name <const>, attributes <const> = tag:gsub('"[^"]*"', ""):match "^(%S+)(.*)"
    that((" svg title desc g rect line path text tspan circle polyline polygon ")
      :find(" " .. name .. " ", 1, true), "an element of a picture: " .. name)
    that(not attributes:find "%son" and not attributes:find "href", "attributes:" .. attributes)
  end
end

-- A style sheet without what its texts say.
local function rules(page)
  return (page:match "<style>(.-)</style>":gsub('"[^"]*"', '""'))
end

function inert.html(page, plain, same)
  check_characters(page, "\n", "HTML")
  that(not same or elements(page) == elements(plain), "other elements in the page")
  that(rules(page) == rules(plain), "other rules in the page")
  for picture in page:gmatch "<svg.-</svg>" do check_picture(picture) end
  for href in page:gmatch 'href="([^"]*)"' do that(href:find "^#", "a link: " .. href) end
  that(not page:find "<script" and not page:find "<img" and not page:find "<iframe", "elements")
  local body <const> = page:gsub("<style>.-</style>", ""):gsub("<[^<>]*>", "")
  that(not body:find "[<>]", "a sign of markup")
  return (body:gsub("&[#%w]+;", ENTITIES))
end

-- ---- packages ----

-- The parts of a package by name.
local function parts_of(bytes)
  local path <const> = check.shell "mktemp":gsub("\n", "")
  check.write(path, bytes)
  local out <const>, status <const> =
    check.shell("LC_ALL=C.UTF-8 /usr/bin/python3 tests/support/package_read.py " .. path)
  os.remove(path)
  that(status == 0, "a package that cannot be read")
  local parts <const> = {}
  for name, content in (out .. "\n== "):gmatch "== ([^\n]+)\n(.-)%f[\n\0]\n?%f[=\0]" do
    parts[name] = content
  end
  return parts
end

local function check_parts(parts, what)
  for name, content in pairs(parts) do
    check_characters(content, "\n\r\t", what .. " " .. name)
    that(not content:find 'TargetMode="External"', name .. ": a link to elsewhere")
  end
end

local function texts(part, element)
  local list <const> = {}
  for text in part:gmatch("<" .. element .. "[^>]*>(.-)</" .. element .. ">") do
    list[#list + 1] = xml.plain((text:gsub("&#(%d+);", function(code)
      return utf8.char(tonumber(code))
    end)))
  end
  return table.concat(list)
end

function inert.docx(bytes, plain, same)
  local parts <const>, others <const> = parts_of(bytes), parts_of(plain)
  check_parts(parts, "docx")
  local body <const>, other <const> = parts["word/document.xml"], others["word/document.xml"]
  for _, mark in ipairs { "<w:tbl>", "<w:tr>", "<w:tc>", "<w:sectPr>", "<w:hyperlink" } do
    if same then check.eq(xml.count(body, mark), xml.count(other, mark), mark) end
  end
  for field in body:gmatch "<w:instrText[^>]*>(.-)</w:instrText>" do
    that(field:find "^ SEQ [%w_]+ " or field:find "^ REF [%w_]+ " or field:find "^ PAGEREF [%w_]+ "
      or field:find "^ TOC " or field:find "^ PAGE", "a field: " .. field)
  end
  return texts(body, "w:t")
end

function inert.xlsx(bytes, plain)
  local parts <const>, others <const> = parts_of(bytes), parts_of(plain)
  check_parts(parts, "xlsx")
  local function sheets(list)
    local count, formulas = 0, 0
    for name, content in pairs(list) do
      if name:find "^xl/worksheets/sheet" then
        count, formulas = count + 1, formulas + xml.count(content, "<f>")
      end
    end
    return count, formulas
  end
  local count <const>, formulas <const> = sheets(parts)
  check.eq(count, (sheets(others)), "sheets")
  check.eq(formulas, 0, "formulas")
  return (texts(parts["xl/sharedStrings.xml"], "t"):gsub("_x005F_", "_"))
end

-- ---- texts ----

function inert.csv(text, plain, same)
  check_characters(text, "\n\r", "CSV")
  local rows <const>, others <const> = csv(text), csv(plain)
  if same then check.eq(#rows, #others, "lines of CSV") end
  local list <const> = {}
  for _, row in ipairs(rows) do
    check.eq(#row, #others[1], "cells of a line")
    for _, cell in ipairs(row) do
      local is_number <const> = cell:find "^[+-]?[%d.,]+%%?$"
      that(is_number or not cell:find "^%s*[=+@-]", "a formula: " .. cell)
      list[#list + 1] = cell
    end
  end
  return table.concat(list, "\n")
end

function inert.json(text)
  check_characters(text, "\n", "JSON")
  local list <const> = {}
  local function take(value)
    if type(value) == "string" then list[#list + 1] = value end
    if type(value) == "table" then
      for _, inner in pairs(value) do take(inner) end
    end
  end
  take(json(text))
  return table.concat(list, "\n")
end

function inert.txt(text)
  check_characters(text, "\n", "text")
  return text
end

-- Markdown with each sign that has a meaning, and no backslash before it, kept; others are words.
local function signs(text)
  text = text:gsub("\\.", ""):gsub("<sup>([^<>]*)</sup>", "%1"):gsub("&emsp;", "")
  return text
end

function inert.md(text, plain, same)
  check_characters(text, "\n", "Markdown")
  local left <const> = signs(text)
  for _, mark in ipairs { "[<>%[%]`~].*", "://.*", "www%..*", "&[#%w]+;" } do
    that(not left:find(mark), "Markdown: " .. (left:match(mark) or ""):sub(1, 80))
  end
  if same then
    check.eq(xml.count(left, "|"), xml.count(signs(plain), "|"), "cells of tables")
    check.eq(xml.count(left, "\n#"), xml.count(signs(plain), "\n#"), "headings")
  end
  return (text:gsub("\\(.)", "%1"))
end

return inert
