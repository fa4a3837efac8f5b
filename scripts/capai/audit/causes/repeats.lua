--- Figures that stand in two tables of one report: which of both is wrong.
local capai = require "capai"
local money = require "capai.audit.money"
local printed = require "capai.audit.printed"
local telling = require "capai.audit.causes.telling"

local number = capai.format.number
local causes = {}

local function is_repeat(f)
  return f.jenis == "silang" and f.figure ~= nil and not f.is_sum
end

--- By how much the sum above a line is wrong; nil where it is not tested.
local function lack(audit, row, column)
  local above = audit.tree:above(row)
  local whole = above and printed.of(above, column)
  local sum = whole and audit.tree:below(above, column)
  return sum and whole.value ~= sum and whole.value - sum, above
end

--- With the figure of the other table the sum above is right, here or there.
causes[#causes + 1] = function(f, audit)
  if not is_repeat(f) or f.kolom == "serapan_lapor" then return nil end
  local difference = f.expected - f.figure.value
  local here, above = lack(audit, f.row, f.kolom)
  if here and here == difference then
    return "dengan " .. number(f.expected) .. " jumlah " .. telling.line(above) .. " tepat"
  end
  local there, other = lack(audit, f.other, f.kolom)
  if there and there == -difference then
    return ("dengan %s jumlah %s tepat"):format(number(f.figure.value), telling.where(other)),
      telling.fault(f.other, f.kolom)
  end
end

--- The lines below say which of both is right, here or there.
causes[#causes + 1] = function(f, audit)
  if not is_repeat(f) or f.kolom == "serapan_lapor" then return nil end
  local here, there = audit.tree:below(f.row, f.kolom), audit.tree:below(f.other, f.kolom)
  if here == f.expected and there ~= f.figure.value and
     not telling.percent_denies(f.row, f.kolom, here) then
    return "jumlah rinciannya di sini " .. number(f.expected)
  elseif there == f.figure.value and here ~= f.expected and
         not telling.percent_denies(f.other, f.kolom, there) then
    return ("jumlah rincian %s adalah %s, seperti di sini"):format(telling.where(f.other),
      number(f.figure.value)), telling.fault(f.other, f.kolom)
  end
end

--- The percentage fits the amounts of its own line only on one side, or on both.
causes[#causes + 1] = function(f, audit)
  if not is_repeat(f) or f.kolom ~= "serapan_lapor" then return nil end
  local function holds(row)
    local answer = audit.answers:of("anggaran", row, "serapan")
    local figure = answer and answer.exact and printed.of(row, f.kolom)
    if not figure then return nil end
    return printed.compare(figure, answer.exact, answer.rule) == "same"
  end
  local here, there = holds(f.row), holds(f.other)
  local where = "tabel " .. (f.other.tabel or "lain")
  if here and there == false and telling.is_clean(audit, f.row, "realisasi") then
    return "persen di sini sesuai dengan pagu dan realisasinya; yang di " .. where .. " tidak",
      telling.fault(f.other, f.kolom)
  elseif here and there then
    return "pagu atau realisasi di sini lain daripada di " .. where ..
      "; kedua persen sesuai dengan angkanya", telling.NEUTRAL
  end
end

--- The amount of another line of the table that is repeated.
causes[#causes + 1] = function(f, audit)
  if not is_repeat(f) or not money.is(f, audit) or telling.is_near(f) then return nil end
  local found
  for _, place in ipairs(audit.facts:places(f.opd, f.figure.value)) do
    local row = place.row
    if place.file == "anggaran" and place.column == f.kolom and row.tahun == f.row.tahun and
       row.tabel == f.other.tabel then
      if found then return nil end
      found = row
    end
  end
  --- a round amount tells something where the line's other amount is that line's, too
  local other = f.kolom == "pagu" and "realisasi" or "pagu"
  local a, b = printed.of(f.row, other), found and printed.of(found, other)
  if not telling.is(f.figure) and not (a and b and a.value == b.value) then return nil end
  return found and "angka tabel " .. found.tabel .. " " .. telling.name(found) or nil
end

return causes
