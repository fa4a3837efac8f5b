--- Charts as plain text: a bar of blocks for each value, in eighths, and its figure behind it.
local chart = require "capai.render.chart"
local lines = require "capai.render.text.lines"

local EIGHTHS <const> = { "▏", "▎", "▍", "▌", "▋", "▊", "▉" }

--- A bar of that length, in columns and eighths of one, with a mark at the column `mark`.
local function bar(length, mark)
  local cells, eighths = {}, math.floor(length * 8 + 0.5)
  for i = 1, eighths // 8 do cells[i] = "█" end
  cells[#cells + 1] = EIGHTHS[eighths % 8]
  for i = #cells + 1, mark or 0 do cells[i] = " " end
  if mark then cells[mark] = "│" end
  return table.concat(cells)
end

local function greatest(values)
  local most = 0
  for _, value in ipairs(values) do most = math.max(most, math.abs(value)) end
  return most > 0 and most or 1
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
local function value_lines(one, i, size, length, mark)
  local value, name = one.values[i], lines.wrap(one.name, math.max(1, size.name))
  local label = lines.wrap(one.labels[i], math.max(1, size.labels))
  local drawn, list = bar(value and length(value) or 0, mark), {}
  for k = 1, math.max(size.name > 0 and #name or 1, #label) do
    local head = size.name > 0 and lines.pad(name[k] or "", size.name) .. "  " or ""
    local tail = k == 1 and drawn ~= "" and drawn .. "  " or ""
    list[k] = head .. tail .. (label[k] or "")
  end
  return list
end

--- The lines of one category: its name at the left, all values beside it.
local function category_lines(out, data, i, size, unit)
  local right, name = {}, lines.wrap(data.categories[i], math.max(1, size.category))
  local function length(value) return math.abs(value) / unit * size.bar end
  local goal = data.target and data.target.values[i]
  local mark = goal and math.max(1, math.ceil(length(goal)))
  for _, one in ipairs(data.series) do
    for _, line in ipairs(value_lines(one, i, size, length, mark)) do right[#right + 1] = line end
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
  local size, unit = columns(data, width), greatest(data.all)
  for k, i in ipairs(data.order) do
    if k > 1 and #data.series > 1 then out[#out + 1] = "" end
    category_lines(out, data, i, size, unit)
  end
  return out
end
