local capai = require "capai"

return capai.rules {
  id = "survei-dua-responden",
  name = "Conformance: survey, a hole leaves the respondent out",
  base = "dasar",
  survey = capai.survey {
    base = "permenpanrb-14-2017",
    unsur = { { "u1", "Persyaratan" }, { "u2", "Prosedur" } },
    missing = "responden", invalid = "responden",
  },
}
