--- Charts as drawings: `chart.drawing(block, width)` turns a chart of a document into shapes in mm
--- (chart/canvas.lua tells which), so that all formats show the same picture. The figures are what
--- the document gives as plain notation; here they only become lengths.
local canvas = require "capai.render.chart.canvas"
local clean = require "capai.render.clean"
local style = require "capai.render.chart.style"

local chart = {}

local GREATEST <const> = 1e18       -- of a value, so that ticks remain readable
local MOST_CATEGORIES <const> = 500 -- far more than a page can hold
local LEAST_WIDTH <const> = 60      -- mm

local draw = {
  bars = require "capai.render.chart.bars",
  lines = require "capai.render.chart.lines",
  dumbbell = require "capai.render.chart.dumbbell",
  share = require "capai.render.chart.share",
}

local function fail(...) error("chart: " .. string.format(...), 0) end

local function list(value, what)
  if type(value) ~= "table" then fail("%s is no list", what) end
  return value
end

local function text(value, what)
  if type(value) ~= "string" then fail("%s is no text", what) end
  return clean(value)
end

--- A value in plain notation as a number for drawing; false where there is none.
local function number(value, what)
  if value == false or value == nil then return false end
  if type(value) ~= "string" or not value:find "^[+-]?%d+%.?%d*$" then
    fail("%s is no number in plain notation", what)
  end
  local result = tonumber((value:gsub("^%+", ""))) + 0.0
  if math.abs(result) > GREATEST then fail("%s is too large to be drawn", what) end
  return result
end

local function series(given, count, what)
  list(given, what)
  local result = { name = text(given.name or "", what .. ": name"), values = {}, labels = {} }
  local values, labels = list(given.values, what .. ": values"), list(given.labels or {}, what)
  for i = 1, count do
    result.values[i] = number(values[i], ("%s: value %d"):format(what, i))
    result.labels[i] = text(labels[i] or "–", ("%s: label %d"):format(what, i))
  end
  return result
end

local function read(block)
  local data = { type = block.type, horizontal = block.horizontal == true,
                 unit = block.unit and text(block.unit, "unit"), categories = {}, series = {},
                 verdicts = list(block.verdicts or {}, "verdicts") }
  for i, name in ipairs(list(block.categories, "categories")) do
    data.categories[i] = text(name, "category " .. i)
  end
  local count = #data.categories
  if count > MOST_CATEGORIES then fail("more than %d categories", MOST_CATEGORIES) end
  for i, given in ipairs(list(block.series, "series")) do
    data.series[i] = series(given, count, "series " .. i)
  end
  local least = data.type == "dumbbell" and 2 or 1
  if #data.series < least or #data.series > 2 then fail("wrong number of series") end
  data.target = block.target and series(block.target, count, "target")
  data.order = {}
  for i = 1, count do data.order[i] = i end
  return data
end

--- The order of the categories: by the first value where the chart is ranked, equal ones and those
--- without a value as given.
local function rank(data)
  local values = data.series[1].values
  table.sort(data.order, function(a, b)
    local x, y = values[a], values[b]
    if x == y then return a < b end
    if not x or not y then return x ~= false end
    return x > y
  end)
end

--- All values that are drawn.
local function collect(data)
  local all = {}
  for _, one in ipairs { data.series[1], data.series[2] or data.target, data.target } do
    for i in ipairs(data.categories) do
      if one.values[i] then all[#all + 1] = one.values[i] end
    end
  end
  return all
end

--- Where there is nothing to draw, a sentence says so.
local function empty(width)
  local c = canvas.new(width)
  c:text(width / 2, 6, "tidak ada data", style.with(style.name,
    { anchor = "middle", color = "soft" }))
  return c:finish(10)
end

--- What a chart shows, for formats that do not draw: { type, unit, categories, order, series,
--- target, verdicts }. `order` holds the indices of the categories as they are shown; a series is
--- { name, values = list of number or false, labels }. Raises where the block is no chart.
function chart.figures(block)
  if type(block) ~= "table" or not draw[block.type] then fail "no such type" end
  local data = read(block)
  data.all = collect(data)
  if block.ranked == true and block.type ~= "lines" then rank(data) end
  return data
end

--- The drawing of a chart, `width` mm wide: { width, height, shapes }. Raises where the block is
--- no chart of a document.
function chart.drawing(block, width)
  if type(width) ~= "number" or not (width >= LEAST_WIDTH and width <= 1000) then
    fail("a width from %d to 1000 mm", LEAST_WIDTH)
  end
  local data = chart.figures(block)
  return data.all[1] and draw[block.type](data, width) or empty(width)
end

return chart
