#include "bindings/lua/binding.h"

#include <string.h>

#include "bindings/lua/language.h"
#include "bindings/lua/lexer.h"

#define META_INFO "capai.info"

static const char sources_key;

static int error_tostring(lua_State *L)
{
    const struct capai_error *error = luaL_checkudata(L, 1, CAPAI_META_ERROR);
    char text[1024], hint[1024];
    enum capai_language language = language_of(L);
    capai_error_text(error, language, false, text, sizeof text);
    capai_error_text(error, language, true, hint, sizeof hint);
    if (error->file && error->line)
        lua_pushfstring(L, "%s:%d: %s%s%s", error->file, (int)error->line, text,
                        hint[0] ? "\n  " : "", hint);
    else
        lua_pushfstring(L, "%s%s%s", text, hint[0] ? "\n  " : "", hint);
    return 1;
}

/* err.code, err.message and what else capai.info has */
static int error_index(lua_State *L)
{
    binding_push_info(L, luaL_checkudata(L, 1, CAPAI_META_ERROR));
    lua_pushvalue(L, 2);
    lua_rawget(L, -2);
    return 1;
}

/* The place and the message of a complaint: "data/indikator.csv:3:9: ...". */
static int info_tostring(lua_State *L)
{
    char where[1024];
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    static const char *const keys[] = {"file", "sheet", "line", "column", "message"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        lua_getfield(L, 1, keys[i]);
    const struct capai_error place = {.file = lua_tostring(L, 2),
                                      .sheet = lua_tostring(L, 3),
                                      .line = (size_t)lua_tointeger(L, 4),
                                      .column = (size_t)lua_tointeger(L, 5)};
    capai_error_where(&place, where, sizeof where);
    lua_pushfstring(L, "%s%s%s", where, *where ? ": " : "", luaL_optstring(L, 6, ""));
    return 1;
}

static void open_meta(lua_State *L, const char *name, const luaL_Reg *meta)
{
    if (luaL_newmetatable(L, name)) {
        luaL_setfuncs(L, meta, 0);
        lua_pushboolean(L, 0);
        lua_setfield(L, -2, "__metatable");
    }
    lua_pop(L, 1);
}

void binding_open_error(lua_State *L)
{
    static const luaL_Reg error[] = {
        {"__tostring", error_tostring}, {"__index", error_index}, {NULL, NULL}};
    static const luaL_Reg info[] = {{"__tostring", info_tostring}, {NULL, NULL}};
    open_meta(L, CAPAI_META_ERROR, error);
    open_meta(L, META_INFO, info);
}

/* The name of a chunk without the mark that Lua puts before it. */
static const char *chunk_file(const char *source)
{
    return *source == '@' || *source == '=' ? source + 1 : source;
}

/* Gives the error on top of the stack a copy of the name of its file, which then lives as long. */
static void keep_file(lua_State *L, struct capai_error *error, const char *file)
{
    lua_pushstring(L, file);
    error->file = lua_tostring(L, -1);
    lua_setiuservalue(L, -2, 1);
}

_Noreturn void binding_raise(lua_State *L, const struct capai_error *error)
{
    lua_Debug ar;
    struct capai_error *copy = lua_newuserdatauv(L, sizeof *copy, 1);
    /* cppcheck-suppress ctunullpointer ; see reader_raise: its caller has one */
    *copy = *error;
    luaL_setmetatable(L, CAPAI_META_ERROR);
    if (copy->file)
        keep_file(L, copy, error->file);
    for (int level = 0; lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        if (ar.currentline <= 0)
            continue; /* a C function: its caller is meant */
        if (!copy->file)
            keep_file(L, copy, chunk_file(ar.source));
        if (!copy->line)
            copy->line = (size_t)ar.currentline;
        break;
    }
    lua_error(L);
    __builtin_unreachable(); /* lua_error does not return, but does not say so */
}

capai_text binding_full_name(lua_State *L, capai_text name)
{
    if (name.size < 4 || memcmp(name.data, "...", 3) != 0 ||
        lua_rawgetp(L, LUA_REGISTRYINDEX, &sources_key) != LUA_TTABLE)
        return name;
    capai_text end = {name.data + 3, name.size - 3};
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        capai_text file = capai_text_of(chunk_file(lua_tostring(L, -2)));
        if (file.size >= end.size &&
            memcmp(file.data + file.size - end.size, end.data, end.size) == 0)
            return file;
    }
    return name;
}

