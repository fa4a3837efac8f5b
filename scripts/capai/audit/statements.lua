--- What the running text states, by the operations of narasi.csv.
local nearest = require "capai.audit.nearest"
local operations = require "capai.audit.operations"
local printed = require "capai.audit.printed"

local function names_of(list)
  local names = {}
  for name in pairs(list) do names[#names + 1] = name end
  table.sort(names)
  return names
end

local function split(operands)
  local list = {}
  for operand in ((operands or "") .. ";"):gmatch "(.-);" do
    if operand ~= "" then list[#list + 1] = operand end
  end
  return list
end

--- The numbers of all operands; nil where there are none or one is no number, so that no operation
--- counts what is missing as nothing.
local function read_numbers(operands)
  local numbers = {}
  for i, operand in ipairs(operands) do
    local figure = printed.read(operand)
    if not figure then return nil end
    numbers[i] = figure.value
  end
  return #numbers > 0 and numbers or nil
end

local function read(audit, row)
  local operands, text = split(row.operan), row.dilaporkan or ""
  return { row = row, text = text, operands = operands, all = row.operan or "",
           numbers = read_numbers(operands), figure = printed.read(text),
           rules = audit:rules_of(row.opd) }
end

local function finding_of(row, s)
  return { opd = row.opd, tahun = row.tahun, tabel = row.tabel or "narasi.csv",
           baris = row.baris or "", besaran = row.besaran or "", dilaporkan = s.text,
           jenis = "narasi", row = row, kolom = "dilaporkan", file = "narasi", statement = s,
           catatan = row.keterangan }
end

--- Compares a statement with what its operation makes of its operands.
local function compare(audit, s, expected, good)
  local finding = finding_of(s.row, s)
  if type(expected) == "userdata" then return audit:figure(finding, expected) end
  audit:tested()
  if good then return end
  finding.dihitung, finding.figure = expected, s.figure
  finding.expected = s.row.operasi == "sama" and s.numbers and s.numbers[1] or nil
  finding.is_class = audit:is_class(s.row.opd, expected)
  finding.is_verdict = audit:is_verdict(s.row.opd, expected)
  audit:add(finding)
end

local function check(audit, row)
  local name = row.operasi or ""
  local operation = operations[name]
  if not operation then
    local names = names_of(operations)
    audit:untested()
    return audit:complain(row, "operasi", "AUDIT_OPERATION", name, nearest(name, names),
      table.concat(names, ", "))
  end
  local s = read(audit, row)
  local done, expected, good = pcall(operation, s)
  if done and expected ~= nil then return compare(audit, s, expected, good) end
  audit:untested()
  audit:complain(row, "operan", "AUDIT_OPERANDS", name, row.operan or "")
end

local statements = {}

function statements.check(audit)
  for _, rows in ipairs(audit.data:tables "narasi") do
    for _, row in ipairs(rows) do check(audit, row) end
  end
end

return statements
