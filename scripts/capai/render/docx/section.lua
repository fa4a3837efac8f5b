--- Sections: paper, running head and page numbers.
local page <const> = require "capai.render.page"
local text <const> = require "capai.render.docx.text"
local unit <const> = require "capai.render.docx.unit"

local section = {}

local EDGE <const> = 10 -- mm that heads and feet stand outside the text

local function paper_of(block) return block.landscape and page.landscape or page.portrait end

--- Width of the text in mm.
function section.width(block)
  local paper <const> = paper_of(block)
  return paper.width - paper.left - paper.right
end

local function given(words) return words and words ~= "" end

--- The running head; an empty line where there is none, so that none is taken over from before.
local function head(block)
  if block.cover or not (given(block.left) or given(block.right)) then
    return text.paragraph { style = "Gap" }
  end
  return text.paragraph {
    style = "Header", tabs = text.stop("right", unit.twips(section.width(block))),
    content = text.run(block.left or "") .. text.tab() .. text.run(block.right or ""),
  }
end

local function foot(block)
  if block.cover then return text.paragraph { style = "Gap" } end
  local prefix <const> = given(block.prefix) and text.run(block.prefix .. " – ") or ""
  return text.paragraph { style = "Footer", content = prefix .. text.field("PAGE", "1") }
end

local function size_xml(paper, landscape)
  return ('<w:pgSz w:w="%d" w:h="%d"%s/>'):format(unit.twips(paper.width),
    unit.twips(paper.height), landscape and ' w:orient="landscape"' or "")
end

local function margins_xml(paper)
  return ('<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" ' ..
    'w:footer="%d" w:gutter="0"/>'):format(unit.twips(paper.top), unit.twips(paper.right),
    unit.twips(paper.bottom), unit.twips(paper.left), unit.twips(paper.top - EDGE),
    unit.twips(paper.bottom - EDGE))
end

--- The properties of a section, which stand at its end.
function section.xml(state, block)
  local paper <const> = paper_of(block)
  local parts <const> = {
    ('<w:headerReference w:type="default" r:id="%s"/>'):format(state:edge("header", head(block))),
    ('<w:footerReference w:type="default" r:id="%s"/>'):format(state:edge("footer", foot(block))),
    '<w:type w:val="nextPage"/>', size_xml(paper, block.landscape), margins_xml(paper),
    block.restart and '<w:pgNumType w:start="1"/>' or "",
    '<w:cols w:space="708"/>',
  }
  return "<w:sectPr>" .. table.concat(parts) .. "</w:sectPr>"
end

return section
