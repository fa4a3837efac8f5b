-- B, b9: reached or not.
local capai = require "capai"

return capai.rules {
  id = "b9",
  name = "Katalog b9",
  base = "katalog",

  scale = capai.scale { { "Tercapai", ge = 100 }, { "Belum Tercapai", lt = 100 } },
  tests = {
    { capaian = 100, predikat = "Tercapai" },
    { capaian = "99,99", predikat = "Belum Tercapai" },
  },
}
