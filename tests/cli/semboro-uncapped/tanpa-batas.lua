-- Without the limit of 100 the mean of the six indicators is 100,30 and not 98,81.
local capai = require "capai"

return capai.rules {
  id = "jember-tanpa-batas",
  base = "jember-2024",
  name = "Jember 2024, tanpa batas",
  average = { clamp = "none" },
}
