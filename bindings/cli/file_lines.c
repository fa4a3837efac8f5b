#include "bindings/cli/file_lines.h"

#include <string.h>

#include "capai/store.h"

#define META_LINES "capai.file_lines"

struct file_lines {
    struct capai_source *source; /* NULL: closed */
    struct capai_error *err;
    size_t at, size, capacity;
    char block[]; /* what was read last */
};

static int close_lines(lua_State *L)
{
    struct file_lines *lines = lua_touserdata(L, 1);
    capai_source_close(lines->source);
    lines->source = NULL;
    return 0;
}

/* Reads the next block once the last one is used up; false at the end of the file. */
static bool fill(lua_State *L, struct file_lines *lines)
{
    if (lines->at < lines->size)
        return true;
    lines->at = 0;
    if (capai_source_next(lines->source, lines->block, lines->capacity, &lines->size, lines->err))
        binding_raise(L, lines->err);
    return lines->size > 0;
}

/* Takes what is left of the line in the block; *ended tells whether its end is there. */
static capai_text take(struct file_lines *lines, bool *ended)
{
    capai_text text = {lines->block + lines->at, lines->size - lines->at};
    const char *end = memchr(text.data, '\n', text.size);
    *ended = end != NULL;
    if (end)
        text.size = (size_t)(end - text.data);
    lines->at += text.size + *ended;
    return text;
}

static int next_line(lua_State *L)
{
    struct file_lines *lines = lua_touserdata(L, lua_upvalueindex(1));
    bool ended;
    luaL_Buffer line;
    if (!lines->source || !fill(L, lines))
        return 0;
    capai_text text = take(lines, &ended);
    if (ended) { /* nearly all of them */
        lua_pushlstring(L, text.data, text.size);
        return 1;
    }
    luaL_buffinit(L, &line);
    for (;;) {
        luaL_addlstring(&line, text.data, text.size);
        if (ended || !fill(L, lines))
            break;
        text = take(lines, &ended);
    }
    luaL_pushresult(&line);
    return 1;
}

/* Pushes a reader that holds nothing yet. */
static struct file_lines *push_reader(lua_State *L, size_t capacity, struct capai_error *err)
{
    static const luaL_Reg meta[] = {{"__gc", close_lines}, {"__close", close_lines}, {NULL, NULL}};
    struct file_lines *lines = lua_newuserdatauv(L, sizeof *lines + capacity, 0);
    *lines = (struct file_lines){.err = err, .capacity = capacity};
    if (luaL_newmetatable(L, META_LINES))
        luaL_setfuncs(L, meta, 0);
    lua_setmetatable(L, -2);
    return lines;
}

void file_lines_push(lua_State *L, const char *path, size_t most, struct capai_arena *arena,
                     struct capai_error *err)
{
    struct capai_error error = {0};
    struct file_lines *lines = push_reader(L, most, err);
    if (capai_source_open(path, arena, &lines->source, &error) == CAPAI_OK) {
        if (!fill(L, lines) || lines->size < most || memchr(lines->block, '\n', lines->size)) {
            lua_pushcclosure(L, next_line, 1);
            return;
        }
    } else if (error.message != CAPAI_MSG_READ_NO_FILE ||
               capai_file_kind_of(path) != CAPAI_FILE_NONE) { /* a link that leads nowhere */
        *err = error;
        binding_raise(L, err);
    }
    lua_pop(L, 1);
    lua_pushnil(L);
}
