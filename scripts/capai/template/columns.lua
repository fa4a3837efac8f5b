--- The files of a template with their columns, each with what people are told of it.
local YEARS <const> = 5

local function plain(text) return (text:gsub("`", "")) end

--- What the page `data` says of each file.
local function abouts(page)
  local list = {}
  for _, block in ipairs(page.blocks) do
    for name in (block.term or ""):gmatch("[%l_]+%.csv") do list[name] = plain(block.text) end
  end
  return list
end

--- What the page `columns` says: by heading (a file, or the first one for all) and column.
local function sections(page)
  local list, heading, first = {}, nil, nil
  for _, block in ipairs(page.blocks) do
    if block.kind == "heading" then
      heading = block.text
      list[heading], first = {}, first or heading
    elseif block.kind == "term" then
      for name in block.term:gmatch("[%w_.]+") do list[heading][name] = plain(block.text) end
    end
  end
  return list, list[first]
end

--- Columns of which there is one for each year of a plan of five: target_2022 to target_2026 stand
--- before what they lead to, year by year.
local function add_years(list, series, tahun)
  local place = #list + 1
  for i, column in ipairs(list) do
    if column.name == "target_akhir" then place = i end
  end
  for year = tahun - 2, tahun - 3 + YEARS do
    for _, column in ipairs(series) do
      table.insert(list, place, { name = column.name .. year, entry = column.entry,
        about = column.about, year = year, of = column.name })
      place = place + 1
    end
  end
end

local function columns_of(file, own, common, facts)
  local list, series = {}, {}
  for _, column in ipairs(file.columns) do
    local of = column.first and column.name .. "..." or column.name
    column.about = own[of] or common[of] or ""
    table.insert(column.first and series or list, column)
  end
  if #series > 0 then add_years(list, series, facts.tahun) end
  -- the survey's are named by the rules; a pack without one leaves those of the regulation
  for i = 1, file.name == "skm" and math.max(#facts.pack.unsur, 9) or 0 do
    local unsur = facts.pack.unsur[i]
    if unsur or #facts.pack.unsur == 0 then
      local name = unsur and unsur.name
      list[#list + 1] = { name = unsur and unsur.column or "u" .. i, entry = "answer",
        about = (name and name .. ". " or "") .. own.u1 }
    end
  end
  return list
end

local columns = {}

--- Those files of the contract that an office fills in; what a printed report says of itself comes
--- of the report.
function columns.all(facts, list)
  local files, about = {}, abouts(list.data)
  local own, common = sections(list.columns)
  for _, file in ipairs(facts.files) do
    if not file.printed then
      local name = file.name .. ".csv"
      files[#files + 1] = { name = file.name, required = file.required, about = about[name] or "",
        columns = columns_of(file, own[name] or {}, common, facts), rows = {} }
    end
  end
  return files
end

--- A column that a report has: one of the contract, an answer, a printed value, or a remark.
local function column_of(file, name, own, common)
  for _, known in ipairs(file.columns) do
    if known.name == name then
      known.about = own[name] or common[name] or ""
      return known
    end
  end
  local answer, printed = file.name == "skm" and name:find("^u%d+$"), name:find("_lapor$")
  return { name = name, entry = answer and "answer" or printed and "quantity" or "text",
    about = answer and own.u1 or printed and common["..._lapor"] or common[name] or "" }
end

--- Tables that there are already: name, columns by their names, rows.
function columns.of_tables(facts, list, tables)
  local files, about, known = {}, abouts(list.data), {}
  local own, common = sections(list.columns)
  for _, file in ipairs(facts.files) do known[file.name] = file end
  for i, of in ipairs(tables) do
    local name = of.name .. ".csv"
    files[i] = { name = of.name, required = known[of.name].required, about = about[name] or "",
      columns = {}, rows = of.rows }
    for k, column in ipairs(of.columns) do
      files[i].columns[k] = column_of(known[of.name], column, own[name] or {}, common)
    end
  end
  return files
end

return columns
