-- Growth or fall of every sasaran indicator against last year. Last year's figures stand in the
-- same data set, as in the reports, or in one of their own.
--   capai run examples/scripts/tahun-lalu.lua [DATA [DATA-LALU]]
local capai <const> = require "capai"
local number <const>, percent <const> = capai.format.number, capai.format.percent

local function stop(status, message)
  io.stderr:write(message, "\n")
  os.exit(status)
end
local function try(value, message) return value or stop(1, message) end

if #arg > 2 or (arg[1] or ""):sub(1, 1) == "-" then
  stop(2, "pemakaian: capai run tahun-lalu.lua [DATA [DATA-LALU]]")
end
local path <const> = arg[1] or (arg[0]:match "^.*/" or "") .. "../semboro-2024"
local now <const> = try(capai.evaluate(try(capai.load(path))))
local last <const> = arg[2] and try(capai.evaluate(try(capai.load(arg[2])))) or now
local year <const> = now.tahun

local function figure(cell) return cell and cell.kind ~= "range" and cell.number or nil end
local function show(c) return figure(c) and number(c.number) or c and c.source or "–" end
local before <const> = last.indikator:where { tahun = year - 1, jenis = "sasaran" }
local both <const> = try(now.indikator:where { tahun = year, jenis = "sasaran" }
  :join(before, { "opd", "indikator" }, "_lalu"))
print(("Realisasi tahun %d terhadap %d"):format(year, year - 1))
for _, row in ipairs(both) do
  local cell, last_cell = row:cell "realisasi", row:cell "realisasi_lalu"
  local new, old = figure(cell), figure(last_cell)
  local change = "tidak dapat dibandingkan"
  if new and old then
    local growth = old:is_zero() and "" or (" (%s)"):format(percent((new - old) * 100 / old, 2))
    change = new > old and "naik " .. number(new - old) .. growth
      or new < old and "turun " .. number(old - new) .. growth or "tetap"
  end
  print(("  %s: %s -> %s, %s"):format(row.indikator, show(last_cell), show(cell), change))
end
