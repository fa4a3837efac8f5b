--- Findings as rows of the table temuan, in the order of the document: by table, the gravest
--- first.
local capai = require "capai"
local keys = require "capai.audit.keys"
local money = require "capai.audit.money"
local printed = require "capai.audit.printed"
local severity = require "capai.audit.severity"
local telling = require "capai.audit.causes.telling"

local temuan = { COLUMNS = { "opd", "tahun", "tabel", "baris", "besaran", "dilaporkan", "dihitung",
                             "jenis", "tingkat", "sebab", "keterangan", "berkas", "nomor_baris",
                             "kolom" },
                 LEVELS = { "berat", "sedang", "ringan" } }

local RANK = { berat = 1, sedang = 2, ringan = 3 }

--- ---- one row ----

--- What the value beside the printed one rests on.
local function basis(audit, f)
  local s, rules = f.statement, audit:rules_of(f.opd)
  if s then
    local words = s.row.operasi .. ": " .. (s.row.operan or "")
    return f.catatan and words .. "; " .. f.catatan or words
  elseif f.jenis == "silang" then
    return telling.where(f.other)
  elseif f.jenis == "jumlah" and f.parts then
    local words = ("jumlah %d baris di bawahnya"):format(#f.parts)
    return f.is_least and words .. ", sedikitnya: ada yang kosong" or words
  elseif f.jenis == "jumlah" then
    return "jumlah triwulan"
  end
  return rules and not f.unread and "aturan " .. rules.id or nil
end

--- True for numbers that count nothing, of which a difference means nothing: those of tables, of
--- lines, of years.
local function is_label(f)
  local about = printed.fold(f.besaran)
  for _, word in ipairs { "nomor", "label", "bobot" } do
    if about:sub(1, #word) == word then return true end
  end
  return (f.dilaporkan:match "^%s*[12]%d%d%d%s*$" ~= nil and not money.is_column(f.file, f.kolom))
end

--- The difference of the two numbers that are shown.
local function difference(f)
  local other = f.expected and not f.is_other_kind and printed.read(f.dihitung)
  if not f.figure or not other or is_label(f) or other.value == f.figure.value then return nil end
  local text = capai.format.number(f.figure.value - other.value)
  return text:sub(1, 1) == "-" and text or "+" .. text
end

--- The name of a column of a sheet: 28 is AB.
local function letters(column)
  local text = ""
  while column and column > 0 do
    text = string.char(65 + (column - 1) % 26) .. text
    column = (column - 1) // 26
  end
  return text
end

--- Where a finding stands, for people: of a workbook the sheet and the cell.
local function place_of(place)
  local file = place.file:match "[^/]*$"
  if not place.sheet then return file .. ":" .. place.line end
  return ("%s:%s!%s%d"):format(file, place.sheet, letters(place.column), place.line)
end

local function row_of(audit, f)
  local place = f.place
  return { opd = f.opd, tahun = tostring(f.tahun or ""), tabel = f.tabel, baris = f.baris,
           besaran = f.besaran, dilaporkan = f.dilaporkan, dihitung = f.dihitung,
           jenis = f.jenis, tingkat = severity.of(f, audit), sebab = f.sebab,
           keterangan = basis(audit, f), nomor_baris = place.line, kolom = f.kolom,
           berkas = place.sheet and place.file .. ":" .. place.sheet or place.file,
           --- for people, beyond the table: the whole name, and words in place of shorthand
           nama = f.nama or f.baris, sebutan = (" " .. f.besaran):gsub(" vs ", " terhadap "):sub(2),
           selisih = difference(f), rupiah = money.difference(f, audit), place = place,
           bukti = place_of(place) }
end

--- ---- all of them ----

--- Names of tables in the order of their numbers, of any length: 1.4, 2.3, 3.10; then those that
--- have none.
local function table_key(name)
  local key = name:gsub("%d+", function(n)
    n = n:gsub("^0+(%d)", "%1")
    return ("%04d"):format(#n) .. n
  end)
  return (name:match "^%d" and "0" or "1") .. key .. "\31" .. name
end

function temuan.rows(audit)
  local rows, order, tables = {}, {}, {}
  for i, opd in ipairs(audit.data.opd) do order[opd.opd] = i end
  for i, f in ipairs(audit.findings) do
    rows[i] = row_of(audit, f)
    rows[i].serial = i
    tables[f.tabel] = tables[f.tabel] or table_key(f.tabel)
  end
  table.sort(rows, function(a, b)
    if a.opd ~= b.opd then return (order[a.opd] or 0) < (order[b.opd] or 0) end
    if a.tabel ~= b.tabel then return tables[a.tabel] < tables[b.tabel] end
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

--- The rupiah that do not add up, and in how many differences; nil for none. One fault is seen in
--- many figures: the same difference of one year counts once.
function temuan.rupiah(rows)
  local total, count, seen = nil, 0, {}
  for _, row in ipairs(rows) do
    local key = row.rupiah and keys.join(row.opd, row.tahun, printed.key(row.rupiah))
    if key and not seen[key] then
      seen[key] = true
      total, count = total and total + row.rupiah or row.rupiah, count + 1
    end
  end
  return total, count
end

--- What rows come to, in sentences for a document.
function temuan.summary(rows)
  local count = temuan.count(rows)
  local list = { ("%d temuan: %d berat, %d sedang, %d ringan."):format(#rows, count.berat,
    count.sedang, count.ringan) }
  local amount, differences = temuan.rupiah(rows)
  if amount then
    list[2] = ("%d selisih rupiah yang berbeda, seluruhnya %s; bukan nilai kerugian."):format(
      differences, capai.format.rupiah(amount))
  end
  return list
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
