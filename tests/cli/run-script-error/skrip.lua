print "sebelum"
local t = nil
print(t.x)
