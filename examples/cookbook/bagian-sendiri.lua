-- A section of one's own in a report: what needs attention, worst first, each with its sentence and
-- its numbers. Put into a layout of your office, or used alone as here.
--   capai eval DATA --layout examples/cookbook/bagian-sendiri.lua -o perhatian.docx
local capai = require "capai"

-- The section is a function, so that a longer layout can call it where it belongs.
local function attention(doc, ev)
  local rows <const> = ev:current("indikator"):where(function(row)
    return row.jenis == "sasaran" and row.capaian and row.capaian < capai.decimal(100)
  end):sort "capaian"
  doc:heading(2, "Yang Perlu Perhatian")
  if #rows == 0 then
    doc:paragraph "Semua indikator sasaran mencapai target."
    return
  end
  doc:paragraph("{n} indikator sasaran belum mencapai target ({{tabel.perhatian}}).", { n = #rows })
  doc:table { id = "perhatian", caption = "Indikator di Bawah Target Tahun {{tahun}}", rows = rows,
    columns = { { "No.", index = true }, { "Indikator", "indikator" }, { "Target", "target" },
      { "Realisasi", "realisasi" }, { "Capaian (%)", "capaian" } } }
  for _, row in ipairs(rows) do
    doc:paragraph("**{indikator}**: realisasi {realisasi} dari target {target}.", row)
  end
end

return capai.layout {
  name = "Bagian: yang perlu perhatian",
  numbering = { heading = {}, table = "{n}" }, -- a page of its own has no chapters
  build = function(doc, ev)
    doc:heading(1, "{{opd.nama}}, Tahun {{tahun}}", true)
    attention(doc, ev)
  end,
}
