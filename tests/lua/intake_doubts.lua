-- What capai new data must say, and must not: small reports, each with one thing that was once read
-- wrong, or lost, without a word.
-- CAPAI is the program; the folder of the checkout is the working directory.

local check <const> = dofile "tests/support/check.lua"
local rows_of <const> = dofile "tests/support/rows.lua"
local here <const> = check.shell("pwd"):gsub("\n", "")
local program <const> =
  (" " .. (os.getenv "CAPAI" or "build/capai")):gsub(" build/", " " .. here .. "/build/")
local folder <const> = check.shell("mktemp -d"):gsub("\n", "")
local INDIKATOR <const> = "No|Sasaran|Indikator|Target|Realisasi|Capaian"
local BUDGET <const> = "No|Program|Pagu|Realisasi|%"

local function run(arguments)
  return check.shell(("cd %s && CAPAI_PATH=%s/scripts %s %s %s 2>&1"):format(folder, here,
    program, arguments, arguments:find "%-%-lang" and "" or "--lang en"))
end

local made = 0

-- Reads a report of the year 2024, "|" between cells: what the program prints, and the rows of a
-- file of the data set.
local function read(lines, file, arguments)
  made = made + 1
  local name = "r" .. made
  local text = "LKjIP TAHUN 2024\n" .. table.concat(lines, "\n"):gsub("|", "\t") .. "\n"
  check.write(("%s/%s.txt"):format(folder, name), text)
  local out, status = run(("new data %s --from %s.txt %s"):format(name, name, arguments or ""))
  check.eq(status, 0, out)
  return out, rows_of(("%s/%s/%s.csv"):format(folder, name, file or "indikator"))
end

local function says(out, words)
  check.that(out:find(words, 1, true), words .. "\nnot in\n" .. out)
end

local function silent(out, words)
  check.that(not out:find(words, 1, true), out)
end

-- ---- figures ----

-- letters that stand for digits are no unit, and two figures in one cell are not one
for _, cell in ipairs { "8S,57", "7S,OO%", "9B%", "1S Dok", "8\u{417},57", "1.2S0", "83,5B",
                        "B3,57", ">83", "\u{B1}83,57", "83 57", "10 20" } do
  local out, rows = read { "Tabel 3.1 Capaian", INDIKATOR,
                           "1|Sasaran|Satu|90|" .. cell .. "|92,86" }
  says(out, ('"%s" for the column realisasi cannot be read as a number'):format(cell))
  check.eq(rows[1].realisasi, cell, "carried as it stands")
end
for _, cell in ipairs { "4 Dok", "3Kali", "5m2", "7 - 8 bulan", "20 Orang/bulan", "BB (74)", "WTP",
                        "Level 3" } do
  local out = read { "Tabel 3.1 Capaian", INDIKATOR, "1|Sasaran|Satu|90|" .. cell .. "|92,86" }
  silent(out, "cannot be read")
end
for cell, number in pairs { ["5 00.000.000"] = "500.000.000", ["1 000 000"] = "1.000.000",
                            ["2. 500"] = "2.500" } do
  local out, rows = read({ "Tabel 3.2 Anggaran", BUDGET, "1|Program A|" .. cell .. "|1|1" },
    "anggaran")
  says(out, ('"%s" in column pagu is read as %s'):format(cell, number))
  check.eq(rows[1].pagu, number, "blanks within groups of three")
end

-- ---- columns and captions ----

-- a column of figures that is not read is said, and of two that hold the same, which one is taken
local out, rows = read({ "Tabel 3.5 Anggaran",
  "Kode Rekening|Uraian|Pagu Anggaran|Realisasi Keuangan|% Keuangan|Realisasi Fisik|% Fisik|Ket",
  "5.1|Belanja Operasi|1.000|900|90|95|95|baik" }, "anggaran")
check.eq(rows[1].realisasi .. " " .. rows[1].serapan_lapor, "900 90", "money, not works")
says(out, "r" .. made .. ".txt:3: warning: this column found no place: Realisasi Fisik")
says(out, "this column found no place: % Fisik")
silent(out, "found no place: Ket")
out, rows = read({ "Tabel 3.5 Anggaran", "No|Program|Pagu|Realisasi Keuangan||Realisasi Fisik|",
  "|||Rp|%|Target|%", "1|Program A|1.000.000|900.000|90|100|100" }, "anggaran")
