local capai = require "capai"

local rules = capai.rules { id = "rusak", name = "Rusak", base = "jember-2024" }
