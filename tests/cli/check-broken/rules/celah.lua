local capai = require "capai"

return capai.rules {
  id = "celah",
  name = "Skala yang bercelah",
  base = "permendagri-86-2017",
  scale = capai.scale { { "Baik", ge = 76 }, { "Kurang", le = 75 } },
}
