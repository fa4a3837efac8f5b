--- The budget: the wrong column, another year, another table, another line.
local capai = require "capai"
local printed = require "capai.audit.printed"
local telling = require "capai.audit.causes.telling"

local number = capai.format.number
local ZERO = capai.decimal(0)
local BELOW = "below"
local causes = {}

causes[#causes + 1] = function(f)
  if f.quantity ~= "serapan" or f.file ~= "anggaran" or not f.figure or
     f.figure.value <= capai.decimal(1000) then
    return nil
  end
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
  if f.file ~= "anggaran" or not f.figure or f.kolom == "pagu" then return nil end
  local other = telling.year_with(audit, f.row, f.kolom, f.figure)
  if other then
    return "angka tahun " .. other.tahun .. ": " .. f.figure.text .. " di " .. telling.where(other)
  end
end

--- The sum of the lines below the same one in another year.
causes[#causes + 1] = function(f, audit)
  if f.jenis ~= "jumlah" or f.file ~= "anggaran" then return nil end
  for _, other in ipairs(audit.facts:same_line(f.row)) do
    local total = other.tahun ~= f.row.tahun and audit.budget:below(other, f.kolom)
    if total and total == f.figure.value then
      return "angka tahun " .. other.tahun .. ": jumlah rincian " .. telling.where(other) ..
        " adalah " .. f.figure.text
    end
  end
end

--- What was spent is said to be all that there was: the ceiling copied.
causes[#causes + 1] = function(f)
  if f.file ~= "anggaran" then return nil end
  local row = f.jenis == "jumlah" and f.kolom == "realisasi" and #(f.parts or {}) == 1 and
    f.parts[1].row or f.quantity == "serapan" and f.jenis ~= "silang" and f.row
  local pagu = row and printed.of(row, "pagu")
  local realisasi = row and printed.of(row, "realisasi")
  if not pagu or not realisasi or pagu.value ~= realisasi.value or not telling.is(pagu) then
    return nil
  end
  return "realisasi baris " .. row.kode .. " sama dengan pagunya, " .. pagu.text,
    f.jenis == "jumlah" and BELOW or nil
end

--- One of the lines that were summed shows another year's figure.
causes[#causes + 1] = function(f, audit)
  if f.jenis ~= "jumlah" or f.file ~= "anggaran" then return nil end
  for _, part in ipairs(f.parts or {}) do
    local figure = printed.of(part.row, f.kolom)
    local other = figure and telling.year_with(audit, part.row, f.kolom, figure)
    if other then
      return "baris " .. part.row.kode .. " memakai angka tahun " .. other.tahun .. ": " ..
        figure.text .. " di " .. telling.where(other), BELOW
    end
  end
end

--- ---- sums ----

--- What the same line has elsewhere in the same year.
local function elsewhere(audit, row, column, wanted)
  for _, other in ipairs(audit.facts:same_line(row)) do
    local figure = other.tahun == row.tahun and other.tabel ~= row.tabel and
      printed.of(other, column)
    if figure and figure.value == wanted then return other end
  end
end

--- With the figure that one line has in another table the sum is right.
causes[#causes + 1] = function(f, audit)
  if f.jenis ~= "jumlah" or f.file ~= "anggaran" then return nil end
  for _, part in ipairs(f.parts or {}) do
    local figure = printed.of(part.row, f.kolom)
    local wanted = figure and figure.value + f.figure.value - f.expected
    local other = wanted and elsewhere(audit, part.row, f.kolom, wanted)
    if other then
      return "baris " .. part.row.kode .. " tercetak " .. figure.text .. "; dengan " ..
        number(wanted) .. " (" .. telling.where(other) .. ") jumlahnya tepat", BELOW
    end
  end
end

--- A line of another table is not in this one, and it is just what the sum lacks.
causes[#causes + 1] = function(f, audit)
  if f.jenis ~= "jumlah" or f.file ~= "anggaran" or f.figure.value <= f.expected then return nil end
  local missing = f.figure.value - f.expected
  for _, place in ipairs(audit.facts:places(f.opd, missing)) do
    local row = place.row
    if place.file == "anggaran" and row.tahun == f.row.tahun and row.tabel ~= f.row.tabel and
       #audit.facts:same_line(row) == 1 and telling.is(place.figure) then
      return "yang kurang, " .. number(missing) .. ", adalah " .. place.column .. " " ..
        telling.where(row) .. " " .. (row.uraian or "") .. ", yang tidak dicantumkan", BELOW
    end
  end
end

--- With the figure of the table that it repeats, the sum above this line is right.
causes[#causes + 1] = function(f, audit)
  if f.jenis ~= "silang" or not f.figure or f.kolom == "serapan_lapor" then return nil end
  local above = audit.budget:above(f.row)
  local whole = above and printed.of(above, f.kolom)
  local sum = whole and audit.budget:below(above, f.kolom)
  if sum and whole.value ~= sum and whole.value - sum == f.expected - f.figure.value then
    return "dengan " .. number(f.expected) .. " jumlah baris " .. above.kode .. " tepat"
  end
end

--- ---- percentages ----

--- The percentage belongs to other amounts of the same line.
causes[#causes + 1] = function(f, audit)
  if f.quantity ~= "serapan" or f.file ~= "anggaran" or not f.figure or f.jenis == "silang" then
    return nil
  end
  local pagu, realisasi = printed.of(f.row, "pagu"), printed.of(f.row, "realisasi")
  local sum = audit.budget:below(f.row, "realisasi")
  local function fits(r, p)
    return r and p and p ~= ZERO and printed.round(r * 100 / p, f.figure.digits) == f.figure.value
  end
  if sum and realisasi and sum ~= realisasi.value and fits(sum, pagu and pagu.value) then
    return "persen ini benar untuk jumlah rinciannya, " .. number(sum) ..
      "; realisasi yang tercetak " .. realisasi.text
  end
  for _, other in ipairs(audit.facts:same_line(f.row)) do
    local r, p = printed.of(other, "realisasi"), printed.of(other, "pagu")
    if other.tabel ~= f.row.tabel and r and p and fits(r.value, p.value) then
      return "persen ini milik " .. telling.where(other) .. ": " .. r.text .. " dari " .. p.text
    end
  end
end

--- The amount that the percentage is tested with belongs to another year.
causes[#causes + 1] = function(f, audit)
  if f.quantity ~= "serapan" or f.file ~= "anggaran" or f.jenis == "silang" then return nil end
  local figure = printed.of(f.row, "realisasi")
  local other = figure and telling.year_with(audit, f.row, "realisasi", figure)
  if other then
    return "realisasi yang tercetak, " .. figure.text .. ", adalah angka tahun " .. other.tahun ..
      " (" .. telling.where(other) .. ")"
  end
end

--- The same percentage stands on another line of the same table and year.
causes[#causes + 1] = function(f, audit)
  if f.quantity ~= "serapan" or f.file ~= "anggaran" or not f.figure or f.jenis == "silang" or
     not telling.is(f.figure) then
    return nil
  end
  for _, place in ipairs(audit.facts:places(f.opd, f.figure.value)) do
    local row = place.row
    if place.file == "anggaran" and place.column == f.kolom and row.tabel == f.row.tabel and
       row.tahun == f.row.tahun and row.kode ~= f.row.kode and
       not (row.kode .. "."):find((f.row.kode or "") .. ".", 1, true) and
       not ((f.row.kode or "") .. "."):find(row.kode .. ".", 1, true) then
      return "sama dengan persen baris " .. row.kode .. " " .. (row.uraian or "")
    end
  end
end

--- The amount of another line of the table that is repeated.
causes[#causes + 1] = function(f, audit)
  if f.jenis ~= "silang" or not telling.is_rupiah(f) then return nil end
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
  return found and "angka " .. telling.where(found) .. " " .. (found.uraian or "") or nil
end

return causes
