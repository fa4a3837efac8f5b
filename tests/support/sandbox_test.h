/* Runs scripts in a sandbox, for the tests of it. */
#ifndef SANDBOX_TEST_H
#define SANDBOX_TEST_H

#include "capai_test.h"

#include <stdlib.h>

#include "bindings/lua/sandbox.h"

struct fixture {
    struct capai_arena arena;
    lua_State *L;
    struct capai_error err;
    capai_text script;
    char result[64]; /* what the script returned, as a text */
};

static inline int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    if (f)
        capai_arena_init(&f->arena, NULL, NULL, 0);
    *state = f;
    return f ? 0 : -1;
}

static inline int tear_down(void **state)
{
    struct fixture *f = *state;
    if (f->L)
        sandbox_close(f->L);
    capai_arena_clear(&f->arena);
    free(f);
    return 0;
}

static inline int run_body(lua_State *L)
{
    struct fixture *f = lua_touserdata(L, 1);
    sandbox_script(L, "@s.lua", f->script);
    if (lua_isstring(L, -1))
        snprintf(f->result, sizeof f->result, "%s", lua_tostring(L, -1));
    return 0;
}

/* Runs a script in the state that is there, or in a new one. */
static inline enum capai_status run_text(struct fixture *f, struct sandbox_limits limits,
                                         capai_text script)
{
    if (!f->L)
        f->L = sandbox_new(limits);
    assert_non_null(f->L);
    f->err = (struct capai_error){0};
    f->result[0] = '\0';
    f->script = script;
    return sandbox_do(f->L, run_body, f, &f->arena, &f->err);
}

static inline enum capai_status run_new(struct fixture *f, struct sandbox_limits limits,
                                        const char *script)
{
    if (f->L)
        sandbox_close(f->L);
    f->L = NULL;
    return run_text(f, limits, capai_text_of(script));
}

/* Runs each script, which asserts by itself, in a state of its own. All are tried before one
 * fails. */
static inline void check_right(struct fixture *f, const char *const *scripts, size_t count)
{
    size_t failures = 0;
    for (size_t i = 0; i < count; i++) {
        if (run_new(f, SANDBOX_LIMITS, scripts[i]) == CAPAI_OK)
            continue;
        failures++;
        print_error("%s\n-> %s %.*s\n", scripts[i], capai_message_name(f->err.message),
                    (int)f->err.word[1], f->err.text);
    }
    assert_int_equal(failures, 0);
}

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

#endif
