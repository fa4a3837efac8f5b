--- Keys of rows: what stands for the same thing has the same key in every file, table and version.
--- Whoever looks rows up takes its keys from here, so that no two checks fold names differently.
local fold = require "capai.fold"

local keys = { name = fold }

--- Codes and names of tables keep their dots: 1.1 is not 11, and 3.01 not 3.1.
function keys.code(code)
  return ((code or ""):lower():gsub("%s", ""):gsub("%.+$", ""))
end

--- Of a version word: the original has none.
function keys.versi(word)
  local folded = fold(word)
  if folded == "murni" or folded == "sebelumperubahan" then return "" end
  return folded == "setelahperubahan" and "perubahan" or folded
end

local function plain(value)
  return tostring(value or "")
end

local PARTS = {
  opd = plain, tahun = plain, triwulan = plain, versi = keys.versi, kode = keys.code,
  tabel = keys.code, jenis = function(word) return fold(word or "sasaran") end,
}

function keys.join(...)
  return table.concat({ ... }, "\31")
end

--- The key of a row by the columns `names`.
function keys.of(row, names)
  local parts = {}
  for i, name in ipairs(names) do parts[i] = (PARTS[name] or fold)(row[name]) end
  return table.concat(parts, "\31")
end

--- Where a cell stands, or, without a column, its row: the only name of a row that is no other's.
function keys.cell(row, column)
  local place = row:place "opd" -- a column that is not in the file has no place of its own
  return keys.join(place.file, place.sheet or "", tostring(place.line), column or "")
end

--- Rows by their keys, those of an equal key in their order.
function keys.index(tables, names)
  local lists = {}
  for _, rows in ipairs(tables) do
    for _, row in ipairs(rows) do
      local key = keys.of(row, names)
      lists[key] = lists[key] or {}
      table.insert(lists[key], row)
    end
  end
  return lists
end

--- Of rows with equal keys in two indexes the one that stands where `row` does among its own, by
--- cell; nil where there are not as many of them: then nobody can say which is which.
function keys.twin(row, own, others, names)
  local key = keys.of(row, names)
  local twins, list = own[key] or {}, others[key]
  if not list or #list ~= math.max(#twins, 1) then return nil end
  for i = 2, #twins do
    if keys.cell(twins[i]) == keys.cell(row) then return list[i] end
  end
  return list[1]
end

--- The code above one, of those for which `is_there` holds; nil for none.
function keys.parent(code, is_there)
  repeat
    code = code:match "^(.*)%.[^.]*$"
  until not code or is_there(code)
  return code
end

return keys
