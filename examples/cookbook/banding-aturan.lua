-- The same data under two rule packs: which capaian and predikat would be others, from the
-- indicators up to the OPD, and by which part of the rules?
--   capai run examples/cookbook/banding-aturan.lua ATURAN-A ATURAN-B DATA...
local capai <const> = require "capai"

local a <const>, b <const> = arg[1], arg[2]
assert(arg[3], "pemakaian: capai run banding-aturan.lua ATURAN-A ATURAN-B DATA...")
local data <const> = assert(capai.load { select(3, ...) })
local comparison <const> = assert(capai.compare(data, a, b))

print(("%s -> %s, tahun %d:"):format(a, b, data.tahun))
for _, row in ipairs(comparison.perbandingan:where { berubah = "ya" }) do
  local why <const> = {}
  for _, what in ipairs { "capaian", "predikat" } do
    local cause <const> = row["sebab_" .. what]
    if cause then why[#why + 1] = what .. " oleh " .. cause end
  end
  if #why > 0 then
    print(("  %s %s: %s %s -> %s %s (%s)"):format(row.jenis, row.nama, row:text "capaian_a",
      row:text "predikat_a", row:text "capaian_b", row:text "predikat_b", table.concat(why, ", ")))
  end
end
