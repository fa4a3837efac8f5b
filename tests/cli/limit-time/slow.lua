-- Single instructions that last: only the clock ends them.
local s = (" "):rep(4000000) .. "1"
while true do local _ = s + 0 end
