-- capai new data --from: reports are written from the data sets of examples/, with tabs, with
-- pipes, and with what scanning does to them; what is read back is held against the data, row by
-- row.
-- CAPAI is the program; the folder of the checkout is the working directory.

local check <const> = dofile "tests/support/check.lua"
local rows_of <const> = dofile "tests/support/rows.lua"
local here <const> = check.shell("pwd"):gsub("\n", "")
local program <const> =
  (" " .. (os.getenv "CAPAI" or "build/capai")):gsub(" build/", " " .. here .. "/build/")
local sets <const> = { { "jaten-2023", 2023 }, { "semboro-2024", 2024 },
                       { "ledokombo-2023", 2023 } }

local folder <const> = check.shell("mktemp -d"):gsub("\n", "")

-- Runs the program in that folder: what it prints, and its status.
local function run(arguments)
  return check.shell(("cd %s && CAPAI_PATH=%s/scripts %s %s %s 2>&1"):format(folder, here,
    program, arguments, arguments:find "%-%-lang" and "" or "--lang en"))
end

-- ---- writing reports ----

local report <const> = {}
report.__index = report

local function new_report(style) return setmetatable({ lines = {}, style = style }, report) end

function report:text(line) self.lines[#self.lines + 1] = line end

function report:row(cells)
  if self.style == "pipes" then
    for i, cell in ipairs(cells) do cells[i] = cell:gsub("|", "\\|") end
    self:text("| " .. table.concat(cells, " | ") .. " |")
  else
    self:text(table.concat(cells, "\t"))
  end
  return #self.lines
end

-- A caption and the lines of a header.
function report:header(caption, ...)
  self:text("")
  self:text(caption)
  self:text("")
  for i, cells in ipairs { ... } do
    self:row(table.move(cells, 1, #cells, 1, {}))
    if i == 1 and self.style == "pipes" then
      self:text("|" .. ("---|"):rep(#cells))
    end
  end
end

-- A row of figures, with one fault of scanning in some of them; `said` collects which.
local function spoil(self, cells, line, said)
  local n = line % 11
  local last = #cells
  if self.style ~= "faults" or cells[last - 2] == "" or cells[last - 1] == "" then return cells end
  local spoilt = table.move(cells, 1, last, 1, {})
  if n == 2 and cells[last - 2]:find "0" then
    spoilt[last - 2] = cells[last - 2]:gsub("0", "O")
    if not spoilt[last - 2]:find "%d" then return cells end
    said[line] = "is read as " .. cells[last - 2]
  elseif n == 4 and cells[last - 2]:find "%.%d%d%d%." then
    spoilt[last - 2] = cells[last - 2]:gsub("%.", ". ", 1)
    said[line] = "is read as " .. cells[last - 2]
  elseif n == 6 then
    for i = 1, last - 3 do spoilt[i] = cells[i]:gsub(" ", "   ") end
  elseif n == 8 then
    spoilt[last - 1] = ""
    said[line] = "the cell realisasi is empty"
  end
  return spoilt
end

-- The budget table `name` of one year.
local function write_budget(self, rows, name, number, said)
  local header <const> = { "No", "Program/ Kegiatan/ Sub Kegiatan", "Anggaran (Rp)",
                           "Realisasi (Rp)", "%" }
  self:header("Tabel " .. number .. " Realisasi Anggaran", header)
  local places = {}
  for i, row in ipairs(rows) do
    local total = row.jenjang == "total"
    local cells = { total and "" or row.kode, total and "JUMLAH" or row.uraian, row.pagu,
                    row.realisasi, row.serapan_lapor }
    if self.style == "faults" and i == 12 then -- the page ends
      self:text("")
      self:row(header)
    end
    local line = self:row(spoil(self, cells, #self.lines + 1, said))
    places[line] = row
    if self.style == "faults" and i % 13 == 5 and not total and row.jenjang ~= "belanja" then
      local first, rest = row.uraian:match "^(.*%S)%s+(%l%S+)$"
      if first then
        self.lines[line] = self.lines[line]:gsub(row.uraian:gsub("%p", "%%%0"),
          (first:gsub("%%", "%%%%")))
        said[self:row { "", rest, "", "", "" }] = '"' .. rest .. '" is joined to the row before'
      end
    end
  end
  return places, name
end

local function grouped(rows)
  local list, by = {}, {}
  for _, row in ipairs(rows) do
    local key = row.tabel .. "|" .. row.tahun
    if not by[key] then
      by[key] = { tabel = row.tabel, tahun = row.tahun }
      list[#list + 1] = by[key]
    end
    table.insert(by[key], row)
  end
  return list
end

-- ---- the budget of the three reports, every table of the report year with its realisasi ----

local function same_figures(got, wanted, places, said, what)
  local by_line = {}
  for _, row in ipairs(got) do
    by_line[tonumber(row.sumber:match ":(%d+)$")] = row
  end
  for line, row in pairs(places) do
    local read = by_line[line]
    check.that(read, what .. ": line " .. line .. " is not read")
    local blank = said[line] == "the cell realisasi is empty"
    local where = what .. ", line " .. line
    check.eq(read.pagu, row.pagu, where .. ": pagu")
    check.eq(read.realisasi, blank and "" or row.realisasi, where .. ": realisasi")
    check.eq(read.serapan_lapor, row.serapan_lapor, where .. ": serapan")
    check.eq(read.uraian:gsub("%s+", " "), row.jenjang == "total" and "JUMLAH" or
      row.uraian:gsub("%s+", " "), where .. ": uraian")
    if row.jenjang ~= "total" then check.eq(read.kode, row.kode, where .. ": kode") end
    check.eq(read.catatan ~= "", said[line] ~= nil or read.uraian:find(" ", 1, true) ~= nil and
      read.catatan:find("disambung", 1, true) ~= nil, where .. ": what is doubtful is marked")
  end
  check.eq(#got, wanted, what .. ": rows")
end

local kept = 0
for _, set in ipairs(sets) do
  local name, year = table.unpack(set)
  local all = rows_of("examples/" .. name .. "/anggaran.csv")
  for _, style in ipairs { "tabs", "pipes", "faults" } do
    local self, places, said, count = new_report(style), {}, {}, 0
    self:text("LAPORAN KINERJA TAHUN " .. year)
    for i, rows in ipairs(grouped(all)) do
      local usable = tonumber(rows.tahun) == year
      for k = #rows, 1, -1 do
        -- names of the reports that begin like a heading of the table itself
        if rows[k].pagu == "" or rows[k].realisasi == "" or rows[k].pagu:find "%.$" or
           rows[k].jenjang == "belanja" or rows[k].jenjang == "total" and k < #rows or
           rows[k].uraian:find "^%-" or rows[k].uraian:find "^%d" then
          table.remove(rows, k)
        end
      end
      if usable and #rows > 0 then
        for line, row in pairs((write_budget(self, rows, rows.tabel, "9." .. i, said))) do
          places[line], count = row, count + 1
        end
      end
    end
    local what = name .. " " .. style
    local file, data = name .. "-" .. style .. ".txt", name .. "-" .. style
    check.write(folder .. "/" .. file, table.concat(self.lines, "\n") .. "\n")
    local out, status = run(("new data %s --from %s"):format(data, file))
    check.eq(status, 0, what .. ": " .. out)
    same_figures(rows_of(folder .. "/" .. data .. "/anggaran.csv"), count, places, said, what)
    for line, words in pairs(said) do
      local told = out:match("[^\n]*" .. file:gsub("%p", "%%%0") .. ":" .. line .. ": [^\n]*") or ""
      check.that(told:find(words, 1, true), what .. ", line " .. line .. ": not said: " .. words)
    end
    kept = kept + count
  end
end
check.that(kept > 300, "rows of the budget that were tried: " .. kept)

-- ---- the same tables in Word and Excel ----

-- A figure as a workbook stores it: no groups, no idle zeros.
local function plain(figure)
  local stored = figure:gsub("%.", "")
  if stored:find "," then stored = stored:gsub("0+(%%?)$", "%1"):gsub(",(%%?)$", "%1") end
  return stored
end

for _, set in ipairs(sets) do
  local wanted = rows_of(folder .. "/" .. set[1] .. "-tabs/anggaran.csv")
  for _, kind in ipairs { "docx", "xlsx" } do
    local what, data = set[1] .. "." .. kind, set[1] .. "-" .. kind
    check.shell(("/usr/bin/python3 tests/support/report.py %s/%s-tabs.txt %s/%s"):format(folder,
      set[1], folder, what))
    local out, status = run(("new data %s --from %s --tahun %d"):format(data, what, set[2]))
    check.eq(status, 0, what .. ": " .. out)
    local got = rows_of(folder .. "/" .. data .. "/anggaran.csv")
    check.eq(#got, #wanted, what .. ": rows")
    for i, row in ipairs(wanted) do
      local where = what .. ", row " .. i
      for _, column in ipairs { "tahun", "tabel", "kode", "jenjang", "uraian" } do
        check.eq(got[i][column], row[column], where .. ": " .. column)
      end
      for _, column in ipairs { "pagu", "realisasi", "serapan_lapor" } do
        local a, b = got[i][column], row[column]
        if kind == "xlsx" then a, b = plain(a), plain(b) end
        check.eq(a, b, where .. ": " .. column)
      end
    end
    local place = kind == "docx" and "^" .. what:gsub("%p", "%%%0") .. ":tabel 1!2$" or
      ":Laporan!%d+$"
    check.that(got[1].sumber:find(place), what .. ": the place of its first row: " .. got[1].sumber)
  end
end
check.write(folder .. "/cut.docx", "PK\3\4 and no more")
local said, code = run "new data terpotong --from cut.docx"
check.eq(code, 2, said)
check.that(said:find("this file is damaged or cut short", 1, true), said)

-- ---- years side by side, names without codes, the same codes for all of them ----

local many = new_report "tabs"
many:text "LAPORAN KINERJA TAHUN 2023"
many:header("Tabel 3.4 Realisasi Anggaran Tahun 2022 - 2023",
  { "No", "Program/Kegiatan", "Tahun 2022", "", "", "Tahun 2023", "", "" },
  { "", "", "Realisasi", "%", "%", "Anggaran", "Realisasi", "%" })
many:row { "I", "Program Satu", "1.000.000", "900.000", "90,00", "2.000.000", "1.000.000", "50,00" }
many:row { "", "Koordinasi", "1.000.000", "900.000", "90,00", "2.000.000", "1.000.000", "50,00" }
many:row { "II", "Program Dua", "", "", "", "500.000", "400.000", "80,00" }
check.write(folder .. "/many.txt", table.concat(many.lines, "\n"))
local out, status = run "new data many --from many.txt"
check.eq(status, 0, out)
local words = "the header of the columns of 2022 does not fit what stands below"
check.that(out:find(words, 1, true), out)
check.that(out:find("codes of table 3.4 are made by the order of its rows", 1, true), out)
local rows = rows_of(folder .. "/many/anggaran.csv")
check.eq(#rows, 5, "rows of two years")
for i, wanted in ipairs { { "2022", "1", "1.000.000", "900.000" }, { "2023", "1", "2.000.000" },
                          { "2022", "1.1", "1.000.000" }, { "2023", "1.1", "2.000.000" },
                          { "2023", "2", "500.000", "400.000" } } do
  check.eq(rows[i].tahun, wanted[1], "year of row " .. i)
  check.eq(rows[i].kode, wanted[2], "code of row " .. i)
  check.eq(rows[i].pagu, wanted[3], "pagu of row " .. i)
  check.eq(rows[i].realisasi, wanted[4] or rows[i].realisasi, "realisasi of row " .. i)
end
check.that(rows[1].catatan:find "kepala kolom", "what was read against its header is marked")

-- ---- the survey, indikator, sasaran, output ----

local whole = new_report "pipes"
whole:text "# LAPORAN KINERJA TAHUN 2023"
local answers = rows_of "examples/jaten-2023/skm.csv"
whole:header("Tabel 3.1 Survei",
  { "NO. RESP", "U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "U9" })
for i, row in ipairs(answers) do
  local cells = { row.responden }
  for u = 1, 9 do cells[u + 1] = row["u" .. u] end
  if i == 7 then cells[3] = "" end
  if i == 9 then cells[4] = "x" end
  whole:row(cells)
end
whole:row { "Jumlah", "961", "971", "926", "1094", "959", "966", "977", "947", "1104" }
whole:row { "NRR", "3,24", "3,27", "3,12", "3,68", "3,23", "3,25", "3,29", "3,19", "3,72" }
whole:row { "NRR tertimbang", "0,36", "0,36", "0,35", "0,41", "0,36", "0,36", "0,37", "0,35",
            "0,41" }
whole:text ""
whole:text "Nilai rata-rata unsur"
whole:text ""
local printed = rows_of "examples/jaten-2023/skm_lapor.csv"
for u = 1, 9 do
  whole:row { "", "U" .. u, printed[u].uraian, printed[u].rata_lapor, printed[u].peringkat_lapor }
end
local indikator = rows_of "examples/ledokombo-2023/indikator.csv"
whole:header("Tabel 3.2 Capaian", { "No", "Sasaran Strategis", "Indikator Kinerja", "Satuan",
  "Target 2023", "Realisasi 2023", "Capaian (%)", "Target Akhir Renstra (2026)",
  "Capaian terhadap Target Akhir Renstra" })
local measured = {}
for _, row in ipairs(indikator) do
  if row.tahun == "2023" and row.jenis == "sasaran" then
    measured[#measured + 1] = row
    whole:row { tostring(#measured), row.sasaran, row.indikator, row.satuan, row.target,
                row.realisasi, row.capaian_lapor, row.target_akhir, row.capaian_akhir_lapor }
  end
end
whole:header("Tabel 3.3 Perkembangan", { "Sasaran", "Indikator Kinerja", "Realisasi", "" },
  { "", "", "2022", "2023" })
whole:row { measured[1].sasaran, measured[1].indikator, "88%", "90%" }
whole:row { measured[2].sasaran, measured[2].indikator .. " Kecamatan", "80",
            measured[2].realisasi }
local sasaran = rows_of "examples/ledokombo-2023/sasaran.csv"
whole:header("Tabel 3.4 Efisiensi", { "Sasaran", "% Capaian Kinerja", "% Serapan Anggaran",
  "Tingkat Efisiensi" })
for _, row in ipairs(sasaran) do
  whole:row { row.sasaran, row.capaian_lapor, row.serapan_lapor, row.efisiensi_lapor }
end
whole:header("Tabel 3.5 Predikat", { "Sasaran/ Indikator", "% Capaian", "Predikat", "" },
  { "", "", "Baik Sekali", "Baik" })
whole:row { "Sasaran 1 : " .. sasaran[1].sasaran, "", "", "" }
whole:row { "Indikator : " .. measured[1].indikator, measured[1].capaian_lapor, "", "\u{2713}" }
whole:row { "Rata rata capaian", measured[1].capaian_lapor, "", "\u{2713}" }
whole:text ""
whole:text "Sub Kegiatan Penyediaan Gaji"
whole:header("", { "", "Uraian Input/ Output", "Satuan", "Target", "Realisasi" })
whole:row { "Input", "Jumlah Dana", "Rp", "20.000.000", "12.5OO.OOO" }
whole:row { "Output", "Jumlah orang", "Orang", "16", "13" }
whole:row { "Output", "Jumlah orang", "Orang", "16", "13" }
whole:header("Tabel 3.6 Pegawai", { "No", "Golongan", "Jumlah" })
whole:row { "1", "III/a", "12" }
check.write(folder .. "/whole.md", table.concat(whole.lines, "\r\n"))
out, status = run "new data whole --from whole.md"
check.eq(status, 0, out)

rows = rows_of(folder .. "/whole/skm.csv")
check.eq(#rows, 297, "respondents")
for i, row in ipairs(rows) do
  for u = 1, 9 do
    local name = "u" .. u
    local wanted = i == 7 and u == 2 and "" or i == 9 and u == 3 and "x" or answers[i][name]
    check.eq(row[name], wanted, "answer " .. name .. " of " .. i)
  end
end
check.that(out:find("the cell u2 is empty", 1, true), out)
check.that(out:find('"x" for the column u3 cannot be read as a number', 1, true), out)
rows = rows_of(folder .. "/whole/skm_lapor.csv")
check.eq(rows[4].jumlah_lapor .. rows[4].nrr_lapor .. rows[4].nrr_tertimbang_lapor, "10943,680,41",
  "the foot of the survey")
for u = 1, 9 do
  for _, column in ipairs { "unsur", "uraian", "rata_lapor", "peringkat_lapor" } do
    check.eq(rows[u][column], printed[u][column], column .. " of unsur " .. u)
  end
end

rows = rows_of(folder .. "/whole/indikator.csv")
check.eq(#rows, #measured + 2, "indikator of two years")
for i, row in ipairs(measured) do
  for _, column in ipairs { "sasaran", "indikator", "satuan", "target", "realisasi", "target_akhir",
                            "capaian_lapor", "capaian_akhir_lapor" } do
    check.eq(rows[i][column], row[column], column .. " of indikator " .. i)
  end
  check.eq(rows[i].tahun_akhir, "2026", "last year of the plan")
  check.eq(rows[i].arah, "", "nobody guesses a direction")
end
check.eq(rows[#measured + 1].tahun .. rows[#measured + 1].realisasi, "202288%", "an earlier year")
check.that(out:find('"90%" here, "' .. measured[1].realisasi .. '" in whole.md:', 1, true), out)
check.that(out:find(" is read as the same indikator as ", 1, true), out)
check.that(rows[1].catatan:find("juga tercetak 90%%"), rows[1].catatan)
check.eq(rows[1].predikat_lapor, "Baik", "a mark below the name of a class")

rows = rows_of(folder .. "/whole/sasaran.csv")
for i, row in ipairs(sasaran) do
  check.eq(rows[i].sasaran, row.sasaran, "sasaran " .. i)
  check.eq(rows[i].serapan_lapor, row.serapan_lapor, "its serapan")
  check.eq(rows[i].efisiensi_lapor, row.efisiensi_lapor, "its efficiency")
end
check.eq(rows[1].predikat_lapor, "Baik", "the class of the mean")
rows = rows_of(folder .. "/whole/output.csv")
check.eq(rows[1].output .. rows[1].target .. rows[1].realisasi, "Jumlah orang1613", "an output")
check.eq(rows[1].subkegiatan, "Penyediaan Gaji", "its sub kegiatan")
check.eq(#rows, 1, "an output that is printed twice")
check.that(out:find("Jumlah orang: the same as whole.md:", 1, true), out)
rows = rows_of(folder .. "/whole/anggaran.csv")
check.eq(rows[1].realisasi, "12.500.000", "letters for digits")
check.that(rows[1].catatan:find("12.5OO.OOO", 1, true), "what was printed is kept")
check.that(out:find("this table found no place (rows: 2): No | Golongan | Jumlah", 1, true), out)

-- what was written is a data set, but for what a person must say
out = run "eval whole --rules jember-2023"
check.that(not out:find("unknown column", 1, true) and not out:find("tidak dikenal", 1, true), out)

-- ---- what is refused, and what is said of less ----

out, status = run "new data whole --from whole.md"
check.eq(status, 2, out)
check.that(out:find("this folder exists already", 1, true), out)
check.write(folder .. "/prosa.txt", "Laporan tanpa tabel.\nTahun 2024.\n")
out, status = run "new data prosa --from prosa.txt"
check.eq(status, 2, out)
check.that(out:find("no table is recognised", 1, true), out)
check.that(not io.open(folder .. "/prosa/opd.csv"), "nothing is written")
out, status = run "new data x --from tidak-ada.txt"
check.eq(status, 3, out)
out, status = run "new data ../x --from whole.md"
check.eq(status, 2, out)
out, status = run "new rules x --tahun 2024"
check.eq(status, 2, out)
check.that(out:find("--tahun is one year here, and for capai new data only", 1, true), out)

-- what is said of tables that contradict themselves or one another, in both languages
local odd = new_report "tabs"
odd:text "LAPORAN KINERJA TAHUN 2023"
odd:header("Tabel 2.1 Rencana", { "Sasaran", "Indikator Kinerja", "Target Kinerja pada Tahun", "" },
  { "", "", "2023", "2024" })
odd:row { "Sasaran satu", "Nilai layanan kecamatan", "80", "90" }
odd:header("Tabel 2.2 Capaian", { "No", "Indikator Kinerja", "Real. 2022", "Tahun 2022", "", "" },
  { "", "", "", "Target", "Real", "% Capaian" }, { "1", "(2)", "(3)", "(4)", "(5)", "(6)" })
odd:row { "1", "Nilai layanan kecamatan", "70", "80", "60", "75,00" }
for _ = 1, 2 do
  odd:header("Tabel 2.3 Anggaran", { "Program", "Anggaran" })
  odd:row { "1. Program Satu", "Rp. 5.000" }
  odd:row { "2. Program Dua", "Rp. 6.000" }
end
check.write(folder .. "/odd.txt", table.concat(odd.lines, "\n"))
out, status = run "new data odd --from odd.txt"
check.eq(status, 0, out)
for _, part in ipairs { "the report year is read as 2023, the one that is named most",
                         "targets after 2023 in table 2.1",
                         '"Tahun 2022" in the header disagrees with another column',
                         "Program Satu: the same as odd.txt:", ", not written again" } do
  check.that(out:find(part, 1, true), "not said: " .. part .. "\n" .. out)
end
rows = rows_of(folder .. "/odd/indikator.csv")
check.eq(rows[1].tahun .. rows[1].realisasi, "202270", "the year before")
check.eq(rows[2].tahun .. rows[2].target .. rows[2].realisasi, "20238060", "the year of the report")
check.that(rows[2].catatan:find("menulis 2022", 1, true), rows[2].catatan)
check.eq(#rows_of(folder .. "/odd/anggaran.csv"), 2, "lines that are printed twice")
out, status = run "new data ganjil --from odd.txt --lang id"
check.eq(status, 0, out)
for _, part in ipairs { "tahun laporan dibaca 2023", "target sesudah tahun 2023 di tabel 2.1",
                         '"Tahun 2022" di kepala kolom bertentangan', "tidak ditulis lagi",
                         "ganjil ditulis: 3 berkas" } do
  check.that(out:find(part, 1, true), "not said: " .. part .. "\n" .. out)
end

-- lines of one name have one code in all tables, whatever their order
local twice = new_report "tabs"
twice:header("Tabel 4.1 Anggaran Tahun 2023", { "Program/Kegiatan", "Anggaran", "Realisasi" })
for _, name in ipairs { "Program A", "Kegiatan X", "Kegiatan Y", "Program B", "Kegiatan X" } do
  twice:row { name, "2.000", "1.000" }
end
twice:header("Tabel 4.2 Anggaran Tahun 2023", { "Program/Kegiatan", "Anggaran" })
for _, name in ipairs { "Program B", "Kegiatan X", "Program A", "Kegiatan Y", "Kegiatan X",
                        "Kegiatan Z" } do
  twice:row { name, "3.000" }
end
check.write(folder .. "/twice.txt", table.concat(twice.lines, "\n"))
out, status = run "new data twice --from twice.txt"
check.eq(status, 0, out)
local codes = {}
for i, row in ipairs(rows_of(folder .. "/twice/anggaran.csv")) do codes[i] = row.kode end
check.eq(table.concat(codes, " "), "1 1.1 1.2 2 2.1 2 2.1 1 1.2 1.1 1.3", "codes by name")

-- two unsur of one name: nobody knows which is which
check.write(folder .. "/dua.txt", "Tahun 2023\nRESP\tU1\tU1\tU3\n1\t4\t4\t4\n")
out, status = run "new data dua --from dua.txt"
check.eq(status, 0, out)
check.that(out:find("dua.txt:2: warning: this table found no place (rows: 1)", 1, true), out)
check.that(not io.open(folder .. "/dua/skm.csv"), "no answer is written")

local poor = new_report "tabs"
poor:text "Program dengan dananya"
poor:row { "", "", "", "", "Sumber Dana" }
poor:row { "1.", "Program Satu", "", "Rp 2.700.414.981", "APBD" }
poor:row { "2.", "Program Dua", "Daerah", "Rp 609.079.200", "APBD" }
poor:text ""
poor:text "Tabel 3.1 Anggaran"
poor:row { "No", "Program/ Kegiatan", "Anggaran", "Realisasi", "%" }
poor:row { "1", "Program Satu", "9.871.1466.000", "1.000", "10" }
poor:row { "", "Koordinasi", "Upaya", "5.000", "4.000", "80" }
poor:row { "", "Tanpa Angka Sama Sekali", "", "", "" }
poor:row { "", "", "7.000", "", "" }
poor:text "Rapat dan"
poor:row { "", "Kegiatan Rapat", "1.000", "900", "90" }
check.write(folder .. "/poor.txt", table.concat(poor.lines, "\n"))
out, status = run "new data poor --from poor.txt"
check.eq(status, 0, out)
for _, part in ipairs { "no report year is found", "table tanpa nomor has no header",
                         '"9.871.1466.000" for the column pagu cannot be read as a number',
                         "the figures of this row stand too far right: Koordinasi Upaya",
                         '"Tanpa Angka Sama Sekali" is joined to the row before: Koordinasi Upaya',
                         "this row found no place: 7.000" } do
  check.that(out:find(part, 1, true), "not said: " .. part .. "\n" .. out)
end
rows = rows_of(folder .. "/poor/anggaran.csv")
check.eq(rows[1].pagu, "Rp 2.700.414.981", "as it is printed")
check.eq(rows[3].pagu, "9.871.1466.000", "unreadable, as it is printed")
check.eq(rows[4].pagu .. rows[4].realisasi .. rows[4].serapan_lapor, "5.0004.00080", "shifted")
out, status = run "new data poor-2020 --from poor.txt --tahun 2020"
check.eq(status, 0, out)
check.eq(rows_of(folder .. "/poor-2020/anggaran.csv")[1].tahun, "2020", "the year that was said")

-- ---- whatever the text: it is read, or found to hold nothing ----

require "capai"
local intake <const> = require "capai.intake"
local shreds <const> = { "", "-", "1", "U1", "No", "Program", "Anggaran", "%", "2022", "Rp 1.000",
                         "O.OOO", "Target", "Capaian", "Indikator Kinerja", "Sasaran", "JUMLAH",
                         "1.2.3", "Sub Kegiatan : x", "Dana :", "Output : y", "\xFF", "(1)",
                         "Predikat", "Efisiensi", "Uraian Input/ Output", "I" }
local seed <const> = tonumber(os.getenv "SEED" or "20261121")
math.randomseed(seed)

local function shred() return shreds[math.random(#shreds)] end

local function tear(lines)
  local torn, first = {}, math.random(#lines)
  for i = first, math.min(#lines, first + math.random(200)) do
    local line, how = lines[i]:gsub(" | ", "\t"), math.random(12)
    if how == 1 then line = line:gsub("\t", "", 1) end
    if how == 2 then line = line .. "\t" .. shred() end
    if how == 3 then line = "" end
    if how == 4 then line = lines[math.random(#lines)] end
    if how == 5 then line = table.concat({ shred(), shred(), shred(), shred() }, "\t") end
    torn[#torn + 1] = line
  end
  return table.concat(torn, "\n")
end

for round = 1, 300 do
  local lines = round % 3 == 0 and poor.lines or round % 3 == 1 and whole.lines or odd.lines
  local torn = tear(lines)
  local ok, err = pcall(function()
    local year = round % 2 == 0 and 2023 or nil
    return intake.read(intake.text(torn), "x", year, tostring):files()
  end)
  check.that(ok, ("round %d, SEED=%d: %s\n%s"):format(round, seed, tostring(err), torn))
end

-- target, realisasi, capaian and predikat in one table: no column without a place
check.write(folder .. "/four.md", [[
# LAPORAN KINERJA TAHUN 2024

Tabel 3.2 Capaian Kinerja

| Sasaran | Indikator | Target | Realisasi | Capaian (%) | Predikat |
|---|---|---|---|---|---|
| Warga puas | Indeks Kepuasan | 84,00 | 78,20 | 93,10 | Sangat Tinggi |
]])
out = run "new data four --from four.md"
rows = rows_of(folder .. "/four/indikator.csv")
check.eq(#rows, 1, "one indikator")
for column, value in pairs { target = "84,00", realisasi = "78,20", capaian_lapor = "93,10",
                             predikat_lapor = "Sangat Tinggi", sasaran = "Warga puas" } do
  check.eq(rows[1][column], value, column)
end
check.that(not out:find("found no place", 1, true), out)

check.shell("rm -rf " .. folder)
check.done()
