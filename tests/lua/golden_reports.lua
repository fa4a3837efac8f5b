-- The reports of the three kecamatan: every cell of every table of BAB III, as it is read back from
-- the files, is what the evaluation says; and the files agree with one another in all tables.
-- CAPAI is the program; REPORTS the forms that are read (what reads .docx is not always there).
local check <const> = dofile "tests/support/check.lua"
local evaluation <const> = dofile "tests/support/evaluation.lua"
local expected <const> = dofile "tests/support/expected.lua"
local read <const> = dofile "tests/support/report_read.lua"

local text <const>, percent <const>, rupiah <const> = expected.text, expected.percent,
  expected.rupiah
local points <const>, number <const> = expected.points, expected.number
local where <const> = evaluation.where

local FORMS <const> = os.getenv "REPORTS" or "html xlsx"
local program <const> = os.getenv "CAPAI" or "build/capai"
local folder <const> = check.shell "mktemp -d":gsub("\n", "")

-- ---- what a table must show ----

-- The evaluations of a data set: of its year, and of all.
local function open(data, year)
  local self <const> = { year = year, now = evaluation.of(data),
                         all = evaluation.of(data, "--tahun semua") }
  self.opd = self.now.opd[1]
  self.indikator = evaluation.source(data, "indikator.csv")
  self.data = data
  return self
end

