-- Two pages for a head of office: what was reached, what it cost, what needs attention.
local capai = require "capai"

return capai.layout {
  name = "Ringkasan dua halaman untuk pimpinan",
  numbering = { heading = {}, table = "{n}", chart = "{n}" },
  build = function(doc, ev)
    local rows = ev:current("indikator"):where(function(row)
      return row.jenis == "tujuan" or row.jenis == "sasaran"
    end)
    local below, reached, all = doc:reached(rows)
    doc:heading(1, "Ringkasan Kinerja {{opd.nama}} Tahun {{tahun}}", true)
    if all > 0 then
      doc:paragraph("Rata-rata capaian **{{opd.capaian}}**, predikat **{{opd.predikat}}**: " ..
        "{reached} dari {all} indikator mencapai target." .. doc:averaging(),
        { reached = reached, all = all })
    end
    if doc:knows "serapan" then
      doc:paragraph "Dari anggaran {{opd.pagu}} terserap **{{opd.serapan}}**."
    end
    for _, row in ipairs(below) do
      local trend = row.tren and ", " .. doc:trend(row) .. " dibanding tahun sebelumnya" or ""
      doc:paragraph("{indikator} belum mencapai target: realisasi {realisasi} dari target " ..
        "{target}" .. trend .. ".", row)
    end
    doc:table { id = "capaian", caption = "Capaian Indikator Tahun {{tahun}}", rows = rows,
      columns = { { "Indikator", "indikator" }, { "Target", "target" },
        { "Realisasi", "realisasi" }, { "Capaian (%)", "capaian" }, { "Predikat", "predikat" } } }
    doc:achievement_chart { id = "capaian", caption = "Capaian Indikator", rows = rows }
    doc:page_break()
    doc:table { id = "sasaran", caption = "Capaian dan Serapan per Sasaran",
      rows = ev:current "sasaran", columns = { { "Sasaran", "sasaran" },
        { "Capaian (%)", "capaian" }, { "Pagu (Rp)", "pagu" }, { "Serapan (%)", "serapan" },
        { "Efisiensi", "efisiensi" } } }
    doc:efficiency_chart { id = "sasaran", caption = "Capaian dan Serapan" }
  end,
}
