-- capai batch -o x.xlsx: every cell of the tables in the workbook against the CSV of the same run,
-- as another program reads it; the same bytes however it was made; columns, long texts, many
-- digits.
-- CAPAI is the program; the folder of the checkout is the working directory.

local check <const> = dofile "tests/support/check.lua"
local parse <const> = dofile "tests/support/csv.lua"
local program <const> = os.getenv "CAPAI" or "build/capai"
local eq <const>, that <const> = check.eq, check.that
local read <const>, write <const>, shell <const> = check.read, check.write, check.shell
local folder <const> = shell("mktemp -d"):gsub("\n", "")

local tables <const> = {
  "indikator", "sasaran", "tujuan", "anggaran", "opd", "rekap", "output", "skm", "lke", "triwulan",
  "renstra", "kabupaten", "gagal",
}

local function run(arguments)
  return shell(("%s %s --lang en %s 2>&1"):format("", program, arguments))
end

-- The cells of a workbook by sheet and place, as { kind, value }, and the names of its sheets.
local function cells_of(path)
  local cells, names, seen = {}, {}, {}
  local out, status = shell(("/usr/bin/python3 tests/support/xlsx_read.py '%s' --full")
    :format(path))
  eq(status, 0, "another program reads it")
  for line in out:gmatch "[^\n]+" do
    local sheet, place, kind, value = line:match "^([^!]*)!(%u+%d+)\t([^\t]*)\t([^\t]*)"
    if not seen[sheet] then names[#names + 1], seen[sheet] = sheet, true end
    cells[sheet .. "!" .. place] = { kind = kind, value = value }
  end
  return cells, names
end

local function letters(column)
  local text = ""
  while column > 0 do
    text, column = string.char(65 + (column - 1) % 26) .. text, (column - 1) // 26
  end
  return text
end

local function one_line(text) return (text:gsub("[\t\r\n]", " ")) end

local counts <const> = { number = 0, text = 0 }

local function same_cell(cell, expected, what)
  if expected == "" then
    eq(cell and cell.value or "", "", what)
  elseif not cell then
    error(what .. ": not there")
  elseif cell.kind == "number" then
    that(tonumber(cell.value) == tonumber(expected), what .. ": " .. cell.value)
    counts.number = counts.number + 1
  else
    eq(cell.value, one_line(expected), what)
    counts.text = counts.text + 1
  end
end

local function same_table(cells, name, path)
  for r, row in ipairs(parse(read(path))) do
    for c, expected in ipairs(row) do
      local place <const> = ("%s!%s%d"):format(name, letters(c), r)
      same_cell(cells[place], expected, place)
    end
  end
end

-- ---- every cell ----

local file <const> = folder .. "/hasil.xlsx"
local said, status = run(("batch examples -o %s/csv -o %s"):format(folder, file))
eq(status, 0, said)
local cells, names = cells_of(file)
eq(table.concat(names, " "), "Isi " .. table.concat(tables, " ") .. " manifest", "sheets")
for _, name in ipairs(tables) do same_table(cells, name, ("%s/csv/%s.csv"):format(folder, name)) end
that(counts.number > 3000 and counts.text > 5000, counts.number .. " numbers, " .. counts.text
  .. " texts")
eq(cells["opd!I2"].kind, "number", "capaian is a number")
eq(cells["anggaran!E2"].kind, "text", "a code is none")
local rows = 0
for place, cell in pairs(cells) do
  rows = rows + (place:find "^manifest!A" and (cell.value == "masukan" and 1 or 0) or 0)
end
eq(rows, select(2, read(folder .. "/csv/manifest.json"):gsub('"xxh3"', "")), "inputs")
local link = ""
for place, cell in pairs(cells) do
  if place:find "^Isi!B" and cell.value:find "anggaran" then link = link .. cell.value .. "|" end
end
that(link:find("Serapan tiap baris anggaran; 372 baris", 1, true), link)

-- ---- the same bytes ----

local bytes <const> = read(file)
run(("batch examples --quiet --jobs 1 -o %s/one.xlsx"):format(folder))
that(read(folder .. "/one.xlsx") == bytes, "one thread")
run(("batch examples --quiet --shard 1/2 -o %s/a"):format(folder))
run(("batch examples --quiet --shard 2/2 -o %s/b"):format(folder))
said, status = run(("merge %s/b %s/a --quiet -o %s/merged.xlsx -o %s/merged.sqlite"):format(folder,
  folder, folder, folder))
eq(status, 0, said)
that(read(folder .. "/merged.xlsx") == bytes, "of shards")
eq(shell(("ls -A %s | grep -c capai"):format(folder)), "0\n", "nothing else is left")
said, status = shell(("ulimit -f 60; %s batch examples --quiet --lang en -o %s/full.xlsx 2>&1")
  :format(program, folder))
eq(status, 3, "a disk that is full: " .. said)
said, status = run(("batch examples --quiet --resume -o %s/full.xlsx"):format(folder))
eq(status, 0, said)
that(read(folder .. "/full.xlsx") == bytes, "gone on with when there is room")

-- ---- what cells cannot hold ----

shell("mkdir " .. folder .. "/data")
local long <const> = ("panjang "):rep(5000)
write(folder .. "/data/indikator.csv", 'opd,tahun,indikator,arah,target,realisasi,catatan\n'
  .. 'a,2024,=1+1,positif,"12.345.678.901.234.567,89",3,_x0041_\n'
  .. 'a,2024,"dua\nbaris",positif,10,"9,5",' .. long .. '\n')
said, status = run(("batch %s/data --rules jember-2024 --quiet -o %s/odd.xlsx --columns "
  .. "indikator.indikator,indikator.target=Angka,indikator.target:asli,indikator.realisasi,"
  .. "indikator.catatan"):format(folder, folder))
eq(status, 0, said)
cells, names = cells_of(folder .. "/odd.xlsx")
eq(table.concat(names, " "), "Isi indikator gagal manifest", "tables with columns that were chosen")
local first, second = cells["indikator!A2"], cells["indikator!A3"]
eq(first.kind .. first.value, "text=1+1", "no formula")
eq(second.value, "dua baris", "line ends")
eq(cells["indikator!B1"].value, "Angka", "a title")
eq(cells["indikator!B2"].kind .. cells["indikator!B2"].value, "text12345678901234567.89",
  "more digits than a cell can hold")
eq(cells["indikator!C2"].value, "12.345.678.901.234.567,89", "the text of the source")
eq(cells["indikator!D3"].value, "9.5", "a number")
eq(cells["indikator!E2"].value, "_x0041_", "no code of a character")
eq(utf8.len(cells["indikator!E3"].value), 32767, "as long as a cell can be")
eq(cells["indikator!E3"].value:sub(-3), "…", "and seen to be cut")

os.execute("rm -r " .. folder)
check.done()
