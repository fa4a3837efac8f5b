local capai = require "capai"

return capai.rules {
  id = "survei-011",
  name = "Conformance: survey, weights 0,11",
  base = "dasar",
  survey = capai.survey {
    base = "permenpanrb-14-2017",
    weight = "0,11",
  },
}
