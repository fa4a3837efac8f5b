--- A table of the document as HTML.
local heights = require "capai.render.heights"
local metrics = require "capai.render.metrics"
local page = require "capai.render.page"
local words = require "capai.render.html.words"

local tables = {}

local escape = words.escape

local function span(cell)
  local text = ""
  if (cell.colspan or 1) > 1 then text = text .. ' colspan="' .. cell.colspan .. '"' end
  if (cell.rowspan or 1) > 1 then text = text .. ' rowspan="' .. cell.rowspan .. '"' end
  return text
end

local function head_row(row)
  local parts = {}
  for i, cell in ipairs(row.cells) do
    local scope = (cell.colspan or 1) > 1 and "colgroup" or "col"
    local open = row.numbers and "<td" .. span(cell) .. ">" or
      "<th" .. span(cell) .. ' scope="' .. scope .. '">'
    parts[i] = open .. escape(cell.text) .. (row.numbers and "</td>" or "</th>")
  end
  return (row.numbers and '<tr class="numbers">' or "<tr>") .. table.concat(parts) .. "</tr>"
end

--- True of a figure with nothing behind it: where a unit follows, no comma can stand below others.
local function is_bare(cell) return cell.number and cell.text:find "%d$" end

--- The most decimals of each column, so that their commas can stand below one another.
local function decimals(block)
  local most = {}
  for _, row in ipairs(block.rows) do
    for _, cell in ipairs(row.cells) do
      if is_bare(cell) then
        most[cell.column] = math.max(most[cell.column] or 0, cell.decimals or 0)
      end
    end
  end
  return most
end

--- Room behind a figure with fewer decimals than others of its column; no digit is invented, and
--- none broken off: where the figure would not fit any more, there is none. In millimetres: what
--- makes PDF does not add lengths of two kinds.
local function blank(cell, block, most)
  local column, lacks = block.columns[cell.column], 0
  if is_bare(cell) then lacks = (most[cell.column] or 0) - (cell.decimals or 0) end
  if lacks <= 0 or (cell.align or column.align) ~= "right" or (cell.colspan or 1) > 1 then
    return ""
  end
  local comma = (cell.decimals or 0) == 0 and 0.278 or 0
  local size = page.size.cell[block.size or "normal"]
  local side = block.size == "matrix" and 1 or 1.5
  local right = side + metrics.mm(size) * (lacks * 0.556 + comma)
  local width = metrics.width(words.clean(cell.text), size, true)
  return side + width + right <= column.width and ("padding-right:%.2fmm;"):format(right) or ""
end

local function style_of(cell, block, most)
  local style = blank(cell, block, most)
  if (cell.indent or 0) > 0 then
    style = style .. ("padding-left:%gmm;"):format(1.5 + 4 * cell.indent)
  end
  return style ~= "" and ' style="' .. style .. '"' or ""
end

local function body_cell(cell, block, most)
  local column = block.columns[cell.column]
  local align = cell.align or column.align
  local classes = {}
  if align ~= "left" then classes[1] = align end
  if cell.soft then classes[#classes + 1] = "soft" end
  local class = #classes > 0 and ' class="' .. table.concat(classes, " ") .. '"' or ""
  local text = escape(cell.text)
  if cell.bold then text = "<b>" .. text .. "</b>" end
  if cell.mark then text = "<sup>" .. escape(cell.mark) .. ")</sup>" .. text end
  return "<td" .. span(cell) .. class .. style_of(cell, block, most) .. ">" .. text .. "</td>"
end

local function body_row(row, block, most)
  local parts = {}
  for i, cell in ipairs(row.cells) do parts[i] = body_cell(cell, block, most) end
  local class = row.role == "row" and "" or row.role
  if (row.level or 0) > 0 then class = class .. " level" .. row.level end
  class = class:gsub("^ ", "")
  return (class ~= "" and '<tr class="' .. class .. '">' or "<tr>") .. table.concat(parts) ..
    "</tr>"
end

--- What stands below a table begins where the table does, unless that is too narrow for a line.
local function notes(block, width)
  local parts = {}
  for _, note in ipairs(block.notes) do
    parts[#parts + 1] = "<p><sup>" .. escape(note.mark) .. ")</sup> " .. words.runs(note.text) ..
      "</p>"
  end
  for _, runs in ipairs(block.remarks) do
    parts[#parts + 1] = "<p>" .. words.runs(runs) .. "</p>"
  end
  if block.source then
    parts[#parts + 1] = "<p>Sumber: " .. words.runs(block.source) .. "</p>"
  end
  local open = ('<div class="notes" style="width:%gmm">'):format(math.max(width, page.least_note))
  return #parts > 0 and open .. table.concat(parts) .. "</div>" or ""
end

--- The rows in bodies, one for each group, so that pages break between groups. A body that fits a
--- page stays whole. And how high the first rows are that stay together.
local function bodies(block, high, room)
  local most, groups = decimals(block), {}
  for i, row in ipairs(block.rows) do
    if i == 1 or row.role == "group" and (row.level or 0) == 0 then
      groups[#groups + 1] = { height = 0 }
    end
    local group = groups[#groups]
    group.height = group.height + high[i]
    group[#group + 1] = body_row(row, block, most)
  end
  local first = groups[1] and groups[1].height or 0
  if first > room then first = high[1] + (high[2] or 0) end
  for i, rows in ipairs(groups) do
    groups[i] = (rows.height <= room and '<tbody class="whole">' or "<tbody>") ..
      table.concat(rows, "\n") .. "</tbody>"
  end
  return table.concat(groups, "\n"), first
end

--- The figure with the table, its caption and what stands below it.
function tables.html(block, landscape)
  local width, columns, head = 0, {}, {}
  for i, column in ipairs(block.columns) do
    width = width + column.width
    columns[i] = ('<col style="width:%gmm">'):format(column.width)
  end
  for i, row in ipairs(block.head) do head[i] = head_row(row) end
  local high, top = heights.of(block)
  local room = heights.room(landscape)
  local is_whole = top + heights.sum(high, 1, #high) <= room
  local id = words.id(block.id)
  local rows, first = bodies(block, high, room - top)
  local kept = is_whole and "" or
    (' class="kept" style="--kept:%.0fmm;--back:%.0fmm"'):format(top + first, 2 - top - first)
  local label = 'aria-labelledby="' .. id .. '-judul"'
  return table.concat { '<figure id="', id, '"', is_whole and ' class="whole">' or ">",
    '<figcaption id="', id, '-judul"', kept, "><b>", escape(block.label), "</b> ",
    words.runs(block.caption), '</figcaption><div class="scroll" role="region" tabindex="0" ',
    label, '><table class="', escape(block.size), ('" style="width:%gmm" '):format(width), label,
    "><colgroup>", table.concat(columns), "</colgroup><thead>", table.concat(head, "\n"),
    "</thead>\n", rows, "</table></div>", notes(block, width), "</figure>" }
end

return tables
