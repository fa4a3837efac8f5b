/* Texts that people write beside the data: narasi/NAME.md as parts of a report in every form, and
 * the statements of narasi.csv as the audit tests them (narasi.lua says what must hold). Input:
 * "=", the number of an operation, then what is printed, the operands and another name, a line
 * each; anything else is Markdown. */
#include "lua.h"

/* Pushes the module of the target, and what it makes once. */
static lua_State *begin(void)
{
    lua_State *L = fuzz_lua();
    if (lua_getglobal(L, "narasi") == LUA_TTABLE)
        return L;
    lua_pop(L, 1);
    if (luaL_dofile(L, "tests/fuzz/narasi.lua") != LUA_OK) {
        fprintf(stderr, "%s\n", lua_tostring(L, -1));
        exit(2);
    }
    lua_pushvalue(L, -1);
    lua_setglobal(L, "narasi");
    lua_getfield(L, -1, "rules");
    lua_call(L, 0, 1);
    lua_setglobal(L, "rules");
    return L;
}

static void push(lua_State *L, capai_text text)
{
    lua_pushlstring(L, text.size ? text.data : "", text.size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input input = {data, size};
    lua_State *L = begin();
    if (size && *data == '=') {
        fuzz_choice(&input, 1);
        lua_getfield(L, -1, "statement");
        lua_pushinteger(L, (lua_Integer)fuzz_choice(&input, 32));
        for (int i = 0; i < 3; i++)
            push(L, fuzz_text(&input, '\n'));
        lua_getglobal(L, "rules");
        fuzz_call(L, 5, 0);
    } else {
        lua_getfield(L, -1, "document");
        push(L, (capai_text){(const char *)data, size});
        fuzz_call(L, 1, 1);
        fuzz_render(L);
    }
    lua_settop(L, 0);
    lua_gc(L, LUA_GCCOLLECT);
    return 0;
}
