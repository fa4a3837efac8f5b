--- Statements of the running text: what their operands could have been.
local capai = require "capai"
local money = require "capai.audit.money"
local printed = require "capai.audit.printed"
local telling = require "capai.audit.causes.telling"

local number = capai.format.number
local ZERO, HUNDRED = capai.decimal(0), capai.decimal(100)
local MANY = 40 -- operands of which one or two may be another
local causes = {}

local function is_operation(f, name)
  return f.statement ~= nil and f.statement.row.operasi == name
end

--- The amount that the percentage is taken of belongs to another year.
causes[#causes + 1] = function(f, audit)
  if not is_operation(f, "persen") then return nil end
  local figure = printed.read(f.statement.operands[1])
  for _, place in ipairs(figure and audit.facts:places(f.opd, figure.value) or {}) do
    local other = place.column == "realisasi" and place.file == "anggaran" and
      place.row.tahun == f.tahun and telling.borrowed(audit, f, place.row, place.column)
    if other then
      return ("realisasi %s adalah angka tahun %s (%s)"):format(figure.text, other.tahun,
        telling.where(other)), telling.fault(place.row, place.column)
    end
  end
end

--- A mean that holds when no member counts more than 100.
causes[#causes + 1] = function(f, audit)
  local rules = audit:rules_of(f.opd)
  if not is_operation(f, "rata") or not f.figure or not rules then return nil end
  local sum, capped, numbers = ZERO, false, f.statement.numbers
  for _, x in ipairs(numbers) do
    sum, capped = sum + (x > HUNDRED and HUNDRED or x), capped or x > HUNDRED
  end
  if capped and printed.round(sum / #numbers, f.figure.digits) == f.figure.value then
    return "nilai di atas 100 dihitung 100, seperti aturan " .. rules.id, telling.SLIGHT
  end
end

--- ---- sums ----

local function is_sum(f, audit)
  return is_operation(f, "jumlah") and money.is(f, audit) and #f.statement.numbers <= MANY
end

--- What an operand could be instead: what the same line has in other tables of the year, or the sum
--- of the lines below it.
local function instead_of(audit, f, x)
  local list, seen = {}, { [printed.key(x)] = true }
  local function add(value, words)
    local key = value and printed.key(value)
    if key and not seen[key] then
      seen[key], list[#list + 1] = true, { value = value, words = words }
    end
  end
  for _, place in ipairs(audit.facts:places(f.opd, x)) do
    local wanted = place.file == "anggaran" and place.row.tahun == f.tahun and
      telling.is(place.figure)
    for _, row in ipairs(wanted and audit.facts:same_line(place.row) or {}) do
      local figure = row.tahun == f.tahun and printed.of(row, place.column)
      add(figure and figure.value, telling.where(row))
      add(row.tahun == f.tahun and audit.tree:below(row, place.column),
        "jumlah rincian " .. telling.where(row))
    end
  end
  return list
end

--- One or two operands with other amounts by which the sum holds, in words; nil for none. Of two
--- the first that was seen is looked up by what is missing, so that many take no longer than few.
local function replace(audit, f)
  local missing, seen = f.figure.value - f.expected, {}
  local found
  for i, x in ipairs(f.statement.numbers) do
    local own = {}
    for _, other in ipairs(instead_of(audit, f, x)) do
      local change = other.value - x
      local words = ("%s (%s) di tempat %s"):format(number(other.value), other.words,
        f.statement.operands[i])
      if change == missing then return words end
      local first = seen[printed.key(missing - change)]
      found = found or (first and first .. " dan " .. words)
      own[printed.key(change)] = own[printed.key(change)] or words
    end
    for key, words in pairs(own) do seen[key] = seen[key] or words end
  end
  return found
end

--- A sum that holds with other amounts that the report has for the same lines.
causes[#causes + 1] = function(f, audit)
  local words = is_sum(f, audit) and replace(audit, f)
  return words and "dengan " .. words .. " jumlahnya tepat" or nil, telling.NEUTRAL
end

--- Where the budget of the year has an amount: as the sum of a line, or printed.
local function source_of(audit, f, value)
  local row = audit.tree:line_with_sum(f.opd, value, function(year) return year == f.tahun end)
  if row then return "jumlah rincian " .. telling.where(row) end
  for _, place in ipairs(audit.facts:places(f.opd, value)) do
    if place.file == "anggaran" and place.row.tahun == f.tahun and telling.is(place.figure) then
      return telling.where(place.row)
    end
  end
end

--- A sum that holds with an amount of the budget in place of one operand.
causes[#causes + 1] = function(f, audit)
  if not is_sum(f, audit) or telling.is_near(f) then return nil end
  for i, x in ipairs(f.statement.numbers) do
    local wanted = x + f.figure.value - f.expected
    local source = wanted > ZERO and source_of(audit, f, wanted)
    if source then
      return ("dengan %s (%s) di tempat %s jumlahnya tepat"):format(number(wanted), source,
        f.statement.operands[i]), telling.NEUTRAL
    end
  end
end

--- ---- another year ----

local function is_amount(f, audit)
  return f.file == "narasi" and f.figure and money.is(f, audit) and telling.is(f.figure) and
    not telling.is_near(f)
end

--- An amount that the report prints for another year, and only there.
causes[#causes + 1] = function(f, audit)
  if not is_amount(f, audit) then return nil end
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
  if not is_amount(f, audit) then return nil end
  local row = audit.tree:line_with_sum(f.opd, f.figure.value, function(tahun)
    return tahun ~= f.tahun
  end)
  return row and ("angka tahun %s: jumlah rincian %s"):format(row.tahun, telling.where(row)) or nil
end

--- A difference that was taken with a figure that is a finding itself.
causes[#causes + 1] = function(f, audit)
  local s = f.statement
  if not is_operation(f, "selisih") or not s.figure then return nil end
  for i, wanted in ipairs { s.figure.value + s.numbers[2], s.numbers[1] - s.figure.value } do
    local other = audit:statement_with(f.opd, wanted)
    if other and other ~= f then
      return ("dihitung dengan %s (%s, %s) di tempat %s"):format(other.dilaporkan, other.tabel,
        other.baris, s.operands[i]), telling.NEUTRAL
    end
  end
end

return causes
