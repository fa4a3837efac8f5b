local capai = require "capai"

return capai.rules {
  id = "needs-number",
  name = "Kabupaten Rusak, LKjIP 2024",
  capai_version = 0.1,
  base = "jember-2024",
}
