#include "bindings/lua/sandbox.h"

#include <stdlib.h>

#include "capai/system.h"

/* What a state may use, and has used. Shared by all its coroutines. */
struct account {
    struct sandbox_limits limits;
    size_t memory;
    long long steps;
    unsigned long long started;
    bool out_of_steps, out_of_memory;
};

enum { HOOK_STEPS = 100 };

static void *account_alloc(void *user, void *ptr, size_t old_size, size_t size)
{
    struct account *account = user;
    size_t had = ptr ? old_size : 0; /* for a new piece, Lua passes its type there */
    if (size > had && size - had > account->limits.memory - account->memory)
        return NULL; /* Lua collects its garbage and tries once more before it gives up */
    void *piece = capai_alloc_default(NULL, ptr, had, size);
    if (piece || size == 0)
        account->memory = account->memory - had + size;
    return piece;
}

static struct account *account_of(lua_State *L)
{
    void *user;
    lua_getallocf(L, &user);
    return user;
}

/* Steps bound what a script does, time what single steps do: comparing two strings of 20 MB is one
 * instruction. Once either is used up, every further instruction raises: a pcall cannot go on. */
static void on_count(lua_State *L, lua_Debug *ar)
{
    struct account *account = account_of(L);
    (void)ar;
    account->steps += account->out_of_steps ? 1 : HOOK_STEPS;
    if (account->steps < account->limits.steps &&
        capai_cpu_milliseconds() - account->started < account->limits.milliseconds)
        return;
    account->out_of_steps = true;
    lua_sethook(L, on_count, LUA_MASKCOUNT, 1);
    struct capai_error error = {0};
    capai_fail(&error, CAPAI_MSG_RULES_STEPS, CAPAI_NO_WORDS);
    binding_raise(L, &error);
}

/* ---- what scripts may call ---- */

/* tostring without addresses, so that a result is the same every time. */
static int plain_tostring(lua_State *L)
{
    luaL_checkany(L, 1);
    int type = lua_type(L, 1);
    bool printable = type == LUA_TSTRING || type == LUA_TNUMBER || type == LUA_TBOOLEAN ||
                     type == LUA_TNIL || luaL_getmetafield(L, 1, "__tostring") != LUA_TNIL;
    if (printable)
        luaL_tolstring(L, 1, NULL);
    else
        lua_pushstring(L, luaL_typename(L, 1));
    return 1;
}

/* pcall that cannot hide an exceeded limit. */
static int strict_pcall(lua_State *L)
{
    struct account *account = account_of(L);
    luaL_checkany(L, 1);
    int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
    account->out_of_memory |= status == LUA_ERRMEM;
    if (account->out_of_memory || account->out_of_steps)
        lua_error(L);
    lua_pushboolean(L, status == LUA_OK);
    lua_insert(L, 1);
    return lua_gettop(L);
}

static int require_capai(lua_State *L)
{
    capai_text name;
    name.data = luaL_checklstring(L, 1, &name.size);
    if (!capai_text_equal(name, CAPAI_TEXT("capai")))
        return luaL_error(L, "require: \"capai\"");
    lua_pushvalue(L, lua_upvalueindex(1));
    return 1;
}

struct allowed {
    const char *library; /* NULL: base */
    const char *names[24];
};

static const struct allowed allowed[] = {
    {NULL, {"assert", "error", "ipairs", "next", "pairs", "select", "tonumber", "type"}},
    {"math",
     {"abs", "ceil", "floor", "fmod", "huge", "max", "maxinteger", "min", "mininteger", "tointeger",
      "type", "ult"}},
    {"string", {"byte", "char", "len", "lower", "reverse", "sub", "upper"}},
    {"table", {"concat", "insert", "pack", "remove", "unpack"}},
};

/* Copies the allowed names of a library into the table on top of the stack. */
static void copy_allowed(lua_State *L, const struct allowed *a, int full)
{
    lua_getfield(L, full, a->library ? a->library : LUA_GNAME);
    for (const char *const *name = a->names; *name; name++) {
        lua_getfield(L, -1, *name);
        lua_setfield(L, -3, *name);
    }
    lua_pop(L, 1);
}

static const char full_key; /* registry: the table of whole libraries */

/* Pushes what a script may call, in tables of its own: a script and its base share nothing that one
 * of them could change. */
