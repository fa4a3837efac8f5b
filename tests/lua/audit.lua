-- The auditor: all that is proven wrong in the three reports and nothing else, what happens when a
-- wrong figure is put right or a right one is changed, and reports that hold.
-- CAPAI is the program; the folder of the checkout is the working directory. AUDIT_EVERY: of how
-- many figures one is changed (1: all).

local capai <const> = require "capai"
local audit <const> = require "capai.audit"
local keys <const> = require "capai.audit.keys"
local check <const> = dofile "tests/support/check.lua"
local parse <const> = dofile "tests/support/csv.lua"
local program <const> = os.getenv "CAPAI" or "build/capai"
local every <const> = tonumber(os.getenv "AUDIT_EVERY" or "23")
local some <const> = math.max(1, every // 23) -- of how many wrong figures one is put right
local sets <const> = { { "jaten-2023", "jaten", 106 }, { "semboro-2024", "semboro", 81 },
                       { "ledokombo-2023", "ledokombo", 68 } }
local check_eq <const>, read <const> = check.eq, check.read
local write <const>, shell <const> = check.write, check.shell

local folder <const> = shell("mktemp -d"):gsub("\n", "")

local function format(records)
  local lines = {}
  for i, record in ipairs(records) do
    local fields = {}
    for k, field in ipairs(record) do
      fields[k] = field:find '[,"\r\n]' and '"' .. field:gsub('"', '""') .. '"' or field
    end
    lines[i] = table.concat(fields, ",") .. "\n"
  end
  return table.concat(lines)
end

local function key_of(row)
  return table.concat({ row.opd, tostring(row.tahun), row.tabel, row.baris, row.besaran }, "|")
end

-- ---- the three reports ----

local gold = {}
local records <const> = parse(read "tests/golden/audit/discrepancies.csv")
for i = 2, #records do
  local r = records[i]
  gold[r[1]] = gold[r[1]] or {}
  gold[r[1]][table.concat(r, "|", 1, 5)] = true
end

local explained, found = 0, 0
local results = {}
for _, set in ipairs(sets) do
  local name, opd, count = table.unpack(set)
  local result = audit.run(assert(capai.load("examples/" .. name, { lapor = true })))
  results[name] = result
  check_eq(#result.complaints, 0, name .. ": statements that cannot be tested")
  check_eq(#result.findings, count, name .. ": findings")
  for _, finding in ipairs(result.findings) do
    local key = key_of(finding)
    check_eq(gold[opd][key], true, name .. ": is proven: " .. key)
    gold[opd][key] = nil
    found = found + 1
    explained = explained + (finding.sebab and 1 or 0)
  end
  check_eq(next(gold[opd]), nil, name .. ": not found")
  -- with every cause, as they were read one by one
  check_eq(shell(("%s audit examples/%s --format csv 2>/dev/null"):format(program, name)),
    read(("tests/golden/audit/%s.csv"):format(name)), name .. ": as a table")
end
check_eq(explained * 100 >= found * 60, true, "60 percent have a cause")

-- ---- both versions of a year ----

shell("mkdir " .. folder .. "/versi")
write(folder .. "/versi/opd.csv", "opd,nama,tahun,aturan,tabel_anggaran\n" ..
  "x,Kecamatan X,2024,jember-2024,3\n")
write(folder .. "/versi/indikator.csv", [[
opd,tahun,versi,sasaran,indikator,arah,target,realisasi,capaian_lapor
x,2024,murni,S,I,positif,80,60,"75,00"
x,2024,perubahan,S,I,positif,75,60,"80,00"
x,2024,murni,S,J,positif,80,60,"75,01"
x,2024,perubahan,S,J,positif,75,60,"80,01"
]])
write(folder .. "/versi/anggaran.csv", [[
opd,tahun,versi,tabel,kode,jenjang,uraian,pagu,realisasi,serapan_lapor
x,2024,murni,2,1,program,P,1.000.000,,
x,2024,perubahan,2,1,program,P,2.000.000,,
x,2024,murni,3,1,program,P,1.000.000,900.000,"90,00"
x,2024,perubahan,3,1,program,P,2.000.001,900.000,"45,00"
]])
write(folder .. "/versi/tabel.csv", "tabel,berkas,jenis,kolom,acuan\n2,anggaran.csv,,,3\n")
local both = audit.run(assert(capai.load(folder .. "/versi", { lapor = true }))).findings
local said = {}
for i, finding in ipairs(both) do
  said[i] = finding.besaran .. " " .. finding.dilaporkan .. " " .. finding.dihitung
end
check_eq(table.concat(said, "; "), "capaian 75,01 75,00; capaian 80,01 80,00; " ..
  "pagu vs tabel 3 2.000.000 2.000.001", "each version by itself")

-- ---- whatever data there are: without tables, without rules, with cells that are broken ----

for path in shell("ls -d tests/cli/*/data examples"):gmatch "%S+" do
  local data = capai.load(path, { lapor = true })
  check_eq(data == nil or pcall(audit.run, data), true, "audits " .. path)
end

-- ---- one cell changed ----

-- A copy of a data set in which cells can be changed.
local function copy(name)
  local set = { path = folder .. "/" .. name, files = {} }
  shell(("rm -rf %s && cp -r examples/%s %s && chmod -R u+w %s"):format(set.path, name, set.path,
    set.path))
  for file in shell("ls " .. set.path):gmatch "%S+%.csv" do
    local lines = parse(read(set.path .. "/" .. file))
    local columns = {}
    for i, column in ipairs(lines[1]) do columns[column] = i end
    set.files[file:gsub("%.csv$", "")] = { lines = lines, columns = columns }
  end
  return set
end

-- Writes a file with another text in one cell.
local function change(set, name, line, column, text)
  local file = set.files[name]
  local at = assert(file.columns[column], column)
  local old = file.lines[line][at]
  file.lines[line][at] = text
  write(set.path .. "/" .. name .. ".csv", format(file.lines))
  file.lines[line][at] = old
end

local function restore(set, name)
  write(set.path .. "/" .. name .. ".csv", format(set.files[name].lines))
end

-- The findings of a set, each with what is printed; by the cell that their cause calls wrong; and
-- the cells that they are of. nil where it cannot be read any more. A cause must not fail.
local function audited(set)
  local data = capai.load(set.path, { lapor = true })
  if not data then return nil end
  local known, blamed, cells = {}, {}, {}
  local result = audit.run(data)
  check_eq(result.failed[1], nil, "a cause that fails")
  for _, finding in ipairs(result.findings) do
    known[key_of(finding)] = finding.dilaporkan .. " <> " .. (finding.dihitung or "")
    cells[finding.cell] = true
    if finding.culprit then
      blamed[finding.culprit] = blamed[finding.culprit] or {}
      table.insert(blamed[finding.culprit], finding)
    end
  end
  return known, blamed, cells
end

-- What must stand in place of a wrong entry, by the operation where it is a statement.
local function truth(finding)
  local s = finding.statement
  local operation = s and s.row.operasi
  if operation == "terbilang" then return capai.terbilang(s.numbers[1], "milyar") .. " rupiah" end
  if operation == "batas" then return capai.format.number(s.numbers[1] + capai.decimal "0.001") end
  if operation == "rentang" then return s.operands[1] end
  if operation == "kelipatan" then return "100%" end
  if finding.jenis == "silang" then
    return finding.other:cell(finding.kolom).source
  end
  return finding.dihitung
end

for _, set in ipairs(sets) do
  local name = set[1]
  local changed = copy(name)
  local findings = results[name].findings
  for i = some, #findings, some do
    local finding = findings[i]
    local file = finding.file
    change(changed, file, finding.place.line, finding.kolom, truth(finding))
    check_eq(audited(changed)[key_of(finding)], nil, "put right: " .. key_of(finding))
    restore(changed, file)
  end
end

-- ---- one digit changed ----

-- The columns whose figures a rule ties to another one, by file.
local FIGURES <const> = {
  anggaran = { "pagu", "realisasi", "serapan_lapor" }, output = { "capaian_lapor" },
  indikator = { "capaian_lapor", "capaian_akhir_lapor" },
  sasaran = { "capaian_lapor", "serapan_lapor", "efisiensi_lapor" },
  skm_lapor = { "jumlah_lapor", "nrr_lapor", "nrr_tertimbang_lapor", "rata_lapor",
                "peringkat_lapor", "indeks_lapor", "ikm_lapor" },
  narasi = { "dilaporkan" },
  renstra = { "rp_2022", "rp_2023", "rp_2024", "rp_2025", "rp_2026", "rp_akhir" },
}

-- Another figure of the same length: one digit is another one, and no figure begins with 0.
local function other_digit(text, serial)
  local places = {}
  for at in text:gmatch "()%d" do places[#places + 1] = at end
  if #places == 0 then return nil end
  local at = places[serial % #places + 1]
  local digit = tonumber(text:sub(at, at))
  digit = digit == 9 and 8 or digit + 1
  return text:sub(1, at - 1) .. digit .. text:sub(at + 1)
end

-- True where there is a new finding, or one with other figures, or, where the figure was wrong and
-- has become right, one less.
local function differs(before, after)
  for key, words in pairs(after) do
    if before[key] ~= words then return true end
  end
  for key in pairs(before) do
    if not after[key] then return true end
  end
  return false
end

-- Where one figure is changed no cause may call another one wrong that was right before.
local wrongly = {}

local function check_blame(changed_cell, wrong, blamed, where)
  for cell, findings in pairs(blamed) do
    if cell ~= changed_cell and not wrong[cell] then
      wrongly[#wrongly + 1] = ("%s: %s: %s"):format(where, key_of(findings[1]), findings[1].sebab)
    end
  end
end

local tried, caught, missed = 0, 0, {}
local serial = 0
for _, set in ipairs(sets) do
  local changed = copy(set[1])
  local before, wrong, cells = audited(changed)
  for cell in pairs(cells) do wrong[cell] = wrong[cell] or true end
  for _, name in ipairs { "anggaran", "indikator", "output", "sasaran", "skm_lapor", "narasi",
                          "renstra" } do
    local file = changed.files[name]
    for line = 2, file and #file.lines or 0 do
      for _, column in ipairs(FIGURES[name]) do
        local at = file.columns[column]
        local old = at and file.lines[line][at] or ""
        serial = serial + (old ~= "" and 1 or 0)
        local text = old ~= "" and serial % every == 0 and other_digit(old, serial // every)
        if text then
          change(changed, name, line, column, text)
          local after, blamed = audited(changed)
          tried = tried + 1
          if after then
            local path = ("%s/%s.csv"):format(changed.path, name)
            check_blame(keys.join(path, "", tostring(line), column), wrong, blamed,
              ("%s/%s.csv:%d %s %s"):format(set[1], name, line, column, text))
          end
          if after and differs(before, after) then
            caught = caught + 1
          else
            local operation = name == "narasi" and file.lines[line][file.columns.operasi] or column
            missed[#missed + 1] = ("%s/%s.csv:%d %s"):format(set[1], name, line, operation)
          end
          restore(changed, name)
        end
      end
    end
  end
end
table.sort(wrongly)
check_eq(table.concat(wrongly, "\n"), "", "figures that a cause calls wrong though they are right")
-- What no rule ties to another figure: percentages without their amounts in a table of earlier
-- years, statements that only name a range or a direction, and a line of the plan of which one year
-- is lost.
local UNTIED <const> = { "^jaten%-2023/anggaran%.csv:%d+ serapan_lapor$",
                         "^semboro%-2024/renstra%.csv:19 rp_", " rentang$", " status$" }
for _, where in ipairs(missed) do
  local untied = false
  for _, pattern in ipairs(UNTIED) do untied = untied or where:find(pattern) ~= nil end
  check_eq(untied, true, "changed, and not found: " .. where)
end
check_eq(tried > 20 and (every > 1 or caught * 100 >= tried * 98), true,
  ("%d of %d changed figures were found"):format(caught, tried))

shell("rm -rf " .. folder)
check.done()
