/* help(): what the module offers, from its own description. */
#include <string.h>

#include "bindings/cli/repl.h"
#include "bindings/lua/api.h"

/* "round" and "capai.round" are the same name. */
static const char *short_name(const char *name)
{
    return strncmp(name, "capai.", 6) == 0 ? name + 6 : name;
}

/* Text of several lines as it stands: documents and examples are written narrow. */
static void put_lines(const struct terminal *terminal, int style, const char *text)
{
    for (const char *end; text; text = end ? end + 1 : NULL) {
        end = strchr(text, '\n');
        terminal_put(terminal, style,
                     (capai_text){text, end ? (size_t)(end - text) : strlen(text)});
        fputc('\n', terminal->file);
    }
}

/* Sentences, broken where the terminal ends. */
static void put_doc(const struct terminal *terminal, const char *text)
{
    for (const char *end; text; text = end ? end + 1 : NULL) {
        end = strchr(text, '\n');
        capai_text line = {text, end ? (size_t)(end - text) : strlen(text)};
        if (line.size)
            print_wrapped(terminal, STYLE_PLAIN, line, 0);
        else
            fputc('\n', terminal->file);
    }
}

static void show_function(const struct terminal *terminal, const struct api_function *f)
{
    bool method = strchr(f->name, ':') != NULL;
    terminal_put(terminal, STYLE_BOLD, capai_text_of(method ? "" : "capai."));
    terminal_put(terminal, STYLE_BOLD, capai_text_of(f->name));
    fputc('(', terminal->file);
    for (int i = 0; i < API_PARAMS && f->params[i].name; i++)
        fprintf(terminal->file, "%s%s: %s", i ? ", " : "", f->params[i].name, f->params[i].type);
    fputs(")", terminal->file);
    for (int i = 0; i < API_RETURNS && f->returns[i].name; i++)
        fprintf(terminal->file, "%s%s", i ? ", " : " -> ", f->returns[i].type);
    fputc('\n', terminal->file);
    put_doc(terminal, f->doc);
    if (f->example) {
        fputc('\n', terminal->file);
        put_lines(terminal, STYLE_SOFT, f->example);
    }
}

static const struct api_function *find_function(const char *name, lua_CFunction call)
{
    size_t count;
    const struct api_part *const *parts = api_parts(&count);
    for (size_t i = 0; i < count; i++)
        for (const struct api_function *f = parts[i]->functions; f && f->name; f++)
            if (name ? strcmp(f->name, short_name(name)) == 0 : f->call == call)
                return f;
    return NULL;
}

/* The names of all functions, and how to go on. */
static void show_overview(const struct terminal *terminal)
{
    size_t count;
    const struct api_part *const *parts = api_parts(&count);
    put_lines(terminal, STYLE_PLAIN, capai_label(CAPAI_MSG_LABEL_REPL_HELP, terminal->language));
    for (size_t i = 0; i < count; i++) {
        char line[1024];
        size_t size = 0;
        for (const struct api_function *f = parts[i]->functions; f && f->name; f++)
            size = capai_text_append(line, sizeof line, size, capai_text_of(f->name));
        fputs(size ? "  " : "", terminal->file);
        print_wrapped(terminal, STYLE_SOFT, (capai_text){line, size}, 2);
    }
}

/* help(), help "round", help(capai.round) */
static int help(lua_State *L)
{
    const struct terminal *terminal = lua_touserdata(L, lua_upvalueindex(1));
    const char *name = lua_type(L, 1) == LUA_TSTRING ? lua_tostring(L, 1) : NULL;
    if (lua_isnoneornil(L, 1)) {
        show_overview(terminal);
        return 0;
    }
    lua_CFunction call = name ? NULL : api_function_at(L, 1);
    const struct api_function *f = name || call ? find_function(name, call) : NULL;
    if (f)
        show_function(terminal, f);
    else
        put_lines(terminal, STYLE_PLAIN,
                  capai_label(CAPAI_MSG_LABEL_REPL_NONE, terminal->language));
    return 0;
}

void help_install(lua_State *L, const struct terminal *terminal)
{
    lua_pushlightuserdata(L, (void *)(uintptr_t)terminal);
    lua_pushcclosure(L, help, 1);
    lua_setglobal(L, "help");
}