static void push_environment(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &full_key);
    int full = lua_gettop(L);
    lua_newtable(L);
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        if (allowed[i].library)
            lua_newtable(L);
        copy_allowed(L, &allowed[i], full);
        if (allowed[i].library)
            lua_setfield(L, -2, allowed[i].library);
    }
    lua_pushcfunction(L, plain_tostring);
    lua_setfield(L, -2, "tostring");
    lua_pushcfunction(L, strict_pcall);
    lua_setfield(L, -2, "pcall");
    binding_open_safe(L);
    lua_pushcclosure(L, require_capai, 1);
    lua_setfield(L, -2, "require");
    lua_remove(L, full);
}

static int open_state(lua_State *L)
{
    static const luaL_Reg libraries[] = {{LUA_GNAME, luaopen_base},
                                         {LUA_MATHLIBNAME, luaopen_math},
                                         {LUA_STRLIBNAME, luaopen_string},
                                         {LUA_TABLIBNAME, luaopen_table},
                                         {NULL, NULL}};
    for (const luaL_Reg *library = libraries; library->func; library++)
        luaL_requiref(L, library->name, library->func, 1);
    lua_settop(L, 0);
    lua_pushglobaltable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &full_key);
    binding_open_safe(L); /* registers our types, errors among them */
    lua_settop(L, 0);

    /* ("x"):method() reaches the allowed functions only, and nobody can change them for others */
    lua_rawgetp(L, LUA_REGISTRYINDEX, &full_key);
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_newtable(L);
    copy_allowed(L, &allowed[2], 1);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");

    lua_newtable(L);
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    lua_pushnil(L);
    lua_setfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    return 0;
}

lua_State *sandbox_new(struct sandbox_limits limits)
{
    struct account *account = malloc(sizeof *account);
    if (!account)
        return NULL;
    *account = (struct account){.limits = limits, .started = capai_cpu_milliseconds()};
    lua_State *L = lua_newstate(account_alloc, account);
    if (!L) {
        free(account);
        return NULL;
    }
    lua_pushcfunction(L, open_state);
    if (lua_pcall(L, 0, 0, 0) != LUA_OK) {
        sandbox_close(L);
        return NULL;
    }
    /* set from C before any script runs, so that coroutines would inherit it */
    lua_sethook(L, on_count, LUA_MASKCOUNT, HOOK_STEPS);
    return L;
}

void sandbox_close(lua_State *L)
{
    struct account *account = account_of(L);
    lua_sethook(L, NULL, 0, 0);
    lua_close(L);
    free(account);
}

/* ---- running ---- */

void sandbox_script(lua_State *L, const char *chunkname, capai_text source)
{
    if (luaL_loadbufferx(L, source.data, source.size, chunkname, "t") != LUA_OK)
        lua_error(L);
    push_environment(L);
    lua_setupvalue(L, -2, 1); /* the _ENV of the chunk */
    lua_call(L, 0, 1);
}

/* Where the error of a call goes. */
struct failure {
    struct capai_arena *arena;
    struct capai_error error;
};

/* (error, struct failure *) */
static int take_error(lua_State *L)
{
    struct failure *failure = lua_touserdata(L, 2);
    lua_settop(L, 1);
    binding_take_error(L, failure->arena, &failure->error);
    return 0;
}

enum capai_status sandbox_do(lua_State *L, lua_CFunction body, void *context,
                             struct capai_arena *arena, struct capai_error *err)
{
    struct account *account = account_of(L);
    struct failure failure = {.arena = arena};
    lua_settop(L, 0);
    lua_pushcfunction(L, body);
    lua_pushlightuserdata(L, context);
    int status = lua_pcall(L, 1, 0, 0);
    if (status == LUA_OK && !account->out_of_steps && !account->out_of_memory)
        return CAPAI_OK;

    account->limits.memory += (size_t)64 << 10; /* room to say what was wrong */
    if (account->out_of_steps)
        lua_sethook(L, NULL, 0, 0); /* the script has had its turn */
    if (status != LUA_OK && status != LUA_ERRMEM) {
        lua_pushcfunction(L, take_error);
        lua_insert(L, 1);
        lua_pushlightuserdata(L, &failure);
        if (lua_pcall(L, 2, 0, 0) != LUA_OK)
            status = LUA_ERRMEM;
    }
    if (account->out_of_steps && failure.error.message != CAPAI_MSG_RULES_STEPS) {
        failure.error = (struct capai_error){.file = failure.error.file};
        capai_fail(&failure.error, CAPAI_MSG_RULES_STEPS, CAPAI_NO_WORDS);
    } else if (status == LUA_ERRMEM || account->out_of_memory) {
        failure.error = (struct capai_error){.status = CAPAI_OK};
        capai_fail(&failure.error, CAPAI_MSG_RULES_MEMORY, CAPAI_NO_WORDS);
    }
    if (err && err->status < CAPAI_ERR_DATA)
        *err = failure.error;
    return failure.error.status;
}
