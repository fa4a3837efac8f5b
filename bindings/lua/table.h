/* Tables as Lua values: some rows of a table, in some order. Private to the bindings.
 *
 * A value never changes: where, sort and group give new values that share the table below. Whoever
 * owns the memory of that table (an evaluation, another value) is kept alive in the user value.
 */
#ifndef LUA_TABLE_H
#define LUA_TABLE_H

#include "bindings/lua/api.h"
#include "capai/table.h"

#define CAPAI_META_TABLE "capai.table"
#define CAPAI_META_ROW "capai.row"

struct table_box {
    const struct capai_table *table;
    size_t *rows; /* the rows of `table` that this value has, in its order */
    size_t count, capacity;
    struct capai_arena arena; /* of `rows`, and of `table` where it is this value's own */
};

/* Pushes a value without rows over `table`, whose memory the value at stack index `owner` keeps;
 * `owner` 0 with `table` NULL: the value will make a table of its own in its arena. */
struct table_box *table_push(lua_State *L, const struct capai_table *table, int owner);

/* Gives a value `count` rows to fill in. Raises when memory runs out. */
size_t *table_reserve(lua_State *L, struct table_box *box, size_t count);

/* Gives it all rows of its table. */
void table_all_rows(lua_State *L, struct table_box *box);

/* Adds a row to a value that is still being made. */
void table_add_row(lua_State *L, struct table_box *box, size_t row);

/* True when row `row` of `table` has every field of the table at stack index `fields`; `arg` is the
 * argument to complain of when that is no table of names. */
bool table_has_fields(lua_State *L, const struct capai_table *table, size_t row, int fields,
                      int arg);

/* The table value at `index`, which has been checked. */
struct table_box *table_at(lua_State *L, int index);

/* Pushes row `i` (from 0) of the table value at `index`. */
void table_push_row(lua_State *L, int index, size_t i);

/* Pushes an entry: nil where it is missing, an integer for a count or a year, a decimal for any
 * other number, a string for the rest. */
void table_push_entry(lua_State *L, const struct capai_column *column, size_t row);

/* The column that is named at `arg`; raises FIELD_UNKNOWN with the nearest name. */
const struct capai_column *table_column(lua_State *L, const struct capai_table *table, int arg);

/* The columns that are named from argument `arg` on, into `columns`; their number. */
enum { TABLE_KEYS = 16 };
size_t table_columns_from(lua_State *L, const struct capai_table *table, int arg,
                          const struct capai_column **columns);

/* Pushes a string that two rows share when their entries in all these columns are equal. */
void table_push_key(lua_State *L, const struct capai_column *const *columns, size_t count,
                    size_t row);

/* Raises that memory ran out. */
_Noreturn void table_no_memory(lua_State *L);

#endif
