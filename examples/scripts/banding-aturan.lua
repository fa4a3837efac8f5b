-- The same data under two rule packs: which capaian and predikat would be others, from the
-- indicators up to the OPD?
--   capai run examples/scripts/banding-aturan.lua [ATURAN-A ATURAN-B [DATA...]]
local capai <const> = require "capai"

local function stop(status, message)
  io.stderr:write(message, "\n")
  os.exit(status)
end
local function try(value, message) return value or stop(1, message) end

if #arg == 1 or (arg[1] or ""):sub(1, 1) == "-" then
  stop(2, "pemakaian: capai run banding-aturan.lua [ATURAN-A ATURAN-B [DATA...]]")
end
local example <const> = (arg[0]:match "^.*/" or "") .. "../semboro-2024"
local data <const> = try(capai.load(arg[3] and { select(3, ...) } or example))
local a <const> = try(capai.evaluate(data, arg[1] or "jember-2023"))
local b <const> = try(capai.evaluate(data, arg[2] or "jember-2024"))

local function show(x) return type(x) == "userdata" and capai.format.number(x) or x or "–" end
local function compare(result, key)
  local rows <const> = a[result]:where { tahun = data.tahun }
  for _, row in ipairs(try(rows:join(b[result], key, "_b"))) do
    local old <const> = show(row.capaian) .. " " .. show(row.predikat)
    local new <const> = show(row.capaian_b) .. " " .. show(row.predikat_b)
    if old ~= new then print(("  %s: %s -> %s"):format(row[result], old, new)) end
  end
end
print(("%s -> %s, tahun %d:"):format(arg[1] or "jember-2023", arg[2] or "jember-2024", data.tahun))
compare("indikator", { "opd", "tahun", "jenis", "sasaran", "indikator" })
compare("sasaran", { "opd", "tahun", "sasaran" })
compare("opd", { "opd", "tahun" })
