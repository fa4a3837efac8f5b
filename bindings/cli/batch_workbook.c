/* The workbook of a batch: the scripts that say what it looks like, and their state. */
#include "bindings/cli/batch.h"
#include "bindings/cli/library.h"
#include "bindings/cli/script.h"
#include "bindings/results/sheets.h"

/* (sheets) */
static int write_sheets(lua_State *L)
{
    struct sheets *sheets = lua_touserdata(L, 1);
    library_require(L, "capai.render.xlsx.results");
    sheets_write(L, sheets);
    return 0;
}

enum capai_status batch_workbook(const char *path, const char *name,
                                 const struct capai_batch_results *results,
                                 enum capai_language language, struct capai_arena *arena,
                                 struct capai_error *err)
{
    struct capai_error error = {0};
    struct sheets sheets = {path, name, results, arena, &error};
    lua_State *L = script_open(language);
    if (!L)
        return capai_fail_memory(err);
    lua_pushcfunction(L, write_sheets);
    lua_pushlightuserdata(L, &sheets);
    int status = script_call(L, 1, 0);
    if (status == LUA_ERRMEM)
        capai_fail_memory(&error);
    else if (status != LUA_OK && !error.status)
        binding_take_error(L, arena, &error);
    lua_close(L);
    if (error.status && err)
        *err = error;
    return error.status;
}
