--- Tables: a caption above, rows in exact widths, notes and source below.
local caption <const> = require "capai.render.docx.caption"
local cell <const> = require "capai.render.docx.cell"
local grid <const> = require "capai.render.docx.grid"
local keep <const> = require "capai.render.docx.keep"
local page <const> = require "capai.render.page"
local text <const> = require "capai.render.docx.text"
local unit <const> = require "capai.render.docx.unit"
local xml <const> = require "capai.render.docx.xml"

local tables = {}

local SUFFIX <const> = { normal = "", tree = "Tree", matrix = "Matrix" }
local SOFT_LEVEL <const> = 2 -- of a tree: from here on in soft ink
local LONG <const> = 1500 -- bytes of a cell that a page may not hold
local SLACK <const> = 0.05 -- mm: widths are sums of fractions

local function check_widths(state, block)
  local mm = 0
  for _, column in ipairs(block.columns) do mm = mm + column.width end
  if mm > state.width + SLACK then
    error(("%s: columns of %.1f mm, the text has %d mm"):format(block.label, mm, state.width), 0)
  end
  return mm
end

--- What the cells of a table have in common.
local function base_look(block)
  local size <const> = block.size or "normal"
  local look <const> = { size = page.size.cell[size], suffix = SUFFIX[size], align = {},
                         widths = {}, decimals = cell.decimals(block),
                         side = cell.MARGIN.side[size] }
  for c, column in ipairs(block.columns) do
    look.align[c], look.widths[c] = column.align, column.width
  end
  return look
end

local function derived(look, more)
  return setmetatable(more, { __index = look })
end

local function head_look(look, row, last)
  if row.numbers then
    return derived(look, { style = "ColumnNumbers", align = false, above = cell.MARGIN.numbers,
                           middle = true, rule = last, keep_next = true })
  end
  return derived(look, { style = "CellHead" .. look.suffix, align = false, fill = page.color.head,
                         middle = true, rule = last, keep_next = true })
end

local function body_look(look, row, kept)
  local band <const> = cell.band(row)
  local soft <const> = not band and (row.level or 0) >= SOFT_LEVEL
  return derived(look, { style = "Cell" .. look.suffix, fill = band, bold = band and true or nil,
                         color = soft and page.color.soft or nil, keep_next = kept })
end

local function is_long(row)
  for _, one in ipairs(row.cells) do
    if #one.text > LONG then return true end
  end
  return false
end

local function row_xml(row, places, look, is_head)
  local cells <const> = {}
  for i, place in ipairs(places) do cells[i] = cell.xml(place, look) end
  return ("<w:tr><w:trPr>%s%s</w:trPr>%s</w:tr>"):format(
    is_long(row) and "" or "<w:cantSplit/>", is_head and "<w:tblHeader/>" or "",
    table.concat(cells))
end

local function head_rows(block, places, look, out)
  for i, row in ipairs(block.head) do
    out[#out + 1] = row_xml(row, places[i], head_look(look, row, i == #block.head), true)
  end
end

--- The places of all rows, heads first: no cell reaches from one into the other.
local function places_of(block)
  local columns <const> = #block.columns
  local list <const> = grid.of(block.head, columns, block.label)
  return table.move(grid.of(block.rows, columns, block.label), 1, #block.rows, #list + 1, list)
end

local function margins(block)
  local above <const> = unit.twips(cell.MARGIN.above[block.size or "normal"])
  local side <const> = unit.twips(cell.MARGIN.side[block.size or "normal"])
  local parts <const> = {}
  for i, edge in ipairs { { "top", above }, { "left", side }, { "bottom", above },
                          { "right", side } } do
    parts[i] = ('<w:%s w:w="%d" w:type="dxa"/>'):format(edge[1], edge[2])
  end
  return "<w:tblCellMar>" .. table.concat(parts) .. "</w:tblCellMar>"
end

local function properties(block, width)
  return ('<w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="%d" w:type="dxa"/>' ..
    '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>%s<w:tblLook w:val="0000"/>' ..
    '<w:tblCaption w:val="%s"/></w:tblPr>'):format(unit.twips(width), margins(block),
    xml.escape(block.label .. " " .. text.plain(block.caption)))
end

local function columns_xml(block)
  local list <const> = {}
  for i, column in ipairs(block.columns) do
    list[i] = ('<w:gridCol w:w="%d"/>'):format(unit.twips(column.width))
  end
  return "<w:tblGrid>" .. table.concat(list) .. "</w:tblGrid>"
end

--- Paragraphs below a table; the last has room below it.
local function notes_of(state, block)
  local list <const>, targets <const> = {}, state.targets
  for _, note in ipairs(block.notes or {}) do
    list[#list + 1] = text.run(note.mark .. ")", { sup = true }) .. text.run(" ") ..
      text.runs(note.text, targets)
  end
  for _, remark in ipairs(block.remarks or {}) do list[#list + 1] = text.runs(remark, targets) end
  if block.source then
    list[#list + 1] = text.run("Sumber: ") .. text.runs(block.source, targets)
  end
  return list
end

--- They begin where the table does, unless that is too narrow for a line.
local function add_notes(state, list, width)
  local left <const> = (state.width - math.max(width, page.least_note)) / 2
  for i, content in ipairs(list) do
    state:add { style = "TableNote", content = content, keep_next = i < #list,
                left = left > 0 and unit.twips(left) or nil,
                before = i == 1 and unit.twips(1.5) or nil,
                after = i == #list and unit.twips(5) or nil }
  end
  if #list == 0 then state:add { style = "Gap", after = unit.twips(5) } end
end

local function whole_table(state, block, kept_last)
  local width <const> = check_widths(state, block)
  local places <const>, look <const> = places_of(block), base_look(block)
  local kept <const> = keep.rows(block, state.landscape)
  local out <const> = { "<w:tbl>", properties(block, width), columns_xml(block) }
  head_rows(block, places, look, out)
  for i, row in ipairs(block.rows) do
    local keeps <const> = kept[i] or i == #block.rows and kept_last
    out[#out + 1] = row_xml(row, places[#block.head + i], body_look(look, row, keeps))
  end
  out[#out + 1] = "</w:tbl>"
  return table.concat(out)
end

--- Adds caption, rows and notes.
function tables.add(state, block)
  local notes <const> = notes_of(state, block)
  state:add(caption.of_table(state, block))
  if #block.columns > 0 and #block.head + #block.rows > 0 then
    state:add(whole_table(state, block, #notes > 0))
  end
  local width = 0
  for _, column in ipairs(block.columns) do width = width + column.width end
  add_notes(state, notes, width)
end

return tables
