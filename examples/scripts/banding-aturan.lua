-- The same data under two rule packs: which capaian and predikat would be others, from the
-- indicators up to the OPD, and by which part of the rules?
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
local a <const>, b <const> = arg[1] or "jember-2023", arg[2] or "jember-2024"
local comparison <const> = try(capai.compare(data, a, b))

local function show(x) return type(x) == "userdata" and capai.format.number(x) or x or "–" end
print(("%s -> %s, tahun %d:"):format(a, b, data.tahun))
for _, row in ipairs(comparison.perbandingan:where { berubah = "ya" }) do
  local old <const> = show(row.capaian_a) .. " " .. show(row.predikat_a)
  local new <const> = show(row.capaian_b) .. " " .. show(row.predikat_b)
  local why <const> = {}
  for _, what in ipairs { "capaian", "predikat" } do
    local cause <const> = row["sebab_" .. what]
    if cause then why[#why + 1] = what .. " oleh " .. cause end
  end
  if #why > 0 then
    print(("  %s %s: %s -> %s (%s)"):format(row.jenis, row.nama, old, new, table.concat(why, ", ")))
  end
end
