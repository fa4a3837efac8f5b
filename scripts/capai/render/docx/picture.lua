--- Charts, as pictures: a metafile that every Word shows, and beside it an SVG for newer ones.
local caption <const> = require "capai.render.docx.caption"
local page <const> = require "capai.render.page"
local unit <const> = require "capai.render.docx.unit"
local xml <const> = require "capai.render.docx.xml"

local picture = {}

local MOST <const> = 0.8 -- of the height of a page: its caption stands below it
local SVG_SPACE <const> = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
local INLINE <const> = '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">' ..
  '<wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="%s" descr="%s"/>' ..
  '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>' ..
  '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">' ..
  '<pic:pic><pic:nvPicPr><pic:cNvPr id="%d" name="%s"/><pic:cNvPicPr/></pic:nvPicPr>' ..
  '<pic:blipFill><a:blip r:embed="%s"><a:extLst>' ..
  '<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip xmlns:asvg="%s" ' ..
  'r:embed="%s"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch>' ..
  '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm>' ..
  '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>' ..
  "</a:graphic></wp:inline></w:drawing></w:r>"

--- Width and height as shown: what is higher than a page would hold becomes smaller.
local function extent(state, drawing)
  local paper <const> = state.landscape and page.landscape or page.portrait
  local room <const> = (paper.height - paper.top - paper.bottom) * MOST
  local factor <const> = math.min(1, room / drawing.height, state.width / drawing.width)
  return unit.emu(drawing.width * factor), unit.emu(drawing.height * factor)
end

--- Adds the picture and its caption.
function picture.add(state, block)
  local chart <const> = require "capai.render.chart"
  local alt <const> = block.alt or ""
  local drawing <const> = chart.drawing(block, state.width)
  local metafile <const> = state:media("emf", require "capai.render.emf"(drawing))
  local vector <const> = state:media("svg", require "capai.render.svg"(drawing, alt))
  local id <const>, name <const> = state:next_id(), xml.escape(block.label)
  local wide <const>, high <const> = extent(state, drawing)
  state:add { style = "Figure", content = INLINE:format(wide, high, id, name, xml.escape(alt), id,
    name, metafile, SVG_SPACE, vector, wide, high) }
  state:add(caption.of_chart(state, block))
end

return picture
