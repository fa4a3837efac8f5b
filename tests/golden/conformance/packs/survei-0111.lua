local capai = require "capai"

return capai.rules {
  id = "survei-0111",
  name = "Conformance: survey, weights 0,111",
  base = "dasar",
  survey = capai.survey {
    base = "permenpanrb-14-2017",
    weight = "0,111", round = { digits = 3, ikm = { digits = 4 } },
  },
}
