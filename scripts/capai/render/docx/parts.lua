--- The parts of a .docx: a list of { name, content }.
local caption <const> = require "capai.render.docx.caption"
local contents <const> = require "capai.render.docx.contents"
local formula <const> = require "capai.render.docx.formula"
local numbering <const> = require "capai.render.docx.numbering"
local package <const> = require "capai.render.docx.package"
local picture <const> = require "capai.render.docx.picture"
local state_of <const> = require "capai.render.docx.state".new
local styles <const> = require "capai.render.docx.styles"
local tables <const> = require "capai.render.docx.table"
local text <const> = require "capai.render.docx.text"
local unit <const> = require "capai.render.docx.unit"
local xml <const> = require "capai.render.docx.xml"

local COVER <const> = { title = "Title", subtitle = "Subtitle", small = "CoverSmall" }
local COVER_TOP <const> = 70 -- mm above the first line

local blocks = { table = tables.add, chart = picture.add, contents = contents.add,
                 formula = formula.add }

function blocks.section(state, block) state:open(block) end

function blocks.cover(state, block)
  for i, line in ipairs(block.lines) do
    state:add { style = COVER[line.size], content = text.run(line.text),
                before = i == 1 and unit.twips(COVER_TOP) or nil }
  end
end

--- A chapter has its number on a line of its own.
function blocks.heading(state, block)
  local content = text.runs(block.text, state.targets)
  if block.number and block.number ~= "" then
    content = text.run(block.number) .. (block.level == 1 and text.line_end() or text.run(" ")) ..
      content
  end
  state:add { style = "Heading" .. block.level, content = caption.bookmark(state, block, content) }
end

function blocks.paragraph(state, block)
  state:add { style = block.note and "Note" or "BodyText", align = block.align,
              content = text.runs(block.text, state.targets) }
end

function blocks.list(state, block)
  local list = numbering.BULLETS
  if block.ordered then
    state.lists = state.lists + 1
    list = list + state.lists
  end
  for i, item in ipairs(block.items) do
    state:add { style = "ListParagraph", list = list, level = item.level or 0,
                after = i == #block.items and unit.twips(3) or nil,
                content = text.runs(item.text, state.targets) }
  end
end

blocks["break"] = function(state) state.page_break = true end

local function body(state, list)
  for _, block in ipairs(list) do
    local followed <const> = state.after_formula
    blocks[block.kind](state, block)
    if followed and block.kind ~= "formula" then state.after_formula = nil end
  end
  local last <const>, out <const> = state:last_section(), {}
  for i, item in ipairs(state.items) do
    out[i] = type(item) == "table" and text.paragraph(item) or item
  end
  return xml.part("document", "<w:body>" .. table.concat(out) .. last .. "</w:body>")
end

return function(document)
  local state <const> = state_of(document.blocks)
  local main <const> = body(state, document.blocks)
  local parts <const> = {
    { "[Content_Types].xml", package.types(state.edges) },
    { "_rels/.rels", package.root() },
    { "docProps/core.xml", package.core(document) },
    { "docProps/custom.xml", package.custom(document) },
    { "word/document.xml", main },
    { "word/_rels/document.xml.rels", package.relations(state.relations) },
    { "word/styles.xml", styles.xml() },
    { "word/numbering.xml", numbering.xml(state.lists) },
    { "word/settings.xml", package.settings() },
  }
  for _, edge in ipairs(state.edges) do
    parts[#parts + 1] = { "word/" .. edge.target,
                          xml.part(edge.kind == "header" and "hdr" or "ftr", edge.content) }
  end
  return table.move(state.files, 1, #state.files, #parts + 1, parts)
end
