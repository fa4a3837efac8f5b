local capai = require "capai"

return capai.rules {
  id = "berbobot",
  base = "jember-2024",
  name = "Rata-rata berbobot",
  average = { kind = "weighted", clamp = "none" },
}
