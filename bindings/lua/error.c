#include "bindings/lua/binding.h"

#include <string.h>

static const char sources_key, language_key;

void binding_set_language(lua_State *L, enum capai_language language)
{
    lua_pushinteger(L, language);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &language_key);
}

static int error_tostring(lua_State *L)
{
    const struct capai_error *error = luaL_checkudata(L, 1, CAPAI_META_ERROR);
    char text[1024], hint[1024];
    lua_rawgetp(L, LUA_REGISTRYINDEX, &language_key);
    enum capai_language language = lua_tointeger(L, -1) ? CAPAI_ENGLISH : CAPAI_INDONESIAN;
    capai_error_text(error, language, false, text, sizeof text);
    capai_error_text(error, language, true, hint, sizeof hint);
    if (error->file && error->line)
        lua_pushfstring(L, "%s:%d: %s%s%s", error->file, (int)error->line, text,
                        hint[0] ? "\n  " : "", hint);
    else
        lua_pushfstring(L, "%s%s%s", text, hint[0] ? "\n  " : "", hint);
    return 1;
}

void binding_open_error(lua_State *L)
{
    static const luaL_Reg meta[] = {{"__tostring", error_tostring}, {NULL, NULL}};
    if (luaL_newmetatable(L, CAPAI_META_ERROR)) {
        luaL_setfuncs(L, meta, 0);
        lua_pushboolean(L, 0);
        lua_setfield(L, -2, "__metatable");
    }
    lua_pop(L, 1);
}

/* The name of a chunk without the mark that Lua puts before it. */
static const char *chunk_file(const char *source)
{
    return *source == '@' || *source == '=' ? source + 1 : source;
}

_Noreturn void binding_raise(lua_State *L, const struct capai_error *error)
{
    lua_Debug ar;
    struct capai_error *copy = lua_newuserdatauv(L, sizeof *copy, 1);
    *copy = *error;
    luaL_setmetatable(L, CAPAI_META_ERROR);
    for (int level = 0; lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        if (ar.currentline <= 0)
            continue; /* a C function: its caller is meant */
        lua_pushstring(L, chunk_file(ar.source));
        if (!copy->file)
            copy->file = lua_tostring(L, -1);
        lua_setiuservalue(L, -2, 1);
        if (!copy->line)
            copy->line = (size_t)ar.currentline;
        break;
    }
    lua_error(L);
    __builtin_unreachable(); /* lua_error does not return, but does not say so */
}

/* "name:12: text": the place that Lua writes in front of its messages. */
static void split_place(const char *text, size_t size, struct capai_arena *arena,
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
        out->file = capai_text_copy((capai_text){text, i}, arena).data;
        out->line = line;
        return;
    }
    capai_fail(out, CAPAI_MSG_RULES_LUA, CAPAI_WORDS(((capai_text){text, size})));
}

void binding_take_error(lua_State *L, struct capai_arena *arena, struct capai_error *out)
{
    const struct capai_error *ours = luaL_testudata(L, -1, CAPAI_META_ERROR);
    size_t size;
    if (ours) {
        *out = *ours;
        out->file = capai_text_copy(capai_text_of(ours->file), arena).data;
    } else if (lua_type(L, -1) == LUA_TSTRING) {
        const char *text = lua_tolstring(L, -1, &size);
        split_place(text, size, arena, out);
    } else {
        const char *type = luaL_typename(L, -1);
        capai_fail(out, CAPAI_MSG_RULES_LUA, CAPAI_WORDS(capai_text_of(type)));
    }
    lua_pop(L, 1);
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

struct scan {
    const char *p, *end;
    const char *line_start;
    size_t line;
};

static void step(struct scan *s)
{
    if (*s->p++ == '\n') {
        s->line++;
        s->line_start = s->p;
    }
}

static bool at(const struct scan *s, const char *word)
{
    size_t size = strlen(word);
    return (size_t)(s->end - s->p) >= size && memcmp(s->p, word, size) == 0;
}

/* Skips a comment or a string; false when there is none here. */
static bool skip_inert(struct scan *s)
{
    char quote = *s->p;
    bool comment = at(s, "--"),
         block = comment ? s->end - s->p > 3 && s->p[2] == '[' && s->p[3] == '[' : at(s, "[[");
    if (block) {
        while (s->p < s->end && !at(s, "]]"))
            step(s);
        return true;
    }
    if (comment) {
        while (s->p < s->end && *s->p != '\n')
            step(s);
        return true;
    }
    if (quote != '"' && quote != '\'')
        return false;
    step(s);
    while (s->p < s->end && *s->p != quote && *s->p != '\n') {
        if (*s->p == '\\' && s->p + 1 < s->end)
            step(s);
        step(s);
    }
    if (s->p < s->end)
        step(s);
    return true;
}

static bool is_word(char c)
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* True when the word at `p` is followed by "=", as a key of a table is. */
static bool is_key(const struct scan *s, const char *after)
{
    while (after < s->end && (*after == ' ' || *after == '\t'))
        after++;
    return after < s->end && *after == '=' && (after + 1 == s->end || after[1] != '=');
}

static void find_key(capai_text source, size_t first_line, const char *key,
                     struct capai_error *error)
{
    struct scan s = {source.data, source.data + source.size, source.data, 1};
    size_t size = strlen(key), found = 0;
    int depth = 0;
    while (s.p < s.end && s.line < first_line)
        step(&s);
    while (s.p < s.end) {
        if (skip_inert(&s))
            continue;
        if (is_word(*s.p)) {
            const char *start = s.p;
            while (s.p < s.end && is_word(*s.p))
                step(&s);
            if ((size_t)(s.p - start) != size || memcmp(start, key, size) != 0 ||
                !is_key(&s, s.p) || depth == 0)
                continue;
            found++;
            error->line = s.line;
            error->column = (size_t)(start - s.line_start) + 1;
            error->width = size;
            continue;
        }
        depth += *s.p == '{';
        if (*s.p == '}' && --depth <= 0)
            break; /* the end of the call */
        step(&s);
    }
    if (found != 1) {
        error->line = first_line;
        error->column = error->width = 0;
    }
}

_Noreturn void reader_error(const struct reader *r, const char *key, enum capai_message message,
                            const capai_text *words, size_t count)
{
    lua_State *L = r->L;
    struct capai_error error = {0};
    lua_Debug ar;
    int level = 0;
    capai_fail(&error, message, words, count);
    while (key && lua_getstack(L, level++, &ar)) {
        size_t size;
        lua_getinfo(L, "Sl", &ar);
        if (ar.currentline <= 0)
            continue;
        if (lua_rawgetp(L, LUA_REGISTRYINDEX, &sources_key) == LUA_TTABLE &&
            lua_getfield(L, -1, ar.source) == LUA_TSTRING) {
            const char *text = lua_tolstring(L, -1, &size);
            find_key((capai_text){text, size}, (size_t)ar.currentline, key, &error);
        }
        break;
    }
    binding_raise(L, &error);
}
