#!/usr/bin/env capai
local capai = require "capai"
print(arg[0]:match "[^/]+$", #arg, ...)
print(capai.decimal "1.234,5" + 1, io.open(arg[0]) ~= nil, package.loaded.capai == capai)
