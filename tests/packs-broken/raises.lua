local capai = require "capai"

local function bound(name)
  error("tidak ada batas untuk " .. name)
end

return capai.rules {
  id = bound("rusak"),
}
