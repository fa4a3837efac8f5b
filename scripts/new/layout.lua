-- Tata letak: urutan, kolom, dan kata-kata laporan. Ubah sesuai bentuk kantor Anda, lalu:
--   capai eval DATA --layout ./contoh.lua -o laporan.docx -o laporan.pdf
-- Angka selalu diambil dari hasil hitungan, jadi tidak perlu (dan tidak boleh) diketik di sini.
local capai = require "capai"

return capai.layout {
  name = "LKjIP Kabupaten Contoh",
  build = function(doc, ev)
    -- baris yang dipakai: indikator sasaran pada tahun laporan
    local rows = ev:current("indikator"):where { jenis = "sasaran" }

    doc:cover { "LAPORAN KINERJA", doc.nama, "Tahun " .. ev.tahun }
    doc:contents() -- daftar isi, tabel, dan gambar

    doc:heading(1, "BAB II PERENCANAAN KINERJA")
    doc:heading(2, "Perjanjian Kinerja") -- diberi nomor sendiri: A., B., ...
    -- {{...}} diganti nilainya; {{tabel.pk}} menjadi nomor tabel yang id-nya pk
    doc:paragraph "Target tahun {{tahun}} ada pada {{tabel.pk}}."
    if doc:knows "pagu" then doc:paragraph "Anggarannya {{opd.pagu}}." end -- bila datanya ada
    doc:agreement { id = "pk", caption = "Perjanjian Kinerja {{opd.nama}}", rows = rows }

    doc:heading(1, "BAB III AKUNTABILITAS KINERJA")
    doc:heading(2, "Cara Mengukur")
    doc:formulas() -- rumus menurut aturan yang dipakai
    doc:scale { id = "skala", caption = "Skala Predikat" }

    doc:heading(2, "Capaian Kinerja")
    local below, reached, all = doc:reached(rows)
    if all > 0 then
      doc:paragraph("{reached} dari {all} indikator mencapai target; rata-rata {{opd.capaian}}, " ..
        "**{{opd.predikat}}**." .. doc:averaging(), { reached = reached, all = all })
    end
    for _, row in ipairs(below) do doc:worked(row) end
    doc:table { id = "capaian", caption = "Capaian Kinerja Tahun {{tahun}}", rows = rows,
      numbers = true, -- baris nomor kolom di bawah kepala tabel
      columns = { -- judul, lalu nama kolom hasil atau fungsi dari barisnya
        { "No.", index = true }, { "Sasaran", "sasaran", merge = true },
        { "Indikator", "indikator" },
        { "Tahun {{tahun}}", { "Target", "target" }, { "Realisasi", "realisasi" },
          { "Capaian (%)", "capaian", rumus = doc:rumus(rows, 5, 4) } },
        { "Predikat", "predikat" },
      } }
    doc:chart { id = "capaian", caption = "Capaian Indikator", kind = "bars", unit = "%",
      horizontal = true, ranked = true, rows = rows, category = "indikator",
      series = { { "Capaian", "capaian" } } } -- kind: bars, lines, dumbbell, share
    doc:narasi "penyebab" -- isi berkas narasi/penyebab.md di dalam data

    if doc:knows "serapan" then
      doc:heading(2, "Realisasi Anggaran dan Efisiensi")
      doc:paragraph "Anggaran terserap {{opd.serapan}} ({{tabel.anggaran}}, {{tabel.efisiensi}})."
      doc:budget { id = "anggaran", caption = "Realisasi Anggaran" }
      doc:efficiency { id = "efisiensi", caption = "Efisiensi Penggunaan Sumber Daya" }
    end

    -- bagian lain yang tersedia: doc:targets, iku, allocation, matrix, quarters, measurement,
    -- trends, yearly, comparison, outputs, ratios, recap, unsur, respondents, explanations,
    -- manifest, achievement_chart, yearly_chart, efficiency_chart, recap_chart;
    -- halaman melintang: doc:landscape() dan doc:portrait()
  end,
}
