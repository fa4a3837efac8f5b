--- A document with every kind of block, for tests of the renderers. The figures are invented.
local function runs(...)
  local list = {}
  for i, run in ipairs { ... } do list[i] = type(run) == "string" and { text = run } or run end
  return list
end

local function text(column, words, more)
  local cell = more or {}
  cell.column, cell.text = column, words
  return cell
end

local function number(column, words, plain, format, decimals, more)
  local cell = text(column, words, more)
  cell.number, cell.format, cell.decimals = plain, format, decimals
  return cell
end

local achieved = { text = "realisasi / target * 100", of = { realisasi = 4, target = 3 },
                   digits = 2, mode = "half_up" }

local measurement = {
  kind = "table", id = "tabel-capaian", label = "Tabel 3.1", size = "normal",
  caption = runs("Capaian Kinerja Tahun 2031"),
  columns = { { align = "center", width = 10, kind = "index" },
              { align = "left", width = 72, kind = "text" },
              { align = "right", width = 22, kind = "number" },
              { align = "right", width = 24, kind = "number" },
              { align = "right", width = 24, kind = "number" } },
  head = {
    { cells = { text(1, "No.", { rowspan = 2 }), text(2, "Indikator", { rowspan = 2 }),
                text(3, "Tahun 2031", { colspan = 3 }) } },
    { cells = { text(3, "Target"), text(4, "Realisasi"), text(5, "Capaian (%)") } },
    { numbers = true, cells = { text(1, "1"), text(2, "2"), text(3, "3"), text(4, "4"),
                                text(5, "5 = 4 ∕ 3") } } },
  rows = {
    { role = "group", level = 0, cells = { text(1, "Sasaran A", { colspan = 5, bold = true }) } },
    { role = "row", level = 0, cells = {
      text(1, "1."), text(2, "Indeks Kepuasan"), number(3, "90", "90", "number", 0),
      number(4, "83,57", "83.57", "number", 2),
      number(5, "92,86", "92.86", "percent", 2, { formula = achieved, mark = "a" }) } },
    { role = "row", level = 0, cells = {
      text(1, "2."), text(2, "Nilai <b>&\"'"), text(3, "BB (74)"), text(4, "A (80,60)"),
      number(5, "108,92", "108.92", "percent", 2,
        { fixed = "nilai huruf tidak dapat dihitung ulang" }) } },
    { role = "row", level = 0, cells = {
      text(1, "3."), text(2, "=HYPERLINK(\"x\")"), number(3, "100", "100", "number", 0),
      text(4, "–", { soft = true }), text(5, "–", { soft = true }) } } },
  notes = { { mark = "a", text = runs("Menurut dokumen sumber.") } },
  remarks = { runs("Tanda – berarti belum diisi.") },
  source = runs("Bagian Organisasi, 2031."),
}

local function line(role, level, code, name, pagu, spent, share)
  return { role = role, level = level, cells = {
    text(1, code), text(2, name, { indent = level, bold = role ~= "row" }),
    number(3, pagu, (pagu:gsub("%.", "")), "rupiah", 0),
    number(4, spent, (spent:gsub("%.", "")), "rupiah", 0),
    number(5, share, (share:gsub(",", ".")), "percent", 2) } }
end

local budget = {
  kind = "table", id = "tabel-anggaran", label = "Tabel 3.2", size = "tree",
  caption = runs("Realisasi Anggaran"),
  columns = { { align = "left", width = 20, kind = "text" },
              { align = "left", width = 70, kind = "text" },
              { align = "right", width = 28, kind = "number" },
              { align = "right", width = 28, kind = "number" },
              { align = "right", width = 18, kind = "number" } },
  head = { { cells = { text(1, "Kode"), text(2, "Uraian"), text(3, "Pagu (Rp)"),
                       text(4, "Realisasi (Rp)"), text(5, "%") } } },
  rows = { line("group", 0, "7.01", "Program Penunjang", "3.000.000", "2.500.000", "83,33"),
           line("row", 1, "7.01.2", "Administrasi", "3.000.000", "2.500.000", "83,33"),
           line("row", 2, "7.01.2.1", "Gaji", "3.000.000", "2.500.000", "83,33"),
           line("total", 0, "", "Jumlah", "3.000.000", "2.500.000", "83,33") },
  notes = {}, remarks = {},
}
budget.rows[4].cells[3].formula = { sum = { 1 } }
budget.rows[4].cells[4].formula = { sum = { 1 } }

