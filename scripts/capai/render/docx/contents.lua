--- Lists of contents. Word can make them anew where pages have plain numbers. It cannot put
--- "III – " before a page, so elsewhere each line has the prefix and a field for the page alone.
local clean <const> = require "capai.render.clean"
local metrics <const> = require "capai.render.metrics"
local page <const> = require "capai.render.page"
local text <const> = require "capai.render.docx.text"
local unit <const> = require "capai.render.docx.unit"

local contents = {}

local UNKNOWN <const> = "…" -- a page number before Word has counted the pages
local FIELD <const> = 'TOC \\o "1-3" \\h \\z \\u'
-- where the words of a line begin, and how far its number hangs out to the left, in mm
local INDENT <const> = { { 20, 20 }, { 28, 8 }, { 37, 9 } }
local GAP <const> = 3 -- behind the longest label

local function page_number(target)
  local prefix <const> = target.prefix and text.run(target.prefix .. " – ") or ""
  return prefix .. text.field(("PAGEREF %s \\h"):format(target.bookmark), UNKNOWN)
end

--- Where the words of tables and charts begin: behind the longest label, "Gambar 3.2.1".
local function label_place(block)
  local longest = 21
  for _, entry in ipairs(block.entries) do
    local width <const> = metrics.width(clean(entry.number or ""), page.size.body)
    longest = math.max(longest, math.min(width, 60))
  end
  return { longest + GAP, longest + GAP }
end

local function line(state, block, entry, labels)
  local level <const> = math.min(entry.level or 1, 3)
  local place <const> = labels or INDENT[level]
  local target <const> = entry.id and state.targets[entry.id]
  local number <const> = entry.number and text.run(entry.number) or ""
  local content = number .. text.tab() .. text.run(entry.text)
  if target then
    content = text.jump(target.bookmark, content .. text.tab() .. page_number(target))
  end
  local left <const> = unit.twips(place[1])
  return {
    style = block.of == "heading" and "TOC" .. level or "TableofFigures",
    tabs = text.stop("left", left) .. text.stop("right", unit.twips(state.width), true),
    left = left, hanging = unit.twips(place[2]), content = content,
  }
end

--- True where Word may replace the list by one of its own making.
local function is_plain(state, block)
  if block.of ~= "heading" then return false end
  for _, entry in ipairs(block.entries) do
    local target <const> = entry.id and state.targets[entry.id]
    if target and target.prefix then return false end
  end
  return #block.entries > 0
end

--- Adds the title and the lines.
function contents.add(state, block)
  state:add { style = "TOCHeading", content = text.run(block.title) }
  local plain <const> = is_plain(state, block)
  local labels <const> = block.of ~= "heading" and label_place(block) or nil
  for i, entry in ipairs(block.entries) do
    local p <const> = line(state, block, entry, labels)
    if plain and i == 1 then p.content = text.field_begin(FIELD) .. p.content end
    state:add(p)
  end
  if plain then state:add { style = "Gap", content = text.field_end() } end
end

return contents
