-- A layout that asks for what only the end of a batch knows.
local capai = require "capai"

return capai.layout {
  name = "Peringkat",
  build = function(doc, ev)
    for _, row in ipairs(ev:current "opd") do
      doc:paragraph(("%s: peringkat %s"):format(row.opd, row.peringkat or "-"))
    end
    for _, row in ipairs(ev.kabupaten) do
      doc:paragraph(("%s: %s OPD"):format(row.kabupaten, row.jumlah_opd))
    end
    doc:narasi "penyebab"
  end,
}
