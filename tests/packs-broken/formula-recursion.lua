local capai = require "capai"

return capai.rules {
  id = "rusak",
  name = "Kabupaten Rusak, LKjIP 2024",
  base = "jember-2024",
  progress = {
    positif = function(i)
      local function f(n)
        return 1 + f(n + 1)
      end
      return f(1)
    end,
  },
}
