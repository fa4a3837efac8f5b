-- One page for the Bupati as Markdown, for pandoc or a wiki: every sasaran of the report year, and
-- the money in figures and words.
--   capai run examples/cookbook/tabel-bupati.lua DATA... > bupati.md
local capai <const> = require "capai"

assert(arg[1], "pemakaian: capai run tabel-bupati.lua DATA...")
local ev <const> = assert(capai.evaluate(assert(capai.load(arg))))
for _, notice in ipairs(ev:notices()) do -- cells that could not be read
  if notice.level == "error" then io.stderr:write(tostring(notice), "\n") end
end

print(("# Capaian Kinerja Tahun %d\n"):format(ev.tahun))
print(ev:current("sasaran")
  :select("opd", "sasaran", "capaian", "predikat", "serapan", "efisiensi")
  :rename { opd = "OPD", sasaran = "Sasaran Strategis", capaian = "Capaian (%)",
    predikat = "Predikat", serapan = "Serapan (%)", efisiensi = "Efisiensi" }
  :text "md")
local opd <const> = ev:current "opd"
for _, what in ipairs { "pagu", "realisasi" } do
  local sum <const>, entered <const> = opd:sum(what)
  local amount <const> = sum and capai.format.rupiah(sum)
  print(("Jumlah %s %d dari %d OPD: %s.\n"):format(what, entered, #opd,
    sum and ("%s (%s rupiah)"):format(amount, capai.terbilang(sum)) or "belum diisi"))
end
