--- Documents of office programs: their rows as the same items as text has; see text.lua. The line
--- of an item is the number of its row in the whole document.
local text = require "capai.intake.text"

local office = {}

--- The only words of a row; nil where it has more cells than one, or none.
local function only_cell(cells)
  local found
  for _, cell in ipairs(cells) do
    if cell ~= "" then
      if found then return nil end
      found = cell
    end
  end
  return found
end

--- True for a row of a sheet that is no row of a table: a title, or words between tables.
local function is_title(row, current, gap)
  local only = only_cell(row)
  return only ~= nil and (not current or gap or only:find "^%s*[Tt][Aa][Bb][Ee][Ll]%s") and
    not only:find "^[%d.,%%]+$"
end

--- The items of a document: `rows` are lists of cells, with `part` (nil: a paragraph) and `line`.
function office.read(rows)
  local items, current, part, last = {}, nil, nil, 0
  for i, row in ipairs(rows) do
    for k, cell in ipairs(row) do row[k] = text.words(cell) end
    local is_sheet = row.part ~= nil and not row.part:find "^tabel %d+$"
    if row.part ~= part then
      current, part, last = nil, row.part, row.line
      if is_sheet then items[#items + 1] = { line = i, text = "", section = row.part } end
    end
    local gap = row.line > last + 1
    if row.part == nil or is_sheet and is_title(row, current, gap) then
      current = nil
      items[#items + 1] = { line = i, text = only_cell(row) or "", gap = true }
    else
      if not current then
        current = { line = i, rows = {} }
        items[#items + 1] = current
      end
      current.rows[#current.rows + 1] = { line = i, cells = #row > 0 and row or { "" },
                                          gap = gap, merged = row.merged }
    end
    last = row.line
  end
  return items
end

--- How a row is named in words: "tabel 3!4".
function office.place(row)
  return row.part and row.part .. "!" .. row.line or "paragraf"
end

return office
