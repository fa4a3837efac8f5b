--- The results of a batch as a workbook: a sheet for each table, whose rows the program adds by
--- itself, one that leads to them, and what they were made from.
local book = require "capai.render.xlsx.book"
local index = require "capai.render.xlsx.index"
local measure = require "capai.render.xlsx.measure"
local number = require "capai.render.xlsx.number"
local page = require "capai.render.page"

local size <const>, color <const> = page.size, page.color

local TITLE <const> = "Hasil capai batch"
--- Rows below the head that a sheet has room for.
local ROWS <const> = 1048575
--- Of a column, in pixels; of a character in the font of cells, about.
local NARROW <const>, WIDE <const>, CHARACTER <const> = 56, 420, 6.3
local DECIMALS <const> = 12
local NUMBER_FORMAT_OF_YEARS <const> = "0_n"

--- What the list of sheets says of a table.
local ABOUT <const> = {
  indikator = "Capaian dan predikat tiap indikator", sasaran = "Capaian dan anggaran tiap sasaran",
  tujuan = "Capaian dan anggaran tiap tujuan", anggaran = "Serapan tiap baris anggaran",
  opd = "Capaian, serapan, efisiensi dan peringkat tiap OPD",
  rekap = "Jumlah indikator tiap predikat", output = "Capaian output subkegiatan",
  skm = "Nilai tiap unsur survei kepuasan masyarakat", lke = "Nilai tiap kriteria LKE",
  triwulan = "Capaian rencana aksi tiap triwulan", renstra = "Target dan pagu Renstra tiap tahun",
  kabupaten = "Rata-rata dan jumlah tiap kabupaten",
  gagal = "OPD yang gagal dihitung, dan sebabnya",
}

--- A whole number with points between its groups.
local function grouped(count)
  local text = tostring(count):reverse():gsub("(%d%d%d)", "%1."):reverse()
  return (text:gsub("^%.", ""))
end

--- ---- sheets ----

local function head_format()
  return { size = size.head, bold = true, align = "center", valign = "center", wrap = true,
           border = true, border_color = color.grid, fill = color.head, bottom = "thin",
           rule_color = color.rule }
end

local function body_format(format)
  format.size, format.border, format.border_color = size.cell.normal, true, color.grid
  return format
end

--- The formats of cells in the body: of texts, of texts in the place of numbers, of numbers by
--- their decimals from 0 on, of years.
local function formats(workbook)
  local numbers = {}
  for decimals = 0, DECIMALS do
    local shown = number.format("number", decimals)
    numbers[decimals + 1] = workbook:format(body_format { number = shown })
  end
  return { text = workbook:format(body_format { align = "left", indent = 1 }), numbers = numbers,
    right = workbook:format(body_format { align = "right", number = number.TEXT }),
    year = workbook:format(body_format { number = NUMBER_FORMAT_OF_YEARS }) }
end

local function is_year(column)
  return column.kind == "whole" and column.source:find "^tahun" ~= nil
end

local function width_of(column)
  local head = measure.width(book.text(column.title), size.head, true) + 30
  local body = math.floor(math.max(column.characters, 1) * CHARACTER) + 18
  return math.max(NARROW, math.min(math.max(head, body), WIDE))
end

--- One letter for each column: t text, n number, y year.
local function kinds_of(file)
  local list = {}
  for i, column in ipairs(file.columns) do
    list[i] = is_year(column) and "y" or column.kind == "text" and "t" or "n"
  end
  return table.concat(list)
end

--- A sheet for rows of a table, named as the table is: Capai and others find it by that.
local function add_sheet(workbook, file, place, rows)
  local sheet = workbook:sheet(file.name)
  sheet.name = place > 1 and ("%s (%d)"):format(file.name, place) or file.name
  for i, column in ipairs(file.columns) do
    sheet.columns[i] = { width = width_of(column) }
    workbook:cell(sheet, 1, i, { text = book.text(column.title) }, head_format())
  end
  sheet.frozen = { row = 2, column = 1 }
  sheet.filter = { row = 1, column = 1, rows = rows + 1, columns = #file.columns }
  book.print(sheet, { landscape = true, left = TITLE, right = file.name }, measure)
  sheet.print.repeated = { row = 1, column = 1 }
  return sheet
end

--- The sheets of a table, as many as its rows need; `sources` says of each what is in it.
local function add_table(workbook, file, number_of_file, cells, sources)
  local entries = {}
  for place = 1, math.max(1, (file.rows + ROWS - 1) // ROWS) do
    local rows = math.min(ROWS, file.rows - (place - 1) * ROWS)
    local sheet = add_sheet(workbook, file, place, rows)
    sources[#workbook.sheets] = { file = number_of_file, rows = rows, columns = kinds_of(file),
      text = cells.text, right = cells.right, numbers = cells.numbers, year = cells.year }
    entries[place] = { label = sheet.name, sheet = sheet, caption = ("%s; %s baris"):format(
      ABOUT[file.name] or file.name, grouped(rows)) }
  end
  return entries
end

--- ---- what it was made from ----

local function manifest_rows(text)
  local rows = { { "program", "capai", text:match '"capai": "([^"]*)"' or "", "" } }
  for id, version in text:gmatch '{"id": "([^"]*)", "version": "([^"]*)"}' do
    rows[#rows + 1] = { "aturan", id, version, "" }
  end
  for name, sum in text:gmatch '{"name": "([^"]*)", "sha256": "(%x+)"}' do
    rows[#rows + 1] = { "skrip", name, sum, "" }
  end
  for name, bytes, sum in text:gmatch '{"name": "([^"]*)", "size": (%d+), "xxh3": "(%x+)"' do
    rows[#rows + 1] = { "masukan", name, sum, bytes }
  end
  return rows
end

local function add_manifest(workbook, text, cells)
  local sheet = workbook:sheet "manifest"
  sheet.name = "manifest"
  for i, title in ipairs { "bagian", "nama", "nilai", "ukuran" } do
    sheet.columns[i] = { width = ({ 80, 320, 420, 90 })[i] }
    workbook:cell(sheet, 1, i, { text = title }, head_format())
  end
  for r, row in ipairs(manifest_rows(text)) do
    for c = 1, 3 do
      sheet.cells[#sheet.cells + 1] = { row = r + 1, column = c, text = book.text(row[c]),
                                        format = cells.text }
    end
    sheet.cells[#sheet.cells + 1] = { row = r + 1, column = 4, format = cells.numbers[1],
                                      number = row[4] ~= "" and row[4] or nil }
  end
  sheet.frozen = { row = 2, column = 1 }
  book.print(sheet, { landscape = true, left = TITLE, right = "manifest" }, measure)
  return { label = "manifest", caption = "Program, aturan, skrip dan masukan, dengan sidiknya",
           sheet = sheet }
end

--- The description of the workbook, without the rows of the tables, and for each of its sheets that
--- has such rows where they come from. `files`: { name, rows, columns = { { title, source, kind,
--- characters } } }, `manifest` its text.
return function(files, manifest)
  local document = { title = TITLE }
  local workbook, sources, entries = book.new(document), {}, {}
  local first, cells = index.new(workbook), formats(workbook)
  for i, file in ipairs(files) do
    for _, entry in ipairs(add_table(workbook, file, i, cells, sources)) do
      entries[#entries + 1] = entry
    end
  end
  entries[#entries + 1] = add_manifest(workbook, manifest, cells)
  for i = 1, #workbook.sheets do sources[i] = sources[i] or false end
  index.write(first, document, entries, {})
  return { properties = workbook.properties, formats = workbook.formats,
           sheets = workbook.sheets }, sources
end
