--- One cell of a table: its frame and its words.
local page <const> = require "capai.render.page"
local text <const> = require "capai.render.docx.text"
local unit <const> = require "capai.render.docx.unit"

local cell = {}

local STEP <const> = 4 -- mm of an indent
local NARROW <const> = 5 -- letters that are surely wider than one step of an indent leaves
local DIGIT <const>, COMMA <const> = 0.556, 0.278 -- widths in the font, of the size
local SHORT <const>, NEAR <const> = 24, 0.3 -- bytes of a short text; mm to the line at its left
local SIGN_FONT <const> = "Segoe UI Symbol" -- has the check mark, which the font of texts has not
local POINT <const> = 25.4 / 72
local PADDED <const> = { number = true, percent = true, points = true }
local RULE <const> = ('<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" ' ..
  'w:color="%s"/></w:tcBorders>'):format(page.color.rule)
local BANDS <const> = { group = true, subtotal = true, total = true }

--- True of a number that may have room behind it: where a unit follows, no comma can stand below
--- others.
local function is_padded(one)
  return one.number and PADDED[one.format] and one.text:find "%d$"
end

--- By column the most decimals that a number in it shows.
function cell.decimals(block)
  local most <const> = {}
  for _, row in ipairs(block.rows) do
    for _, one in ipairs(row.cells) do
      if is_padded(one) then
        most[one.column] = math.max(most[one.column] or 0, one.decimals or 0)
      end
    end
  end
  return most
end

--- Room right of a number in twips, so that its comma stands below that of others: the digits that
--- it has fewer, as wide as they are. None where the number would not fit any more.
local function padding(one, look)
  if not is_padded(one) then return nil end
  local most <const>, own <const> = look.decimals[one.column] or 0, one.decimals or 0
  if own >= most or (one.colspan or 1) > 1 then return nil end
  local width <const> = (most - own) * DIGIT + (own == 0 and COMMA or 0)
  local letters <const> = (utf8.len(one.text) or #one.text) * DIGIT
  local room <const> = look.widths[one.column] - 2 * look.side
  if (width + letters) * look.size * POINT > room then return nil end
  return unit.of_points(width * look.size)
end

--- Where the words begin. An indent that leaves no room for words is none.
local function indent(one, look)
  local mm <const> = (one.indent or 0) * STEP
  if mm == 0 or look.widths[one.column] - mm < NARROW * STEP then return nil end
  return unit.twips(mm)
end

local function words(one, look, align)
  local run <const> = { bold = one.bold or look.bold, color = look.color,
                        font = one.tick and SIGN_FONT or nil }
  if one.soft then run.color = page.color.soft end
  if not one.mark then return text.run(one.text, run) end
  local mark <const> = text.run(one.mark .. ")", { sup = true, color = run.color })
  if align == "right" then return mark .. text.run(" ") .. text.run(one.text, run) end
  return text.run(one.text, run) .. mark
end

--- Heads have no alignment of their own but that of their style. Words over several columns start
--- at the left.
local function own_align(one, look)
  if not look.align then return nil end
  if (one.colspan or 1) > 1 and not one.number then return "left" end
  return look.align[one.column] or "left"
end

--- The paragraph of a cell; an empty one where there is no cell.
local function paragraph(place, look)
  local one <const> = not place.continued and place.cell
  local p <const> = { style = look.style, keep_next = look.keep_next }
  if not one then return text.paragraph(p) end
  p.align = one.align or own_align(one, look)
  p.content = words(one, look, p.align)
  p.left = indent(one, look)
  if p.align == "right" then p.right = padding(one, look) end
  return text.paragraph(p)
end

local function width(place, look)
  local mm = 0
  for c = place.column, place.column + place.span - 1 do mm = mm + look.widths[c] end
  return unit.twips(mm)
end

--- Margins of a cell that are not those of its table, "" where none are. A short text at the right
--- may come near the line at its left before it breaks: a number in two lines is none. Column
--- numbers, which alone have `above`, may on both sides.
local function margins(place, look)
  local one <const> = place.cell
  local near <const> = one and place.span == 1 and #one.text <= SHORT and look.align and
    (one.align or look.align[one.column]) == "right"
  if not (look.above or near) then return "" end
  local function edge(name, mm)
    return mm and ('<w:%s w:w="%d" w:type="dxa"/>'):format(name, unit.twips(mm)) or ""
  end
  return table.concat { "<w:tcMar>", edge("top", look.above),
    edge("left", (near or look.above) and NEAR), edge("bottom", look.above),
    edge("right", look.above and NEAR), "</w:tcMar>" }
end

local function merged(place)
  if place.continued then return "<w:vMerge/>" end
  return place.starts and '<w:vMerge w:val="restart"/>' or ""
end

cell.MARGIN = { side = { normal = 1.5, tree = 1.5, matrix = 1 },
                above = { normal = 1.1, tree = 0.8, matrix = 0.8 }, numbers = 0.4 }

--- The fill of a row of the body; nil for none.
function cell.band(row) return BANDS[row.role] and page.color.band or nil end

--- The cell at a place. `look`: style, align, widths, decimals, size, side, bold, color, fill,
--- rule, above, middle, keep_next.
function cell.xml(place, look)
  local parts <const> = {
    ('<w:tcW w:w="%d" w:type="dxa"/>'):format(width(place, look)),
    place.span > 1 and ('<w:gridSpan w:val="%d"/>'):format(place.span) or "",
    merged(place),
    look.rule and RULE or "",
    look.fill and ('<w:shd w:val="clear" w:color="auto" w:fill="%s"/>'):format(look.fill) or "",
    margins(place, look),
    look.middle and '<w:vAlign w:val="center"/>' or "",
  }
  return ("<w:tc><w:tcPr>%s</w:tcPr>%s</w:tc>"):format(table.concat(parts),
    paragraph(place, look))
end

return cell
