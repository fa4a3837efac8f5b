-- The Lua module as a rock: luarocks make bindings/lua/capai-0.1.0-1.rockspec, in the folder of the
-- sources. The libraries that it stands on are the system's (README: make setup).
rockspec_format = "3.0"
package = "capai"
version = "0.1.0-1"
source = {
  url = "file://capai-0.1.0.tar.gz", -- git archive --prefix=capai-0.1.0/ v0.1.0
  dir = "capai-0.1.0",
}
description = {
  summary = "Evaluates Indonesian government performance reports (SAKIP), exactly",
  detailed = [[
    Capaian, predikat, budget and efficiency figures of LKjIP and LAKIP, under rules that are Lua
    scripts.]],
  license = "MIT",
}
supported_platforms = { "linux" }
dependencies = { "lua ~> 5.4" }
external_dependencies = { -- and GMP, whose header has a folder per architecture
 
  CSV = { header = "csv.h" },
  MD = { header = "sha2.h" },
  BID = { header = "bid_conf.h" },
  EXPAT = { header = "expat.h" },
  XXHASH = { header = "xxhash.h" },
  ZIP = { header = "minizip/unzip.h" },
  ZSTD = { header = "zstd.h" },
}
build = {
  type = "make",
  build_target = "module",
  build_variables = { LUA = "$(LUA)", LUA_CFLAGS = "-I$(LUA_INCDIR)" },
  install_target = "install-module",
  install_variables = { LUA = "$(LUA)", MODULE_FOLDER = "$(LIBDIR)" },
  -- beside which the module looks for its scripts
  copy_directories = { "scripts" },
}
