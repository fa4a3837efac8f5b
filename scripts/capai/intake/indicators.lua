--- Tables of indikator: target, realisasi and capaian, of one year or of several, in several tables
--- of which each knows a part.
local figures = require "capai.intake.figures"
local headers = require "capai.intake.headers"
local names = require "capai.intake.names"

local indicators = {}

local COLUMN = { target = "target", realisasi = "realisasi", capaian = "capaian_lapor",
                 target_akhir = "target_akhir", capaian_akhir = "capaian_akhir_lapor",
                 pembanding = "pembanding", predikat = "predikat_lapor" }

-- A row that has one of these in a year should have the others.
local NEEDED = { target = true, realisasi = true, capaian_lapor = true }

local TEXTS = { "indikator", "sasaran", "tujuan", "satuan" }

--- The year of a column that does not say its own: of capaian that of the only realisasi.
local function year_of(segment, column)
  if column.year and column.role ~= "target_akhir" and column.role ~= "capaian_akhir" then
    return column.year
  end
  local only
  for _, other in ipairs(segment.header.columns) do
    if other.role == "realisasi" and other.year then
      if only then return segment.year end
      only = other.year
    end
  end
  return column.role == "capaian" and only or segment.year
end

--- The columns of figures: { column, name in indikator.csv, year }. A year that stands twice over
--- the same quantity cannot be right: the second one is taken for that of the report.
local function plan(data, segment)
  local list, taken, twice = {}, {}, {}
  local header = segment.header
  local final = headers.find(header, "target_akhir") and not headers.find(header, "target")
  for i, column in ipairs(header.columns) do
    local name, year = COLUMN[column.role], year_of(segment, column)
    if name == "capaian_lapor" and final then name = "capaian_akhir_lapor" end
    if name then
      column.read = true
      local key = name .. tostring(year)
      if taken[key] and column.group ~= "" then twice[column.group] = year end
      taken[key] = true
      list[#list + 1] = { i, name, year, group = column.group,
                          final_year = column.role == "target_akhir" and column.year or nil }
    end
  end
  for _, place in ipairs(list) do
    if twice[place.group] and place.group ~= "" and twice[place.group] ~= segment.year then
      place[3], place.doubt = segment.year, twice[place.group]
    end
  end
  for group, year in pairs(twice) do
    if year ~= segment.year then
      data:say("YEAR_COLUMN", segment.line, group, tostring(segment.year))
    end
  end
  return list
end

