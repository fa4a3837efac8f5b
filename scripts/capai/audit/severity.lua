--- How grave a finding is: berat changes an amount of rupiah or a conclusion, sedang a figure;
--- ringan is rounding, spelling, a number or a label.
local capai = require "capai"
local money = require "capai.audit.money"

local CONCLUSIONS = { predikat = true, status = true, efisiensi = true, tren = true,
                      terbilang = true }
local PERCENT, MUCH = capai.decimal "0.01", capai.decimal(1000000)

--- True where an amount of rupiah is wrong by a million, or by a percent of what it should be.
local function is_much(f, audit)
  local difference = money.difference(f, audit)
  return difference ~= nil and
    (difference >= MUCH or difference >= money.abs(f.expected) * PERCENT)
end

local severity = {}

function severity.of(f, audit)
  local s = f.statement
  if f.weight == "slight" then return "ringan" end
  if f.jenis == "kelas" then return f.quantity == "peringkat" and "sedang" or "berat" end
  if s and (CONCLUSIONS[s.row.operasi] or f.is_class or f.is_verdict) then return "berat" end
  if s and not (f.figure and f.expected) then return "ringan" end
  return is_much(f, audit) and "berat" or "sedang"
end

return severity
