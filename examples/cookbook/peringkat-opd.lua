-- OPDs of each kabupaten by capaian in one year. Those of equal capaian share a place; those that
-- cannot be measured have none and say why.
--   capai run examples/cookbook/peringkat-opd.lua TAHUN DATA...
local capai <const> = require "capai"

local year <const> = math.tointeger(tonumber(arg[1]))
assert(year and arg[2], "pemakaian: capai run peringkat-opd.lua TAHUN DATA...")
local ev <const> = assert(capai.evaluate(assert(capai.load { select(2, ...) })))
for _, notice in ipairs(ev:notices()) do -- a cell that cannot be read may cost a place
  if notice.level == "error" then io.stderr:write(tostring(notice), "\n") end
end

local opd <const> = ev.opd:where { tahun = year }
assert(#opd > 0, ("tidak ada data tahun %d"):format(year))
for _, group in ipairs(opd:sort("peringkat"):group "kabupaten") do
  print(("Peringkat capaian %d, %s"):format(year, group[1].kabupaten or "tanpa kabupaten"))
  group:with("keterangan", function(row)
    if not row.peringkat then return (row.status:gsub("_", " ")) end
    return #group:where { peringkat = row.peringkat } > 1 and "seri" or nil
  end):select("peringkat", "opd", "capaian", "predikat", "keterangan"):print()
end
