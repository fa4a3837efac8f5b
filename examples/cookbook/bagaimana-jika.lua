-- What if an indicator had another target? All that would change in the report year, up to the OPD.
--   capai run examples/cookbook/bagaimana-jika.lua INDIKATOR TARGET DATA...
local capai <const> = require "capai"

local name <const>, target <const> = arg[1], arg[2]
assert(arg[3], "pemakaian: capai run bagaimana-jika.lua INDIKATOR TARGET DATA...")
local data <const> = assert(capai.load { select(3, ...) })

local before <const> = assert(capai.evaluate(data))
local wanted <const> = { tahun = data.tahun, indikator = name }
local count <const> = data:set("indikator", wanted, { target = target }) -- in memory only
assert(count > 0, ('tahun %d: tidak ada indikator "%s"'):format(data.tahun, name))
local after <const> = assert(capai.evaluate(data))

-- Prints the columns that differ, row by row.
local function compare(result, key, ...)
  local rows <const> = before:current(result)
  for _, row in ipairs(assert(rows:join(after:current(result), key, "_jika"))) do
    for _, column in ipairs { ... } do
      local old <const>, new <const> = row:text(column), row:text(column .. "_jika")
      if old ~= new then print(("  %s, %s: %s -> %s"):format(row[result], column, old, new)) end
    end
  end
end
print(('Jika target "%s" tahun %d adalah %s:'):format(name, data.tahun, target))
compare("indikator", { "opd", "tahun", "jenis", "sasaran", "indikator" }, "target", "capaian")
compare("sasaran", { "opd", "tahun", "sasaran" }, "capaian", "predikat", "efisiensi")
compare("opd", { "opd", "tahun" }, "capaian", "predikat", "peringkat")
