/* Scripts of the project, compiled once: a sandbox reads the same ones for each input, which takes
 * longer than most inputs do. In a fuzzer alone, in the place of Lua's own function: what strangers
 * write is compiled each time, as text. */
#ifndef FUZZ_COMPILED_H
#define FUZZ_COMPILED_H

#ifdef FUZZING
#include <lauxlib.h>

#include "core/batch_record.h"
#include "fuzz.h"

#define COMPILED_FOLDER "@scripts/capai/"

static struct compiled {
    char name[80];
    struct bytes code;
} compiled_scripts[256];

/* A text that is read in one piece: {data, size}. */
static const char *compiled_read(lua_State *L, void *user, size_t *size)
{
    capai_text *text = user;
    (void)L;
    *size = text->size;
    text->size = 0;
    return text->data;
}

static int compiled_write(lua_State *L, const void *piece, size_t size, void *code)
{
    (void)L;
    bytes_add(code, piece, size);
    return 0;
}

/* The place of a script of the project, which may be empty still. */
static struct compiled *compiled_place(const char *name)
{
    size_t i = 0;
    while (compiled_scripts[i].name[0] && strcmp(compiled_scripts[i].name, name) != 0)
        CHECK(++i < sizeof compiled_scripts / sizeof *compiled_scripts);
    return &compiled_scripts[i];
}

int luaL_loadbufferx(lua_State *L, const char *text, size_t size, const char *name,
                     const char *mode)
{
    const size_t folder = sizeof COMPILED_FOLDER - 1, length = strlen(name) + 1;
    capai_text source = {text, size};
    if (strncmp(name, COMPILED_FOLDER, folder) != 0)
        return lua_load(L, compiled_read, &source, name, mode);
    struct compiled *script = compiled_place(name);
    if (script->name[0]) {
        source = (capai_text){script->code.data, script->code.size};
        return lua_load(L, compiled_read, &source, name, "b");
    }
    const int status = lua_load(L, compiled_read, &source, name, mode);
    if (status == LUA_OK && length <= sizeof script->name &&
        lua_dump(L, compiled_write, &script->code, 0) == 0 && !script->code.failed)
        memcpy(script->name, name, length);
    else
        bytes_clear(&script->code);
    return status;
}
#endif

#endif
