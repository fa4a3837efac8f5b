--- The styles: Word's own where it has them, so that its navigation and its lists of contents work.
local page <const> = require "capai.render.page"
local unit <const> = require "capai.render.docx.unit"
local xml <const> = require "capai.render.docx.xml"

local styles = {}

local color <const>, size <const> = page.color, page.size
local CELL_LEADING <const> = 1.3

--- Spacing in mm before and after, and the leading in points.
local function spacing(before, after, leading)
  return ('<w:spacing w:before="%d" w:after="%d"%s/>'):format(unit.twips(before),
    unit.twips(after), leading and (' w:line="%d" w:lineRule="atLeast"')
    :format(unit.of_points(leading)) or "")
end

local function type_size(points)
  return ('<w:sz w:val="%d"/><w:szCs w:val="%d"/>'):format(unit.half_points(points),
    unit.half_points(points))
end

local function align(word) return ('<w:jc w:val="%s"/>'):format(word) end
local function ink(hex) return ('<w:color w:val="%s"/>'):format(hex) end
local function outline(level) return ('<w:outlineLvl w:val="%d"/>'):format(level - 1) end

local function border(edge, space)
  return ('<w:%s w:val="single" w:sz="4" w:space="%d" w:color="%s"/>')
    :format(edge, space, color.grid)
end

local KEEP <const>, LINES <const> = "<w:keepNext/>", "<w:keepLines/>"
local BOLD <const> = "<w:b/><w:bCs/>"

--- A style: id, name, the one it is based on, paragraph and run properties in the format's order.
local function style(id, name, base, paragraph, run, next_style)
  return { id = id, name = name, base = base, paragraph = paragraph or "", run = run or "",
           next_style = next_style }
end

local function headings()
  local list <const> = {
    style("Heading1", "heading 1", "Normal", KEEP .. LINES .. spacing(0, 10, 20) ..
      align "center" .. outline(1), BOLD .. "<w:caps/>" .. type_size(size.chapter), "BodyText"),
  }
  for level = 2, 4 do
    local above <const> = ({ nil, 5.5, 4.5, 4 })[level]
    list[level] = style("Heading" .. level, "heading " .. level, "Normal", KEEP .. LINES ..
      spacing(above, 2.5, size.leading) .. outline(level),
      BOLD .. type_size(level == 4 and size.body or size.heading), "BodyText")
  end
  return list
end

local function cover()
  return {
    style("Title", "Title", "Normal", spacing(0, 4, 30) .. align "center",
      BOLD .. type_size(24)),
    style("Subtitle", "Subtitle", "Normal", spacing(0, 3, 22) .. align "center",
      BOLD .. type_size(15)),
    style("CoverSmall", "Sampul Kecil", "Normal", spacing(0, 2, 18) .. align "center",
      ink(color.soft) .. type_size(12)),
  }
end

local function body()
  return {
    style("BodyText", "Body Text", "Normal", spacing(0, 3, size.leading) .. align "both"),
    style("Note", "Catatan", "Normal", spacing(0, 2, size.note * CELL_LEADING),
      ink(color.soft) .. type_size(size.note)),
    style("TableNote", "Catatan Tabel", "Note", LINES ..
      spacing(0, 0, size.note * CELL_LEADING)),
    style("ListParagraph", "List Paragraph", "Normal", spacing(0, 1, size.leading) ..
      align "both"),
    style("Caption", "caption", "Normal", LINES .. spacing(4, 1.8, size.caption * CELL_LEADING) ..
      align "center", type_size(size.caption), "BodyText"),
    style("Figure", "Gambar", "Normal", KEEP .. spacing(5, 0) .. align "center"),
    style("FormulaTitle", "Judul Rumus", "Normal", KEEP .. styles.frame ..
      spacing(0, 1) .. styles.frame_indent .. align "center",
      ink(color.soft) .. type_size(size.head), "Formula"),
    style("Formula", "Rumus", "Normal", LINES .. styles.frame .. spacing(0, 5) ..
      styles.frame_indent .. align "center", nil, "BodyText"),
    style("Gap", "Jarak", "Normal", '<w:spacing w:before="0" w:after="0" w:line="20" ' ..
      'w:lineRule="exact"/>', type_size(1)),
  }
end

styles.frame = "<w:pBdr>" .. border("top", 6) .. border("left", 6) .. border("bottom", 6) ..
  border("right", 6) .. "</w:pBdr>"
