local capai = require "capai"

return capai.rules {
  id = "rusak",
  name = "Kabupaten Rusak, LKjIP 2024",
  base = "jember-2024",
  progress = {
    positif = function(i)
      error { kode = 5 }
    end,
  },
}
