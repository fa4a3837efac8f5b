--- A figure that disagrees with another one that is wrong itself has that one's cause.
local keys = require "capai.audit.keys"
local money = require "capai.audit.money"
local telling = require "capai.audit.causes.telling"

local inherit = {}

--- True where a figure is held against another one that is printed.
function inherit.is_repeat(f)
  return f.jenis == "silang" or (f.statement ~= nil and f.statement.row.operasi == "sama")
end

--- Takes the cause of a finding of a cell; of another cell only one that calls that very cell
--- wrong. True where there is one.
local function take(audit, f, cell, words)
  for _, other in ipairs(audit.found[cell] or {}) do
    local meant = cell == f.cell and (other.culprit or other.weight) or other.culprit == cell or
      (other.cut and other.weight)
    if other.sebab and meant and not inherit.is_repeat(other) then
      f.sebab, f.weight, f.culprit = words .. other.sebab, other.weight, other.culprit
      return true
    end
  end
end

--- What a statement says that it repeats: "serapan vs tabel 3.4.4 baris 14.4".
local function reference(f)
  local quantity, tabel = f.besaran:match "^(%S+).* vs tabel (%S+)"
  return quantity, tabel, f.besaran:match " baris (%S+)$"
end

--- True where a place that prints the value is the one that a statement names: percentages stand in
--- many places, amounts only in theirs.
local function is_meant(audit, f, place)
  local quantity, tabel, baris = reference(f)
  local column = place.column:gsub("_lapor$", "")
  if place.file ~= "anggaran" or place.row.tahun ~= f.tahun then return false end
  if quantity and quantity ~= column then return false end
  if tabel and keys.code(tabel) ~= keys.code(place.row.tabel) then return false end
  if baris and keys.code(baris) ~= keys.code(place.row.kode) then return false end
  return (money.is(f, audit) and telling.is(place.figure)) or
    (tabel ~= nil and baris ~= nil and column == quantity)
end

function inherit.take(audit, f)
  if take(audit, f, f.cell, "") then return true end
  if f.other then
    return take(audit, f, keys.cell(f.other, f.kolom), "di " .. telling.where(f.other) .. ": ")
  end
  for _, place in ipairs(f.expected and audit.facts:places(f.opd, f.expected) or {}) do
    if is_meant(audit, f, place) and
       take(audit, f, keys.cell(place.row, place.column),
         "di " .. telling.where(place.row) .. ": ") then
      return true
    end
  end
end

return inherit