/* "name:12: text": the place that Lua writes in front of its messages. */
static void split_place(lua_State *L, const char *text, size_t size, struct capai_arena *arena,
                        struct capai_error *out)
{
    for (size_t i = 1; i + 1 < size; i++) {
        size_t line = 0, k = i + 1;
        if (text[i] != ':')
            continue;
        for (; k < size && k < i + 9 && text[k] >= '0' && text[k] <= '9'; k++)
            line = line * 10 + (size_t)(text[k] - '0');
        if (k == i + 1 || k >= size || text[k] != ':')
            continue;
        k += k + 1 < size && text[k + 1] == ' ' ? 2 : 1;
        capai_fail(out, CAPAI_MSG_RULES_LUA, CAPAI_WORDS(((capai_text){text + k, size - k})));
        out->file = capai_text_copy(binding_full_name(L, (capai_text){text, i}), arena).data;
        out->line = line;
        return;
    }
    capai_fail(out, CAPAI_MSG_RULES_LUA, CAPAI_WORDS(((capai_text){text, size})));
}

/* Where an error of Lua goes, and what of it has to stay. */
struct taking {
    struct capai_arena *arena;
    struct capai_error *out;
};

/* Its address is the key of the complaints that tables tell of, by table, in the registry. */
static const char complaints_key = 0;

/* Pushes the table of complaints, which keeps no table alive. */
static void push_complaints(lua_State *L)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &complaints_key) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &complaints_key);
}

/* Of the table on top of the stack: a script that raises it raises the complaint. */
static void keep_complaint(lua_State *L, const struct capai_error *error)
{
    push_complaints(L);
    lua_pushvalue(L, -2);
    struct capai_error *copy = lua_newuserdatauv(L, sizeof *copy, 0);
    *copy = *error;
    copy->file = copy->sheet = NULL; /* which the table has */
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

/* Fills in the complaint that the table at index 1 tells of; false where it tells of none. */
static bool take_info(lua_State *L, const struct taking *taking)
{
    push_complaints(L);
    lua_pushvalue(L, 1);
    lua_rawget(L, -2);
    const struct capai_error *kept = lua_touserdata(L, -1);
    if (!kept)
        return false;
    *taking->out = *kept;
    if (lua_getfield(L, 1, "file") == LUA_TSTRING)
        taking->out->file = capai_text_copy(capai_text_of(lua_tostring(L, -1)), taking->arena).data;
    if (lua_getfield(L, 1, "sheet") == LUA_TSTRING)
        taking->out->sheet =
            capai_text_copy(capai_text_of(lua_tostring(L, -1)), taking->arena).data;
    return true;
}

bool binding_is_info(lua_State *L, int index)
{
    if (!lua_getmetatable(L, index))
        return false;
    luaL_getmetatable(L, META_INFO);
    const bool is = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return is;
}

void binding_push_info(lua_State *L, const struct capai_error *error)
{
    static const char *const levels[] = {"ok", "note", "warning", "error"};
    char text[1024];
    enum capai_language language = language_of(L);
    size_t level = error->status > CAPAI_ERR_DATA ? CAPAI_ERR_DATA : error->status;
    lua_createtable(L, 0, 8);
    lua_pushstring(L, levels[level]);
    lua_setfield(L, -2, "level");
    lua_pushstring(L, capai_message_name(error->message));
    lua_setfield(L, -2, "code");
    capai_error_text(error, language, false, text, sizeof text);
    lua_pushstring(L, text);
    lua_setfield(L, -2, "message");
    capai_error_text(error, language, true, text, sizeof text);
    lua_pushstring(L, text);
    lua_setfield(L, -2, "hint");
    if (error->file) {
        lua_pushstring(L, error->file);
        lua_setfield(L, -2, "file");
    }
    if (error->sheet) {
        lua_pushstring(L, error->sheet);
        lua_setfield(L, -2, "sheet");
    }
    if (error->line) {
        lua_pushinteger(L, (lua_Integer)error->line);
        lua_setfield(L, -2, "line");
    }
    if (error->column) {
        lua_pushinteger(L, (lua_Integer)error->column);
        lua_setfield(L, -2, "column");
    }
    luaL_setmetatable(L, META_INFO);
    keep_complaint(L, error);
}

int binding_data_error(lua_State *L, const struct capai_error *error)
{
    lua_pushnil(L);
    binding_push_info(L, error);
    luaL_tolstring(L, -1, NULL);
    lua_insert(L, -2); /* nil, message, info */
    return 3;
}

/* What Lua raises when it has no memory, as it does without the place of a script. */
static const char no_memory[] = "not enough memory";

/* (error, taking) */
static int take_error(lua_State *L)
{
    const struct taking *taking = lua_touserdata(L, 2);
    struct capai_error *out = taking->out;
    lua_settop(L, 1);
    const struct capai_error *ours = luaL_testudata(L, 1, CAPAI_META_ERROR);
    size_t size;
    if (ours) {
        *out = *ours;
        out->file = capai_text_copy(capai_text_of(ours->file), taking->arena).data;
    } else if (lua_type(L, 1) == LUA_TSTRING && strcmp(lua_tostring(L, 1), no_memory) == 0) {
        capai_fail_memory(out);
    } else if (lua_type(L, 1) == LUA_TSTRING) {
        const char *text = lua_tolstring(L, 1, &size);
        split_place(L, text, size, taking->arena, out);
    } else if (!lua_istable(L, 1) || !take_info(L, taking)) {
        const char *type = luaL_typename(L, 1);
        capai_fail(out, CAPAI_MSG_RULES_LUA, CAPAI_WORDS(capai_text_of(type)));
    }
    return 0;
}

void binding_take_error(lua_State *L, struct capai_arena *arena, struct capai_error *out)
{
    struct taking taking = {arena, out};
    lua_pushcfunction(L, take_error); /* even to look at it may need memory */
    lua_insert(L, -2);
    lua_pushlightuserdata(L, &taking);
    if (lua_pcall(L, 2, 0, 0) == LUA_OK)
        return;
    lua_pop(L, 1);
    *out = (struct capai_error){.status = CAPAI_OK};
    capai_fail_memory(out);
}

void binding_add_source(lua_State *L, const char *chunkname, capai_text source)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &sources_key) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &sources_key);
    }
    lua_pushlstring(L, source.data, source.size);
    lua_setfield(L, -2, chunkname);
    lua_pop(L, 1);
}

