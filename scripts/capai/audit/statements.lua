--- What the running text states, by the operations of narasi.csv.
local operations = require "capai.audit.operations"
local printed = require "capai.audit.printed"

local function names_of(list)
  local names = {}
  for name in pairs(list) do names[#names + 1] = name end
  table.sort(names)
  return table.concat(names, ", ")
end

--- The name that shares the most letters at its beginning; nil where that is not half of them.
local function nearest(word, list)
  local best, most = nil, #word // 2
  for name in pairs(list) do
    local same = 0
    while same < #name and name:byte(same + 1) == word:byte(same + 1) do same = same + 1 end
    if same > most or (same == most and best and name < best) then best, most = name, same end
  end
  return best
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
  return { row = row, text = text, operands = operands, numbers = read_numbers(operands),
           figure = printed.read(text), rules = audit:rules_of(row.opd) }
end

local statements = {}

function statements.check(audit)
  for _, rows in ipairs(audit.data:tables "narasi") do
    for _, row in ipairs(rows) do
      local operation = operations[row.operasi]
      if not operation then
        audit:complain(row, "operasi", "AUDIT_OPERATION", row.operasi or "",
          nearest(row.operasi or "", operations), names_of(operations))
      else
        local s = read(audit, row)
        local done, expected, good = pcall(operation, s)
        local finding = { opd = row.opd, tahun = row.tahun, tabel = row.tabel or "narasi.csv",
                          baris = row.baris or "", besaran = row.besaran or "",
                          dilaporkan = s.text, jenis = "narasi", row = row, kolom = "dilaporkan",
                          file = "narasi", statement = s,
                          catatan = row.keterangan }
        if not done then
          audit:complain(row, "operan", "AUDIT_OPERANDS", row.operasi, row.operan or "")
        elseif type(expected) == "userdata" then
          audit:figure(finding, expected)
        elseif not good then
          finding.dihitung, finding.figure = expected, s.figure
          finding.expected = row.operasi == "sama" and s.numbers and s.numbers[1] or nil
          finding.is_class = audit:is_class(row.opd, expected)
          audit:add(finding)
        end
      end
    end
  end
end

return statements
