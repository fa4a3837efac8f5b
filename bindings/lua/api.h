/* What the module offers, said once: the descriptions here are what arguments are checked against,
 * what scripts/types/capai.lua and docs/lua.md are made from, and what `require "capai.api"` gives.
 *
 * A type is written as editors know it (LuaCATS): decimal, string, integer, boolean, table,
 * function, any; "half_up" in quotes for a word; capai.scale for a value of ours; a "|" between
 * alternatives, "[]" behind a list, a "?" at the end where it may be left out. "decimal" as a
 * parameter takes all that capai.decimal takes.
 */
#ifndef API_H
#define API_H

#include "bindings/lua/binding.h"

/* A parameter, a result or a field. */
struct api_value {
    const char *name; /* "..." for any number of the rest */
    const char *type;
    const char *doc;
};

/* What is expected where a Lua number has too many digits to be a decimal. */
#define API_INEXACT "decimal (<= 15 digits)"

enum { API_PARAMS = 5, API_RETURNS = 4 };

struct api_function {
    const char *name; /* as it is called: "round", "progress.positive", "scale:classify" */
    lua_CFunction call;
    const char *doc; /* sentences; a blank line parts the first from the rest */
    struct api_value params[API_PARAMS];
    struct api_value returns[API_RETURNS];
    const char *example; /* Lua; the tests run it */
};

/* A kind of value, or of table that a function takes. */
struct api_class {
    const char *name; /* "capai.decimal" */
    const char *doc;
    const struct api_value *fields;    /* ended by one without a name; NULL: none */
    const struct api_value *operators; /* "add": the type of the other side; the result in doc */
};

/* What one file of the module offers; lists are ended by an entry without a name. */
struct api_part {
    const struct api_function *functions;
    const struct api_class *classes;
    void (*open)(lua_State *L); /* registers the types */
};

/* Types that an own name stands for: rounding, notation. */
extern const struct api_value api_aliases[];

extern const struct api_part api_decimal, api_progress, api_formula, api_scale, api_row_function,
    api_grade, api_efficiency, api_survey, api_lke, api_aggregate, api_rules, api_rules_fields,
    api_format, api_table, api_table_rows, api_table_sum, api_table_make, api_table_out, api_data,
    api_data_set, api_evaluation, api_comparison, api_layout, api_archive, api_workbook;

/* All parts, in the order in which documents show them. */
const struct api_part *const *api_parts(size_t *count);

/* Opens a part: functions go into the module table on top of the stack, methods into the metatable
 * of their type. */
void api_install(lua_State *L, const struct api_part *part);

/* The same for those functions of the part that the list names, which is ended by NULL. */
void api_install_some(lua_State *L, const struct api_part *part, const char *const *names);

/* The C function behind a function of ours; NULL when the value is none. */
lua_CFunction api_function_at(lua_State *L, int index);

/* Raises ARGUMENT: argument `arg` of the function that runs is not what was expected. */
_Noreturn void api_argument_error(lua_State *L, int arg, const char *expected);

/* The same with a label that says what was expected, for what no type says. */
_Noreturn void api_argument_wants(lua_State *L, int arg, enum capai_message label);

/* For an __index that looks up fields itself: pushes the method of the value at 1 that the key at 2
 * names; false, nothing pushed, where there is none. */
bool api_find_method(lua_State *L);

/* The same as the end of an __index: returns 1, or raises FIELD_UNKNOWN with the nearest of the
 * fields and methods. */
int api_method(lua_State *L, const struct api_value *fields, const char *what);

/* A new metatable whose methods api_install fills; values show no metatable. Leaves nothing. The
 * registry has it by its name, and by the address of that as well, which stands in it, too: where
 * all have the name from one place, api_box and api_be do what luaL_testudata and luaL_setmetatable
 * do, without looking at it. */
void api_new_type(lua_State *L, const char *name, const luaL_Reg *meta);
void *api_box(lua_State *L, int index, const char *name);
void api_be(lua_State *L, const char *name);

#endif
