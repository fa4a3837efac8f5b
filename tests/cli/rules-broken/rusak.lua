local capai = require "capai"

return capai.rules {
  id = "rusak",
  name = "Paket dengan kunci salah eja",
  basis = "tidak ada",
  progress = { positif = capai.progress.positive },
  raund = { digits = 2 },
  scale = capai.scale { { "Baik", ge = 50 }, { "Kurang", lt = 50 } },
}
