--- What causes have in common.
local keys = require "capai.audit.keys"
local printed = require "capai.audit.printed"
local slips = require "capai.audit.causes.slips"

local telling = { SLIGHT = { slight = true }, NEUTRAL = { neutral = true },
                  BOTH = { slight = true, neutral = true } }

--- The figure that a cause calls wrong, where it is not that of the finding.
function telling.fault(row, column)
  return { row = row, column = column }
end

--- An amount that is no coincidence when it stands twice.
function telling.is(figure)
  local digits = tostring(figure.value):gsub("[^%d]", ""):gsub("^0+", ""):gsub("0+$", "")
  return #digits >= 4
end

--- How a line is called.
function telling.line(row)
  return "baris " .. (row.kode or row.uraian or "tanpa kode")
end

--- The same with what it is.
function telling.name(row)
  return telling.line(row) .. (row.kode and row.uraian and " " .. row.uraian or "")
end

--- Where a line stands, for people.
function telling.where(row)
  return (row.tabel and "tabel " .. row.tabel .. " " or "") .. telling.line(row)
end

--- True where a cell is in no finding but for rounding.
function telling.is_clean(audit, row, column)
  for _, f in ipairs(audit:findings_at(row, column)) do
    if not f.cut then return false end
  end
  return true
end

--- True where something besides `f` says that a figure is wrong: a finding of its own, or a sum
--- that it is in.
function telling.is_doubted(audit, f, row, column)
  for _, list in ipairs { audit:findings_at(row, column), audit:sums_of(row, column) } do
    for _, other in ipairs(list) do
      if other ~= f then return true end
    end
  end
  return false
end

--- What a line has under a column: printed, and for percentages also computed.
local function has_value(audit, row, column, figure)
  local own = printed.of(row, column)
  if own and own.value == figure.value then return true end
  if column ~= "serapan_lapor" then return false end
  local answer = audit.answers:of("anggaran", row, "serapan")
  return answer ~= nil and answer.exact ~= nil and
    printed.round(answer.exact, figure.digits) == figure.value
end

--- The year in which the same line has this value, and rightly; nil where it is not just one.
function telling.year_with(audit, row, column, figure)
  local found
  if not telling.is(figure) then return nil end
  for _, other in ipairs(audit.facts:same_line(row)) do
    if other.tahun ~= row.tahun and has_value(audit, other, column, figure) then
      if found and found.tahun ~= other.tahun then return nil end
      if not telling.is_clean(audit, other, column) then return nil end
      found = found or other
    end
  end
  return found
end

--- The year that the figure of a cell belongs to, where something besides `f` says that it is wrong
--- there; nil for none.
function telling.borrowed(audit, f, row, column)
  local figure = printed.of(row, column)
  return figure and telling.is_doubted(audit, f, row, column) and
    telling.year_with(audit, row, column, figure) or nil
end

local OTHER = { pagu = "realisasi", realisasi = "pagu" }
local ZERO = require("capai").decimal(0)

--- True where the percentage that is printed in a line, however it is rounded, holds with `value`
--- in place of its pagu or realisasi; nil where there is none to ask.
local function fits_percent(row, column, value)
  local percent = printed.of(row, "serapan_lapor")
  local other = OTHER[column] and printed.of(row, OTHER[column])
  if not percent or not other or percent.value == ZERO or value <= ZERO then return nil end
  local r, p = value, other.value
  if column == "pagu" then r, p = other.value, value end
  if p == ZERO then return nil end
  local exact = r * 100 / p
  return percent.value == printed.round(exact, percent.digits, "down") or
    percent.value == printed.round(exact, percent.digits, "up")
end

--- True where the percentage of a line says that an amount is `value` and not what is printed.
function telling.percent_says(row, column, value)
  local own = printed.of(row, column)
  return own ~= nil and fits_percent(row, column, own.value) == false and
    fits_percent(row, column, value) == true
end

--- True where it says that what is printed is right, and `value` would not be.
function telling.percent_denies(row, column, value)
  local own = printed.of(row, column)
  return own ~= nil and fits_percent(row, column, own.value) == true and
    fits_percent(row, column, value) == false
end

--- Where the same line has a value elsewhere in the same year, and nothing speaks against it there.
function telling.elsewhere(audit, row, column, value)
  for _, other in ipairs(audit.facts:same_line(row)) do
    local figure = other.tahun == row.tahun and keys.code(other.tabel) ~= keys.code(row.tabel) and
      printed.of(other, column)
    if figure and figure.value == value and telling.is_clean(audit, other, column) then
      return other
    end
  end
end

--- What says that a line's amount should be `value`, in words; nil where nothing does.
function telling.witness(audit, row, column, value)
  if telling.percent_denies(row, column, value) then return nil end
  if audit.tree:below(row, column) == value then return "jumlah rinciannya" end
  if telling.percent_says(row, column, value) then return "persennya benar untuk angka itu" end
  local other = telling.elsewhere(audit, row, column, value)
  return other and telling.where(other)
end

--- True where an amount is in a finding, or is what makes a sum wrong as far as can be seen: it is
--- the only one of it, or the sum is wrong by a slip.
local function is_suspect(audit, row, column)
  for _, sum in ipairs(audit:sums_of(row, column)) do
    if #sum.parts == 1 or slips.is_near(sum) then return true end
  end
  return audit:has_finding(row, column)
end

--- True where an amount that a percentage is made of is in doubt: then it is not the percentage.
function telling.has_doubted_amounts(audit, f)
  if f.file == "anggaran" and f.quantity == "serapan" then
    return is_suspect(audit, f.row, "pagu") or is_suspect(audit, f.row, "realisasi")
  end
  if f.file ~= "sasaran" or (f.quantity ~= "serapan" and f.quantity ~= "efisiensi") then
    return false
  end
  for _, other in ipairs(audit:findings_of(f.opd)) do
    if other.file == "anggaran" and other.tahun == f.tahun and other.kolom ~= "serapan_lapor" and
       keys.name(other.row.sasaran) == keys.name(f.row.sasaran) then
      return true
    end
  end
  return false
end

--- What was spent is said to be all that there was, the ceiling copied: where the percentage and
--- the sum above both say that it is not.
function telling.spent_whole(audit, row)
  local pagu, realisasi = printed.of(row, "pagu"), printed.of(row, "realisasi")
  if not pagu or not realisasi or pagu.value ~= realisasi.value or not telling.is(pagu) or
     telling.is_clean(audit, row, "serapan_lapor") or
     #audit:sums_of(row, "realisasi") == 0 then
    return nil
  end
  return "realisasi " .. telling.line(row) .. " sama dengan pagunya, " .. pagu.text
end

--- True where one of two lines of a table is below the other, or both are one.
function telling.is_kin(audit, a, b)
  local function is_below(row, top)
    while row do
      if keys.cell(row) == keys.cell(top) then return true end
      row = audit.tree:above(row)
    end
    return false
  end
  return is_below(a, b) or is_below(b, a)
end

telling.is_near = slips.is_near

return telling
