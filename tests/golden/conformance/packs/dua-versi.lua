-- Two versions of one set of rules: until 2022 less is better by (2T - R)/T, from 2023 by T/R.
local capai = require "capai"

local function version(from, to, negative)
  return capai.rules {
    id = "dua-versi", name = "Conformance: two versions", base = "dasar",
    valid = { from = from, to = to },
    progress = { negatif = negative },
  }
end

return {
  version(2000, 2022, capai.progress.negative),
  version(2023, 2100, capai.progress.inverse),
}
