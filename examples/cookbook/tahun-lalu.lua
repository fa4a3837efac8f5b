-- Growth or fall of every sasaran indicator against last year. Last year's figures stand in the
-- same data set, as in the reports, or in one of their own.
--   capai run examples/cookbook/tahun-lalu.lua DATA [DATA-LALU]
local capai <const> = require "capai"
local number <const>, percent <const> = capai.format.number, capai.format.percent

assert(arg[1] and not arg[3], "pemakaian: capai run tahun-lalu.lua DATA [DATA-LALU]")
local now <const> = assert(capai.evaluate(assert(capai.load(arg[1]))))
local last <const> = arg[2] and assert(capai.evaluate(assert(capai.load(arg[2])))) or now
local year <const> = now.tahun

-- A range such as 7 - 8 bulan has two numbers: nothing to subtract.
local function figure(cell) return cell and cell.kind ~= "range" and cell.number or nil end
local before <const> = last.indikator:where { tahun = year - 1, jenis = "sasaran" }
local both <const> = assert(now.indikator:where { tahun = year, jenis = "sasaran" }
  :join(before, { "opd", "indikator" }, "_lalu"))
print(("Realisasi tahun %d terhadap %d"):format(year, year - 1))
for _, row in ipairs(both) do
  local new <const>, old <const> = figure(row:cell "realisasi"), figure(row:cell "realisasi_lalu")
  local change = "tidak dapat dibandingkan"
  if new and old then
    local growth = old:is_zero() and "" or (" (%s)"):format(percent((new - old) * 100 / old, 2))
    change = new > old and "naik " .. number(new - old) .. growth
      or new < old and "turun " .. number(old - new) .. growth or "tetap"
  end
  print(("  %s: %s -> %s, %s"):format(row.indikator, row:text "realisasi_lalu",
    row:text "realisasi", change))
end
