local capai = require "capai"

return capai.rules {
  id = "skala-tanpa-putusan",
  name = "Conformance: a class that is no verdict",
  base = "dasar",
  scale = capai.scale {
    { "Tidak dapat disimpulkan", gt = 120, verdict = false }, { "Baik", ge = 90, le = 120 },
    { "Kurang", lt = 90 },
  },
}
