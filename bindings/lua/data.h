/* Data sets and evaluations as Lua values. Private to the bindings. */
#ifndef LUA_DATA_H
#define LUA_DATA_H

#include "bindings/lua/api.h"
#include "capai/packs.h"

#define CAPAI_META_DATA "capai.data"
#define CAPAI_META_EVALUATION "capai.evaluation"

/* In the registry: the paths of all files that were read. */
#define DATA_INPUTS "capai.inputs"

struct data_box {
    struct capai_arena arena; /* everything below lives here */
    struct capai_notices notices;
    struct capai_dataset **sets;
    size_t count, capacity;
};

/* Pushes a value for data sets that somebody else keeps, and keeps until the state is closed. */
void data_push_sets(lua_State *L, struct capai_dataset **sets, size_t count);

/* Pushes a list of complaints as scripts see them (capai.info). */
void data_push_notices(lua_State *L, struct capai_notices *notices);

/* User values of what was made from data: the data, and its tables once they were asked for. */
enum { DERIVED_DATA = 1, DERIVED_TABLES, DERIVED_OTHERS };

/* For a value at the top of the stack that is made from the data at 1: sets both. */
void data_derive(lua_State *L);

/* Pushes all rows of a table of the value at 1, the same Lua value each time; `slot`, from 1, is
 * its number among those of the value. */
void data_push_table(lua_State *L, const struct capai_table *table, int slot);

/* The same of what reading the data behind the value at 1 complained of, and then `notices`. */
void data_push_all_notices(lua_State *L, const struct capai_notices *notices);

/* Pushes a value that owns packs, found in the installed folder; it closes them when it goes. Their
 * complaints go to `notices`, or, where that is NULL, nowhere. */
struct capai_packs *data_push_packs(lua_State *L, struct capai_notices *notices);

/* data:tables: for the data at 1, pushes the list of its tables of the file named at 2. */
int data_push_tables(lua_State *L);

/* Lets packs be found by their id: capai.rules "jember-2024". */
void data_open_finder(lua_State *L);

/* Tells the collector of memory that it does not see: an arena that a new value holds. */
void data_weigh(lua_State *L, const struct capai_arena *arena);

#endif