-- A field of an indicator as it is written in the data.
local function written(self, row, field)
  if not row then return text() end
  local source <const> = where(self.indikator,
    { tahun = row.tahun, jenis = row.jenis, indikator = row.indikator })
  check.eq(#source, 1, "lines of " .. row.indikator)
  return expected.written(row[field], source[1][field])
end

local function sasaran(row) return text(row.sasaran or row.tujuan) end

local function no(i) return text(i .. ".") end

-- The rows of a table: `make(row, i)` gives the cells of one.
local function rows_of(rows, make)
  local list <const> = {}
  for i, row in ipairs(rows) do list[i] = make(row, i) end
  return list
end

-- ... with a line above those of each group.
local function grouped(rows, field, make)
  local list, last = {}, nil
  for i, row in ipairs(rows) do
    if row[field] ~= last then list[#list + 1] = { text(row[field]) } end
    list[#list + 1], last = make(row, i), row[field]
  end
  return list
end

local function of_jenis(self, ...)
  local list <const>, wanted <const> = {}, " " .. table.concat({ ... }, " ") .. " "
  for _, row in ipairs(self.now.indikator) do
    if wanted:find(" " .. row.jenis .. " ", 1, true) then list[#list + 1] = row end
  end
  return list
end

-- The same indicator in another year.
local function in_year(self, row, year)
  for _, other in ipairs(where(self.all.indikator,
                               { tahun = year, jenis = row.jenis, indikator = row.indikator })) do
    if other.sasaran == row.sasaran then return other end
  end
end

local function scale(...)
  return rows_of({ ... }, function(band, i) return { no(i), text(band[1]), text(band[2]) } end)
end

-- ---- indicators ----

local function measurement(self, ...)
  return rows_of(of_jenis(self, ...), function(row, i)
    return { no(i), sasaran(row), text(row.indikator), written(self, row, "target"),
             written(self, row, "realisasi"), percent(row.capaian),
             written(self, row, "target_akhir"), percent(row.capaian_akhir) }
  end)
end

local function trend(row)
  if not row.tren then return text "tidak cukup data" end
  if row.tren == 0 then return text "tetap" end
  return text((row.tren > 0 and "naik " or "turun ") .. percent(math.abs(row.tren))[1] .. " poin")
end

local function years(self, fields, first)
  return rows_of(of_jenis(self, "sasaran"), function(row)
    local cells <const> = { sasaran(row), text(row.indikator) }
    for _, field in ipairs(fields) do
      for year = first, self.year do
        cells[#cells + 1] = written(self, in_year(self, row, year), field)
      end
    end
    return cells
  end)
end

local function with_trends(self, first)
  local rows <const> = years(self, { "realisasi" }, first)
  for i, row in ipairs(of_jenis(self, "sasaran")) do table.insert(rows[i], trend(row)) end
  return rows
end

local function comparison(self)
  return rows_of(of_jenis(self, "sasaran"), function(row, i)
    return { no(i), sasaran(row), text(row.indikator), written(self, row, "realisasi"),
             written(self, row, "pembanding"), points(row.selisih) }
  end)
end

-- Target and realisasi, under names of their own, and what comes of them.
local function reached(self, target, result)
  return rows_of(of_jenis(self, "sasaran"), function(row, i)
    return { no(i), sasaran(row), text(row.indikator), written(self, row, target),
             written(self, row, "realisasi"), percent(row[result]) }
  end)
end

local function recap(self, group, ...)
  local classes <const> = self.now.rekap
  local function make(row)
    local cells <const> = { text(row.indikator), percent(row.capaian) }
    for _, class in ipairs(classes) do
      cells[#cells + 1] = text(row.predikat == class.predikat and "✓" or "")
    end
    return cells
  end
  local rows <const> = of_jenis(self, ...)
  local list <const> = group and grouped(rows, group, make) or rows_of(rows, make)
  local total <const> = { text "Jumlah indikator" }
  if not group then total[2] = nil end
  for _, class in ipairs(classes) do total[#total + 1] = number(class.jumlah, 0) end
  list[#list + 1] = total
  return list
end

-- ---- outputs, budget, efficiency ----

local function outputs(self)
  local written_rows <const> = evaluation.source(self.data, "output.csv")
  return grouped(self.now.output, "subkegiatan", function(row, i)
    local source <const> = written_rows[i]
    check.eq(source.output, row.output, "a line of output.csv")
    return { no(i), text(row.output), text(row.satuan),
             expected.written(row.target, source.target, true),
             expected.written(row.realisasi, source.realisasi, true), percent(row.capaian) }
  end)
end

local function budget_row(row)
  return { text(row.kode or ""), text(row.uraian), rupiah(row.pagu), rupiah(row.realisasi),
           percent(row.serapan) }
end

local function lines(self, tabel)
  local list <const> = {}
  for _, row in ipairs(where(self.now.anggaran, { tahun = self.year, tabel = tabel })) do
    if row.jenjang ~= "total" then list[#list + 1] = row end
  end
  return list
end

-- The lines of the budget without those of `jenjang`, and what the OPD has in all.
local function budget(self, jenjang)
  local list <const> = {}
  for _, row in ipairs(lines(self, self.opd.tabel_anggaran)) do
    if row.jenjang ~= jenjang then list[#list + 1] = budget_row(row) end
  end
  list[#list + 1] = { text "Jumlah", rupiah(self.opd.pagu), rupiah(self.opd.realisasi),
                      percent(self.opd.serapan) }
  return list
end

-- The lines of a printed table with the sums of those at its top.
local function lines_with_sums(self, tabel, top)
  local pagu, realisasi, list = 0, 0, {}
  for i, row in ipairs(lines(self, tabel)) do
    list[i] = budget_row(row)
    if not top or row.jenjang == top then
      pagu, realisasi = pagu + row.pagu, realisasi + row.realisasi
    end
  end
  list[#list + 1] = { text "Jumlah", rupiah(pagu), rupiah(realisasi),
                      percent(realisasi / pagu * 100) }
  return list
end

local function efficiency(self)
  return rows_of(self.now.sasaran, function(row, i)
    local difference <const> = row.capaian and row.serapan and row.capaian - row.serapan
    return { no(i), text(row.sasaran), percent(row.capaian), rupiah(row.pagu),
             rupiah(row.realisasi), percent(row.serapan), points(difference or nil),
             text(row.efisiensi) }
  end)
end

-- A figure of the Renstra, or a grade.
local function planned(value)
  if type(value) == "string" then return text(value) end
  return number(value, value and math.type(value) == "float" and value % 1 ~= 0 and 2 or 0)
end

local function matrix(self, versi, first, last)
  local function of_year(year)
    local list <const> = {}
    for _, row in ipairs(where(self.all.renstra, { versi = versi, tahun = year })) do
      if row.jenjang == "sasaran" or row.jenjang == "program" then list[#list + 1] = row end
    end
    return list
  end
  local function thousands(rp) return rupiah(rp and rp // 1000) end
  return rows_of(of_year(last), function(row, i)
    local cells <const> = { text(row.kode or ""), text(row.uraian), text(row.indikator),
                            text(row.satuan), planned(row.awal) }
    for year = first, last do
      local there <const> = of_year(year)[i]
      table.move({ planned(there.target), thousands(there.rp) }, 1, 2, #cells + 1, cells)
    end
    return table.move({ planned(row.target_akhir), thousands(row.rp_akhir) }, 1, 2, #cells + 1,
      cells)
  end)
end

-- ---- tables of Karanganyar ----

local function of_indicator(self, name, make)
  local rows <const> = where(self.now.indikator, { indikator = name })
  return rows_of(rows, make)
end

local function this_year(self, name)
  return of_indicator(self, name, function(row, i)
    return { no(i), text(row.indikator), written(self, row, "target"),
             written(self, row, "realisasi") }
  end)
end

local function all_years(self, name)
  local rows <const> = where(self.all.indikator, { indikator = name })
  table.sort(rows, function(a, b) return a.tahun < b.tahun end)
  return rows_of(rows, function(row, i)
    return { no(i), text(tostring(row.tahun)), written(self, row, "target"),
             written(self, row, "realisasi") }
  end)
end

local function unsur(self)
  return rows_of(self.now.skm, function(row, i)
    return { no(i), text(row.unsur:upper()), text(row.uraian), number(row.rata, 3),
             number(row.peringkat, 0) }
  end)
end

local function respondents(self)
  local list <const> = rows_of(evaluation.source(self.data, "skm.csv"), function(row)
    local cells <const> = { number(tonumber(row.responden), 0) }
    for i = 1, 9 do cells[i + 1] = number(tonumber(row["u" .. i]), 0) end
    return cells
  end)
  for _, line in ipairs { { "Jumlah nilai per unsur", "jumlah", 0 },
                          { "NRR per unsur", "nrr", 6 },
                          { "NRR tertimbang", "nrr_tertimbang", 6 } } do
    local cells <const> = { text(line[1]) }
    for i, row in ipairs(self.now.skm) do cells[i + 1] = number(row[line[2]], line[3]) end
    list[#list + 1] = cells
  end
  return list
end

local function absorbed(self, tabel, first)
  return rows_of(where(self.now.anggaran, { tahun = self.year, tabel = tabel }), function(row)
    local cells <const> = { text(row.uraian) }
    for year = first, self.year do
      local there <const> = where(self.all.anggaran,
        { tahun = year, tabel = tabel, kode = row.kode, uraian = row.uraian })[1]
      cells[#cells + 1] = percent(there and there.serapan_lapor)
    end
    return cells
  end)
end

-- The lines of a table that is printed for several years, by kode in the order of the file.
local function over_years(self, tabel, first)
  local seen, rows, list <const> = {}, {}, {}
  for _, row in ipairs(where(self.all.anggaran, { tabel = tabel })) do
    if not seen[row.kode] then rows[#rows + 1] = row.kode end
    seen[row.kode] = row
  end
  for i, kode in ipairs(rows) do
    local cells <const> = { text(kode), text(seen[kode].uraian) }
    for year = first, self.year do
      local there <const> = where(self.all.anggaran,
        { tahun = year, tabel = tabel, kode = kode })[1] or {}
      table.move({ rupiah(there.pagu), rupiah(there.realisasi), percent(there.serapan) }, 1, 3,
        #cells + 1, cells)
    end
    list[i] = cells
  end
  return list
end

local function efficiency_percent(self)
  local list <const> = {}
  for _, name in ipairs { "tujuan", "sasaran" } do
    for _, row in ipairs(self.now[name]) do
      list[#list + 1] = { text(row[name]), percent(row.capaian), percent(row.serapan),
                          percent(row.efisiensi_persen) }
    end
  end
  return list
end

-- ---- the tables of BAB III ----

local SEMBORO <const> = {
  data = "examples/semboro-2024", layout = "jember-2024", year = 2024, chapter = "Tabel 3.",
  { "Tabel 3.1", "Skala Nilai Peringkat Kinerja", function()
    return scale({ "≥ 90", "Sangat Tinggi" }, { "76 – 90", "Tinggi" }, { "66 – 75", "Sedang" },
                 { "51 – 65", "Rendah" }, { "≤ 50", "Sangat Rendah" })
  end },
  { "Tabel 3.2", "Pengukuran Realisasi Kinerja Tahun 2024",
    function(self) return measurement(self, "sasaran") end },
  { "Tabel 3.3", "Perbandingan Realisasi dengan Tahun Sebelumnya",
    function(self) return with_trends(self, 2021) end },
  { "Tabel 3.4", "Perbandingan Realisasi dengan Kabupaten", comparison },
  { "Tabel 3.5", "Program Pendukung Sasaran", budget },
  { "Tabel 3.6", "Target dan Realisasi Keluaran Subkegiatan", outputs },
  { "Tabel 3.7", "Efisiensi Penggunaan Sumber Daya", efficiency },
  { "Tabel 3.8", "Rekapitulasi Predikat Capaian Kinerja",
    function(self) return recap(self, "sasaran", "sasaran") end },
  { "Tabel 3.9", "Realisasi Anggaran per Program dan Kegiatan",
    function(self) return budget(self, "subkegiatan") end },
  { "Tabel 3.10", "Target Kinerja dan Pendanaan Renstra",
    function(self) return matrix(self, "Setelah Perubahan", 2023, 2026) end },
}

local LEDOKOMBO <const> = {
  data = "examples/ledokombo-2023", layout = "jember-2023", year = 2023, chapter = "Tabel 3.",
  { "Tabel 3.1", "Skala Pengukuran", function()
    return scale({ "> 90 – 100", "AA" }, { "> 80 – 90", "A" }, { "> 70 – 80", "BB" },
                 { "> 60 – 70", "B" }, { "> 50 – 60", "CC" }, { "> 30 – 50", "C" },
                 { "> 0 – 30", "D" })
  end },
  { "Tabel 3.2", "Pengukuran Realisasi Kinerja Tahun 2023",
    function(self) return reached(self, "target", "capaian") end },
  { "Tabel 3.3", "Perbandingan Capaian dengan Tahun Sebelumnya",
    function(self) return years(self, { "target", "realisasi" }, 2021) end },
  { "Tabel 3.4", "Perbandingan Realisasi dengan Target Akhir Renstra",
    function(self) return reached(self, "target_akhir", "capaian_akhir") end },
  { "Tabel 3.5", "Perbandingan Realisasi dengan Realisasi Nasional", comparison },
  { "Tabel 3.6", "Ikhtisar Capaian Kinerja Tahun 2023",
    function(self) return recap(self, "sasaran", "sasaran") end },
  { "Tabel 3.7", "Target dan Realisasi Keluaran Pendukung Sasaran", outputs },
  { "Tabel 3.8", "Efisiensi Penggunaan Sumber Daya", efficiency },
  { "Tabel 3.9", "Realisasi Anggaran per Program Tahun 2023", budget },
}

local JATEN <const> = {
  data = "examples/jaten-2023", layout = "karanganyar", year = 2023, chapter = "Tabel 3.",
  { "Tabel 3.1.1", "Skala Pengukuran Kinerja", function()
    return scale({ "> 100", "Sangat Baik" }, { "75 – 100", "Baik" }, { "55 – 74", "Cukup" },
                 { "< 55", "Kurang" })
  end },
  { "Tabel 3.2.1", "Capaian Indikator Kinerja Utama Nilai SAKIP",
    function(self) return this_year(self, "Nilai SAKIP") end },
  { "Tabel 3.2.2", "Perbandingan Capaian Nilai SAKIP",
    function(self) return all_years(self, "Nilai SAKIP") end },
  { "Tabel 3.2.3", "Capaian Indikator Kinerja Utama IKM",
    function(self) return this_year(self, "IKM") end },
  { "Tabel 3.2.4", "Perbandingan Capaian IKM", function(self) return all_years(self, "IKM") end },
  { "Tabel 3.2.5", "Nilai Interval Konversi dan Mutu Pelayanan", function()
    return scale({ "88,31 – 100", "A Sangat baik" }, { "76,61 – 88,30", "B Baik" },
                 { "65 – 76,60", "C Kurang baik" }, { "25 – 64,99", "D Tidak baik" })
  end },
  { "Tabel 3.2.6", "Nilai Rata-Rata Unsur Pelayanan", unsur },
  { "Tabel 3.2.7", "Survei Kepuasan Masyarakat per Responden", respondents },
  { "Tabel 3.3.1", "Capaian Kinerja Tujuan dan Sasaran",
    function(self) return measurement(self, "tujuan", "sasaran") end },
  { "Tabel 3.3.2", "Rekapitulasi Kategori Capaian",
    function(self) return recap(self, nil, "tujuan", "sasaran") end },
  { "Tabel 3.4.1", "Total Belanja dan Realisasi", budget },
  { "Tabel 3.4.2", "Tingkat Realisasi Anggaran",
    function(self) return absorbed(self, "3.4.2", 2020) end },
  { "Tabel 3.4.3", "Belanja per Program",
    function(self) return lines_with_sums(self, "3.4.3", "program") end },
  { "Tabel 3.4.4", "Belanja dan Realisasi 2020 sampai 2023",
    function(self) return over_years(self, "3.4.4", 2020) end },
  { "Tabel 3.4.5", "Belanja per Sasaran",
    function(self) return lines_with_sums(self, "3.4.5") end },
  { "Tabel 3.5.1", "Efisiensi Penggunaan Sumber Daya", efficiency_percent },
}

-- ---- comparing ----

local figures <const> = {}

-- Compares a table that was read with the rows that it must have; counts its figures.
local function check_table(form, got, rows, what)
  check.eq(#got.rows - got.head, #rows, what .. ", rows")
  for i, row in ipairs(rows) do
    local cells <const> = got.rows[got.head + i]
    check.eq(#cells, #row, ("%s, cells of row %d"):format(what, i))
    for k, cell in ipairs(row) do
      local wanted <const> = form == "xlsx" and cell[2] or cell[1]
      check.eq(cells[k], wanted, ("%s, row %d, cell %d"):format(what, i, k))
      if cell[2] then figures[form] = (figures[form] or 0) + 1 end
    end
  end
end

-- Two files of one report have the same tables, cell by cell.
local function check_same(form, got, page, what)
  check.eq(#got, #page, what .. ", tables")
  for i, one in ipairs(got) do
    local place <const> = what .. " " .. page[i].label
    check.eq(one.label, page[i].label, place)
    check.eq(one.caption, page[i].caption, place)
    one.head = one.head or page[i].head
    check.eq(one.head, page[i].head, place .. ", rows of the head")
    check.eq(#one.rows, #page[i].rows, place .. ", rows")
    for r, row in ipairs(page[i].rows) do
      check.eq(#one.rows[r], #row, ("%s, cells of row %d"):format(place, r))
      for k, cell in ipairs(row) do
        local other <const> = one.rows[r][k]
        local same <const> = other == cell or form == "xlsx" and other == expected.plain(cell)
        check.that(same, ("%s, row %d, cell %d: %s, not %s"):format(place, r, k, other, cell))
      end
    end
  end
end

local function write(report)
  local outputs_of <const> = {}
  for form in FORMS:gmatch "%a+" do
    outputs_of[#outputs_of + 1] = ("-o %s/%s.%s"):format(folder, report.layout, form)
  end
  local out <const>, status <const> = check.shell(("%s eval %s --layout %s %s 2>&1"):format(program,
    report.data, report.layout, table.concat(outputs_of, " ")))
  check.that(status <= 1, out)
end

local function of_chapter(tables, chapter)
  local list <const> = {}
  for _, one in ipairs(tables) do
    if one.label:sub(1, #chapter) == chapter then list[#list + 1] = one end
  end
  return list
end

for _, report in ipairs { SEMBORO, LEDOKOMBO, JATEN } do
  write(report)
  local self <const>, page = open(report.data, report.year), nil
  for form in FORMS:gmatch "%a+" do
    local what <const> = report.data:match "[^/]+$" .. "." .. form
    local tables <const> = read[form](("%s/%s.%s"):format(folder, report.layout, form))
    page = page or tables
    check_same(form, tables, page, what)
    local chapter <const> = of_chapter(tables, report.chapter)
    check.eq(#chapter, #report, what .. ", tables of BAB III")
    for i, one in ipairs(chapter) do
      check.eq(one.label, report[i][1], what)
      check.eq(one.caption, report[i][2], what)
      check_table(form, one, report[i][3](self), what .. " " .. one.label)
    end
  end
end

check.shell("rm -r " .. folder)
for form in FORMS:gmatch "%a+" do print(("%s: %d figures"):format(form, figures[form])) end
check.done()