/* ---- the line of a key, by scanning the text of the call ---- */

static void find_key(capai_text source, size_t first_line, const char *key,
                     struct capai_error *error)
{
    struct lexer lexer = lexer_at(source, first_line);
    struct token word = lexer_next(&lexer);
    size_t found = 0;
    int depth = 0;
    while (word.kind != TOKEN_END) {
        struct token next = lexer_next(&lexer);
        depth += token_is(&word, "{") || token_is(&word, "(");
        depth -= token_is(&word, "}") || token_is(&word, ")");
        if (depth > 0 && word.kind == TOKEN_NAME && token_is(&word, key) && token_is(&next, "=")) {
            found++;
            error->line = word.line;
            error->column = word.column;
            error->width = word.text.size;
        }
        /* the call ends where nothing is open any more, but not before what stands in front of it
         */
        if (depth <= 0 && next.line > first_line)
            break;
        word = next;
    }
    if (found != 1) {
        error->line = first_line;
        error->column = error->width = 0;
    }
}

_Noreturn void reader_raise(const struct reader *r, const char *key, struct capai_error *error)
{
    lua_State *L = r->L;
    lua_Debug ar;
    for (int level = 0; key && !error->file && lua_getstack(L, level, &ar); level++) {
        size_t size;
        lua_getinfo(L, "Sl", &ar);
        if (ar.currentline <= 0)
            continue;
        if (lua_rawgetp(L, LUA_REGISTRYINDEX, &sources_key) == LUA_TTABLE &&
            lua_getfield(L, -1, ar.source) == LUA_TSTRING) {
            const char *text = lua_tolstring(L, -1, &size);
            find_key((capai_text){text, size}, (size_t)ar.currentline, key, error);
        }
        break;
    }
    binding_raise(L, error);
}

_Noreturn void reader_error(const struct reader *r, const char *key, enum capai_message message,
                            const capai_text *words, size_t count)
{
    struct capai_error error = {0};
    capai_fail(&error, message, words, count);
    reader_raise(r, key, &error);
}

/* ---- what was perhaps meant ---- */

int binding_nearest(lua_State *L)
{
    capai_text names[256], word;
    size_t count = 0;
    word.data = luaL_checklstring(L, 1, &word.size);
    luaL_checktype(L, 2, LUA_TTABLE);
    for (; count < 256 && lua_rawgeti(L, 2, (lua_Integer)count + 1) == LUA_TSTRING; count++)
        names[count].data = lua_tolstring(L, -1, &names[count].size), lua_pop(L, 1);
    capai_text near = capai_text_nearest(word, names, count);
    if (near.size)
        lua_pushlstring(L, near.data, near.size);
    else
        lua_pushnil(L);
    return 1;
}
