-- One page for the Bupati as Markdown, for pandoc or a wiki: every sasaran of the report year, and
-- the money in figures and words.
--   capai run examples/scripts/tabel-bupati.lua [DATA...] > bupati.md
local capai <const> = require "capai"
local percent <const>, rupiah <const> = capai.format.percent, capai.format.rupiah

local function stop(status, message)
  io.stderr:write(message, "\n")
  os.exit(status)
end
local function try(value, message) return value or stop(1, message) end

if arg[1] and arg[1]:sub(1, 1) == "-" then
  stop(2, "pemakaian: capai run tabel-bupati.lua [DATA...]")
end
local example <const> = (arg[0]:match "^.*/" or "") .. "../semboro-2024"
local ev <const> = try(capai.evaluate(try(capai.load(arg[1] and arg or example))))
for _, notice in ipairs(ev:notices()) do
  if notice.level == "error" then io.stderr:write(tostring(notice), "\n") end
end

local rows <const> = {}
for i, row in ipairs(ev.sasaran:where { tahun = ev.tahun }) do
  rows[i] = { No = i, OPD = row.opd, ["Sasaran Strategis"] = row.sasaran,
    Capaian = row.capaian and percent(row.capaian) or "–", Predikat = row.predikat or "–",
    Serapan = row.serapan and percent(row.serapan) or "–", Efisiensi = row.efisiensi or "–" }
end
local names <const> = { "No", "OPD", "Sasaran Strategis", "Capaian", "Predikat", "Serapan",
  "Efisiensi" }
print(("# Capaian Kinerja Tahun %d\n"):format(ev.tahun))
print(capai.table(names, rows):text "md")
local opd <const> = ev.opd:where { tahun = ev.tahun }
for _, what in ipairs { "pagu", "realisasi" } do
  local sum <const>, entered <const> = opd:sum(what)
  print(("Jumlah %s %d dari %d OPD: %s.\n"):format(what, entered, #opd,
    sum and ("%s (%s rupiah)"):format(rupiah(sum), capai.terbilang(sum)) or "belum diisi"))
end
