--- The places of a table: for each row what stands in them, with the places that a cell above
--- covers, as the format wants them.
local grid = {}

local function fail(label, row, what)
  error(("%s, row %d: %s"):format(label, row, what), 0)
end

--- Puts a cell into the rows that it covers, as far as there are rows.
local function put(places, cell, at, label, columns)
  local span <const> = cell.colspan or 1
  if cell.column + span - 1 > columns then fail(label, at, "a cell beyond the last column") end
  for i = at, math.min(at + (cell.rowspan or 1) - 1, #places) do
    for c = cell.column, cell.column + span - 1 do
      if places[i][c] then fail(label, at, "a cell where another one is") end
      places[i][c] = { covered = true }
    end
    places[i][cell.column] = { cell = cell, span = span, continued = i > at }
  end
  if (cell.rowspan or 1) > 1 and at < #places then places[at][cell.column].starts = true end
end

--- By row the list of its places: { column, span, cell, starts, continued }. A place without a cell
--- is empty; `starts` and `continued` tell of a cell over several rows.
function grid.of(rows, columns, label)
  local places <const>, list <const> = {}, {}
  for i = 1, #rows do places[i] = {} end
  for i, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do put(places, cell, i, label, columns) end
  end
  for i, row in ipairs(places) do
    list[i] = {}
    for c = 1, columns do
      local place <const> = row[c] or { span = 1 }
      place.column = c
      if not place.covered then table.insert(list[i], place) end
    end
  end
  return list
end

return grid
