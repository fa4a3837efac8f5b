--- Why a finding most likely is: only where the data show it, with what shows it. No cause is
--- better than a wrong one.
---
--- A finding has `figure` (what is printed, as a number), `expected` (what should be), `row` (of
--- the input file `file`), `kolom`, `quantity`, and what its check knows besides. A cause takes a
--- finding and the audit, and returns its words and, where it is not the figure of the finding that
--- it calls wrong, which: telling.fault(row, column), telling.NEUTRAL for none; telling.SLIGHT
--- where the finding is slight then.
local KINDS = { "rounding", "budget", "sums", "repeats", "quantities", "words", "statements",
                "fits", "said", "digits", "plans" }

local causes = {}

for _, kind in ipairs(KINDS) do
  local list = require("capai.audit.causes." .. kind)
  for _, cause in ipairs(list) do causes[#causes + 1] = cause end
end

return causes
