-- F: where a value is missing the whole group has none.
local capai = require "capai"

return capai.rules {
  id = "f-none",
  name = "Katalog f-none",
  base = "katalog",
  average = { missing = "none" },

  tests = {
    { rata = { { 100, 50 }, 90 }, capaian = 80 },
    { rata = { { 100, "NA" }, 90 }, status = "belum_diisi" },
  },
}
