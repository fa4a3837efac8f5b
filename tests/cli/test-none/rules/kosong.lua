local capai = require "capai"

return capai.rules { id = "kosong", name = "Tanpa tes", base = "jember-2024" }
