local capai = require "capai"

return capai.rules {
  id = "arah-baku",
  name = "Conformance: an arah by default",
  base = "dasar",
  arah = "positif",
}
