--- A data set out of a report: its tables are recognised by their headers, their figures carried as
--- they are printed, and what is doubtful is said.
local capai = require "capai"
local budget = require "capai.intake.budget"
local dataset = require "capai.intake.dataset"
local efficiency = require "capai.intake.efficiency"
local figures = require "capai.intake.figures"
local headers = require "capai.intake.headers"
local indicators = require "capai.intake.indicators"
local letterhead = require "capai.intake.letterhead"
local office = require "capai.intake.office"
local outputs = require "capai.intake.outputs"
local segments = require "capai.intake.segments"
local survey = require "capai.intake.survey"
local template = require "capai.template"
local text = require "capai.intake.text"

local intake = {}

local PLACE = { budget = budget.place, output = outputs.place, survey = survey.place,
                efficiency = efficiency.place }

--- Says that a table found no place; one without figures is no loss.
local function tell_unknown(data, segment)
  local words, digits = {}, false
  for _, row in ipairs(segment.rows) do
    local line = table.concat(row.cells, " ")
    digits = digits or line:find "%d" ~= nil
    if #words == 0 then
      for _, cell in ipairs(row.cells) do
        if cell ~= "" and #words < 4 then words[#words + 1] = cell end
      end
    end
  end
  if digits then
    data:say("TABLE", segment.line, table.concat(words, " | "), tostring(#segment.rows))
  end
end

local function is_quantity(cell)
  local read = cell:find "%d" and capai.cell(cell)
  return figures.looks_like(cell) or read and read.number ~= nil
end

--- Says which columns of figures were not read, and those of which another one was.
local function tell_left(data, segment)
  for _, column in ipairs(headers.left(segment.header)) do
    for _, row in ipairs(segment.rows) do
      if not row.loose and is_quantity(row.cells[column.i] or "") then
        data:say(column.rival and "RIVAL" or "COLUMN", segment.line, column.words, segment.name,
          column.rival and column.rival.words)
        break
      end
    end
  end
end

--- Says which figures stand beyond the last column of the header.
local function tell_beyond(data, segment)
  for _, row in ipairs(segment.rows) do
    for i = segment.header.width + 1, row.shifted and 0 or #row.cells do
      if is_quantity(row.cells[i]) then
        data:say("BEYOND", row.line, row.cells[i], segment.name)
      end
    end
  end
end

--- Reads a report whose items are paragraphs and tables (see text.lua) into a data set of `opd`.
--- `tahun` is nil where the report itself must say it; `place(line)` names a line in words.
function intake.read(items, opd, tahun, place)
  local said = tahun == nil
  local own, years = segments.report_year(items)
  tahun = tahun or own
  local data, records, plans = dataset.new(opd, tahun, place), {}, {}
  for _, segment in ipairs(segments.cut(items, tahun)) do
    local kind = segment.header and segment.header.kind
    data.recognised = data.recognised or kind ~= nil
    if not kind then
      if not survey.place_means(data, segment, tahun) then tell_unknown(data, segment) end
    elseif kind == "classes" then
      efficiency.place_classes(data, segment, records)
    elseif kind == "indicator" then
      local measured = false
      for _, column in ipairs(segment.header.columns) do
        measured = measured or column.role == "realisasi"
      end
      indicators.take(data, segment, measured and records or plans)
    else
      PLACE[kind](data, segment)
    end
    if kind then
      tell_left(data, segment)
      tell_beyond(data, segment)
    end
    if segment.scale and (kind == "budget" or kind == "output") then
      data:say("SCALE", segment.line, segment.name, segment.scale)
    end
  end
  indicators.write(data, records)
  indicators.write(data, plans)
  local kabupaten, nama, line = letterhead.find(items)
  data:add("opd", 1, { kabupaten = kabupaten, nama = nama })
  if nama then data:say("LETTERHEAD", line, nama, kabupaten) end
  if not tahun then
    data:say("NO_YEAR", 0)
  elseif said then
    data:say("YEAR", 0, tostring(tahun))
  elseif own and not years[tahun] then
    data:say("OTHER_YEAR", 0, tostring(tahun), tostring(own))
  end
  return data
end

--- The last part of a path.
local function name_of(path) return path:match "[^/\\]*$" end

--- What the program calls: the files of the data set `opd` out of the report that `content` holds,
--- a text, or the rows of a document, as pairs of name and text; nil where nothing in it is known.
--- `tahun` is 0 where the report must say it. `note(message, line, ...)` takes what is doubtful.
--- `facts`, as a template has them, makes one workbook of all.
function intake.run(content, path, opd, tahun, note, facts)
  local rows = type(content) == "table" and content
  local items = rows and office.read(rows) or text.read(content)
  local data = intake.read(items, opd, tahun > 0 and tahun or nil, function(line)
    return name_of(path) .. ":" .. (rows and office.place(rows[line]) or line)
  end)
  if not data.recognised then
    note("INTAKE_NOTHING", 0)
    return nil
  end
  for _, said in ipairs(data.notices) do note(said.message, said.line, table.unpack(said.words)) end
  if not facts then return data:files() end
  local book, message, word = template.filled(facts, data:tables())
  if not book then note(message, 0, word) end
  return book
end

intake.text = text.read

return intake
