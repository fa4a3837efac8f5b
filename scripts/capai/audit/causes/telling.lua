--- What causes have in common.
local capai = require "capai"
local printed = require "capai.audit.printed"

local telling = {}

local AMOUNT = capai.decimal(100000)

--- An amount that is no coincidence when it stands twice.
function telling.is(figure)
  local digits = tostring(figure.value):gsub("[^%d]", ""):gsub("^0+", ""):gsub("0+$", "")
  return #digits >= 4
end

--- An amount of rupiah, printed or expected.
function telling.is_rupiah(f)
  return f.figure and f.figure.digits == 0 and not f.figure.percent and
    (f.figure.value >= AMOUNT or (f.expected ~= nil and f.expected >= AMOUNT))
end

--- Where a line stands, for people.
function telling.where(row)
  return (row.tabel and "tabel " .. row.tabel .. " " or "") .. "baris " .. (row.kode or "?")
end

--- What a line has under the column of a finding: printed, and for percentages also computed.
local function has_value(audit, row, column, value, digits)
  local figure = printed.of(row, column)
  if figure and figure.value == value then return true end
  if column ~= "serapan_lapor" then return false end
  local computed = audit:computed("anggaran", row, "serapan")
  return computed ~= nil and printed.round(computed, digits) == value
end

--- The year in which the same line has this value; nil where it is not just one.
function telling.year_with(audit, row, column, figure)
  local found
  if not telling.is(figure) then return nil end
  for _, other in ipairs(audit.facts:same_line(row)) do
    if other.tahun ~= row.tahun and
       has_value(audit, other, column, figure.value, figure.digits) then
      if found and found.tahun ~= other.tahun then return nil end
      found = found or other
    end
  end
  return found
end

return telling
