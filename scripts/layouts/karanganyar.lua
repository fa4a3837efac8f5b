-- LKjIP of a kecamatan of Kabupaten Karanganyar: BAB II and III in the order of the form.
local capai = require "capai"

local function lines(ev, tabel) return ev.anggaran:where { tahun = ev.tahun, tabel = tabel } end

local function bab_2(doc, ev, rows)
  doc:heading(1, "BAB II PERENCANAAN KINERJA")
  doc:heading(2, "Rencana Strategis")
  doc:paragraph "Tujuan dan sasaran jangka menengah ada pada {{tabel.renstra}}."
  doc:targets { id = "renstra", caption = "Tujuan dan Sasaran Jangka Menengah", rows = rows }
  doc:heading(2, "Ringkasan Rencana Kinerja Tahunan")
  doc:paragraph "Rencana kinerja tahun {{tahun}} ada pada {{tabel.rkt}}."
  doc:agreement { id = "rkt", caption = "Rencana Kinerja Tahunan (RKT)", rows = rows }
  doc:heading(2, "Ringkasan Perjanjian Kinerja (PK) Tahun {{tahun}}")
  doc:paragraph "Yang diperjanjikan ada pada {{tabel.pk}}."
  doc:agreement { id = "pk", caption = "Perjanjian Kinerja {{opd.nama}}", rows = rows }
  doc:heading(2, "Rencana Anggaran")
  doc:paragraph "Rencana anggaran ada pada {{tabel.rencana}}."
  doc:table { id = "rencana", caption = "Rencana Anggaran {{opd.nama}} Tahun {{tahun}}",
    rows = lines(ev, "2.4.1"), tree = true, total = "Jumlah", columns = { { "No.", "kode" },
      { "Program dan kegiatan", "uraian" }, { "Pagu anggaran (Rp)", "pagu", total = "sum" } } }
end

local function iku(doc, ev, row)
  local years = ev.indikator:where { indikator = row.indikator, jenis = row.jenis }:sort "tahun"
  local name = row.indikator
  doc:paragraph("Realisasi {indikator} {realisasi} dari target {target}, " .. doc:trend(row) ..
    " terhadap tahun sebelumnya ({{tabel.iku-" .. name .. "}}).", row)
  doc:table { id = "iku-" .. name, caption = "Capaian Indikator Kinerja Utama " .. name,
    rows = years:where { tahun = ev.tahun }, columns = { { "No.", index = true },
      { "Indikator kinerja utama", "indikator" }, { "Target", "target" },
      { "Realisasi", "realisasi" } } }
  doc:table { id = "tahun-" .. name, caption = "Perbandingan Capaian " .. name, rows = years,
    columns = { { "No.", index = true }, { "Tahun", function(r) return tostring(r.tahun) end },
      { "Target", "target" }, { "Realisasi", "realisasi" } } }
  doc:chart { id = "tahun-" .. name, caption = "Perbandingan Capaian " .. name, kind = "lines",
    rows = years, category = function(r) return tostring(r.tahun) end,
    series = { { "Realisasi", "realisasi" } }, target = { "Target", "target" } }
end

local function bab_3(doc, ev, rows)
  doc:heading(1, "BAB III AKUNTABILITAS KINERJA")
  doc:heading(2, "Skala Pengukuran")
  doc:paragraph "Skala yang dipakai ada pada {{tabel.skala}}."
  doc:scale { id = "skala", caption = "Skala Pengukuran Kinerja",
    headings = { "Skala capaian kinerja (%)", "Kategori" } }
  doc:heading(2, "Capaian Indikator Kinerja Utama")
  for _, row in ipairs(rows) do iku(doc, ev, row) end
  doc:paragraph "Mutu pelayanan ada pada {{tabel.mutu}}."
  doc:scale { id = "mutu", caption = "Nilai Interval Konversi dan Mutu Pelayanan",
    scale = doc.rules.survey:scale(), headings = { "Nilai interval konversi", "Mutu pelayanan" } }
  doc:paragraph "Nilai setiap unsur ada pada {{tabel.unsur}}, jawabannya di {{tabel.responden}}."
  doc:unsur { id = "unsur", caption = "Nilai Rata-Rata Unsur Pelayanan" }
  doc:paragraph "Indeks {{opd.indeks}} dikonversi menjadi IKM {{opd.ikm}}, mutu {{opd.mutu}}."
  doc:respondents { id = "responden", caption = "Survei Kepuasan Masyarakat per Responden" }
  doc:heading(2, "Pengukuran Kinerja")
  doc:formulas()
  for _, row in ipairs(rows) do doc:worked(row) end
  doc:measurement { id = "capaian", caption = "Capaian Kinerja Tujuan dan Sasaran", rows = rows }
  doc:recap { id = "rekap", caption = "Rekapitulasi Kategori Capaian", rows = rows }
  doc:narasi "penyebab"
  doc:heading(2, "Realisasi Anggaran")
  local years = { ev.tahun - 3, ev.tahun - 2, ev.tahun - 1, ev.tahun }
  doc:paragraph "Dari {{opd.pagu}} terserap {{opd.realisasi}} atau {{opd.serapan}}."
  doc:budget { id = "belanja", caption = "Total Belanja dan Realisasi", rows = lines(ev, "3.4.1") }
  doc:table { id = "persen", caption = "Tingkat Realisasi Anggaran", rows = lines(ev, "3.4.2"),
    columns = { { "Uraian", "uraian" },
      { "% realisasi", doc:by_year(years, "serapan_lapor", ev.anggaran, "percent") } } }
  doc:budget { id = "program", caption = "Belanja per Program", rows = lines(ev, "3.4.3") }
  doc:landscape()
  doc:budget_years { id = "tahun", caption = "Belanja dan Realisasi {awal} sampai {akhir}",
    fields = { awal = tostring(years[1]), akhir = tostring(ev.tahun) }, years = years,
    rows = ev.anggaran:where { tabel = "3.4.4" } }
  doc:portrait()
  doc:budget { id = "sasaran", caption = "Belanja per Sasaran", rows = lines(ev, "3.4.5") }
  doc:heading(2, "Analisis Efisiensi Penggunaan Sumber Daya")
  local judged = {}
  for _, name in ipairs { "tujuan", "sasaran" } do
    for _, row in ipairs(ev:current(name)) do table.insert(judged, { row[name], of = row }) end
  end
  local function column(title, field)
    return { title, function(row) return row.of[field] end, format = "percent" }
  end
  doc:table { id = "efisiensi", caption = "Efisiensi Penggunaan Sumber Daya", rows = judged,
    columns = { { "Sasaran", function(row) return row[1] end }, column("Capaian (%)", "capaian"),
      column("Serapan (%)", "serapan"), column("Efisiensi (%)", "efisiensi_persen") } }
end

return capai.layout {
  name = "LKjIP kecamatan, Kabupaten Karanganyar",
  numbering = { heading = { "{1}.{2}." }, table = "{1}.{2}.{n}", chart = "{1}.{2}.{n}" },
  build = function(doc, ev)
    local rows = ev:current("indikator"):where(function(row)
      return row.jenis == "tujuan" or row.jenis == "sasaran"
    end)
    doc:cover { "LAPORAN KINERJA", doc.opd.nama, "Tahun " .. ev.tahun }
    doc:contents()
    bab_2(doc, ev, rows)
    bab_3(doc, ev, rows)
  end,
}