check.eq(rows[1].realisasi .. " " .. rows[1].serapan_lapor, "900.000 90", "below a group")
says(out, "this column found no place: Realisasi Fisik Target")
for _, pair in ipairs { { "Pagu Murni", "Pagu Perubahan" },
                        { "Anggaran Sebelum Perubahan", "Anggaran Setelah Perubahan" } } do
  out, rows = read({ "Tabel 3.5 Anggaran", "No|Program|" .. table.concat(pair, "|") .. "|Realisasi",
    "1|Program A|500|600|300" }, "anggaran")
  check.eq(rows[1].pagu, "600", "the budget that realisasi is held against")
  says(out, ('column "%s" is not carried over: "%s" takes the same place'):format(pair[1], pair[2]))
end
out, rows = read({ "Tabel 3.2 Anggaran",
  "No|Kode|Program|Pagu|Realisasi Triwulan 1|Realisasi Triwulan 2|Realisasi",
  "1|2.1|Kegiatan A|500|100|200|300" }, "anggaran")
check.eq(rows[1].kode .. " " .. rows[1].realisasi, "2.1 300", "the code, and the whole year")
says(out, "this column found no place: Realisasi Triwulan 2")
out = read { "Tabel 3.1 Capaian", "No|Indikator|Target|Realisasi TW I|Realisasi TW II|Realisasi|" ..
             "Tingkat Kemajuan|Sisa", "1|Satu|80|20|40|60|75,00|20" }
for _, column in ipairs { "Realisasi TW I", "Realisasi TW II", "Tingkat Kemajuan", "Sisa" } do
  says(out, "this column found no place: " .. column .. "\n")
end
out, rows = read({ "Tabel 3.4 Efisiensi", "Sasaran|Capaian (%)|Penyerapan Anggaran (%)|Efisiensi",
                   "A|93,75|91,67|Efisien", "|1|2|" }, "sasaran")
check.eq(rows[1].serapan_lapor, "91,67", "serapan by another word")
says(out, "this row found no place: 1 2")

-- figures beyond the header
out = read { "Tabel 3.1 Capaian", INDIKATOR, "1|Sasaran|Satu|90|80|88,89|7|baik" }
says(out, '.txt:4: warning: "7" stands beyond the header, and is not carried over')

