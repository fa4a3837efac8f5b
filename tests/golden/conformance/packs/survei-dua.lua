local capai = require "capai"

return capai.rules {
  id = "survei-dua",
  name = "Conformance: survey of two unsur",
  base = "dasar",
  survey = capai.survey {
    base = "permenpanrb-14-2017",
    unsur = { { "u1", "Persyaratan" }, { "u2", "Prosedur" } },
  },
}
