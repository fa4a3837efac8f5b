/* Rule scripts that mean harm, tests/attacks/scripts.lua: each ends within a second of processor
 * time and 64 MB, with the limits that every pack has, and is told what it did. */
#include "sandbox_test.h"

#include "capai/system.h"

/* One attack, as the list has it. */
struct attack {
    const char *name, *ends;
    const char *says; /* part of the text of the message; NULL: it has none */
    capai_text script;
};

/* The largest memory that the attack had, and its time, are what was promised. */
static bool contained(struct fixture *f, unsigned long long milliseconds)
{
#if defined CAPAI_SHADOW_MEMORY || SANDBOX_MILLISECONDS > 500 /* the build is slow */
    (void)milliseconds;
#else
    if (milliseconds >= 1000)
        return false;
#endif
    return f->L && sandbox_memory_most(f->L) <= (size_t)64 << 20;
}

/* The message is the one that the attack must end with. */
static bool ends_so(const struct attack *attack, enum capai_message message)
{
    const char *ends = attack->ends;
    bool limit = message == CAPAI_MSG_RULES_STEPS || message == CAPAI_MSG_RULES_MEMORY;
    if (strcmp(ends, "steps") == 0)
        return message == CAPAI_MSG_RULES_STEPS;
    if (strcmp(ends, "memory") == 0) /* on a slow machine time may be up before */
        return limit;
    if (strcmp(ends, "error") == 0)
        return message == CAPAI_MSG_RULES_LUA;
    if (strcmp(ends, "name") == 0)
        return message == CAPAI_MSG_FIELD_UNKNOWN;
    if (strcmp(ends, "other") == 0)
        return message != CAPAI_MSG_NONE && !limit;
    return strcmp(ends, "any") == 0 ? message != CAPAI_MSG_NONE : message == CAPAI_MSG_NONE;
}

static bool check_attack(struct fixture *f, const struct attack *attack)
{
    unsigned long long began = capai_cpu_milliseconds();
    if (f->L)
        sandbox_close(f->L);
    f->L = NULL;
    run_text(f, SANDBOX_LIMITS, attack->script);
    unsigned long long took = capai_cpu_milliseconds() - began;
    char text[sizeof f->err.text + 1] = "";
    memcpy(text, f->err.text, sizeof f->err.text);
    if (ends_so(attack, f->err.message) && contained(f, took) &&
        (!attack->says || strstr(text, attack->says)))
        return true;
    print_error("%s: %s \"%s\" in %llu ms, %zu bytes\n", attack->name,
                capai_message_name(f->err.message), text, took, sandbox_memory_most(f->L));
    return false;
}

/* The text of a field of the attack on top of the stack, which stays on it; NULL where it has none.
 */
static const char *field_of(lua_State *list, const char *name)
{
    lua_getfield(list, -1, name);
    const char *text = lua_tostring(list, -1);
    lua_pop(list, 1); /* the attack holds it */
    return text;
}

static void test_attacks_are_contained(void **state)
{
    size_t failures = 0;
    lua_State *list = luaL_newstate();
    assert_non_null(list);
    luaL_openlibs(list);
    if (luaL_dofile(list, "tests/attacks/scripts.lua") != LUA_OK)
        fail_msg("%s", lua_tostring(list, -1));
    const lua_Integer count = (lua_Integer)lua_rawlen(list, -1);
    assert_true(count >= 100);
    for (lua_Integer i = 1; i <= count; i++) {
        struct attack attack;
        lua_rawgeti(list, -1, i);
        lua_rawgeti(list, -1, 1);
        attack.name = lua_tostring(list, -1);
        lua_pop(list, 1);
        attack.ends = field_of(list, "ends");
        attack.says = field_of(list, "says");
        lua_getfield(list, -1, "script");
        attack.script.data = lua_tolstring(list, -1, &attack.script.size);
        assert_non_null(attack.script.data);
        failures += !check_attack(*state, &attack);
        lua_pop(list, 2);
    }
    lua_close(list);
    print_message("%lld attacks of scripts, %zu not contained\n", (long long)count, failures);
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_attacks_are_contained)};
    return cmocka_run_group_tests_name("attacks", tests, NULL, NULL);
}
