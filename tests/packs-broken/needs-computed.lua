local capai = require "capai"
local major = 99

return capai.rules {
  id = "needs-computed",
  name = "Kabupaten Rusak, LKjIP 2031",
  capai_version = major .. ".0",
  base = "jember-2024",
  forecast = true,
}
