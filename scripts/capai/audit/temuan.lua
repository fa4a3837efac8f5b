--- Findings as rows of the table temuan, in the order of the document: by table, the gravest
--- first.
local capai = require "capai"
local printed = require "capai.audit.printed"
local severity = require "capai.audit.severity"

local temuan = { COLUMNS = { "opd", "tahun", "tabel", "baris", "besaran", "dilaporkan", "dihitung",
                             "jenis", "tingkat", "sebab", "keterangan", "berkas", "nomor_baris",
                             "kolom" } }

local RANK = { berat = 1, sedang = 2, ringan = 3 }

--- What the value beside the printed one rests on.
local function basis(audit, f)
  local s = f.statement
  if s then
    local words = s.row.operasi .. ": " .. (s.row.operan or "")
    return f.catatan and words .. "; " .. f.catatan or words
  elseif f.jenis == "silang" then
    return "tabel " .. f.other.tabel .. " baris " .. f.other.kode
  elseif f.jenis == "jumlah" and f.parts then
    return "jumlah " .. #f.parts .. " baris di bawahnya"
  elseif f.jenis == "jumlah" then
    return "jumlah triwulan"
  end
  return "aturan " .. audit:rules_of(f.opd).id
end

--- The difference between what is printed and what should be, at the printed decimals.
local function difference(f)
  if not f.figure or not f.expected then return nil end
  local x = f.figure.value - printed.round(f.expected, f.figure.digits)
  local text = capai.format.number(x)
  return text:sub(1, 1) == "-" and text or "+" .. text
end

--- By how many rupiah an amount is wrong; nil where the finding is about none.
local function rupiah(f)
  if not severity.is_rupiah(f) then return nil end
  local x = f.figure.value - f.expected
  return x < capai.decimal(0) and -x or x
end

--- Numbers in names of tables in their order: 1.4, 2.3, 3.10; then names without any.
local function table_key(name)
  local key = name:gsub("%d+", function(n) return ("%09d"):format(tonumber(n)) end)
  return (name:match "^%d" and "0" or "1") .. key
end

function temuan.rows(audit)
  local rows, order = {}, {}
  for i, opd in ipairs(audit.data.opd) do order[opd.opd] = i end
  for i, f in ipairs(audit.findings) do
    rows[i] = { opd = f.opd, tahun = tostring(f.tahun or ""), tabel = f.tabel, baris = f.baris,
                besaran = f.besaran, dilaporkan = f.dilaporkan, dihitung = f.dihitung,
                jenis = f.jenis, tingkat = severity.of(f), sebab = f.sebab,
                keterangan = basis(audit, f), berkas = f.place.file, nomor_baris = f.place.line,
                kolom = f.kolom, selisih = difference(f), rupiah = rupiah(f), place = f.place,
                serial = i }
  end
  table.sort(rows, function(a, b)
    if a.opd ~= b.opd then return order[a.opd] < order[b.opd] end
    if a.tabel ~= b.tabel then return table_key(a.tabel) < table_key(b.tabel) end
    if a.tingkat ~= b.tingkat then return RANK[a.tingkat] < RANK[b.tingkat] end
    return a.serial < b.serial
  end)
  return rows
end

--- How many rows are of each severity.
function temuan.count(rows)
  local count = { berat = 0, sedang = 0, ringan = 0 }
  for _, row in ipairs(rows) do count[row.tingkat] = count[row.tingkat] + 1 end
  return count
end

--- The rupiah that do not add up, and in how many figures; nil for none.
function temuan.rupiah(rows)
  local total, count = nil, 0
  for _, row in ipairs(rows) do
    if row.rupiah then
      total, count = total and total + row.rupiah or row.rupiah, count + 1
    end
  end
  return total, count
end

--- Causes that several rows share, the most frequent first.
function temuan.shared_causes(rows)
  local seen, list = {}, {}
  for _, row in ipairs(rows) do
    local cause = row.sebab and seen[row.sebab]
    if cause then
      cause.count = cause.count + 1
    elseif row.sebab then
      cause = { words = row.sebab, count = 1, first = #list + 1 }
      seen[row.sebab], list[#list + 1] = cause, cause
    end
  end
  table.sort(list, function(a, b)
    if a.count ~= b.count then return a.count > b.count end
    return a.first < b.first
  end)
  while #list > 0 and list[#list].count < 2 do list[#list] = nil end
  return list
end

--- The rows cut into runs of the same value of a field.
function temuan.runs(rows, field)
  local runs = {}
  for _, row in ipairs(rows) do
    local run = runs[#runs]
    if not run or run[1][field] ~= row[field] then
      run = {}
      runs[#runs + 1] = run
    end
    run[#run + 1] = row
  end
  return runs
end

return temuan
