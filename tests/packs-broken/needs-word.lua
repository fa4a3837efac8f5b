local capai = require "capai"

return capai.rules {
  id = "needs-word",
  name = "Kabupaten Rusak, LKjIP 2024",
  capai_version = "0.1 ke atas",
  base = "jember-2024",
}
