-- LKjIP of a kecamatan of Kabupaten Jember, 2023: BAB II and III in the order of the form.
local capai = require "capai"

local no = { "No.", index = true }
local sasaran, indikator = { "Sasaran strategis", "sasaran" }, { "Indikator sasaran", "indikator" }

local function bab_2(doc, ev, rows)
  doc:heading(1, "BAB II PERENCANAAN DAN PERJANJIAN KINERJA")
  doc:heading(2, "Rencana Strategis")
  doc:paragraph "Tujuan, sasaran, dan target menurut Renstra ada pada {{tabel.renstra}}."
  doc:targets { id = "renstra", caption = "Matriks Tujuan dan Sasaran Renstra", rows = rows,
    source = "Rencana Strategis {{opd.nama}}." }
  doc:heading(2, "Rencana Kinerja Tahunan (RKT) Tahun {{tahun}}")
  doc:paragraph "Rencana anggaran subkegiatan pendukung sasaran ada pada {{tabel.rkt}}."
  doc:table { id = "rkt", caption = "Rencana Kinerja Tahunan (RKT)", total = "Jumlah",
    group = "sasaran", subtotal = "Jumlah sasaran",
    rows = ev.anggaran:where { tahun = ev.tahun, tabel = "RKT" },
    columns = { { "Kode", "kode" }, { "Subkegiatan", "uraian" },
      { "Anggaran (Rp)", "pagu", total = "sum" } } }
  doc:paragraph "Rencana aksi setiap triwulan ada pada {{tabel.triwulan}}."
  doc:quarters { id = "triwulan", caption = "Rencana Aksi Tahun {{tahun}}" }
  doc:heading(2, "Indikator Kinerja Utama (IKU)")
  doc:paragraph "Ukuran keberhasilan yang dipakai ada pada {{tabel.iku}}."
  doc:iku { id = "iku", caption = "Indikator Kinerja Utama (IKU)", rows = rows }
  doc:heading(2, "Perjanjian Kinerja Tahun {{tahun}}")
  doc:paragraph "Yang dijanjikan ada pada {{tabel.pk}}."
  doc:agreement { id = "pk", caption = "Perjanjian Kinerja", rows = rows }
  if not doc:knows "pagu" then return end
  doc:paragraph "Anggaran {{opd.pagu}} ({{opd.pagu|terbilang}} rupiah): {{tabel.alokasi}}."
  doc:allocation { id = "alokasi", caption = "Anggaran per Program" }
end

local function realisasi(doc, rows)
  local below, reached, all = doc:reached(rows)
  if all > 0 then
    doc:paragraph("{reached} dari {all} indikator mencapai target, dengan rata-rata capaian " ..
      "{{opd.capaian}}, kategori {{opd.predikat}} ({{tabel.capaian}}).",
      { reached = reached, all = all })
  end
  doc:table { id = "capaian", caption = "Pengukuran Realisasi Kinerja Tahun {{tahun}}",
    rows = rows, numbers = true, source = "Perjanjian Kinerja Perubahan Tahun {{tahun}}.",
    columns = { no, sasaran, indikator, { "Target", "target" }, { "Realisasi", "realisasi" },
      { "Capaian (%)", "capaian", rumus = doc:rumus(rows, 5, 4) } } }
  for _, row in ipairs(below) do doc:worked(row) end
  doc:paragraph "{{tabel.tahun}} dan {{gambar.tahun}} memuat tahun-tahun sebelumnya."
  doc:table { id = "tahun", caption = "Perbandingan Capaian dengan Tahun Sebelumnya",
    rows = rows, columns = { sasaran, indikator,
      { "Target", doc:by_year(doc:years(), "target") },
      { "Realisasi", doc:by_year(doc:years(), "realisasi") } } }
  doc:achievement_chart { id = "tahun", caption = "Capaian Tahun {{tahun}} per Indikator",
    rows = rows, ranked = false }
  doc:paragraph "Realisasi terhadap target akhir Renstra ada pada {{tabel.akhir}}."
  doc:table { id = "akhir", caption = "Perbandingan Realisasi dengan Target Akhir Renstra",
    rows = rows, numbers = true, columns = { no, sasaran, indikator,
      { "Target akhir", "target_akhir" }, { "Realisasi {{tahun}}", "realisasi" },
      { "Capaian (%)", "capaian_akhir", rumus = doc:rumus(rows, 5, 4) } } }
  doc:paragraph "Perbandingan dengan realisasi nasional ada pada {{tabel.nasional}}."
  doc:comparison { id = "nasional", caption = "Perbandingan Realisasi dengan Realisasi Nasional",
    rows = rows }
end

local function bab_3(doc, rows)
  doc:heading(1, "BAB III AKUNTABILITAS KINERJA")
  doc:heading(2, "Kerangka Pengukuran Kinerja Tahun {{tahun}}")
  doc:paragraph("Capaian dihitung dengan rumus di bawah ini, dan dikelompokkan menurut " ..
    "{{tabel.skala}}." .. doc:averaging())
  doc:formulas()
  doc:scale { id = "skala", caption = "Skala Pengukuran", headings = { "Nilai", "Kategori" } }
  doc:heading(2, "Capaian Kinerja {{opd.nama}}")
  doc:heading(3, "Analisis Realisasi Kinerja")
  realisasi(doc, rows)
  doc:heading(3, "Analisis Penyebab Keberhasilan dan Kegagalan")
  doc:paragraph "Predikat setiap indikator dirangkum dalam {{tabel.rekap}}."
  doc:recap { id = "rekap", caption = "Ikhtisar Capaian Kinerja Tahun {{tahun}}", rows = rows,
    group = "sasaran" }
  doc:narasi "penyebab"
  doc:heading(3, "Analisis Program, Kegiatan, dan Subkegiatan yang Mendukung Sasaran")
  doc:paragraph "Keluaran subkegiatan ada pada {{tabel.keluaran}}."
  doc:outputs { id = "keluaran", caption = "Target dan Realisasi Keluaran Pendukung Sasaran" }
  if not doc:knows "serapan" then return end
  doc:heading(3, "Analisis atas Efisiensi Sumber Daya")
  doc:paragraph "Capaian dibandingkan dengan serapan pada {{tabel.efisiensi}}."
  doc:efficiency { id = "efisiensi", caption = "Efisiensi Penggunaan Sumber Daya" }
  doc:efficiency_chart { id = "efisiensi", caption = "Capaian dan Serapan per Sasaran" }
  doc:heading(2, "Realisasi Anggaran")
  doc:paragraph "Dari {{opd.pagu}} terserap {{opd.realisasi}}, {{opd.serapan}}: {{tabel.anggaran}}."
  doc:budget { id = "anggaran", caption = "Realisasi Anggaran per Program Tahun {{tahun}}" }
end

return capai.layout {
  name = "LKjIP kecamatan, Kabupaten Jember 2023",
  numbering = { heading = { "{A}.", "{A}.{3}" }, table = "{1}.{n}", chart = "{1}.{n}" },
  build = function(doc, ev)
    local rows = ev:current("indikator"):where { jenis = "sasaran" }
    doc:cover { "LAPORAN KINERJA INSTANSI PEMERINTAH", doc.nama, "Tahun " .. ev.tahun }
    doc:contents()
    bab_2(doc, ev, rows)
    bab_3(doc, rows)
  end,
}
