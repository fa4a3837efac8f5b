local capai = require "capai"
capai.round("x", 2)
