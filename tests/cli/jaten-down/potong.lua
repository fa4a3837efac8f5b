-- The report prints 97,78 for 68,45 / 70 = 97,7857…: truncation gives what was printed.
local capai = require "capai"

return capai.rules {
  id = "karanganyar-potong",
  base = "karanganyar-2023",
  name = "Karanganyar 2023, dipotong",
  round = { mode = "down" },
}