-- amounts that are not in rupiah
for _, lines in ipairs { { "Tabel 3.2 Anggaran (dalam ribuan rupiah)", BUDGET },
                         { "Tabel 3.2 Anggaran", "No|Program|Pagu (Ribu Rp)|Realisasi|%" },
                         { "Tabel 3.2 Anggaran", "(Rp ribu)", BUDGET } } do
  lines[#lines + 1] = "1|Program A|1.000|900|90"
  out, rows = read(lines, "anggaran")
  says(out, "the amounts of table 3.2 are printed in ribu rupiah")
  check.eq(rows[1].pagu, "1.000", "carried as it stands")
end
for _, title in ipairs { "Program Seribu Buku", "Anggaran sebesar Rp3,2 miliar", "Ribuan Warga" } do
  silent(read { "Tabel 3.2 " .. title, BUDGET, "1|Program A|1.000|900|90" }, "are printed in")
end

-- a caption in small letters, and a numbered title, begin a table; a sentence does not
for title, name in pairs { ["Tabel 3.3 Realisasi anggaran per program"] = "3.3",
                           ["Tabel 3.3 Pagu dan realisasi"] = "3.3",
                           ["3.3. Realisasi anggaran per program"] = "3.3",
                           ["Tabel 3.3 di atas tidak memuat belanja"] = "3.2",
                           ["Tabel 3.3 Pagu dan realisasi dimuat dalam lampiran."] = "3.2" } do
  rows = select(2, read({ "Tabel 3.2 Anggaran", BUDGET, "1|Program A|1.000|900|90", "", title,
                          BUDGET, "1|Program A|1.000|900|90", "2|Program B|500|400|80" },
    "anggaran"))
  check.eq(rows[#rows].tabel, name, title)
  check.eq(#rows, name == "3.3" and 3 or 2, "a repetition in another table is kept")
end

-- ---- sasaran over several rows ----

-- a merged cell says what it holds for; blank cells leave it to the reader, who is told
local lines <const> = { "Tabel 3.1 Capaian", INDIKATOR, "1|Minat baca|Satu|90|80|88,89",
                        "^|^|Dua|50|40|80,00" }
for _, kind in ipairs { "docx", "xlsx" } do
  check.write(folder .. "/merged.txt",
    "LKjIP TAHUN 2024\n" .. table.concat(lines, "\n"):gsub("|", "\t") .. "\n")
  check.shell(("/usr/bin/python3 tests/support/report.py %s/merged.txt %s/merged.%s"):format(folder,
    folder, kind))
  out = run(("new data merged-%s --from merged.%s"):format(kind, kind))
  rows = rows_of(folder .. "/merged-" .. kind .. "/indikator.csv")
  check.eq(rows[2].indikator .. ": " .. rows[2].sasaran, "Dua: Minat baca", kind)
  check.eq(rows[2].catatan, "", "the document says it")
  silent(out, "without a sasaran")
end
lines[4] = "||Dua|50|40|80,00"
out, rows = read(lines)
check.eq(rows[2].sasaran .. ": " .. rows[2].catatan, "Minat baca: sasaran menurut baris di atasnya",
  "blank cells")
says(out, "txt:3: warning: 1 indikator of table 3.1 without a sasaran takes that of the row above")

-- ---- codes and levels ----

-- what the lines of a table are: tabel, kode, jenjang and uraian of each
local function tree(list)
  local parts = {}
  for i, row in ipairs(list) do parts[i] = row.kode .. " " .. row.jenjang .. " " .. row.uraian end
  return table.concat(parts, "; ")
end

local made_codes <const> = "are made by the order of its rows"
for _, case in ipairs {
  { -- the codes of the regulations: urusan and bidang come before the program
    { "7|Urusan Kewilayahan", "7.01|Bidang Urusan Kecamatan", "7.01.01|Penunjang Urusan",
      "7.01.01.2.01|Perencanaan", "7.01.01.2.01.0001|Dokumen", "|Laporan" },
    "7 urusan Urusan Kewilayahan; 7.01 bidang Bidang Urusan Kecamatan; " ..
    "7.01.01 program Penunjang Urusan; 7.01.01.2.01 kegiatan Perencanaan; " ..
    "7.01.01.2.01.0001 subkegiatan Dokumen; 7.01.01.2.01.0002 subkegiatan Laporan", true },
  { { "1|Program A", "1.1|Kegiatan A1", "1.2|Kegiatan A2", "2|Program B", "2.1|Pengadaan",
      "2.1.1|Gaji" }, -- what is printed is kept, and no code is made
    "1 program Program A; 1.1 kegiatan Kegiatan A1; 1.2 kegiatan Kegiatan A2; " ..
    "2 program Program B; 2.1 kegiatan Pengadaan; 2.1.1 subkegiatan Gaji", false },
  { { "1|Program A", "|1.1 Kegiatan A1", "|1.2. Pengadaan" }, -- codes before the names
    "1 program Program A; 1.1 kegiatan Kegiatan A1; 1.2 kegiatan Pengadaan", false },
} do
  local report <const> = { "Tabel 3.2 Anggaran", "Kode|Program/Kegiatan|Pagu|Realisasi" }
  for i, line in ipairs(case[1]) do report[i + 2] = line .. "|1.00" .. i .. "|900" end
  out, rows = read(report, "anggaran")
  check.eq(tree(rows), case[2], "codes and levels")
  check.eq(out:find(made_codes, 1, true) ~= nil, case[3], "codes that were made\n" .. out)
end

-- a table that is printed again, its amounts and a name in another spelling
out, rows = read({ "PERJANJIAN KINERJA", "", "|||Sumber Dana",
  "1.|Program Satu Daerah||Rp 2.700|APBD", "2.|Program Dua|Lagi|Rp 609.079|APBD",
  "|Jumlah||Rp 611.779|", "",
  "PERJANJIAN KINERJA", "", "Program|Anggaran", "1. Program Satu Daerah|Rp. 2.700,-",
  "2. Program Lagi Dua|Rp. 609.079", "Jumlah|Rp. 611.779" }, "anggaran")
check.eq(tree(rows), "1 program Program Satu Daerah; 2 program Program Dua Lagi; 0 total Jumlah",
  "the table that is printed twice")
says(out, "the name of this row is joined from several cells: Program Dua Lagi")
check.eq(rows[2].catatan, "uraian disambung dari beberapa sel", "the joined name")
says(out, "Program Lagi Dua: the same as r" .. made .. ".txt:6, not written again")

-- ---- years, figures that are missing, names that are nearly the same ----

local measured <const> = { "Tabel 3.1 Capaian", INDIKATOR, "1|Sasaran|Satu|90|80|88,89" }
out, rows = read(measured, "indikator", "--tahun 1999")
says(out, "this report does not name the year 1999; the one that it names most is 2024")
check.eq(#rows, 1, "a table without a year is of the year that was said")
silent(read(measured, "indikator", "--tahun 2024"), "does not name the year")

out, rows = read { "Tabel 3.1 Capaian", INDIKATOR, "1|Sasaran|Satu|90||", "2|Lain|Dua|50|-|0",
                   "3|Lain|Tiga|50||40", "", "Tabel 3.2 Capaian", INDIKATOR,
                   "1|Lain|Tiga|50|20|40" }
check.eq(rows[1].catatan, "realisasi kosong; capaian_lapor kosong", "what the row lacks")
says(out, ".txt:4: warning: the cell realisasi is empty")
check.eq(rows[2].catatan .. rows[3].catatan, "", "a dash is printed, and another table has it")
out, rows = read({ "Sub Kegiatan Gaji", "", "|Uraian Input/ Output|Satuan|Target|Realisasi",
                   "Input|Jumlah Dana|Rp|2.000|1.000", "Output|Jumlah Orang|Orang|16|" }, "output")
says(out, ".txt:6: warning: the cell realisasi is empty")
check.eq(rows[1].catatan, "realisasi kosong", "an output without realisasi")

local EFFICIENCY <const> = "Sasaran|Capaian (%)|Serapan (%)|Efisiensi"
out, rows = read({ "Tabel 3.4 Efisiensi", EFFICIENCY,
                   "Fasilitasi Kesejahteraan Masyarakat|90|80|Efisien",
                   "Fasilitasi Kesejahteraan Masyarakat 2|90|80|Efisien", "",
                   "Tabel 3.5 Efisiensi", "Sasaran|Capaian (%)|Predikat|Efisiensi",
                   "Fasilitas Kesejahteraan Masyarakat 2|90|Baik|Efisien" }, "sasaran")
check.eq(#rows, 2, "two rows of one table are two")
says(out, '"Fasilitas Kesejahteraan Masyarakat 2" is read as the same sasaran as "Fasilitasi')

-- ---- who wrote the report ----

for letters, wanted in pairs {
  ["**PEMERINTAH KABUPATEN KARANGANYAR**\n**KECAMATAN JATEN**"] = "Karanganyar: Kecamatan Jaten",
  ["# PEMERINTAH KOTA SOLO BARU\nDINAS KEARSIPAN DAN PKK"] =
    "Kota Solo Baru: Dinas Kearsipan dan PKK",
  ["PEMERINTAH KABUPATEN JEMBER KECAMATAN LEDOKOMBO"] = "Jember: Kecamatan Ledokombo",
  ["Pemerintah Kabupaten Jember\nKecamatan Ledokombo"] = ": ",
  ["PEMERINTAH KABUPATEN JEMBER\nTAHUN 2024"] = ": ",
} do
  out, rows = read({ letters, "Tabel 3.2 Anggaran", BUDGET, "1|Program A|1.000|900|90" }, "opd")
  check.eq(rows[1].kabupaten .. ": " .. rows[1].nama, wanted, letters)
  check.eq(out:find(" and the kabupaten ", 1, true) ~= nil, wanted ~= ": ", out)
end

-- ---- what is no report, and where none can be written ----

local function refused(arguments, words)
  local text, code = run("new data " .. arguments)
  check.eq(code, 2, text)
  says(text, words)
end

local report_text <const> = "LKjIP TAHUN 2024\nTabel 3.2 Anggaran\nProgram\tPagu\nA\t1.000\n"
for name, case in pairs {
  ["asli.pdf"] = { "%PDF-1.7\n\xE2\xE3", "this is a PDF, which holds no tables as tables" },
  ["kosong.docx"] = { "", "this file is empty" },
  ["biner.txt"] = { ("\0\1\2\3\xFF"):rep(99), "this is no text, and no .docx, .xlsx or .ods" },
} do
  check.write(folder .. "/" .. name, case[1])
  refused("bukan --from " .. name, case[2])
end
check.write(folder .. "/utf16.txt", "\xFF\xFE" .. report_text:gsub(".", "%0\0"))
out = run "new data utf16 --from utf16.txt"
check.eq(rows_of(folder .. "/utf16/anggaran.csv")[1].pagu, "1.000", "UTF-16\n" .. out)

check.write(folder .. "/laporan.txt", report_text)
check.shell("mkdir " .. folder .. "/ada")
refused("ada --from laporan.txt", "ada: error: this folder exists already")
silent(run "new data ada --from laporan.txt", "the report year")
for name, near in pairs { ["Lap2023"] = "lap2023", ['"nama dengan spasi"'] = "nama-dengan-spasi",
                          ["/tmp/x/LKjIP_2024.docx"] = "lkjip-2024" } do
  refused(name .. " --from laporan.txt", "cannot be used; try " .. near .. "\n")
end
refused("'???' --from laporan.txt", 'the name "???" cannot be used\n')

-- a workbook that was never calculated
out, rows = read({ "Tabel 3.2 Anggaran", BUDGET, "1|Program A|2.000|=B2/2|50",
                   "|JUMLAH|=C3|=D3|=D4/C4" }, "anggaran")
says(out, "column realisasi holds a formula without its result: =B2/2")
check.eq(rows[2].jenjang .. rows[2].pagu .. rows[2].catatan,
  "total=C3pagu berisi rumus; realisasi berisi rumus; serapan_lapor berisi rumus", "carried")

check.shell("rm -rf " .. folder)
check.done()
