--- A chart of a document as a sheet: a chart of the spreadsheet itself, over a small table.
local book = require "capai.render.xlsx.book"
local figures = require "capai.render.xlsx.figures"
local measure = require "capai.render.xlsx.measure"
local page = require "capai.render.page"

local size <const>, color <const>, classes <const> = page.size, page.color, page.classes

local WIDTH <const>, TOP <const>, ROW <const> = 628, 5, 20
local LIGHT <const> = "9CC4E8"
local CATEGORY <const>, VALUE <const> = figures.CATEGORY, figures.VALUE

--- True where names are too long to stand below a chart.
local function is_wordy(block)
  local most = 0
  for _, name in ipairs(block.categories) do
    most = math.max(most, measure.width(book.clip(name, 250), size.cell.normal))
  end
  return most > (WIDTH - 60) / #block.categories
end

--- ---- the chart ----

local function unit_format(pattern, unit)
  if not unit then return pattern end
  return ('%s"%s"'):format(pattern, (book.clip(unit, 12):gsub('["\\]', "")))
end

--- Ends of an axis that need not begin at 0, in steps that people count in.
local function ends_of(block)
  local low, high = figures.extent(block)
  if low > high or math.abs(low) > 1e12 or math.abs(high) > 1e12 then return end
  local step = 1
  for _, factor in ipairs { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000, 1000000, 100000000 } do
    step = factor
    if high - low <= step * 5 then break end
  end
  local from, to = (math.floor(low / step) - 1) * step, (math.ceil(high / step) + 1) * step
  if low >= 0 and from < 0 then from = 0 end
  return ("%d"):format(from), ("%d"):format(to)
end

local function series_of(list, column, first, count)
  return { name = book.clip(list.name or "Nilai", 200),
           categories = { row = first, column = 1, rows = count },
           values = { row = first, column = column, rows = count },
           labels = figures.label(list) }
end

--- A target is a hollow bar around the bar: its end stands at the target, in front of what reaches
--- further.
local function add_target(chart, block, series)
  series.line, series.line_width = color.ink, "1.5"
  if #block.series == 1 then chart.overlap, series.labels = 100, nil end
end

local kinds = {}

