local capai = require "capai"

return capai.rules {
  id = "survei-dua-tanpa",
  name = "Conformance: survey, a hole leaves no mean",
  base = "dasar",
  survey = capai.survey {
    base = "permenpanrb-14-2017",
    unsur = { { "u1", "Persyaratan" }, { "u2", "Prosedur" } },
    missing = "none", invalid = "none",
  },
}
