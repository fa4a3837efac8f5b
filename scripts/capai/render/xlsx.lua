--- A document as an Excel workbook: a sheet for each table and each chart, and one that leads to
--- them. Running text has no place in it.
local capai = require "capai"
local add_chart = require "capai.render.xlsx.chart"
local add_table = require "capai.render.xlsx.table"
local book = require "capai.render.xlsx.book"
local index = require "capai.render.xlsx.index"

--- What the list of sheets says of a block.
local function entry_of(block, sheet)
  return { label = book.text(block.label or ""), caption = book.runs(block.caption), sheet = sheet }
end

--- The bytes of a workbook of the document; raises where the system does not let it be made.
--- `options.formulas`: computed cells hold formulas where a spreadsheet gives the
--- same numbers.
return function(document, options)
  local formulas = options and options.formulas or false
  local workbook, section = book.new(document), {}
  local first, tables, charts = index.new(workbook), {}, {}
  for _, block in ipairs(document.blocks) do
    if block.kind == "section" then
      section = block
    elseif block.kind == "table" then
      tables[#tables + 1] = entry_of(block, add_table(workbook, block, section, formulas))
    elseif block.kind == "chart" then
      charts[#charts + 1] = entry_of(block, add_chart(workbook, block, section))
    end
  end
  index.write(first, document, tables, charts, formulas)
  local bytes, _, info = capai.workbook { properties = workbook.properties,
    formats = workbook.formats, sheets = workbook.sheets }
  return bytes or error(info, 0)
end
