--- Figures of several statements that fit one another, and not this report. What they have in
--- common is worked out once for all of them.
local capai = require "capai"
local keys = require "capai.audit.keys"
local money = require "capai.audit.money"
local printed = require "capai.audit.printed"
local telling = require "capai.audit.causes.telling"

local number = capai.format.number
local ZERO = capai.decimal(0)
local MANY = 8 -- amounts: of more than that some fit by chance
local causes = {}

local function is_percent(f)
  return f.statement ~= nil and f.statement.row.operasi == "persen" and f.figure ~= nil
end

--- Amounts of statements that do not fit this report, also those in words.
local function strangers(audit, opd)
  local list = {}
  for _, f in ipairs(audit:findings_of(opd)) do
    local s = f.statement
    local words = s and s.row.operasi == "terbilang" and capai.parse_terbilang(s.text)
    local value = words or (s and money.is(f, audit) and f.figure.value)
    if value then list[#list + 1] = { value = value, finding = f } end
  end
  return #list <= MANY and list or {}
end

--- Of an OPD's findings those that fit together: words by finding.
local function fitting(audit, opd)
  local list, words = strangers(audit, opd), {}
  local function try(percent, part, whole)
    if part.value >= whole.value or whole.value == ZERO or
       printed.round(part.value * 100 / whole.value, percent.figure.digits) ~=
       percent.figure.value then
      return
    end
    local text = ("cocok satu sama lain, bukan dengan laporan ini: %s adalah %s dari %s"):format(
      number(part.value), percent.statement.text, number(whole.value))
    for _, f in ipairs { percent, part.finding, whole.finding } do words[f] = words[f] or text end
  end
  for _, percent in ipairs(#list > 1 and audit:findings_of(opd) or {}) do
    if is_percent(percent) and percent.figure.digits >= 2 then
      for _, part in ipairs(list) do
        for _, whole in ipairs(list) do try(percent, part, whole) end
      end
    end
  end
  return words
end

causes[#causes + 1] = function(f, audit)
  if not f.statement then return nil end
  return audit:memo("fitting\31" .. f.opd, function() return fitting(audit, f.opd) end)[f]
end

--- ---- percentages of one table that all fit another whole ----

--- Between what the divisor of a printed percentage lies.
local function divisor_of(f)
  local half = capai.decimal "0.5"
  for _ = 1, f.figure.digits do half = half / 10 end
  local part = f.statement.numbers[1] * 100
  if f.figure.value <= half then return nil end
  return part / (f.figure.value + half), part / (f.figure.value - half)
end

local function group_of(f)
  return keys.join(f.opd, f.tabel, f.statement.operands[2] or "")
end

local function narrow(group, low, high)
  group.least = (not group.least or low > group.least) and low or group.least
  group.most = (not group.most or high < group.most) and high or group.most
  group.count = group.count + 1
end

local function divisors(audit, opd)
  local groups = {}
  for _, f in ipairs(audit:findings_of(opd)) do
    local low, high
    if is_percent(f) and not f.cut then low, high = divisor_of(f) end
    if low then
      local key = group_of(f)
      groups[key] = groups[key] or { count = 0 }
      narrow(groups[key], low, high)
    end
  end
  return groups
end

causes[#causes + 1] = function(f, audit)
  if not is_percent(f) or f.figure.value <= ZERO then return nil end
  local groups = audit:memo("divisors\31" .. f.opd, function() return divisors(audit, f.opd) end)
  local group, own = groups[group_of(f)], f.statement.numbers[2]
  if not group or group.count < 2 or group.least >= group.most or
     (own >= group.least and own <= group.most) then
    return nil
  end
  return ("%d persen di %s cocok dengan pembagi lain, antara %s dan %s"):format(group.count,
    f.tabel, number(printed.round(group.least, 0)), number(printed.round(group.most, 0))),
    telling.NEUTRAL
end

return causes
