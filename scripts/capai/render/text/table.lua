--- Tables as plain text: aligned columns, one rule under the head and one above the total. A table
--- that is too wide even with names broken at words is written row by row.
local lines = require "capai.render.text.lines"

local GAP <const> = 2

--- What a cell shows: its mark left of the text, so that numbers stay aligned.
local function words_of(cell)
  local mark = cell.mark ~= "" and cell.text ~= "" and cell.mark .. ") " or ""
  return ("  "):rep(cell.indent) .. mark .. lines.plain(cell.text)
end

local function is_number(cell, column)
  return cell.number ~= nil or column.kind == "number" or column.kind == "tick"
end

--- Calls `visit(cell, row)` for each cell of the table once.
local function each_cell(view, visit)
  for _, rows in ipairs { view.head, view.rows } do
    for _, row in ipairs(rows) do
      for column = 1, #view.columns do
        local place = row.places[column]
        if place and place.first then visit(place.cell, rows == view.head) end
      end
    end
  end
end

--- The least and the best width of each column, from the cells that lie in one.
local function measure(view)
  local least, best = {}, {}
  for i = 1, #view.columns do least[i], best[i] = 1, 1 end
  each_cell(view, function(cell, head)
    if cell.colspan > 1 then return end
    local i, words = cell.column, words_of(cell)
    local whole = lines.width(words)
    local word = not head and is_number(cell, view.columns[i]) and whole or
      lines.longest_word(words) + 2 * cell.indent
    least[i], best[i] = math.max(least[i], word), math.max(best[i], whole)
  end)
  return least, best
end

local function sum(list, first, last)
  local total = (last - first) * GAP
  for i = first, last do total = total + list[i] end
  return total
end

--- A cell over several columns makes the last of them wide enough for its longest word.
local function widen(view, widths)
  each_cell(view, function(cell)
    local last = cell.column + cell.colspan - 1
    local missing = lines.longest_word(words_of(cell)) - sum(widths, cell.column, last)
    if cell.colspan > 1 and missing > 0 then widths[last] = widths[last] + missing end
  end)
end

--- The widths of the columns: what is left over the least goes, a step at a time, to the column
--- that lacks most. nil where not even the least has room.
local function widths_of(view, width)
  local widths, best = measure(view)
  widen(view, widths)
  local left = width - sum(widths, 1, #widths)
  if left < 0 then return nil end
  while left > 0 do
    local lacking, most = nil, 0
    for i = 1, #widths do
      if best[i] - widths[i] > most then lacking, most = i, best[i] - widths[i] end
    end
    if not lacking then break end
    widths[lacking], left = widths[lacking] + 1, left - 1
  end
  return widths
end

local function align_of(cell, column, head)
  if cell.colspan > 1 then return cell.align or head and "center" or "left" end
  return cell.align or column.align
end

--- The lines of a cell, each as wide as the cell; in a tree, what is broken stays indented.
local function cell_lines(cell, view, widths, head)
  local width = sum(widths, cell.column, cell.column + cell.colspan - 1)
  local indent = math.min(2 * cell.indent, width // 2)
  local list = lines.wrap(words_of(cell), width - indent)
  for i, line in ipairs(list) do
    list[i] = lines.pad((" "):rep(indent) .. line, width,
      align_of(cell, view.columns[cell.column], head))
  end
  return list, width
end

--- What each place of a row shows. A cell over several rows stands in the first; in the head in the
--- last, so that names stand on the rule.
local function pieces(row, view, widths, head)
  local list, column = {}, 1
  while column <= #view.columns do
    local place = row.places[column]
    local cell = place and place.cell
    local here = cell and place.row == (head and cell.rowspan or 1)
    local text, width = { "" }, widths[column]
    if cell and column == cell.column then
      text, width = cell_lines(cell, view, widths, head)
      if not here then text = { "" } end
    end
    list[#list + 1] = { text = text, width = width }
    column = column + (cell and column == cell.column and cell.colspan or 1)
  end
  return list
end

--- The lines of one row; those of the head stand at the bottom, those of the body at the top.
local function add_row(out, row, view, widths, head)
  local list, height = pieces(row, view, widths, head), 1
  for _, piece in ipairs(list) do height = math.max(height, #piece.text) end
  for k = 1, height do
    local parts = {}
    for i, piece in ipairs(list) do
      local from = head and k - (height - #piece.text) or k
      parts[i] = lines.pad(piece.text[from] or "", piece.width)
    end
    out[#out + 1] = (table.concat(parts, (" "):rep(GAP)):gsub(" +$", ""))
  end
end

local function in_columns(view, widths)
  local out, rule = {}, ("─"):rep(sum(widths, 1, #widths))
  for _, row in ipairs(view.head) do add_row(out, row, view, widths, true) end
  if view.head[1] then out[#out + 1] = rule end
  local before
  for i, row in ipairs(view.rows) do
    if row.role == "total" and before ~= "total" then out[#out + 1] = rule end
    if row.role == "group" and row.level == 0 and i > 1 then out[#out + 1] = "" end
    add_row(out, row, view, widths, false)
    before = row.role
  end
  return out
end

--- A name and its value; the lines that follow are indented.
local function add_pair(out, name, value, width)
  local text = name ~= "" and name .. ": " .. value or value
  for i, line in ipairs(lines.wrap(text, width - 2)) do
    out[#out + 1] = (i > 1 and "  " or "") .. line
  end
end

local function in_pairs(view, width)
  local out = {}
  for i, row in ipairs(view.rows) do
    if i > 1 then out[#out + 1] = "" end
    for column = 1, #view.columns do
      local place = row.places[column]
      if place and place.first and place.cell.text ~= "" then
        local whole = place.cell.colspan == #view.columns
        local value = words_of(place.cell):gsub("^ +", "")
        add_pair(out, whole and "" or view.titles[column], value, width)
      end
    end
  end
  return out
end

--- The lines of a table of a document, as grid.of gives it, and whether they are columns.
return function(view, width)
  local widths = widths_of(view, width)
  return widths and in_columns(view, widths) or in_pairs(view, width)
end
