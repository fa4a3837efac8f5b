--- Rounding: cut off, or one rupiah in a sum.
local capai = require "capai"
local printed = require "capai.audit.printed"
local telling = require "capai.audit.causes.telling"

local number = capai.format.number
local ONE = capai.decimal(1)
local SLIGHT = "slight"
local causes = {}

causes[#causes + 1] = function(f)
  if not f.cut then return nil end
  return "dipotong, bukan dibulatkan: " .. number(printed.round(f.expected, f.figure.digits + 3,
    "down")) .. "…", SLIGHT
end

causes[#causes + 1] = function(f)
  local difference = telling.is_rupiah(f) and f.expected and f.figure.value - f.expected
  if difference and (difference == ONE or difference == -ONE) then
    return "selisih 1 rupiah, dari pembulatan", SLIGHT
  end
end

--- Rounded to fewer decimals than the figure that it repeats.
causes[#causes + 1] = function(f)
  local s = f.statement
  if s and s.row.operasi == "sama" and s.figure and f.expected and
     printed.compare(s.figure, f.expected) == "same" then
    return "dibulatkan: " .. s.operands[1], SLIGHT
  end
end

return causes