local recap = {
  kind = "table", id = "tabel-rekap", label = "Tabel 3.3", size = "matrix",
  caption = runs("Rekapitulasi Predikat"),
  columns = { { align = "left", width = 60, kind = "text" },
              { align = "right", width = 20, kind = "number" },
              { align = "center", width = 25, kind = "tick" },
              { align = "center", width = 25, kind = "tick" } },
  head = { { cells = { text(1, "Indikator", { rowspan = 2 }), text(2, "Capaian", { rowspan = 2 }),
                       text(3, "Predikat", { colspan = 2 }) } },
           { cells = { text(3, "Sangat Tinggi"), text(4, "Tinggi") } } },
  rows = { { role = "row", level = 0, cells = {
             text(1, "Indeks Kepuasan"), number(2, "92,86", "92.86", "percent", 2),
             text(3, "✓", { tick = true }), text(4, "") } },
           { role = "total", level = 0, cells = {
             text(1, "Jumlah", { colspan = 2, bold = true }),
             number(3, "1", "1", "integer", 0), number(4, "0", "0", "integer", 0) } } },
  notes = {}, remarks = {},
}

local function chart(id, label, kind, more)
  local block = more
  block.kind, block.id, block.label, block.type = "chart", id, label, kind
  block.caption = runs("Grafik " .. kind)
  block.alt = "Indeks Kepuasan 92,86; Nilai 108,92."
  return block
end

return {
  title = "Laporan Kinerja Kecamatan Rekaan Tahun 2031", opd = "Kecamatan Rekaan",
  kabupaten = "Kabupaten Rekaan", year = 2031, layout = "contoh",
  manifest = { { what = "Aturan", value = "rekaan-2031" } },
  blocks = {
    { kind = "section", landscape = false, left = "", right = "", cover = true },
    { kind = "cover", lines = { { text = "LAPORAN KINERJA", size = "title" },
                                { text = "Kecamatan Rekaan", size = "subtitle" },
                                { text = "Tahun 2031", size = "small" } } },
    { kind = "section", landscape = false, left = "Laporan Kinerja", right = "Daftar Isi" },
    { kind = "contents", title = "Daftar Isi", of = "heading", entries = {
      { number = "BAB III", text = "Akuntabilitas Kinerja", id = "bab-3", level = 1 },
      { number = "A.", text = "Capaian", id = "bab-3-a", level = 2 } } },
    { kind = "contents", title = "Daftar Tabel", of = "table", entries = {
      { number = "Tabel 3.1", text = "Capaian Kinerja Tahun 2031", id = "tabel-capaian",
        level = 1 } } },
    { kind = "section", landscape = false, left = "Laporan Kinerja",
      right = "Bab III Akuntabilitas Kinerja", prefix = "III", restart = true },
    { kind = "heading", level = 1, number = "BAB III", text = runs("Akuntabilitas Kinerja"),
      id = "bab-3" },
    { kind = "heading", level = 2, number = "A.", text = runs("Capaian"), id = "bab-3-a" },
    { kind = "paragraph", align = "justify", text = runs("Rincian disajikan pada ",
      { text = "Tabel 3.1", ref = "tabel-capaian" }, "; capaian ",
      { text = "92,86%", bold = true }, " dan ", { text = "miring", italic = true }, ".") },
    { kind = "formula", title = "Makin tinggi makin baik", left = "Capaian",
      numerator = "Realisasi", denominator = "Target", tail = "× 100%", result = "92,86%" },
    measurement,
    { kind = "list", ordered = true, items = { { text = runs("Pertama"), level = 0 },
      { text = runs("Rinci"), level = 1 }, { text = runs("Kedua"), level = 0 } } },
    { kind = "list", ordered = false, items = { { text = runs("Butir"), level = 0 } } },
    chart("gambar-batang", "Gambar 3.1", "bars", { horizontal = true, ranked = true, unit = "%",
      categories = { "Indeks Kepuasan Masyarakat", "Nilai SAKIP" },
      series = { { name = "Capaian", values = { "92.86", "108.92" },
                   labels = { "92,86", "108,92" } } },
      target = { name = "Target", values = { "100", "100" }, labels = { "100", "100" } } }),
    chart("gambar-garis", "Gambar 3.2", "lines", { categories = { "2029", "2030", "2031" },
      series = { { name = "Realisasi", values = { "67", false, "83.57" },
                   labels = { "67", "–", "83,57" } } },
      target = { name = "Target", values = { "80", "85", "90" },
                 labels = { "80", "85", "90" } } }),
    chart("gambar-dua", "Gambar 3.3", "dumbbell", { unit = "%",
      categories = { "Sasaran A", "Sasaran B" }, verdicts = { false, true },
      series = { { name = "Capaian", values = { "100", "92.86" }, labels = { "100,00", "92,86" } },
                 { name = "Serapan", values = { "89.17", "99.67" },
                   labels = { "89,17", "99,67" } } } }),
    chart("gambar-kelas", "Gambar 3.4", "share", { categories = { "Sangat Tinggi", "Tinggi" },
      series = { { name = "Jumlah", values = { "5", "1" }, labels = { "5", "1" } } } }),
    { kind = "break" },
    budget,
    { kind = "section", landscape = true, left = "Laporan Kinerja",
      right = "Bab III Akuntabilitas Kinerja", prefix = "III" },
    recap,
    { kind = "paragraph", note = true, align = "left", text = runs("Catatan akhir.") },
  },
}
