local capai = require "capai"

return capai.rules {
  id = "rusak",
  name = "Kabupaten Rusak, LKjIP 2024",
  base = "jember-2024",
  progress = {
    positif = function(i)
      local t = {}
      while true do
        t[#t + 1] = { i }
      end
    end,
  },
}
