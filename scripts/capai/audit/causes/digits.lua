--- A slip of digits, and which of two figures has it.
local capai = require "capai"
local keys = require "capai.audit.keys"
local money = require "capai.audit.money"
local printed = require "capai.audit.printed"
local slips = require "capai.audit.causes.slips"
local telling = require "capai.audit.causes.telling"

local number = capai.format.number
local causes = {}

--- A sign that is lost, or too much.
causes[#causes + 1] = function(f)
  if not f.figure or not f.expected or f.figure.value == f.expected then return nil end
  if money.abs(f.figure.value) ~= money.abs(f.expected) then return nil end
  return f.figure.value > f.expected and "tanda minus hilang" or "tanda minus berlebih"
end

--- A slip in words: nil where it may be chance. A short figure differs in one digit by chance, and
--- in its last by rounding.
local function slip_of(f, audit)
  if not f.figure or not f.expected then return nil end
  local a, b = slips.both(f)
  if money.is(f, audit) then return #b >= 6 and slips.words(a, b) or nil end
  return #a >= 4 and #a == #b and a:sub(-1) == b:sub(-1) and slips.words(a, b) or nil
end

--- True where another figure that rests on the same inputs is wrong, too: then it is rather they.
local function shares_inputs(f, audit)
  local function name(row) return keys.name(printed.entry(row, "sasaran")) end
  if f.file == "anggaran" then return false end
  for _, other in ipairs(audit:findings_of(f.opd)) do
    if other ~= f and other.jenis == "hitung" and other.tahun == f.tahun and not other.cut and
       other.file ~= "anggaran" and name(other.row) == name(f.row) then
      return true
    end
  end
  return false
end

--- A statement: what it is held against stands in it.
causes[#causes + 1] = function(f, audit)
  return f.jenis == "narasi" and slip_of(f, audit) or nil
end

--- A figure that is computed, from inputs that are right as far as anybody can see; one of them may
--- have the slip all the same.
causes[#causes + 1] = function(f, audit)
  if f.jenis ~= "hitung" or telling.has_doubted_amounts(audit, f) or shares_inputs(f, audit) then
    return nil
  end
  local words = slip_of(f, audit)
  return words and words:gsub("seharusnya", "menurut hitungan") or nil, telling.NEUTRAL
end

--- True where the line itself says that its amount should be `value`.
local function says(audit, row, column, value)
  return money.is_column("anggaran", column) and
    (telling.percent_says(row, column, value) or audit.tree:below(row, column) == value)
end

--- How two figures differ, where nobody can say which is wrong.
local function both_sides(f)
  local kind, a, b = slips.of(slips.both(f))
  local sides = f.jenis == "silang" and "kedua tabel" or "jumlah dan rinciannya"
  if kind == "other" or kind == "swapped" then
    return ("%s berbeda %s: %s dan %s"):format(sides,
      kind == "other" and "satu digit" or "urutan digit", a, b), telling.NEUTRAL
  end
  return ("%s berbeda satu digit: %s %s"):format(sides, a,
    kind == "lost" and "tidak ada di sini" or "hanya ada di sini"), telling.NEUTRAL
end

--- A sum, or a figure that stands in two tables: which of both something else speaks against.
causes[#causes + 1] = function(f, audit)
  if f.jenis ~= "jumlah" and f.jenis ~= "silang" or f.is_least then return nil end
  local words = slip_of(f, audit)
  if not words then return nil end
  if f.file ~= "anggaran" or f.is_sum then return both_sides(f) end
  if f.jenis == "jumlah" then
    if telling.percent_says(f.row, f.kolom, f.expected) then return words end
    return both_sides(f)
  end
  local here = says(audit, f.row, f.kolom, f.expected)
  local there = says(audit, f.other, f.kolom, f.figure.value)
  if here and not there then return words end
  if not there or here then return both_sides(f) end
  local a, b = slips.both(f)
  return "di " .. telling.where(f.other) .. ": " .. slips.words(b, a),
    telling.fault(f.other, f.kolom)
end

--- What is printed is the beginning of the amount.
causes[#causes + 1] = function(f)
  local a = f.dilaporkan:gsub("[^%d]", "")
  local b = f.expected and not f.figure and slips.digits(f.expected, 0)
  if b and #a >= 4 and #a < #b and b:sub(1, #a) == a then
    return "terpotong dalam cetakan: " .. number(f.expected)
  end
end

return causes
