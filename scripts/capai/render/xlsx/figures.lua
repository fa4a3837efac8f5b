--- The figures of a chart: their order, and the small table that the chart stands on.
local book = require "capai.render.xlsx.book"
local measure = require "capai.render.xlsx.measure"
local number = require "capai.render.xlsx.number"
local page = require "capai.render.page"

local size <const>, color <const> = page.size, page.color

local figures = {}

--- Widths of the columns of the table.
figures.CATEGORY, figures.VALUE = 300, 82

local function decimal_of(value)
  return value and number.is_plain(value) and number.decimal(value) or nil
end

--- The order of the categories: of a ranked chart by the first value, the greatest first.
function figures.order(block)
  local order, keys = {}, {}
  for i in ipairs(block.categories) do
    order[i], keys[i] = i, decimal_of(block.series[1].values[i])
  end
  if block.ranked then
    table.sort(order, function(a, b)
      if keys[a] and keys[b] and not keys[a]:eq(keys[b]) then return keys[a] > keys[b] end
      if (keys[a] == nil) ~= (keys[b] == nil) then return keys[a] ~= nil end
      return a < b
    end)
  end
  return order
end

--- Series and target, in the order of their columns.
function figures.lists(block)
  local lists = { table.unpack(block.series) }
  if block.target then lists[#lists + 1] = block.target end
  return lists
end

--- How many decimals a value is shown with: as many as beside it in the document.
local function decimals_of(list, i)
  local label = list.labels and list.labels[i]
  local shown = type(label) == "string" and label:match "^[^,]*%d,(%d+)$"
  return math.min(shown and #shown or number.decimals(list.values[i]), 12)
end

--- The smallest and the greatest value of all, as Lua numbers, for the room that they take.
function figures.extent(block)
  local low, high = math.huge, -math.huge
  for _, list in ipairs(figures.lists(block)) do
    for i in ipairs(block.categories) do
      local value = list.values[i] and tonumber(list.values[i])
      if value then low, high = math.min(low, value), math.max(high, value) end
    end
  end
  return low, high
end

local function write_head(workbook, sheet, lists, row, unit)
  local format = { size = size.head, bold = true, align = "center", valign = "center", wrap = true,
                   border = true, border_color = color.grid, fill = color.head }
  workbook:cell(sheet, row, 1, { text = "Kategori" }, { size = size.head,
    bold = true, align = "left", indent = 1, valign = "center", border = true,
    border_color = color.grid, fill = color.head })
  for i, list in ipairs(lists) do
    local name = book.text(list.name or "Nilai")
    if unit then name = ("%s (%s)"):format(name, book.clip(unit, 20)) end
    local copy = {}
    for key, value in pairs(format) do copy[key] = value end
    workbook:cell(sheet, row, i + 1, { text = name }, copy)
  end
end

--- Writes a value; a missing one leaves its cell empty, since a chart draws any text as 0.
local function write_value(workbook, sheet, row, column, list, i)
  local format = { size = size.cell.normal, align = "right", border = true,
                   border_color = color.grid, valign = "center" }
  local value = list.values[i]
  local cell = { text = value or "" }
  if value and not number.is_plain(value) then
    error("gambar: bukan angka: " .. tostring(value), 0)
  elseif value and number.survives(value) then
    cell = { number = value }
    format.number = number.format("number", decimals_of(list, i))
  end
  workbook:cell(sheet, row, column, cell, format)
end

--- The name of a category, in lines that charts keep: not every program breaks long names.
local function lines_of(block, i)
  local name = book.clip(block.categories[i], 250)
  if block.verdicts and block.verdicts[i] then name = name .. " ▲" end
  return measure.wrap(name, figures.CATEGORY - 70, size.cell.normal)
end

--- Writes the figures from `row` on, in the order of the chart.
function figures.write(workbook, sheet, block, lists, order, row)
  write_head(workbook, sheet, lists, row, block.unit)
  for place, i in ipairs(order) do
    local names = lines_of(block, i)
    workbook:cell(sheet, row + place, 1, { text = table.concat(names, "\n") },
      { size = size.cell.normal, wrap = true, border = true, border_color = color.grid,
        valign = "center", indent = 1, align = "left" })
    local height = measure.height(#names, size.cell.normal)
    sheet.rows[#sheet.rows + 1] = { row = row + place, height = height }
    for k, list in ipairs(lists) do
      write_value(workbook, sheet, row + place, k + 1, list, i)
    end
  end
end

--- How the values of a series are written beside it: with equal decimals, or each with its own.
function figures.label(list)
  local decimals
  for i in pairs(list.values) do
    if list.values[i] then
      local own = decimals_of(list, i)
      if decimals and own ~= decimals then return "General" end
      decimals = own
    end
  end
  return number.label(decimals or 0)
end

--- True where a series has no value for some category.
function figures.has_gap(block, lists)
  for _, list in ipairs(lists) do
    for i in ipairs(block.categories) do
      if not list.values[i] then return true end
    end
  end
  return false
end

return figures
