-- OPDs of each kabupaten by capaian in one year. Those of equal capaian share a place; those that
-- cannot be measured have none and say why.
--   capai run examples/scripts/peringkat-opd.lua [TAHUN DATA...]
local capai <const> = require "capai"

local function stop(status, message)
  io.stderr:write(message, "\n")
  os.exit(status)
end
local function try(value, message) return value or stop(1, message) end

local year <const> = math.tointeger(tonumber(arg[1] or 2023))
if #arg == 1 or not year then stop(2, "pemakaian: capai run peringkat-opd.lua [TAHUN DATA...]") end
local examples <const> = (arg[0]:match "^.*/" or "") .. "../"
local paths <const> = arg[2] and { select(2, ...) }
  or { examples .. "semboro-2024", examples .. "ledokombo-2023", examples .. "jaten-2023" }
local ev <const> = try(capai.evaluate(try(capai.load(paths))))
for _, notice in ipairs(ev:notices()) do
  if notice.level == "error" then io.stderr:write(tostring(notice), "\n") end
end

local opd <const> = ev.opd:where { tahun = year }
if #opd == 0 then stop(1, ("tidak ada data tahun %d"):format(year)) end
for _, group in ipairs(opd:sort("peringkat"):group "kabupaten") do
  print(("Peringkat capaian %d, %s"):format(year, group[1].kabupaten or "tanpa kabupaten"))
  group:with("keterangan", function(row)
    if not row.peringkat then return (row.status:gsub("_", " ")) end
    return #group:where { peringkat = row.peringkat } > 1 and "seri" or nil
  end):select("peringkat", "opd", "capaian", "predikat", "keterangan"):print()
end
