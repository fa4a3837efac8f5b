-- What offices export: the three reports in other clothes give the same bytes of results. CAPAI is
-- the program; the folder of the checkout is the working directory.

local program <const> = os.getenv("CAPAI") or "build/capai"
local examples <const> = { "jaten-2023", "semboro-2024", "ledokombo-2023" }
local tables <const> = { "indikator", "sasaran", "tujuan", "anggaran", "opd", "rekap", "skm" }
local files <const> = { "opd", "indikator", "anggaran", "sasaran", "skm", "alias" }
local parse <const> = dofile "tests/support/csv.lua"
local check <const> = dofile "tests/support/check.lua"
local read <const>, write <const> = check.read, check.write

local function run(command)
  local pipe = assert(io.popen(command))
  local out = pipe:read("a")
  assert(pipe:close(), command)
  return out
end

local function format(rows, delimiter, line_end)
  local lines = {}
  for _, row in ipairs(rows) do
    local cells = {}
    for i, cell in ipairs(row) do
      cells[i] = cell:find('[,;\t"\r\n]') and '"' .. cell:gsub('"', '""') .. '"' or cell
    end
    lines[#lines + 1] = table.concat(cells, delimiter) .. line_end
  end
  return table.concat(lines)
end

local function utf16(text)
  local out = { "\xFF\xFE" }
  for _, c in utf8.codes(text) do
    assert(c < 0xD800)
    out[#out + 1] = string.char(c & 0xFF, c >> 8)
  end
  return table.concat(out)
end

-- Characters beyond ASCII as Windows-1252; the examples have none that are not in Latin-1.
local function windows(text)
  return (text:gsub("[\xC2-\xC3][\x80-\xBF]", function(c)
    return string.char(utf8.codepoint(c))
  end))
end

-- A title, a date and an empty row above the header; two empty columns and a row behind the data.
local function with_title(rows)
  local dressed = { { "LAPORAN KINERJA, data mentah" }, { "per 31 Desember" }, { "" } }
  for _, row in ipairs(rows) do
    local wider = { table.unpack(row) }
    wider[#wider + 1], wider[#wider + 2] = "", ""
    dressed[#dressed + 1] = wider
  end
  dressed[#dressed + 1] = { "", "", "" }
  return dressed
end

local clothes <const> = {
  { "semicolon, CR LF", function(rows) return format(rows, ";", "\r\n") end },
  { "tab, LF", function(rows) return format(rows, "\t", "\n") end },
  { "lone CR", function(rows) return format(rows, ",", "\r") end },
  { "byte-order mark", function(rows) return "\xEF\xBB\xBF" .. format(rows, ";", "\n") end },
  { "UTF-16, tab", function(rows) return utf16(format(rows, "\t", "\r\n")) end },
  { "UTF-16, big end first", function(rows)
    return (utf16(format(rows, "\t", "\r\n")):gsub("(.)(.)", "%2%1"))
  end },
  { "UTF-16 without a mark", function(rows) return utf16(format(rows, ";", "\n")):sub(3) end },
  { "Windows-1252", function(rows) return windows(format(rows, ";", "\r\n")) end },
  { "title", function(rows) return format(with_title(rows), ";", "\r\n") end },
}

local function results(folder)
  local out = {}
  for _, name in ipairs(tables) do
    out[#out + 1] = run(("%s eval '%s' --table %s --format csv --tahun semua 2>/dev/null"):format(
      program, folder, name))
  end
  return table.concat(out)
end

local folder = os.tmpname()
os.remove(folder)
run(("mkdir -p '%s'"):format(folder))
for _, example in ipairs(examples) do
  local expected = results("examples/" .. example)
  assert(#expected > 1000, example)
  for _, dress in ipairs(clothes) do
    for _, file in ipairs(files) do
      local source = ("examples/%s/%s.csv"):format(example, file)
      local target = ("%s/%s.csv"):format(folder, file)
      local there <close> = io.open(source)
      os.remove(target)
      if there then write(target, dress[2](parse(read(source)))) end
    end
    assert(results(folder) == expected, example .. " in " .. dress[1])
    check.passed = check.passed + 1
  end
end
-- ---- numbers, by the notation in force: what is read, or why it is refused ----

local other <const> = { "ditulis dengan notasi lain" }
local broken <const> = { "letak pemisah ribuannya salah" }
local partial <const> = { "bukan angka yang utuh" }
local numbers <const> = { -- cell, in --notation indonesia, in --notation us
  { "1 234 567", "1234567", "1234567" },
  { "1 234 567,5", "1234567.5", broken },
  { "1 234 567.5", broken, "1234567.5" },
  { "1\u{A0}234\u{A0}567,50", "1234567.50", broken },
  { "12 34", partial, partial },
  { "1.234,5", "1234.5", other },
  { "1,234.5", other, "1234.5" },
  { "1.234.567", "1234567", other },
  { "1,234,567", other, "1234567" },
  { "0,5", "0.5", "0.5" },
  { "0.5", "0.5", "0.5" },
  { "97,78%", "97.78", "97.78" },
  { "97.78 %", "97.78", "97.78" },
  { "97%,78", partial, partial },
  { "97,78%%", partial, partial },
  { "Rp 1.234.567,-", "1234567", other },
  { "(1.250,5)", "-1250.5", other },
  { "(1,250.5)", other, "-1250.5" },
}

local lines <const> = { "tahun\tindikator\tarah\trealisasi\ttarget\n" }
for i, number in ipairs(numbers) do
  lines[#lines + 1] = ("2024\t%d\tpositif\t1\t%s\n"):format(i, number[1])
end
run(("rm '%s'/*"):format(folder))
write(folder .. "/indikator.csv", table.concat(lines))
for k, notation in ipairs { "indonesia", "us" } do
  local command = ("%s eval '%s' --rules jember-2024 --table indikator --format csv --lang id"
    .. " --notation %s"):format(program, folder, notation)
  local rows = parse(run(("(%s || [ $? = 1 ]) 2>'%s/said'"):format(command, folder)))
  local said, column = read(folder .. "/said"), {}
  for i, name in ipairs(rows[1]) do column[name] = i end
  for i, number in ipairs(numbers) do
    local expected, row = number[k + 1], rows[i + 1]
    local refused = type(expected) == "table"
    local what = ("%s in notation %s"):format(number[1], notation)
    assert(row[column.target] == (refused and number[1] or expected), what)
    assert(row[column.status] == (refused and "tidak_dapat_dihitung" or "nilai"), what)
    local place = (":%d:%d: kesalahan: "):format(i + 1, 5 + #tostring(i) + 1 + 8 + 2 + 1)
    assert(not refused or said:find(place .. '"' .. number[1] .. '" ' .. expected[1], 1, true)
      or said:find(place .. '"' .. number[1] .. '" bukan angka: ' .. expected[1], 1, true), what)
    check.passed = check.passed + 1
  end
end

-- A line break in quotes is part of the cell, and counts as a line in places.
write(folder .. "/indikator.csv", 'tahun;"indi\nkator";indikator;arah;target;realisasi\r\n'
  .. '2024;;"Nilai\r\nSAKIP";positif;100;90\r\n2024;;Lain;positif;seratus;90\r\n')
local out = run(("(%s eval '%s' --rules jember-2024 --table indikator --format csv || [ $? = 1 ]) "
  .. "2>'%s/said'"):format(program, folder, folder))
assert(out:find('"Nilai\r\nSAKIP",,positif,100,90,90.00', 1, true), out)
assert(read(folder .. "/said"):find('indikator.csv:5:20: kesalahan: "seratus"', 1, true))
check.passed = check.passed + 1

run(("rm -r '%s'"):format(folder))
check.done()
