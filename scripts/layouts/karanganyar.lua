-- LKjIP of a kecamatan of Kabupaten Karanganyar: BAB II and III in the order of the form.
local capai = require "capai"

local function main(row) return row.jenis == "tujuan" or row.jenis == "sasaran" end
local function lines(ev, tabel) return ev.anggaran:where { tahun = ev.tahun, tabel = tabel } end
local function put(doc, kind, spec) if #spec.rows > 0 then doc[kind](doc, spec) end end

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
  if not doc:knows "pagu" then return end
  doc:heading(2, "Rencana Anggaran")
  doc:paragraph "Rencana anggaran ada pada {{tabel.rencana}}."
  local plan = lines(ev, "2.4.1")
  doc:budget { id = "rencana", caption = "Rencana Anggaran {{opd.nama}} Tahun {{tahun}}",
    rows = #plan > 0 and plan or nil, columns = { { "No.", "kode" },
      { "Program dan kegiatan", "uraian" }, { "Pagu anggaran (Rp)", "pagu", total = "sum" } } }
end

local function iku(doc, ev, i, row)
  local years, name = doc:history(row), doc:literal(row.indikator)
  local trend = row.tren and ", " .. doc:trend(row) .. " terhadap tahun sebelumnya" or ""
  doc:paragraph(("Realisasi {indikator} {realisasi} dari target {target}%s ({{tabel.iku-%d}}).")
    :format(trend, i), row)
  doc:table { id = "iku-" .. i, caption = "Capaian Indikator Kinerja Utama " .. name,
    rows = years:where { tahun = ev.tahun }, columns = { { "No.", index = true },
      { "Indikator kinerja utama", "indikator" }, { "Target", "target" },
      { "Realisasi", "realisasi" } } }
  doc:yearly { id = "tahun-" .. i, caption = "Perbandingan Capaian " .. name, rows = years }
  doc:yearly_chart { id = "tahun-" .. i, caption = "Perbandingan Capaian " .. name, rows = years }
end

local function survey(doc)
  doc:paragraph "Nilai unsur: {{tabel.unsur}}; jawaban: {{tabel.responden}}; mutu: {{tabel.mutu}}."
  doc:scale { id = "mutu", caption = "Nilai Interval Konversi dan Mutu Pelayanan",
    scale = doc.rules.survey:scale(), headings = { "Nilai interval konversi", "Mutu pelayanan" } }
  doc:unsur { id = "unsur", caption = "Nilai Rata-Rata Unsur Pelayanan" }
  doc:paragraph "Indeks {{opd.indeks}} dikonversi menjadi IKM {{opd.ikm}}, mutu {{opd.mutu}}."
  doc:respondents { id = "responden", caption = "Survei Kepuasan Masyarakat per Responden" }
end

local function realisasi(doc, ev)
  local all, repeated = lines(ev, "3.4.1"), ev.anggaran:where { tabel = "3.4.4" }
  local years = { ev.tahun - 3, ev.tahun - 2, ev.tahun - 1, ev.tahun }
  doc:heading(2, "Realisasi Anggaran")
  doc:paragraph "Dari {{opd.pagu}} terserap {{opd.realisasi}} atau {{opd.serapan}}."
  doc:budget { id = "belanja", caption = "Total Belanja dan Realisasi",
    rows = #all > 0 and all or nil }
  put(doc, "table", { id = "persen", caption = "Tingkat Realisasi Anggaran",
    rows = lines(ev, "3.4.2"), columns = { { "Uraian", "uraian" },
      { "% realisasi", doc:by_year(years, "serapan_lapor", ev.anggaran, "percent") } } })
  put(doc, "budget", { id = "program", caption = "Belanja per Program", rows = lines(ev, "3.4.3") })
  if #repeated > 0 then
    doc:landscape()
    doc:budget_years { id = "tahun", rows = repeated, years = years,
      caption = ("Belanja dan Realisasi %d sampai %d"):format(years[1], ev.tahun) }
    doc:portrait()
  end
  put(doc, "budget", { id = "sasaran", caption = "Belanja per Sasaran", rows = lines(ev, "3.4.5") })
end

local function bab_3(doc, ev, rows)
  doc:heading(1, "BAB III AKUNTABILITAS KINERJA")
  doc:heading(2, "Skala Pengukuran")
  doc:scale { id = "skala", caption = "Skala Pengukuran Kinerja",
    headings = { "Skala capaian kinerja (%)", "Kategori" } }
  doc:heading(2, "Capaian Indikator Kinerja Utama")
  for i, row in ipairs(rows) do iku(doc, ev, i, row) end
  if doc:knows "ikm" then survey(doc) end
  doc:heading(2, "Pengukuran Kinerja")
  doc:formulas()
  for _, row in ipairs(rows) do doc:worked(row) end
  doc:measurement { id = "capaian", caption = "Capaian Kinerja Tujuan dan Sasaran", rows = rows }
  doc:recap { id = "rekap", caption = "Rekapitulasi Kategori Capaian", rows = rows }
  doc:narasi "penyebab"
  if not doc:knows "serapan" then return end
  realisasi(doc, ev)
  doc:heading(2, "Analisis Efisiensi Penggunaan Sumber Daya")
  doc:ratios { id = "efisiensi", caption = "Efisiensi Penggunaan Sumber Daya" }
end

return capai.layout {
  name = "LKjIP kecamatan, Kabupaten Karanganyar",
  numbering = { heading = { "{1}.{2}." }, table = "{1}.{2}.{n}", chart = "{1}.{2}.{n}" },
  build = function(doc, ev)
    local rows = ev:current("indikator"):where(main)
    doc:cover { "LAPORAN KINERJA", doc.nama, "Tahun " .. ev.tahun }
    doc:contents()
    bab_2(doc, ev, rows)
    bab_3(doc, ev, rows)
  end,
}
