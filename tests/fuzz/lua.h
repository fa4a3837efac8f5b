/* A Lua state with the library of the project, which is trusted, kept from input to input; and
 * documents that are written in every form. Targets are called in the folder of the project.
 */
#ifndef FUZZ_LUA_H
#define FUZZ_LUA_H

#include "bindings/lua/binding.h"
#include "core/xml.h"
#include "fuzz.h"

static inline lua_State *fuzz_lua(void)
{
    static lua_State *L;
    if (L)
        return L;
    L = luaL_newstate();
    CHECK(L);
    luaL_openlibs(L);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
    lua_pushcfunction(L, luaopen_capai);
    lua_setfield(L, -2, "capai");
    lua_pop(L, 1);
    CHECK(luaL_dostring(L, "package.path = 'scripts/?.lua'") == LUA_OK);
    return L;
}

/* Calls the function below `arguments` values; what it raises is a mistake of ours. */
static inline void fuzz_call(lua_State *L, int arguments, int results)
{
    if (lua_pcall(L, arguments, results, 0) == LUA_OK)
        return;
    fprintf(stderr, "%s\n", luaL_tolstring(L, -1, NULL));
    abort();
}

static inline bool fuzz_element(void *user, struct xml_name name, const char **attributes)
{
    (void)user, (void)name, (void)attributes;
    return true;
}

static inline bool fuzz_end(void *user, struct xml_name name)
{
    (void)user, (void)name;
    return true;
}

static inline bool fuzz_words(void *user, capai_text text)
{
    (void)user, (void)text;
    return true;
}

/* An archive whose part `name` is well-formed XML. */
static inline void fuzz_check_package(capai_text bytes, const char *name)
{
    static const struct xml_handler handler = {fuzz_element, fuzz_end, fuzz_words};
    struct package package;
    struct capai_error err = {0};
    CHECK(package_open(bytes, &package, &err) == CAPAI_OK);
    CHECK(xml_read(&package, name, &handler, NULL, &err) == CAPAI_OK);
    package_close(&package);
}

/* UTF-8 without control characters but line ends and tabs. */
static inline void fuzz_check_text(capai_text text)
{
    for (size_t at = 0, size; at < text.size; at += size) {
        const unsigned char c = (unsigned char)text.data[at];
        size = capai_text_character((capai_text){text.data + at, text.size - at});
        CHECK(size > 0);
        CHECK((c >= ' ' && c != 0x7F) || c == '\n' || c == '\r' || c == '\t');
    }
}

enum { FUZZ_FORMS = 7 };

/* Writes the document at the top of the stack in one of the forms. */
static inline void fuzz_render_as(lua_State *L, unsigned form)
{
    static const char *const forms[FUZZ_FORMS] = {"html", "md",   "text", "json",
                                                  "csv",  "docx", "xlsx"};
    capai_text bytes;
    lua_getglobal(L, "require");
    lua_pushliteral(L, "capai.render");
    lua_call(L, 1, 1);
    lua_pushvalue(L, -2);
    lua_pushstring(L, forms[form]);
    fuzz_call(L, 2, 1);
    bytes.data = lua_tolstring(L, -1, &bytes.size);
    CHECK(bytes.data && (bytes.size || form == 4));
    if (form < 5)
        fuzz_check_text(bytes);
    else
        fuzz_check_package(bytes, form == 5 ? "word/document.xml" : "xl/workbook.xml");
    lua_pop(L, 1);
}

/* Writes the document at the top of the stack in every form, and pops it. */
static inline void fuzz_render(lua_State *L)
{
    for (unsigned form = 0; form < FUZZ_FORMS; form++)
        fuzz_render_as(L, form);
    lua_pop(L, 1);
}

#endif
