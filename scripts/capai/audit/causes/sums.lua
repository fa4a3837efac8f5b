--- Sums of the budget: the line that makes them wrong, or one that is not there.
local capai = require "capai"
local keys = require "capai.audit.keys"
local printed = require "capai.audit.printed"
local telling = require "capai.audit.causes.telling"

local number = capai.format.number
local causes = {}

local function is_sum(f)
  return f.jenis == "jumlah" and f.file == "anggaran" and not f.is_least
end

--- The only line that is summed is said to be spent whole.
causes[#causes + 1] = function(f, audit)
  if not is_sum(f) or f.kolom ~= "realisasi" or #f.parts ~= 1 then return nil end
  local row = f.parts[1].row
  local words = telling.spent_whole(audit, row)
  return words, words and telling.fault(row, "realisasi")
end

--- One of the lines that were summed shows another year's figure.
causes[#causes + 1] = function(f, audit)
  if not is_sum(f) then return nil end
  for _, part in ipairs(f.parts) do
    local figure = printed.of(part.row, f.kolom)
    local other = figure and not telling.is_clean(audit, part.row, "serapan_lapor") and
      telling.year_with(audit, part.row, f.kolom, figure)
    if other then
      return ("%s memakai angka tahun %s: %s di %s"):format(telling.line(part.row), other.tahun,
        figure.text, telling.where(other)),
        telling.fault(part.row, f.kolom)
    end
  end
end

--- With another amount of one line, which the report has for it elsewhere, the sum is right.
causes[#causes + 1] = function(f, audit)
  if not is_sum(f) then return nil end
  local missing = f.figure.value - f.expected
  for _, part in ipairs(f.parts) do
    local figure = printed.of(part.row, f.kolom)
    local wanted = figure and figure.value + missing
    local witness = wanted and telling.witness(audit, part.row, f.kolom, wanted)
    if witness then
      return ("%s tercetak %s; dengan %s (%s) jumlahnya tepat"):format(telling.line(part.row),
        figure.text, number(wanted), witness), telling.fault(part.row, f.kolom)
    end
  end
end

--- A line of another table is not in this one, and it is just what the sum lacks.
causes[#causes + 1] = function(f, audit)
  if not is_sum(f) or f.figure.value <= f.expected then return nil end
  local missing = f.figure.value - f.expected
  for _, place in ipairs(audit.facts:places(f.opd, missing)) do
    local row = place.row
    if place.file == "anggaran" and row.tahun == f.row.tahun and
       keys.code(row.tabel) ~= keys.code(f.row.tabel) and
       #audit.facts:same_line(row) == 1 and telling.is(place.figure) then
      return ("yang kurang, %s, adalah %s %s %s, yang tidak dicantumkan"):format(number(missing),
        place.column, telling.where(row), row.uraian or ""), telling.NEUTRAL
    end
  end
end

return causes
