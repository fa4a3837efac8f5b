/* Rule packs as Lua values. Private to the bindings. */
#ifndef RULES_H
#define RULES_H

#include "bindings/lua/api.h"

/* A pack as a Lua value: the data that the core evaluates by, and the arena in which they lie
 * (empty where they belong to somebody else, whom the user value RULES_OWNER then keeps). */
struct rules_box {
    struct capai_rules rules;
    struct capai_arena arena;
    capai_text base;         /* id of the pack that it derives from; may be missing */
    struct pack_test *tests; /* bindings/lua/pack_test.h */
    size_t test_count;
    struct row_function *functions; /* bindings/lua/function.c */
};

/* User values: scale, grade and efficiency as values that others may ask for by name. */
enum { RULES_PARTS = 1, RULES_OWNER };

/* Pushes a new value, empty, with a table for its parts. */
struct rules_box *rules_push(lua_State *L);

/* Pushes a value for rules whose memory the value at stack index `owner` keeps. */
void rules_push_found(lua_State *L, const struct capai_rules *rules, int owner);

/* capai.rules { ... }: checks the table at 1 key by key and pushes what it says. */
int rules_compile(lua_State *L);

/* Reads digits and mode of a table that has them: { digits = 2, mode = "half_up" }. */
void rules_read_digits(const struct reader *r, struct capai_round *round);

/* The keys that capai.rules and its inner tables know. */
extern const struct api_value rules_fields[], valid_fields[], zero_fields[], round_fields[],
    digits_fields[], clamp_fields[], clamps_fields[], average_fields[], missing_fields[],
    budget_fields[], test_fields[];
extern const struct api_class rules_classes[];

#endif
