--- How grave a finding is: berat changes an amount of rupiah or a conclusion, sedang a figure;
--- ringan is rounding, spelling, a number or a label.
local capai = require "capai"

local CONCLUSIONS = { predikat = true, status = true, efisiensi = true, tren = true }
local ZERO, PERCENT = capai.decimal(0), capai.decimal "0.01"
local AMOUNT, MUCH = capai.decimal(100000), capai.decimal(1000000)

local function abs(x)
  return x < ZERO and -x or x
end

--- True where an amount of rupiah is wrong by a million, or by a percent of what it should be.
local function is_much(figure, expected)
  local difference = abs(figure.value - expected)
  return difference >= MUCH or difference >= abs(expected) * PERCENT
end

local severity = {}

--- True where what is printed and what should be are amounts of rupiah.
function severity.is_rupiah(f)
  local figure, expected = f.figure, f.expected
  return figure ~= nil and expected ~= nil and figure.digits == 0 and not figure.percent and
    f.quantity ~= "serapan" and (abs(figure.value) >= AMOUNT or abs(expected) >= AMOUNT)
end

function severity.of(f)
  local s = f.statement
  if f.weight == "slight" then return "ringan" end
  if f.jenis == "kelas" then return f.quantity == "peringkat" and "sedang" or "berat" end
  if s and (CONCLUSIONS[s.row.operasi] or f.is_class) then return "berat" end
  if s and s.row.operasi == "terbilang" then return "berat" end
  local figure, expected = f.figure, f.expected
  if not figure or not expected then return s and "ringan" or "sedang" end
  if severity.is_rupiah(f) and is_much(figure, expected) then return "berat" end
  return "sedang"
end

return severity
