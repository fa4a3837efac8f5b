-- The appendix of a report: how every figure came about, and what the report was made from.
local capai = require "capai"

return capai.layout {
  name = "Lampiran: penjelasan setiap angka dan manifes",
  numbering = { heading = {}, table = "L.{n}", chart = "L.{n}" },
  build = function(doc)
    doc:heading(1, "Lampiran", true)
    doc:heading(2, "Dasar dan Rumus")
    doc:paragraph("Angka {{opd.nama}} tahun {{tahun}} dihitung menurut aturan {aturan}, " ..
      "dengan dasar:", { aturan = doc.rules.name })
    local basis = {}
    for i, words in ipairs(doc.rules.basis) do basis[i] = doc:literal(words) end
    doc:list(basis)
    doc:formulas()
    doc:scale { id = "skala", caption = "Skala Predikat" }
    doc:heading(2, "Penjelasan Setiap Angka")
    doc:paragraph "Setiap angka diuraikan dari sel data sampai angka yang tercetak."
    doc:explanations()
    doc:heading(2, "Manifes")
    doc:paragraph "Laporan disusun dari berkas dan aturan pada {{tabel.manifes}}."
    doc:manifest { id = "manifes", caption = "Berkas dan Aturan" }
  end,
}
