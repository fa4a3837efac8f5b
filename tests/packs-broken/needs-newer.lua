local capai = require "capai"

return capai.rules {
  id = "needs-newer",
  name = "Kabupaten Rusak, LKjIP 2031",
  capai_version = "99.2",
  base = "jember-2024",
  -- what a later Capai may know
  efficiency = capai.efficiency.forecast { words = { "Efisien" } },
}
