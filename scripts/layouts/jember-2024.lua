-- LKjIP of a kecamatan of Kabupaten Jember, 2024: BAB II and III in the order of the form.
local capai = require "capai"

local function bab_2(doc, rows)
  doc:heading(1, "BAB II PERENCANAAN DAN PERJANJIAN KINERJA")
  doc:heading(2, "Rencana Strategis")
  doc:paragraph "{{tabel.renstra}} memuat tujuan, sasaran, dan targetnya dari tahun ke tahun."
  doc:targets { id = "renstra", caption = "Tujuan, Sasaran, dan Target Kinerja", rows = rows,
    source = "Rencana Strategis {{opd.nama}}." }
  doc:heading(2, "Indikator Kinerja Utama (IKU)")
  doc:paragraph "Keberhasilan diukur dengan indikator pada {{tabel.iku}}."
  doc:iku { id = "iku", caption = "Indikator Kinerja Utama (IKU)", rows = rows }
  doc:heading(2, "Perjanjian Kinerja Tahun {{tahun}}")
  doc:paragraph "Target yang dijanjikan ada pada {{tabel.pk}}."
  doc:agreement { id = "pk", caption = "Perjanjian Kinerja {{opd.nama}}", rows = rows,
    source = "Perjanjian Kinerja Tahun {{tahun}}." }
  if not doc:knows "pagu" then return end
  doc:heading(2, "Alokasi Anggaran Tahun {{tahun}}")
  doc:paragraph "Anggaran {{opd.pagu}} ({{opd.pagu|terbilang}} rupiah): {{tabel.alokasi}}."
  doc:allocation { id = "alokasi", caption = "Alokasi Anggaran per Program" }
end

local function capaian(doc, rows)
  local below, reached, all = doc:reached(rows)
  if all > 0 then
    doc:paragraph("{reached} dari {all} indikator mencapai atau melampaui target; rata-rata " ..
      "capaiannya {{opd.capaian}}, predikat {{opd.predikat}} ({{tabel.capaian}})." ..
      doc:averaging(), { reached = reached, all = all })
  end
  for _, row in ipairs(below) do
    doc:paragraph("{indikator} belum mencapai target: realisasi {realisasi} dari {target}.", row)
    doc:worked(row)
  end
  doc:measurement { id = "capaian", caption = "Pengukuran Realisasi Kinerja Tahun {{tahun}}",
    rows = rows, source = "Data realisasi {{opd.nama}}." }
  doc:paragraph "{{gambar.capaian}} mengurutkan indikator menurut capaiannya."
  doc:achievement_chart { id = "capaian", caption = "Capaian Indikator", rows = rows }
  doc:paragraph "{{tabel.tahun}} membandingkan realisasi dengan tahun-tahun sebelumnya."
  doc:trends { id = "tahun", caption = "Perbandingan Realisasi dengan Tahun Sebelumnya",
    rows = rows, source = "Laporan kinerja tahun-tahun sebelumnya." }
  doc:paragraph "Perbandingan dengan kabupaten ada pada {{tabel.kabupaten}}."
  doc:comparison { id = "kabupaten", caption = "Perbandingan Realisasi dengan Kabupaten",
    rows = rows }
end

local function anggaran(doc, ev)
  doc:heading(2, "Realisasi Anggaran")
  doc:paragraph "Dari {{opd.pagu}} terserap {{opd.realisasi}}, {{opd.serapan}}: {{tabel.anggaran}}."
  doc:budget { id = "anggaran", caption = "Realisasi Anggaran per Program dan Kegiatan",
    rows = ev:budget():where(function(row) return row.jenjang ~= "subkegiatan" end) }
  doc:chart { id = "serapan", caption = "Serapan per Program", kind = "bars", horizontal = true,
    rows = ev:budget():where { jenjang = "program" }, category = "uraian", unit = "%",
    series = { { "Serapan", "serapan" } } }
end

local function bab_3(doc, ev, rows)
  doc:heading(1, "BAB III AKUNTABILITAS KINERJA")
  doc:heading(2, "Kerangka Pengukuran Kinerja Tahun {{tahun}}")
  doc:paragraph "Capaian dihitung menurut arah indikator; predikatnya menurut {{tabel.skala}}."
  doc:formulas()
  doc:scale { id = "skala", caption = "Skala Nilai Peringkat Kinerja" }
  doc:heading(2, "Capaian Kinerja {{opd.nama}}")
  capaian(doc, rows)
  doc:heading(2, "Analisis Program dan Kegiatan yang Mendukung Sasaran")
  doc:paragraph "Program dan keluaran pendukung ada pada {{tabel.program}} dan {{tabel.keluaran}}."
  doc:budget { id = "program", caption = "Program Pendukung Sasaran" }
  doc:outputs { id = "keluaran", caption = "Target dan Realisasi Keluaran Subkegiatan" }
  if doc:knows "serapan" then
    doc:heading(2, "Analisis atas Efisiensi Sumber Daya")
    doc:paragraph "Capaian dan serapan dibandingkan pada {{tabel.efisiensi}}."
    doc:efficiency { id = "efisiensi", caption = "Efisiensi Penggunaan Sumber Daya" }
    doc:efficiency_chart { id = "efisiensi", caption = "Capaian dan Serapan per Sasaran" }
  end
  doc:heading(2, "Evaluasi dan Analisis Penyebab Keberhasilan dan Kegagalan")
  doc:paragraph "Predikat setiap indikator dirangkum dalam {{tabel.rekap}}."
  doc:recap { id = "rekap", caption = "Rekapitulasi Predikat Capaian Kinerja", rows = rows,
    group = "sasaran" }
  doc:recap_chart { id = "rekap", caption = "Jumlah Indikator per Predikat", rows = rows }
  doc:narasi "penyebab"
  if doc:knows "serapan" then anggaran(doc, ev) end
end

local function matrix(doc, plan)
  doc:landscape()
  doc:heading(2, "Matriks Renstra")
  doc:matrix { id = "matriks", caption = "Target Kinerja dan Pendanaan Renstra",
    rows = plan:where(function(r) return r.jenjang == "sasaran" or r.jenjang == "program" end) }
end

return capai.layout {
  name = "LKjIP kecamatan, Kabupaten Jember 2024",
  build = function(doc, ev)
    local rows = ev:current("indikator"):where { jenis = "sasaran" }
    doc:cover { "LAPORAN KINERJA INSTANSI PEMERINTAH", doc.nama, "Tahun " .. ev.tahun }
    doc:contents()
    bab_2(doc, rows)
    bab_3(doc, ev, rows)
    if doc:plan() then matrix(doc, doc:plan()) end
  end,
}
