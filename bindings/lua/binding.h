/* The Lua module "capai", as seen by its own files.
 *
 * Wrong use raises an error value of type "capai.error": a struct capai_error with the script, the
 * line and the column. It prints itself, and whoever runs scripts takes it apart again.
 */
#ifndef BINDING_H
#define BINDING_H

#include <stddef.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "capai/rules.h"

#define CAPAI_META_ERROR "capai.error"
#define CAPAI_META_SCALE "capai.scale"
#define CAPAI_META_GRADE "capai.grade"
#define CAPAI_META_EFFICIENCY "capai.efficiency"
#define CAPAI_META_LKE "capai.lke"
#define CAPAI_META_SURVEY "capai.survey"
#define CAPAI_META_RULES "capai.rules"
#define CAPAI_META_FORMULA "capai.formula"

/* Types of which scripts make many values: their metatables are found by the address of the name.
 */
extern const char binding_decimal_type[], binding_ratio_type[];
#define CAPAI_META_DECIMAL binding_decimal_type
#define CAPAI_META_RATIO binding_ratio_type

/* Opens the module: pushes its table. */
__attribute__((visibility("default"))) int luaopen_capai(lua_State *L);

/* The same for "capai.api": pushes the description of the module. */
__attribute__((visibility("default"))) int luaopen_capai_api(lua_State *L);

/* Pushes a new table with what a script from strangers may use: all but files. */
void binding_open_safe(lua_State *L);

/* The same, and what it takes to read an evaluation and to make tables of it. */
void binding_open_reading(lua_State *L);

/* Lets `require` find the library's Lua half, scripts/capai, before it looks where the user has
 * scripts: one that stands by chance in the folder of somebody's work does not take its place. May
 * leave values on the stack. */
void binding_add_scripts(lua_State *L);

/* ---- error.c ---- */

void binding_open_error(lua_State *L);

/* Raises *error; its place, when empty, becomes that of the running Lua function. */
_Noreturn void binding_raise(lua_State *L, const struct capai_error *error);

/* What a function returns whose data, not whose use, is wrong: nil, the message, and a table with
 * its parts (capai.info). Pushes them and returns 3. */
int binding_data_error(lua_State *L, const struct capai_error *error);

/* Pushes the table that shows a complaint to scripts. */
void binding_push_info(lua_State *L, const struct capai_error *error);

/* Pushes the text of the file, or nil where there is none; raises what keeps it from being read,
 * and MEMORY for a path that is NULL. */
void binding_push_file(lua_State *L, const char *path, struct capai_arena *arena);

/* An empty arena that goes when the collector takes the value that this pushes. */
struct capai_arena *binding_new_arena(lua_State *L);

/* True for the table of a complaint that binding_push_info has pushed. */
bool binding_is_info(lua_State *L, int index);

/* The error on top of the stack as a struct: an error value of ours, its table, or any other one
 * wrapped into RULES_LUA with the place that Lua put into its text. File names lie in `arena`. Pops
 * it. */
void binding_take_error(lua_State *L, struct capai_arena *arena, struct capai_error *out);

/* Lua function nearest(word, words): that of the first 256 words which is most like it; nil for
 * none. */
int binding_nearest(lua_State *L);

/* Lua shortens a long file name to "..." and its end: the name of the chunk that ends so. The text
 * lives as long as that chunk's source is kept. */
capai_text binding_full_name(lua_State *L, capai_text name);

/* Remembers the text of a chunk, so that errors can name the line of a key. */
void binding_add_source(lua_State *L, const char *chunkname, capai_text source);

/* ---- reader.c: tables that scripts hand over ---- */

/* A table argument and what it is called in messages: "rules", "rules.average". */
struct reader {
    lua_State *L;
    int table; /* absolute stack index */
    const char *what;
    int keep; /* stack index of a table that keeps texts alive after the script has let go; 0: none
               */
};

/* A reader of the argument `arg`, which must be a table without a metatable. */
struct reader reader_argument(lua_State *L, int arg, const char *what);

/* Raises unless every key is one of the `fields` (api.h; NULL: none), or one of the first `entries`
 * places of a list. Of several wrong keys the first in byte order is named. */
struct api_value;
void reader_check_keys(const struct reader *r, const struct api_value *fields, size_t entries);
#define READER_ANY_ENTRIES ((size_t)1 << 20)

/* Raises RULES_TYPE for the key: what was expected, against the value on top of the stack. */
_Noreturn void reader_type_error(const struct reader *r, const char *key, const char *expected);

/* Raises `message`, placed at the key (NULL: at the call). */
_Noreturn void reader_error(const struct reader *r, const char *key, enum capai_message message,
                            const capai_text *words, size_t count);

/* Raises *error; its place, when it has no file, becomes that of the key, or of the call. */
_Noreturn void reader_raise(const struct reader *r, const char *key, struct capai_error *error);

/* Pushes the value of a key without calling metamethods and returns its type. */
int reader_push(const struct reader *r, const char *key);

/* Each reads a key; false when it is absent. Raises on a wrong type. A text lives as long as
 * `keep`, or, without one, as the table that it was read from. */
bool reader_text(const struct reader *r, const char *key, capai_text *out);
bool reader_integer(const struct reader *r, const char *key, int min, int max, int *out);
bool reader_boolean(const struct reader *r, const char *key, bool *out);
bool reader_decimal(const struct reader *r, const char *key, capai_decimal *out);
bool reader_choice(const struct reader *r, const char *key, const char *const *choices,
                   size_t count, int *out);

/* Pushes the table under a key and reads on in it; false, nothing pushed, when it is absent. */
bool reader_table(const struct reader *r, const char *key, const char *what, struct reader *out);

/* Reads a positional entry, which must be a text; raises otherwise. */
void reader_entry(const struct reader *r, size_t index, capai_text *out);

/* Number of positional entries. */
size_t reader_count(const struct reader *r);

/* ---- decimal.c ---- */

void binding_push_decimal(lua_State *L, capai_decimal x);

/* The value at `index` as a decimal: one of ours, a number whose shortest form has at most 15
 * digits, or text in Indonesian notation. False when it is none of these; *inexact then tells that
 * it is a number with too many digits. */
bool binding_to_decimal(lua_State *L, int index, capai_decimal *out, bool *inexact);

/* The same for an argument; raises where it is none. */
capai_decimal binding_decimal_at(lua_State *L, int index);

/* The rounding mode that an argument names; half_up where it is absent. */
enum capai_rounding binding_rounding_at(lua_State *L, int index);

/* Pushes a number with all its digits, for messages. */
const char *binding_push_number(lua_State *L, int index);

/* ---- the kinds of values that packs are made of ---- */

/* The formula that the value at `index` is, into *out, with its parts in `arena`; false when it is
 * none. Raises when memory runs out. */
bool binding_to_formula(lua_State *L, int index, struct capai_arena *arena, struct capai_arah *out);

/* Pushes the pack `id` (a rules value) in its version for `year`, the newest where that is 0: for
 * `base`, capai.grade and capai.rules. Returns false with *error where there is none; raises what
 * its script raises. Set by whoever can find packs; without it, packs of other files cannot be
 * named. */
typedef bool (*binding_find_pack)(lua_State *L, capai_text id, int year, void *user,
                                  struct capai_error *error);
void binding_set_finder(lua_State *L, binding_find_pack find, void *user);

/* Pushes the pack that `key` names; raises, placed at the key, where it cannot be had. */
void binding_find(lua_State *L, const struct reader *r, const char *key, capai_text id, int year);

#endif
