--- Tables that judge a sasaran: capaian beside serapan, and the classes of capaian.
local figures = require "capai.intake.figures"
local headers = require "capai.intake.headers"
local names = require "capai.intake.names"

local efficiency = {}

local WORDS = { efisiensi_lapor = true, predikat_lapor = true }

--- The only row of sasaran.csv, of other tables, whose name may be another spelling; nil for none.
local function alike_row(data, segment, folded)
  local found
  for _, row in ipairs(data.rows.sasaran) do
    if row.tahun == tostring(segment.year or "") and not row.segments[segment] and
       names.are_alike(folded, row.folded) then
      if found then return nil end
      found = row
    end
  end
  return found
end

--- The row of sasaran.csv with that name, made where there is none; where a name is only alike that
--- is said.
local function sasaran_row(data, segment, line, name)
  local folded = data.fold(name)
  local key = tostring(segment.year) .. "|" .. folded
  local row = data:known("sasaran", key)
  local alike = not row and alike_row(data, segment, folded)
  if alike then
    data:say("ALIKE", line, name, alike.sasaran, data.place(alike.line), "sasaran")
    data.mark(alike, 'juga tertulis "' .. name .. '"')
    data:know("sasaran", key, alike)
  end
  row = data:once("sasaran", key, line,
    { tahun = segment.year, sasaran = name, folded = folded, segments = {} })
  row.segments[segment] = true
  return row
end

--- Puts a cell where nothing stands; what differs from what stands there is said.
local function put(data, row, line, column, cell)
  if figures.is_missing(cell) then return end
  if not row[column] then
    row.line, line = line, row.line
    data:put(row, column, cell, WORDS[column] and figures.words or nil)
    row.line = line
  elseif data.fold(row[column]) ~= data.fold(cell) then
    data:say("CONFLICT", line, row.sasaran or row.indikator, cell, row[column],
      data.place(row.line))
    data.mark(row, column .. " juga tercetak " .. cell)
  end
end

--- Reads a table of sasaran with capaian, serapan and efficiency.
function efficiency.place(data, segment)
  local header = segment.header
  local at = { capaian_lapor = headers.find(header, "capaian"),
               serapan_lapor = headers.find(header, "serapan"),
               efisiensi_lapor = headers.find(header, "efisiensi") }
  local columns = { headers.find(header, "sasaran"), headers.find(header, "tujuan") }
  for _, row in ipairs(segment.rows) do
    local name = ""
    for _, column in pairs(columns) do
      if name == "" then name = row.cells[column] or "" end
    end
    if name ~= "" and not headers.is_numbering(row.cells) then
      local out = sasaran_row(data, segment, row.line, (names.sasaran(name)))
      for column, i in pairs(at) do put(data, out, row.line, column, row.cells[i] or "") end
    elseif name == "" and table.concat(row.cells):find "%d" then
      data:say("ROW", row.line, data.words(row.cells), segment.name)
    end
  end
end

--- The class that a row shows: a word in one of the columns of classes, or a mark below its name.
local function class_of(header, cells)
  for i, column in ipairs(header.columns) do
    local cell = cells[i] or ""
    if cell ~= "" and (column.role == "kelas" or column.role == "predikat") then
      local marked = cell:find "^[vVxX]$" or not cell:find "[%w]"
      local words = column.words
      if column.group ~= "" then words = words:sub(#column.group + 2) end
      return marked and words or cell
    end
  end
end

--- Reads a table of classes: below each sasaran its indikator and their mean.
function efficiency.place_classes(data, segment, indicators)
  local header = segment.header
  local name_at = headers.find(header, "indikator") or headers.find(header, "sasaran")
  local capaian_at, sasaran, last = headers.find(header, "capaian"), nil, nil
  for _, row in ipairs(segment.rows) do
    local name, capaian = row.cells[name_at] or "", row.cells[capaian_at] or ""
    local bare = name:match "^[Ii]ndikator%s*[%d.]*%s*:?%s*(.+)$" or sasaran == nil and name
    local class = class_of(header, row.cells)
    if name:find "^[Ss]asaran" and capaian == "" then
      sasaran = names.sasaran(name)
    elseif name:lower():find "^rata" and sasaran then
      local out = sasaran_row(data, segment, row.line, sasaran)
      put(data, out, row.line, "predikat_lapor", class or "")
    elseif bare and class then
      last = { line = row.line, indikator = bare, sasaran = sasaran or "", year = segment.year,
               segment = segment, values = { { "predikat_lapor", class, segment.year } } }
      indicators[#indicators + 1] = last
    elseif last and capaian == "" and name ~= "" then
      last.indikator, last.joined = last.indikator .. " " .. name, true
      data:say("JOINED", row.line, name, last.indikator)
    elseif name ~= "" then
      data:say("ROW", row.line, name, segment.name)
    end
  end
end

return efficiency
