--- Rounding: it says how a figure came about, and calls no input wrong. Cut off, half up where the
--- rules round in another way, or one rupiah in a sum.
local capai = require "capai"
local money = require "capai.audit.money"
local printed = require "capai.audit.printed"
local telling = require "capai.audit.causes.telling"

local number = capai.format.number
local ONE = capai.decimal(1)
local causes = {}

local MODES = { down = "memotong", up = "membulatkan ke atas", half_even = "membulatkan ke genap",
                floor = "membulatkan ke bawah", ceil = "membulatkan ke atas" }

causes[#causes + 1] = function(f, audit)
  if not f.cut or telling.has_doubted_amounts(audit, f) then return nil end
  local exact = number(printed.round(f.expected, f.figure.digits + 3, "down")) .. "…"
  if f.cut == "cut" then return "dipotong, bukan dibulatkan: " .. exact, telling.BOTH end
  return ("dibulatkan biasa, sedangkan aturan %s: %s"):format(MODES[f.rule.mode] or f.rule.mode,
    exact), telling.BOTH
end

causes[#causes + 1] = function(f, audit)
  if money.difference(f, audit) == ONE then
    return "selisih 1 rupiah, dari pembulatan", telling.BOTH
  end
end

--- Rounded to fewer decimals than the figure that it repeats.
causes[#causes + 1] = function(f)
  local s = f.statement
  if s and s.row.operasi == "sama" and s.figure and f.expected and
     s.figure.value ~= f.expected and printed.compare(s.figure, f.expected) == "same" then
    return "dibulatkan: " .. s.all, telling.SLIGHT
  end
end

return causes
