--- Which cell covers each place of the rows of a table.
local grid = {}

--- An integer within bounds; raises for anything else.
function grid.whole(value, least, most, what)
  if math.type(value) ~= "integer" or value < least or value > most then
    error(("tabel: %s tidak dapat bernilai %s"):format(what, tostring(value)), 0)
  end
  return value
end

--- The owners of all places, by row and column; raises where two cells want one.
function grid.new(rows, columns)
  local places = {}
  for r = 1, #rows do places[r] = {} end
  for r, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do
      local column = grid.whole(cell.column, 1, columns, "column")
      local wide = grid.whole(cell.colspan or 1, 1, columns - column + 1, "colspan")
      local high = grid.whole(cell.rowspan or 1, 1, #rows - r + 1, "rowspan")
      local owner = { cell = cell, row = r, column = column, wide = wide, high = high }
      for y = r, r + high - 1 do
        for x = column, column + wide - 1 do
          if places[y][x] then error("tabel: dua sel di satu tempat", 0) end
          places[y][x] = owner
        end
      end
    end
  end
  return places
end

--- Calls `visit` for each place where a cell begins, and with an empty one where there is none.
function grid.each(places, columns, visit)
  for r, row in ipairs(places) do
    for column = 1, columns do
      local owner = row[column]
      if not owner then
        visit({ cell = { text = "" }, row = r, column = column, wide = 1, high = 1 })
      elseif owner.row == r and owner.column == column then
        visit(owner)
      end
    end
  end
end

return grid
