--- The table of the survey: a row for each respondent, and the sums below them.
local figures = require "capai.intake.figures"

local survey = {}

--- The columns of the unsur: { { "u1", 2 }, ... }; nil where two have one name.
local function unsur_of(header)
  local list, seen = {}, {}
  for i, column in ipairs(header.columns) do
    local number = (column.role or ""):match "^u(%d+)$"
    if number then
      if seen[number] then return nil end
      list[#list + 1], seen[number] = { "u" .. number, i }, true
    end
    column.read = number ~= nil or i == 1
  end
  return list
end

local function add_columns(data, unsur)
  local columns, has = data.columns.skm, {}
  for _, name in ipairs(columns) do has[name] = true end
  for _, u in ipairs(unsur) do
    if not has[u[1]] then columns[#columns + 1] = u[1] end
  end
  if not has.sumber then
    columns[#columns + 1] = "sumber"
    columns[#columns + 1] = "catatan"
  end
end

local function add_respondent(data, segment, unsur, row, number)
  local out = data:add("skm", row.line, { tahun = segment.year, responden = number })
  for _, u in ipairs(unsur) do
    local cell = row.cells[u[2]] or ""
    if cell == "" then
      data:miss(out, u[1])
    else
      data:put(out, u[1], cell)
    end
  end
end

--- The rows below the respondents, by the words at their left, which may go over several lines.
local QUANTITY = { { "tertimbang", "nrr_tertimbang_lapor" }, { "tertbg", "nrr_tertimbang_lapor" },
                   { "nrr", "nrr_lapor" }, { "ratarata", "nrr_lapor" },
                   { "jumlah", "jumlah_lapor" }, { "nilai", "jumlah_lapor" },
                   { "total", "jumlah_lapor" } }

local function quantity_of(words)
  local folded = words:lower():gsub("[%s%p]", "")
  for _, q in ipairs(QUANTITY) do
    if folded:find(q[1]) then return q[2] end
  end
end

local function place_foot(data, segment, unsur, foot)
  local quantity = quantity_of(foot.words)
  for _, u in ipairs(unsur) do
    local cell = foot.cells[u[2]] or ""
    if quantity and cell ~= "" then
      local row = data:once("skm_lapor", u[1], foot.line, { tahun = segment.year, unsur = u[1] })
      row.line = foot.line
      data:put(row, quantity, cell)
    end
  end
  if not quantity then data:say("ROW", foot.line, foot.words, segment.name) end
end

local function count_figures(row, unsur)
  local count = 0
  for _, u in ipairs(unsur) do
    if figures.looks_like(row.cells[u[2]] or "") then count = count + 1 end
  end
  return count
end

--- Reads the table of respondents into the data set.
function survey.place(data, segment)
  local unsur, foot = unsur_of(segment.header), nil
  if not unsur then
    data:say("TABLE", segment.line, segment.name, tostring(#segment.rows))
    return
  end
  add_columns(data, unsur)
  for _, row in ipairs(segment.rows) do
    local number = figures.read(row.cells[1]):match "^%d+$"
    local found = count_figures(row, unsur)
    if number and found > 0 then
      add_respondent(data, segment, unsur, row, number)
    elseif found >= #unsur - 1 then
      if foot then place_foot(data, segment, unsur, foot) end
      foot = { line = row.line, words = row.cells[1], cells = row.cells }
    elseif foot and table.concat(row.cells) == row.cells[1] then
      foot.words = foot.words .. " " .. row.cells[1]
    elseif table.concat(row.cells):find "%S" then
      data:say("ROW", row.line, data.words(row.cells), segment.name)
    end
  end
  if foot then place_foot(data, segment, unsur, foot) end
end

--- ---- the table of means, which reports print without a header that says so ----

--- The unsur of a row, its name, its mean and its rank; nil where it is no such row.
local function mean_of(cells)
  for i, cell in ipairs(cells) do
    local number = cell:match "^[Uu]%s?(%d%d?)$"
    if number then
      local name, mean, rank = cells[i + 1] or "", cells[i + 2] or "", cells[i + 3] or ""
      if name:find "%a" and mean:find "^%d+,%d+$" then return "u" .. number, name, mean, rank end
      return nil
    end
  end
end

--- Reads a table whose rows hold an unsur, its name, its mean and, in most, its rank. False where
--- it is none.
function survey.place_means(data, segment, tahun)
  local found = 0
  for _, row in ipairs(segment.rows) do
    if mean_of(row.cells) then found = found + 1 end
  end
  if found < 3 then return false end
  for _, row in ipairs(segment.rows) do
    local unsur, name, mean, rank = mean_of(row.cells)
    if unsur then
      local out = data:once("skm_lapor", unsur, row.line, { tahun = tahun, unsur = unsur })
      if out.rata_lapor then
        data:say("ROW", row.line, data.words(row.cells), unsur)
      else
        out.line, out.uraian = row.line, name
        data:put(out, "rata_lapor", mean)
        data:put(out, "peringkat_lapor", rank)
      end
    elseif table.concat(row.cells):find "%d" then
      data:say("ROW", row.line, data.words(row.cells), "U1, U2, ...")
    end
  end
  return true
end

return survey
