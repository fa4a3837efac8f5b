-- What if an indicator had another target? All that would change in the report year, up to the OPD.
--   capai run examples/scripts/bagaimana-jika.lua [INDIKATOR TARGET [DATA...]]
local capai <const> = require "capai"

local function stop(status, message)
  io.stderr:write(message, "\n")
  os.exit(status)
end
local function try(value, message) return value or stop(1, message) end

local name <const>, target <const> = arg[1] or "Indeks Kepuasan Masyarakat", arg[2] or "83"
if #arg == 1 then
  stop(2, "pemakaian: capai run bagaimana-jika.lua [INDIKATOR TARGET [DATA...]]")
end
local example <const> = (arg[0]:match "^.*/" or "") .. "../semboro-2024"
local data <const> = try(capai.load(arg[3] and { select(3, ...) } or example))
local wanted <const> = { tahun = data.tahun, indikator = name }

local before <const> = try(capai.evaluate(data))
local good <const>, count <const> = pcall(data.set, data, "indikator", wanted, { target = target })
if not good then stop(2, count.message) end
if count == 0 then stop(1, ('tahun %d: tidak ada indikator "%s"'):format(data.tahun, name)) end
local after <const> = try(capai.evaluate(data))

local function show(x) return type(x) == "userdata" and capai.format.number(x) or x or "–" end
local function compare(result, key, ...)
  local rows <const> = before[result]:where { tahun = data.tahun }
  for _, row in ipairs(try(rows:join(after[result], key, "_jika"))) do
    for _, column in ipairs { ... } do
      local old, new = show(row[column]), show(row[column .. "_jika"])
      if old ~= new then print(("  %s, %s: %s -> %s"):format(row[result], column, old, new)) end
    end
  end
end
print(('Jika target "%s" tahun %d adalah %s:'):format(name, data.tahun, target))
compare("indikator", { "opd", "tahun", "jenis", "sasaran", "indikator" }, "target", "capaian")
compare("sasaran", { "opd", "tahun", "sasaran" }, "capaian", "predikat", "efisiensi")
compare("opd", { "opd", "tahun" }, "capaian", "predikat", "peringkat")
