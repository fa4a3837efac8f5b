--- Charts as plain text: a bar of blocks for each value, in eighths, to the left of 0 where it is
--- negative, and its figure behind it.
local chart = require "capai.render.chart"
local lines = require "capai.render.text.lines"

local EIGHTHS <const> = { "▏", "▎", "▍", "▌", "▋", "▊", "▉" }

--- Where bars begin and how long they are: `zero` columns stand to the left of 0.
local function scale_of(values, width)
  local low, high = 0, 0
  for _, value in ipairs(values) do low, high = math.min(low, value), math.max(high, value) end
  local span = high > low and high - low or 1
  local zero = low < 0 and math.max(1, math.floor(-low / span * width + 0.5)) or 0
  return { zero = zero, length = function(value) return math.abs(value) / span * width end }
end

--- The column in which a value ends, from the left.
local function column_of(value, scale)
  local columns = math.max(1, math.ceil(scale.length(value)))
  return value < 0 and math.max(1, scale.zero - columns + 1) or scale.zero + columns
end

--- The bar of a value, to the left of 0 where it is negative, with a mark at the value `goal`.
local function bar(value, scale, goal)
  local cells, mark = {}, goal and column_of(goal, scale)
  for i = 1, scale.zero do
    cells[i] = value < 0 and i >= column_of(value, scale) and "█" or " "
  end
  if value > 0 then
    local eighths = math.floor(scale.length(value) * 8 + 0.5)
    for _ = 1, eighths // 8 do cells[#cells + 1] = "█" end
    cells[#cells + 1] = EIGHTHS[eighths % 8]
  end
  for i = #cells + 1, mark or 0 do cells[i] = " " end
  if mark then cells[mark] = "│" end
  return table.concat(cells)
end

local function widest(list, most)
  local width = 0
  for _, text in ipairs(list) do width = math.max(width, lines.width(text)) end
  return math.min(width, most)
end

--- The figures as they are printed: with the target, and in words where the second value exceeds
--- the first.
local function print_figures(data)
  local first, second, target = data.series[1], data.series[2], data.target
  for i in ipairs(data.categories) do
    if target then
      first.labels[i] = ("%s (%s %s)"):format(first.labels[i], target.name, target.labels[i])
    end
    if second and data.verdicts[i] == true then
      second.labels[i] = ("%s (melebihi %s)"):format(second.labels[i], first.name:lower())
    end
  end
end

--- Widths of the columns: categories, names of series (none for a single one), figures, bars.
local function columns(data, width)
  local names, labels = {}, 0
  for i, one in ipairs(data.series) do
    names[i], labels = one.name, math.max(labels, widest(one.labels, width // 3))
  end
  local category = widest(data.categories, width // 3)
  local name = #data.series > 1 and widest(names, width // 6) or 0
  return { category = category, name = name, labels = labels,
           bar = math.max(8, width - category - labels - name - (name > 0 and 6 or 4)) }
end

--- The lines of one value: the name of its series, the bar, the figure.
local function value_lines(one, i, size, scale, goal)
  local name = lines.wrap(one.name, math.max(1, size.name))
  local label = lines.wrap(one.labels[i], math.max(1, size.labels))
  local drawn, list = bar(one.values[i] or 0, scale, goal), {}
  for k = 1, math.max(size.name > 0 and #name or 1, #label) do
    local head = size.name > 0 and lines.pad(name[k] or "", size.name) .. "  " or ""
    local tail = k == 1 and drawn ~= "" and drawn .. "  " or ""
    list[k] = head .. tail .. (label[k] or "")
  end
  return list
end

--- The lines of one category: its name at the left, all values beside it.
local function category_lines(out, data, i, size, scale)
  local right, name = {}, lines.wrap(data.categories[i], math.max(1, size.category))
  local goal = data.target and data.target.values[i]
  for _, one in ipairs(data.series) do
    for _, line in ipairs(value_lines(one, i, size, scale, goal)) do right[#right + 1] = line end
  end
  for k = 1, math.max(#name, #right) do
    out[#out + 1] = (lines.pad(name[k] or "", size.category) .. "  " .. (right[k] or ""))
      :gsub(" +$", "")
  end
end

--- The lines of a chart of a document.
return function(block, width)
  local data, out = chart.figures(block), {}
  if not data.all[1] then return { "tidak ada data" } end
  print_figures(data)
  local size = columns(data, width)
  local scale = scale_of(data.all, size.bar)
  for k, i in ipairs(data.order) do
    if k > 1 and #data.series > 1 then out[#out + 1] = "" end
    category_lines(out, data, i, size, scale)
  end
  return out
end