styles.frame_indent = ('<w:ind w:left="%d" w:right="%d"/>'):format(unit.twips(10), unit.twips(10))

local function cells()
  local list <const> = {}
  for i, kind in ipairs { { "", "", "normal" }, { "Tree", " Pohon", "tree" },
                          { "Matrix", " Matriks", "matrix" } } do
    local points <const> = size.cell[kind[3]]
    list[2 * i - 1] = style("Cell" .. kind[1], "Sel Tabel" .. kind[2], "Normal",
      spacing(0, 0, points * CELL_LEADING), type_size(points))
    list[2 * i] = style("CellHead" .. kind[1], "Kepala Tabel" .. kind[2], "Cell" .. kind[1],
      KEEP .. align "center", BOLD .. type_size(math.min(points, size.head)))
  end
  list[#list + 1] = style("ColumnNumbers", "Nomor Kolom", "Cell", KEEP ..
    spacing(0, 0, size.numbers * 1.2) .. align "center", ink(color.soft) ..
    type_size(size.numbers))
  return list
end

local function lists()
  local list <const> = {
    style("TOCHeading", "TOC Heading", "Normal", KEEP .. spacing(10, 6, 20) .. align "center",
      BOLD .. "<w:caps/>" .. type_size(size.chapter), "BodyText"),
    style("TableofFigures", "table of figures", "Normal", spacing(0, 1.2)),
  }
  for level = 1, 3 do
    list[#list + 1] = style("TOC" .. level, "toc " .. level, "Normal",
      spacing(level == 1 and 2 or 0, 1.2), level == 1 and BOLD or nil)
  end
  return list
end

local function edges()
  return {
    style("Header", "header", "Normal", "<w:pBdr>" .. border("bottom", 5) .. "</w:pBdr>",
      ink(color.soft) .. type_size(size.head)),
    style("Footer", "footer", "Normal", align "right", type_size(10)),
  }
end

local BUILT_IN <const> = { ["Body Text"] = true, ["List Paragraph"] = true, Title = true,
                           Subtitle = true, ["TOC Heading"] = true, ["table of figures"] = true }

local function is_custom(name)
  return name:find "^%u" and not BUILT_IN[name]
end

local function style_xml(s)
  return ('<w:style w:type="paragraph"%s w:styleId="%s"><w:name w:val="%s"/><w:basedOn ' ..
    'w:val="%s"/>%s<w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>'):format(
    is_custom(s.name) and ' w:customStyle="1"' or "", s.id, s.name, s.base,
    s.next_style and ('<w:next w:val="%s"/>'):format(s.next_style) or "", s.paragraph, s.run)
end

local function defaults()
  local font <const> = page.font
  return ('<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="%s" w:hAnsi="%s" ' ..
    'w:eastAsia="%s" w:cs="%s"/>%s%s<w:lang w:val="id-ID" w:eastAsia="id-ID" w:bidi="ar-SA"/>' ..
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault>' ..
    "</w:docDefaults>"):format(font, font, font, font, ink(color.ink), type_size(size.body))
end

--- The kinds that each document has, and the table: a frame a little darker than the grid.
local function fixed()
  local function edge(name, width, hex)
    return ('<w:%s w:val="single" w:sz="%d" w:space="0" w:color="%s"/>'):format(name, width, hex)
  end
  local rule <const>, grid <const> = color.rule, color.grid
  return '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>' ..
    '<w:qFormat/></w:style><w:style w:type="character" w:default="1" ' ..
    'w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>' ..
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name ' ..
    'w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>' ..
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>' ..
    "</w:style>" ..
    '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name ' ..
    'w:val="Tabel Laporan"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>' ..
    edge("top", 4, rule) .. edge("left", 4, rule) .. edge("bottom", 4, rule) ..
    edge("right", 4, rule) .. edge("insideH", 3, grid) .. edge("insideV", 3, grid) ..
    "</w:tblBorders></w:tblPr></w:style>"
end

--- The part with all styles.
function styles.xml()
  local list <const> = { defaults(), fixed() }
  for _, group in ipairs { headings(), cover(), body(), cells(), lists(), edges() } do
    for _, s in ipairs(group) do list[#list + 1] = style_xml(s) end
  end
  return xml.part("styles", table.concat(list))
end

return styles
