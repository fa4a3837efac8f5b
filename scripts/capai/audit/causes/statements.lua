--- Statements of the running text: what their operands could have been.
local capai = require "capai"
local printed = require "capai.audit.printed"
local telling = require "capai.audit.causes.telling"

local number = capai.format.number
local ZERO, HUNDRED = capai.decimal(0), capai.decimal(100)
local SLIGHT = "slight"
local MANY = 12 -- operands of which any may be another
local causes = {}

--- The amount that the percentage is taken of belongs to another year.
causes[#causes + 1] = function(f, audit)
  local s = f.statement
  if not s or s.row.operasi ~= "persen" then return nil end
  local figure = printed.read(s.operands[1])
  if not figure or figure.value < capai.decimal(100000) then return nil end
  for _, place in ipairs(audit.facts:places(f.opd, figure.value)) do
    local other = place.file == "anggaran" and place.row.tahun == f.tahun and
      telling.year_with(audit, place.row, place.column, figure)
    if other then
      return "realisasi " .. figure.text .. " adalah angka tahun " .. other.tahun .. " (" ..
        telling.where(other) .. ")"
    end
  end
end

--- A mean that holds when no member counts more than 100.
causes[#causes + 1] = function(f, audit)
  local s = f.statement
  if not s or s.row.operasi ~= "rata" or not f.figure then return nil end
  local sum, capped = ZERO, false
  for _, x in ipairs(s.numbers) do
    sum, capped = sum + (x > HUNDRED and HUNDRED or x), capped or x > HUNDRED
  end
  if capped and audit:rules_of(f.opd) and
     printed.round(sum / #s.numbers, f.figure.digits) == f.figure.value then
    return "nilai di atas 100 dihitung 100, seperti aturan " .. audit:rules_of(f.opd).id, SLIGHT
  end
end

--- What an operand could be instead: what the same line has in other tables of the year, or the sum
--- of the lines below it.
local function instead_of(audit, f, x)
  local list, seen = {}, {}
  local function add(value, words)
    local k = tostring(value)
    if value ~= x and not seen[k] then
      seen[k], list[#list + 1] = true, { value = value, words = words }
    end
  end
  for _, place in ipairs(audit.facts:places(f.opd, x)) do
    if place.file == "anggaran" and place.row.tahun == f.tahun and telling.is(place.figure) then
      for _, row in ipairs(audit.facts:same_line(place.row)) do
        local figure = row.tahun == f.tahun and printed.of(row, place.column)
        local sum = row.tahun == f.tahun and audit.budget:below(row, place.column)
        if figure then add(figure.value, telling.where(row)) end
        if sum then add(sum, "jumlah rincian " .. telling.where(row)) end
      end
    end
  end
  return list
end

--- Replaces operands from `i` on until the sum holds; the words of what was replaced.
local function replace(audit, f, s, i, missing, words)
  if missing == ZERO then return words end
  if i > #s.numbers then return nil end
  local rest = replace(audit, f, s, i + 1, missing, words)
  for _, other in ipairs(rest and {} or instead_of(audit, f, s.numbers[i])) do
    local text = number(other.value) .. " (" .. other.words .. ") di tempat " .. s.operands[i]
    rest = rest or replace(audit, f, s, i + 1, missing - (other.value - s.numbers[i]),
      words and words .. " dan " .. text or text)
  end
  return rest
end

--- A sum that holds with other amounts that the report has for the same lines.
causes[#causes + 1] = function(f, audit)
  local s = f.statement
  if not s or s.row.operasi ~= "jumlah" or not telling.is_rupiah(f) or #s.numbers > MANY then
    return nil
  end
  local words = replace(audit, f, s, 1, f.figure.value - f.expected)
  if words then return "dengan " .. words .. " jumlahnya tepat" end
  for i, x in ipairs(s.numbers) do
    local wanted = x + f.figure.value - f.expected
    local row = wanted > ZERO and audit.budget:line_with_sum(f.opd, wanted, function(tahun)
      return tahun == f.tahun
    end)
    for _, place in ipairs(not row and wanted > ZERO and audit.facts:places(f.opd, wanted) or {}) do
      if place.file == "anggaran" and place.row.tahun == f.tahun and telling.is(place.figure) then
        return "dengan " .. number(wanted) .. " (" .. telling.where(place.row) .. ") di tempat " ..
          s.operands[i] .. " jumlahnya tepat"
      end
    end
    if row then
      return "dengan " .. number(wanted) .. " (jumlah rincian " .. telling.where(row) ..
        ") di tempat " .. s.operands[i] .. " jumlahnya tepat"
    end
  end
end

--- An amount that the report prints for another year, and only there.
causes[#causes + 1] = function(f, audit)
  if not f.figure or f.file ~= "narasi" or not telling.is_rupiah(f) or not telling.is(f.figure) then
    return nil
  end
  local found
  for _, place in ipairs(audit.facts:places(f.opd, f.figure.value)) do
    if place.file == "anggaran" and place.column == "realisasi" then
      local other = place.row.tahun ~= f.tahun and place.row or
        telling.year_with(audit, place.row, place.column, f.figure)
      if not other then return nil end
      found = found or other
    end
  end
  if found then return "angka tahun " .. found.tahun .. ": " .. telling.where(found) end
end

causes[#causes + 1] = function(f, audit)
  if not f.figure or f.file ~= "narasi" or not telling.is_rupiah(f) or not telling.is(f.figure) then
    return nil
  end
  local row = audit.budget:line_with_sum(f.opd, f.figure.value, function(tahun)
    return tahun ~= f.tahun
  end)
  return row and "angka tahun " .. row.tahun .. ": jumlah rincian " .. telling.where(row) or nil
end

--- A difference that was taken with a figure that is a finding itself.
causes[#causes + 1] = function(f, audit)
  local s = f.statement
  if not s or s.row.operasi ~= "selisih" or not s.figure then return nil end
  for i, wanted in ipairs { s.figure.value + s.numbers[2], s.numbers[1] - s.figure.value } do
    for _, other in ipairs(audit:findings_of(f.opd)) do
      if other ~= f and other.statement and other.figure and
         other.figure.value == wanted then
        return "dihitung dengan " .. other.dilaporkan .. " (" .. other.tabel .. ", " ..
          other.baris .. ") di tempat " .. s.operands[i]
      end
    end
  end
end

--- Amounts of statements that do not fit this report, also those in words.
local function strangers(audit, opd)
  local list = {}
  for _, finding in ipairs(audit:findings_of(opd)) do
    local s = finding.statement
    local words = s and s.row.operasi == "terbilang" and capai.parse_terbilang(s.text)
    local value = words or (s and telling.is_rupiah(finding) and finding.figure.value)
    if value then list[#list + 1] = { value = value, finding = finding } end
  end
  return list
end

--- Figures that fit one another, and not this report.
causes[#causes + 1] = function(f, audit)
  local s = f.statement
  if not s then return nil end
  local list = strangers(audit, f.opd)
  for _, percent in ipairs(audit:findings_of(f.opd)) do
    local o = percent.statement
    for _, part in ipairs(o and o.row.operasi == "persen" and o.figure and list or {}) do
      for _, whole in ipairs(list) do
        local own = f == percent or f == part.finding or f == whole.finding
        if own and part.value < whole.value and whole.value ~= ZERO and o.figure.digits >= 2 and
           printed.round(part.value * 100 / whole.value, o.figure.digits) == o.figure.value then
          return "cocok satu sama lain, bukan dengan laporan ini: " .. number(part.value) ..
            " adalah " .. o.text .. " dari " .. number(whole.value)
        end
      end
    end
  end
end

--- Percentages of one table that all fit another whole.
local function divisor_of(s)
  local half = capai.decimal "0.5"
  for _ = 1, s.figure.digits do half = half / 10 end
  return s.numbers[1] * 100 / (s.figure.value + half), s.numbers[1] * 100 / (s.figure.value - half)
end

causes[#causes + 1] = function(f, audit)
  local s = f.statement
  if not s or s.row.operasi ~= "persen" or not s.figure or s.figure.value == ZERO then
    return nil
  end
  local least, most, count = nil, nil, 0
  for _, other in ipairs(audit:findings_of(f.opd)) do
    local o = other.statement
    if o and o.row.operasi == "persen" and other.tabel == f.tabel and
       o.operands[2] == s.operands[2] and o.figure and o.figure.value ~= ZERO and
       not other.cut then
      local low, high = divisor_of(o)
      least = (not least or low > least) and low or least
      most = (not most or high < most) and high or most
      count = count + 1
    end
  end
  if count < 2 or least >= most or (s.numbers[2] >= least and s.numbers[2] <= most) then
    return nil
  end
  return count .. " persen di " .. f.tabel .. " cocok dengan pembagi lain, antara " ..
    number(printed.round(least, 0)) .. " dan " .. number(printed.round(most, 0))
end

return causes
