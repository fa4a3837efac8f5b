local capai = require "capai"

return capai.rules {
  id = "survei",
  name = "Conformance: survey, weights 1/9",
  base = "dasar",
  survey = capai.survey {
    base = "permenpanrb-14-2017",
    weight = "equal", round = { digits = 3, rata = { digits = 3 }, ikm = { digits = 2 } },
  },
}
