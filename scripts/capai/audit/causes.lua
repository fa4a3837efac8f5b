--- Why a finding most likely is: only where the data show it, with what shows it.
---
--- A finding has `figure` (what is printed, as a number), `expected` (what should be), `row` (of
--- the input file `file`), `kolom`, `quantity`, and what its check knows besides. A cause takes a
--- finding and the audit, and returns its words, and "slight" where the finding is slight then, or
--- "below" where the fault lies in the lines that were summed.
local KINDS = { "rounding", "budget", "quantities", "words", "statements", "digits", "plans" }

local causes = {}

for _, kind in ipairs(KINDS) do
  local list = require("capai.audit.causes." .. kind)
  for _, cause in ipairs(list) do causes[#causes + 1] = cause end
end

return causes
