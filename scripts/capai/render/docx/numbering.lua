--- Lists: one kind with bullets, one with numbers; each numbered list counts from 1.
local page <const> = require "capai.render.page"
local unit <const> = require "capai.render.docx.unit"
local xml <const> = require "capai.render.docx.xml"

local numbering = {}

local STEP <const> = 7 -- mm that a level is indented by
local LEVELS <const> = {
  { { "bullet", "•" }, { "bullet", "–" } },
  { { "decimal", "%1." }, { "lowerLetter", "%2." } },
}

--- The number of the definition that all lists with bullets share.
numbering.BULLETS = 1

local FONT <const> = ('<w:rPr><w:rFonts w:ascii="%s" w:hAnsi="%s" w:cs="%s" w:hint="default"/>' ..
  "</w:rPr>"):format(page.font, page.font, page.font)

local function level_xml(i, level)
  return ('<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/>' ..
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="%d"/></w:pPr>%s</w:lvl>')
    :format(i - 1, level[1], level[2], unit.twips(STEP * i), unit.twips(STEP), FONT)
end

local function kinds_xml()
  local list <const> = {}
  for kind, levels in ipairs(LEVELS) do
    list[kind] = ('<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="multilevel"/>' ..
      "%s%s</w:abstractNum>"):format(kind, level_xml(1, levels[1]), level_xml(2, levels[2]))
  end
  return table.concat(list)
end

--- The part of a document with `count` lists in numbers.
function numbering.xml(count)
  local list <const> = { kinds_xml(), '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>' }
  for i = 1, count do
    list[#list + 1] = ('<w:num w:numId="%d"><w:abstractNumId w:val="2"/><w:lvlOverride ' ..
      'w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>')
      :format(numbering.BULLETS + i)
  end
  return xml.part("numbering", table.concat(list))
end

return numbering
