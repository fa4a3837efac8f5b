-- Takes 80 MB.
local capai, t = require "capai", {}
for i = 1, 40 do t[i] = ("x"):rep(2000000) .. i end
return capai.rules { id = "big", base = "jember-2024", name = #t .. " texts" }
