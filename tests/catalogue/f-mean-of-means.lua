-- F: a mean per sasaran, then the mean of these; a missing value counts as 0.
local capai = require "capai"

return capai.rules {
  id = "f-mean-of-means",
  name = "Katalog f-mean-of-means",
  base = "katalog",
  average = { over = "sasaran", missing = "zero" },

  tests = {
    { rata = { { 100, 50 }, 90 }, capaian = "82,5" },
    { rata = { { 100, "NA" }, 90 }, capaian = 70 },
  },
}
