local capai = require "capai"

return capai.rules {
  id = "rusak",
  name = "Kabupaten Rusak",
  basis = "Permendagri 86/2017",
  progress = { positif = capai.progress.positive },
  round = { digits = 2 },
}
