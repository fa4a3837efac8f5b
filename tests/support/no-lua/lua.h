#error "the core must not know Lua"