--- The figures of a row, the places where it has none, whether it has any, and whether some are of
--- years after `limit`.
local function values_of(row, places, limit)
  local values, blanks, any, later = {}, {}, false, false
  for _, place in ipairs(places) do
    local cell = row.cells[place[1]] or ""
    if limit and place[3] and place[3] > limit then
      later = later or cell ~= ""
    elseif cell ~= "" then
      values[#values + 1] = { place[2], cell, place[3], final_year = place.final_year,
                              doubt = place.doubt }
    elseif NEEDED[place[2]] then
      blanks[#blanks + 1] = { place[2], place[3] }
    end
    any = any or cell ~= ""
  end
  return values, blanks, any, later
end

local function go_on(state, row, texts)
  for _, name in ipairs { "indikator", "sasaran", "tujuan" } do
    if texts[name] ~= "" then
      state[name] = state[name] and state[name] ~= "" and state[name] .. " " .. texts[name] or
        texts[name]
      state.joined = true
    end
  end
  return row
end

--- Gives a row the sasaran and tujuan of the row before: where they stand in one merged cell with
--- them, or where it has neither. True where the document does not say so.
local function take_over(last, row, at, texts)
  local bare, guessed = texts.sasaran == "" and texts.tujuan == "", false
  for _, name in ipairs { "sasaran", "tujuan" } do
    local merged = row.merged and row.merged[at[name]] or false
    if texts[name] == "" and last[name] ~= "" and (merged or bare) then
      texts[name], guessed = last[name], guessed or not merged
    end
  end
  return guessed
end

--- The names and words of a row.
local function texts_of(row, at)
  local texts = {}
  for _, name in ipairs(TEXTS) do
    texts[name] = at[name] and not row.loose and row.cells[at[name]] or ""
  end
  if row.loose then texts.indikator = row.cells[1] end
  return texts
end

--- Reads a table into `list`, records of what each row says; indicators.write makes rows of them.
function indicators.take(data, segment, list)
  local places, at, last = plan(data, segment), {}, nil
  local carried, later = 0, false
  for _, name in ipairs(TEXTS) do at[name] = headers.find(segment.header, name) end
  for _, row in ipairs(segment.rows) do
    local texts = texts_of(row, at)
    local values, blanks, any, beyond = values_of(row, places, data.tahun)
    later = later or beyond
    if any and texts.indikator ~= "" then
      local guessed = last and take_over(last, row, at, texts) or nil
      carried = carried + (guessed and 1 or 0)
      last = { line = row.line, indikator = texts.indikator, sasaran = names.sasaran(texts.sasaran),
               tujuan = texts.tujuan, satuan = texts.satuan, values = values, blanks = blanks,
               segment = segment, guessed = guessed }
      list[#list + 1] = last
    elseif not any and last and (row.gap or row.loose or texts.indikator:find "^%l" or
                                 texts.sasaran:find "^%l") then
      go_on(last, row, texts)
      data:say("JOINED", row.line, texts.sasaran ~= "" and texts.sasaran or texts.indikator,
        last.indikator)
    elseif table.concat(row.cells):find "%S" and not headers.is_numbering(row.cells) then
      data:say("ROW", row.line, data.words(row.cells), segment.name)
    end
  end
  if carried > 0 then data:say("CARRIED", segment.line, segment.name, tostring(carried)) end
  if later then data:say("FUTURE", segment.line, segment.name, tostring(data.tahun)) end
end

--- ---- rows ----

local MANY = 500 -- so many rows are no report of one OPD: names are not held against one another

--- The only row of that year, of other tables, whose name may be another spelling; nil for none.
local function alike_row(data, record, name, year)
  local found
  if #data.rows.indikator > MANY then return nil end
  for _, row in ipairs(data.rows.indikator) do
    if row.tahun == year and not row.segments[record.segment] and
       names.are_alike(name, row.folded) then
      if found then return nil end
      found = row
    end
  end
  return found
end

--- The row of a record in a year, made where there is none. Two rows of one table are two; where a
--- name is only alike that is said.
local function row_of(data, record, year)
  local name, rows = data.fold(record.indikator), data.rows.indikator
  year = tostring(year or "")
  local key = year .. "|" .. name
  rows.by_name = rows.by_name or {}
  local row = rows.by_name[key]
  if row and (row.segments[record.segment] or record) == record then return row end
  row = not row and alike_row(data, record, name, year)
  if row then
    if not record.told then
      data:say("ALIKE", record.line, record.indikator, row.indikator, data.place(row.line),
        "indikator")
    end
    record.told = true
    data.mark(row, 'juga tertulis "' .. record.indikator .. '"')
  else
    row = data:add("indikator", record.line,
      { tahun = year, indikator = record.indikator, segments = {}, folded = name })
  end
  rows.by_name[key] = row
  return row
end

local function put(data, row, record, value)
  local column, cell = value[1], value[2]
  if not row[column] then
    local line = row.line
    row.line = record.line
    data:put(row, column, cell, column == "predikat_lapor" and figures.words or
      column:find "_lapor$" and figures.read or figures.quantity)
    row.line = line
    row.places = row.places or {}
    row.places[column] = record.line
    if value.doubt then
      data.mark(row, "kepala kolom " .. column .. " menulis " .. value.doubt)
    end
  elseif figures.is_missing(row[column]) and not figures.is_missing(cell) then
    row[column] = nil
    put(data, row, record, value)
  elseif not figures.is_missing(cell) and not figures.same(row[column], cell) then
    data:say("CONFLICT", record.line, row.indikator, cell, row[column],
      data.place(row.places and row.places[column] or row.line))
    data.mark(row, column .. " juga tercetak " .. cell)
  end
  if value.final_year and not row.tahun_akhir then row.tahun_akhir = tostring(value.final_year) end
end

--- Says which figures a table has a place for, but neither it nor another one prints.
local function tell_blanks(data, list)
  for _, record in ipairs(list) do
    for _, blank in ipairs(record.blanks or {}) do
      local key = tostring(blank[2] or "") .. "|" .. data.fold(record.indikator)
      local row = data.rows.indikator.by_name and data.rows.indikator.by_name[key]
      if row and row.segments[record.segment] == record and not row[blank[1]] then
        data:miss(row, blank[1], record.line)
      end
    end
  end
end

--- Makes rows of the records, tables with realisasi before those that only plan.
function indicators.write(data, list)
  for _, record in ipairs(list) do
    for _, value in ipairs(record.values) do
      local row = row_of(data, record, value[3])
      row.segments[record.segment] = record
      for _, name in ipairs { "sasaran", "tujuan", "satuan" } do
        if record[name] and record[name] ~= "" and not row[name] then row[name] = record[name] end
      end
      if record.joined then data.mark(row, "nama disambung dari beberapa baris") end
      if record.guessed then data.mark(row, "sasaran menurut baris di atasnya") end
      put(data, row, record, value)
    end
  end
  tell_blanks(data, list)
  for _, row in ipairs(data.rows.indikator) do
    row.jenis = row.tujuan and not row.sasaran and "tujuan" or "sasaran"
  end
end

return indicators
