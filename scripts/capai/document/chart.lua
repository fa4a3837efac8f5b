--- Charts: from rows of results to a block of the document, with its figures in words.
local capai = require "capai"
local cells = require "capai.document.cells"
local options = require "capai.document.options"

local builder = {}

local KEYS <const> = { "id", "caption", "kind", "rows", "category", "series", "target", "unit",
                       "horizontal", "ranked" }
local KINDS <const> = { "bars", "lines", "dumbbell", "share" }

--- A figure of more digits before the point has no bar that can be told from another, and would be
--- off the page.
local MOST_DIGITS <const> = 18
--- More than a page can hold.
local MOST_ROWS <const> = 500

--- The figure of a field or function of a row, and how it is printed; false where there is none.
local function figure(desk, row, what, rows)
  local cell
  if type(what) == "function" then
    cell = cells.given(desk, what(row), "number")
  else
    cell = cells.field(row, what, cells.format_of(what, rows.name), false)
  end
  if cell.number and #cell.number:match "^[+-]?0*(%d*)" > MOST_DIGITS then
    desk.fail("LAYOUT_RANGE", nil, nil, type(what) == "string" and what or "series", cell.text,
      "-10^18 < x < 10^18")
  end
  return cell.number or false, cell.number and cell.text or "–"
end

local function series_of(desk, key, spec, rows)
  options.need(desk, { [key] = spec }, "chart", { [key] = "table" })
  options.need(desk, { [key] = spec[1] }, "chart", { [key] = "string" })
  local made = { name = spec[1], values = {}, labels = {} }
  for i, row in ipairs(rows) do
    made.values[i], made.labels[i] = figure(desk, row, spec[2], rows)
  end
  return made
end

local function category(row, what)
  local value
  if type(what) == "function" then value = what(row) else value = row[what] end
  return value == nil and "–" or tostring(value)
end

--- The figures in words, for whoever does not see the picture.
local function words_of(block)
  local parts = {}
  for i, name in ipairs(block.categories) do
    local said = {}
    for k, series in ipairs(block.series) do said[k] = series.name .. " " .. series.labels[i] end
    if block.target then said[#said + 1] = block.target.name .. " " .. block.target.labels[i] end
    parts[i] = name .. ": " .. table.concat(said, ", ")
  end
  return table.concat(parts, "; ") .. "."
end

--- Where the second value exceeds the first.
local function verdicts(block)
  local list = {}
  for i in ipairs(block.categories) do
    local a, b = block.series[1].values[i], block.series[2] and block.series[2].values[i]
    list[i] = a and b and capai.cell(b, "plain").number > capai.cell(a, "plain").number or false
  end
  return list
end

function builder.build(desk, spec, runs)
  options.check(desk, spec, KEYS, "chart", 0)
  options.need(desk, spec, "chart", { kind = "string", rows = "table|userdata", series = "table",
                                      category = "string|function", unit = "string|nil",
                                      target = "table|nil" })
  if #spec.rows > MOST_ROWS then
    desk.fail("LAYOUT_RANGE", nil, nil, "rows", #spec.rows .. "", "0 .. " .. MOST_ROWS)
  end
  local is_kind = false
  for _, kind in ipairs(KINDS) do is_kind = is_kind or kind == spec.kind end
  if not is_kind then
    desk.fail("RULES_VALUE", nil, nil, "kind", spec.kind, table.concat(KINDS, ", "))
  end
  local least, most = spec.kind == "dumbbell" and 2 or 1, spec.kind == "share" and 1 or 2
  if #spec.series < least or #spec.series > most then
    desk.fail("RULES_VALUE", nil, nil, "series", #spec.series .. "", least .. " .. " .. most)
  end
  local block = { kind = "chart", type = spec.kind, caption = runs(spec.caption or ""),
                  unit = spec.unit, horizontal = spec.horizontal, ranked = spec.ranked,
                  categories = {}, series = {} }
  for i, row in ipairs(spec.rows) do block.categories[i] = category(row, spec.category) end
  for i, one in ipairs(spec.series) do
    block.series[i] = series_of(desk, "series", one, spec.rows)
  end
  if spec.target then block.target = series_of(desk, "target", spec.target, spec.rows) end
  if spec.kind == "dumbbell" then block.verdicts = verdicts(block) end
  block.alt = words_of(block)
  return block
end

return builder
