--- Axes: from which value to which, where the ticks stand, and what is written on them.
local metrics = require "capai.render.metrics"
local style = require "capai.render.chart.style"

local axis = {}

local SCALES <const> = { { 1e12, "triliun" }, { 1e9, "miliar" }, { 1e6, "juta" } }
local LEAST <const> = 1e-6 -- a smaller range is drawn as a point

--- The least step of 1, 2, 2.5 or 5 times a power of ten that gives at most that many.
local function step_of(range, most, whole)
  local power = 10.0 ^ math.floor(math.log(range / most, 10))
  for _, factor in ipairs { 1, 2, 2.5, 5, 10, 20 } do
    local step = factor * power
    if step * most >= range * (1 - 1e-9) and not (whole and step ~= math.floor(step)) then
      return step
    end
  end
  return math.max(1, 20 * power)
end

local function greatest(low, high) return math.max(math.abs(low), math.abs(high)) end

local function scale_of(low, high)
  for _, scale in ipairs(SCALES) do
    if greatest(low, high) >= scale[1] then return scale[1], scale[2] end
  end
  return 1, nil
end

--- How many decimals a step needs, at most nine.
local function decimals_of(step)
  for decimals = 0, 8 do
    local shifted = step * 10 ^ decimals
    if math.abs(shifted - math.floor(shifted + 0.5)) < 1e-6 * shifted then return decimals end
  end
  return 9
end

--- A number as Indonesian documents write it.
local function words(value, decimals)
  local digits = ("%." .. decimals .. "f"):format(math.abs(value)):gsub(",", ".")
  local whole, rest = digits:match "^(%d+)%.?(%d*)$"
  while true do
    local count
    whole, count = whole:gsub("^(%d+)(%d%d%d)", "%1.%2")
    if count == 0 then break end
  end
  local text = rest ~= "" and whole .. "," .. rest or whole
  return value < 0 and text:find "[1-9]" and "−" .. text or text
end

--- What the numbers on the axis are, where they are not what they seem: "dalam miliar rupiah".
local function note_of(scale, unit)
  if unit == "%" then unit = nil end
  if unit == "Rp" then unit = "rupiah" end
  if not scale and not unit then return nil end
  return "dalam " .. (scale and unit and scale .. " " .. unit or scale or unit)
end

--- An axis that holds all values. Of `options`: `zero` (it begins at 0), `most` (of the steps),
--- `whole` (only whole numbers), `unit`, `below` (the share of it that stays free below values,
--- unless it begins at 0). Returns { low, high, ticks = list of { value, text } },
--- and `note` where the unit is not on the ticks.
function axis.of(values, options)
  local low, high = math.huge, -math.huge
  for _, value in ipairs(values) do low, high = math.min(low, value), math.max(high, value) end
  if options.zero then low, high = math.min(low, 0), math.max(high, 0) end
  if high - low < LEAST * math.max(1, greatest(low, high)) then
    local half = low == 0 and 0 or math.max(1, math.abs(low) * 0.05)
    low, high = low - half, low == 0 and 1 or high + half
  end
  local step = step_of(high - low, options.most or 5, options.whole)
  local first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
  local least = options.below and low - (last - first) * step * options.below
  if least and first ~= 0 and first * step > least then first = first - 1 end
  local divisor, scale = scale_of(first * step, last * step)
  local decimals, ticks = decimals_of(step / divisor), {}
  for i = first, last do
    local text = i == 0 and "0" or words(i * step / divisor, decimals)
    ticks[#ticks + 1] = { value = i * step, text = text .. (options.unit == "%" and "%" or "") }
  end
  return { low = first * step, high = last * step, ticks = ticks,
           note = note_of(scale, options.unit) }
end

local function widest(ticks)
  local width = 0
  for _, tick in ipairs(ticks) do
    width = math.max(width, metrics.width(tick.text, style.tick.size))
  end
  return width
end

--- The axis with as many ticks as have room beside each other on that length.
function axis.along(values, options, length)
  for most = math.max(1, math.min(6, length // 12)), 1, -1 do
    local scale = axis.of(values, style.with(options, { most = most }))
    if widest(scale.ticks) + 2 <= length / (#scale.ticks - 1) or most == 1 then return scale end
  end
end

--- Where values stand on a line from the place `from` (of the least) to `to`.
function axis.places(scale, from, to)
  local length = scale.high - scale.low
  return function(value) return from + (to - from) * ((value - scale.low) / length) end
end

return axis
