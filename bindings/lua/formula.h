/* Formulas as Lua values. Private to the bindings. */
#ifndef FORMULA_H
#define FORMULA_H

#include "bindings/lua/api.h"

/* The fields that a caller gives by hand. */
struct by_hand {
    bool given[CAPAI_FIELD_COUNT];
    capai_decimal value[CAPAI_FIELD_COUNT];
};

/* Pushes what a formula returns to a script, and returns how many values: the capaian with 34
 * digits, or nil and the outcome. Raises *error where it has one. */
int formula_push(lua_State *L, enum capai_outcome outcome, const struct capai_ratio *ratio,
                 const struct capai_error *error);

/* The same of an expression; `arena` serves as scratch. */
int formula_push_by_hand(lua_State *L, const struct capai_expression *expression,
                         const struct by_hand *fields, struct capai_arena *arena);

/* The value at `index` as the number of a field: a decimal, or a word of the expression; raises
 * where it is neither. */
capai_decimal formula_number_at(lua_State *L, int index, const struct capai_expression *expression);

/* Pushes a capai.formula, empty, whose parts go into *arena. */
struct capai_expression *formula_new(lua_State *L, struct capai_arena **arena);

/* Reads { WTP = 4, ... } into an expression, sorted by word. */
void formula_read_words(const struct reader *r, struct capai_arena *arena,
                        struct capai_expression *out);

/* Raises *error, or that memory ran out, where `status` says so. */
void formula_check(lua_State *L, enum capai_status status, const struct capai_error *error);

#endif
