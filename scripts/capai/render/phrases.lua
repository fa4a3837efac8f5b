--- Parts of a document that the plain formats write in the same words.
local fields = require "capai.render.fields"
local runs = require "capai.render.runs"

local phrases = {}

--- Signs between operands, of which some have several bytes.
local SIGNS <const> = { "+", "-", "−", "*", "×", "/", "÷", "∕" }

--- In one line what has operands needs brackets around it before it is divided.
local function operand(text)
  for _, sign in ipairs(SIGNS) do
    if text:find(" " .. sign .. " ", 1, true) then return "(" .. text .. ")" end
  end
  return text
end

--- A formula in one line, without its title.
function phrases.formula(block)
  local function part(name) return fields.text(block[name], name .. " of a formula") end
  local text = part "left"
  if block.numerator ~= nil then
    text = text .. " = " .. (block.denominator ~= nil and
      operand(part "numerator") .. " / " .. operand(part "denominator") or part "numerator")
  end
  if block.tail ~= nil then text = text .. " " .. part "tail" end
  if block.result ~= nil then text = text .. " = " .. part "result" end
  return text
end

--- Number and text of a heading or an entry, with a blank between.
function phrases.numbered(number, text)
  number = fields.text(number, "number")
  return number ~= "" and text ~= "" and number .. " " .. text or number .. text
end

--- What a document was made from: a list of { what, value }.
function phrases.manifest(document)
  local list = {}
  for i, entry in ipairs(fields.list(document.manifest, "manifest")) do
    fields.record(entry, "manifest")
    list[i] = { what = fields.text(entry.what, "manifest"),
                value = fields.text(entry.value, "manifest") }
  end
  return list
end

--- The blocks in turn: `handlers[kind](writer, block)`; kinds without a handler show nothing, but
--- must be known.
local KINDS <const> = { section = true, cover = true, heading = true, paragraph = true, list = true,
                        formula = true, contents = true, table = true, chart = true,
                        ["break"] = true }

function phrases.each(document, handlers, writer)
  fields.record(document, "document")
  for i, block in ipairs(fields.list(document.blocks, "blocks")) do
    fields.record(block, "block " .. i)
    if not KINDS[block.kind] then
      error(("document: block %d is of no known kind"):format(i), 0)
    end
    if handlers[block.kind] then handlers[block.kind](writer, block) end
  end
end

--- Texts of the cover: { text, size }.
function phrases.cover(block)
  local list = {}
  for i, line in ipairs(fields.list(block.lines, "lines of the cover")) do
    list[i] = { text = fields.text(fields.record(line, "line").text, "line of the cover"),
                size = line.size }
  end
  return list
end

--- Items of a list: { text, level, number }, number where it is counted; `convert` as in runs.
function phrases.items(block, convert)
  local list, counts = {}, { 0, 0 }
  for i, item in ipairs(fields.list(block.items, "items")) do
    fields.record(item, "item")
    local level = fields.integer(item.level, "level of an item", 0, 1, 0)
    counts[level + 1] = counts[level + 1] + 1
    if level == 0 then counts[2] = 0 end
    list[i] = { text = runs.text(item.text, "item", convert), level = level,
                number = block.ordered == true and counts[level + 1] or nil }
  end
  return list
end

--- Entries of a table of contents: { text, level }.
function phrases.entries(block)
  local list = {}
  for i, entry in ipairs(fields.list(block.entries, "entries")) do
    fields.record(entry, "entry")
    list[i] = { text = phrases.numbered(entry.number, fields.text(entry.text, "entry")),
                level = fields.integer(entry.level, "level of an entry", 1, 9, 1) }
  end
  return list
end

return phrases
