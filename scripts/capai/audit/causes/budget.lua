--- The budget: the wrong column, another year, another line.
local capai = require "capai"
local printed = require "capai.audit.printed"
local telling = require "capai.audit.causes.telling"

local number = capai.format.number
local causes = {}

local function is_percent(f)
  return f.quantity == "serapan" and f.file == "anggaran" and f.figure ~= nil
end

causes[#causes + 1] = function(f)
  if not is_percent(f) or f.figure.value <= capai.decimal(1000) then return nil end
  for _, column in ipairs { "realisasi", "pagu" } do
    local amount = printed.of(f.row, column)
    if amount and amount.value == f.figure.value then
      return "kolom persen berisi " .. column .. " " .. amount.text
    end
  end
  return "kolom persen berisi rupiah"
end

--- ---- another year ----

causes[#causes + 1] = function(f, audit)
  if f.file ~= "anggaran" or not f.figure or f.kolom == "pagu" or telling.is_near(f) then
    return nil
  end
  local other = telling.year_with(audit, f.row, f.kolom, f.figure)
  if other then
    return "angka tahun " .. other.tahun .. ": " .. f.figure.text .. " di " .. telling.where(other)
  end
end

--- The sum of the lines below the same one in another year.
causes[#causes + 1] = function(f, audit)
  if f.jenis ~= "jumlah" or f.file ~= "anggaran" or telling.is_near(f) then return nil end
  for _, other in ipairs(audit.facts:same_line(f.row)) do
    local total = other.tahun ~= f.row.tahun and audit.tree:below(other, f.kolom)
    if total and total == f.figure.value and telling.is(f.figure) then
      return "angka tahun " .. other.tahun .. ": jumlah rincian " .. telling.where(other) ..
        " adalah " .. f.figure.text
    end
  end
end

--- ---- percentages ----

--- The percentage belongs to the sum of the lines below.
causes[#causes + 1] = function(f, audit)
  if not is_percent(f) or f.jenis == "silang" then return nil end
  for _, column in ipairs { "realisasi", "pagu" } do
    local sum, own = audit.tree:below(f.row, column), printed.of(f.row, column)
    if sum and own and sum ~= own.value and telling.percent_says(f.row, column, sum) then
      return ("persen ini benar untuk jumlah rinciannya, %s; %s yang tercetak %s"):format(
        number(sum), column, own.text), telling.fault(f.row, column)
    end
  end
end

--- It belongs to the amounts of the same line in another table of the year.
causes[#causes + 1] = function(f, audit)
  if not is_percent(f) or f.jenis == "silang" or telling.is_near(f) then return nil end
  for _, other in ipairs(audit.facts:same_line(f.row)) do
    local answer = other.tabel ~= f.row.tabel and other.tahun == f.row.tahun and
      audit.answers:of("anggaran", other, "serapan")
    if answer and answer.exact and
       printed.compare(f.figure, answer.exact, answer.rule) == "same" then
      return ("persen ini cocok dengan %s: %s dari %s"):format(telling.where(other),
        printed.of(other, "realisasi").text, printed.of(other, "pagu").text), telling.NEUTRAL
    end
  end
end

--- The amount that the percentage is tested with belongs to another year.
causes[#causes + 1] = function(f, audit)
  if not is_percent(f) or f.jenis == "silang" then return nil end
  local other = telling.borrowed(audit, f, f.row, "realisasi")
  if other then
    return ("realisasi yang tercetak, %s, adalah angka tahun %s (%s)"):format(
      printed.of(f.row, "realisasi").text, other.tahun, telling.where(other)),
      telling.fault(f.row, "realisasi")
  end
end

--- All is said to be spent, and both the percentage and the sum above say that it is not.
causes[#causes + 1] = function(f, audit)
  if not is_percent(f) or f.jenis == "silang" then return nil end
  local words = telling.spent_whole(audit, f.row)
  return words, words and telling.fault(f.row, "realisasi")
end

--- The same percentage stands on another line of the same table and year, and only there.
causes[#causes + 1] = function(f, audit)
  if not is_percent(f) or f.jenis == "silang" or not telling.is(f.figure) or telling.is_near(f) then
    return nil
  end
  local found
  for _, place in ipairs(audit.facts:places(f.opd, f.figure.value)) do
    local row = place.row
    if place.file == "anggaran" and place.column == f.kolom and row.tabel == f.row.tabel and
       row.tahun == f.row.tahun and not telling.is_kin(audit, row, f.row) then
      if found then return nil end
      found = row
    end
  end
  return found and "sama dengan persen " .. telling.name(found) or nil
end

return causes