function kinds.bars(chart, block, all)
  local count = #block.categories
  local lies = block.horizontal or block.type == "share" or is_wordy(block)
  local low = figures.extent(block)
  chart.type, chart.gap = lies and "bar" or "column", 60
  chart.height = lies and math.min(90 + count * 46 * #block.series, 3000) or 340
  chart.values.min = low >= 0 and "0" or nil
  if lies then chart.categories.reverse, chart.values.place = true, "high" end
  for i, series in ipairs(all) do
    series.label_place = "end"
    if i > #block.series then
      add_target(chart, block, series)
    else
      --- a number inside of a bar, and a frame across it, stand out on light colours only
      series.fill = i == 1 and (block.target and LIGHT or classes[1]) or LIGHT
      if block.target and #block.series == 1 then series.label_place = "inside" end
      series.line, series.line_width = color.ink, "0.5"
    end
  end
  if #all > 1 then chart.legend = "top" end
end

function kinds.share(chart, block, all)
  kinds.bars(chart, block, all)
  local points = {}
  for place, i in ipairs(figures.order(block)) do points[place] = classes[i] or color.soft end
  all[1].points = points
end

function kinds.lines(chart, block, all)
  chart.type, chart.height, chart.legend = "line", 320, #all > 1 and "top" or nil
  for i, series in ipairs(all) do
    local target = i > #block.series
    local own = target and color.soft or i == 1 and classes[1] or classes[4]
    series.line, series.line_width, series.dashed = own, target and "1.5" or "2.25", target
    series.fill, series.marker_line = own, own
    series.marker = target and "none" or i == 1 and "circle" or "square"
    series.label_place, series.label_bold = target and "above" or "below", i == 1
  end
end

function kinds.dumbbell(chart, block, all)
  if is_wordy(block) then return kinds.bars(chart, block, all) end
  chart.type, chart.height, chart.legend = "line", 340, "top"
  chart.joined = color.grid
  for i, series in ipairs(all) do
    local own = i == 1 and classes[1] or classes[4]
    --- two shapes, both filled: not every program draws hollow ones
    series.marker, series.marker_size = i == 1 and "circle" or "diamond", i == 1 and 10 or 12
    series.fill, series.marker_line = own, own
    series.label_place, series.label_bold = i == 1 and "right" or "left", i == 1
  end
  chart.values.min, chart.values.max = ends_of(block)
end

local function chart_of(block, lists, first)
  local chart = { at = { row = TOP, column = 1 }, width = WIDTH, font = page.font, size = "9",
    color = color.ink, alt = book.text(block.alt or ""), series = {},
    categories = { line = color.rule, place = "low" },
    values = { grid = "DDE2E8", number = unit_format("General", block.unit) } }
  for i, list in ipairs(lists) do
    chart.series[i] = series_of(list, i + 1, first, #block.categories)
  end
  local kind = kinds[block.type]
  if not kind then error("gambar: jenis tidak dikenal: " .. tostring(block.type), 0) end
  kind(chart, block, chart.series)
  return chart
end

--- What the chart does not say by itself.
local function legend_of(block, chart)
  if block.verdicts and #block.series > 1 then
    return ("▲ %s melebihi %s."):format(chart.series[2].name, chart.series[1].name)
  elseif block.target and block.type == "bars" then
    return ("Bingkai berakhir pada %s."):format(chart.series[#chart.series].name)
  end
end

--- ---- the sheet ----

local function line(workbook, sheet, row, columns, text, format)
  local width = CATEGORY + (columns - 1) * VALUE
  workbook:cell(sheet, row, 1, { text = text, columns = columns }, format)
  local lines = measure.lines(text, width - 8, format.size, format.bold)
  sheet.rows[#sheet.rows + 1] = { row = row, height = measure.height(lines, format.size) }
end

local function write_texts(workbook, sheet, block, columns, legend)
  line(workbook, sheet, 1, columns, book.text(block.label or ""),
    { size = size.caption, bold = true, align = "center" })
  line(workbook, sheet, 2, columns, book.runs(block.caption),
    { size = size.caption, align = "center", wrap = true })
  if legend then
    line(workbook, sheet, 3, columns, legend,
      { size = size.note, color = color.soft, align = "center", wrap = true })
  end
  workbook:cell(sheet, 1, columns + 2, { text = "Kembali ke Isi", link = "Isi" },
    { size = size.note, color = page.classes[1], underline = true })
end

--- Where there is nothing to draw, a sentence says so.
local function write_empty(workbook, sheet, block, _, columns)
  write_texts(workbook, sheet, block, columns)
  line(workbook, sheet, TOP, columns, "Tidak ada data.",
    { size = size.note, color = color.soft, align = "center", wrap = true })
  return TOP
end

--- The chart with its figures and notes; returns the last row.
local function write_chart(workbook, sheet, block, lists, columns)
  local chart = chart_of(block, lists, 1) --- once for its height
  local head = TOP + chart.height // ROW + 2
  chart = chart_of(block, lists, head + 1)
  sheet.charts[1] = chart
  write_texts(workbook, sheet, block, columns, legend_of(block, chart))
  figures.write(workbook, sheet, block, lists, figures.order(block), head)
  local last = head + #block.categories + 1 --- a little room before the notes
  sheet.rows[#sheet.rows + 1] = { row = last, height = 6 }
  local function add(text)
    last = last + 1
    line(workbook, sheet, last, columns, text,
      { size = size.note, color = color.soft, wrap = true, valign = "top" })
  end
  if figures.has_gap(block, lists) then add "Sel kosong: tidak ada nilai." end
  if block.alt then add(book.text(block.alt)) end
  return last
end

--- Adds the sheet of a chart; returns it.
return function(workbook, block, section)
  local sheet, lists = workbook:sheet(block.label or "Gambar 1"), figures.lists(block)
  local columns, low, high = math.max(#lists + 1, 5), figures.extent(block)
  sheet.columns[1] = { width = CATEGORY }
  for column = 2, columns do sheet.columns[column] = { width = VALUE } end
  sheet.columns[columns + 1], sheet.columns[columns + 2] = { width = 24 }, { width = 110 }
  local write = low <= high and write_chart or write_empty
  local last = write(workbook, sheet, block, lists, columns)
  book.print(sheet, section, measure)
  sheet.print.area = { row = 1, column = 1, rows = last, columns = columns }
  return sheet
end
