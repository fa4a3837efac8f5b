#include "bindings/lua/sandbox.h"

#include <stdlib.h>
#include <string.h>

#include "capai/system.h"

/* What a state may use, and has used. Shared by all its coroutines. */
struct account {
    struct sandbox_limits limits;
    void (*open)(lua_State *L); /* pushes the module */
    lua_State *L;               /* NULL while the state is made */
    size_t memory, memory_most;
    long long steps, share; /* share: the count of steps at which what runs now must end */
    unsigned long long started;
    unsigned long long looked; /* by the coarse clock: when the processor's was looked at */
    bool out_of_steps, out_of_memory;
    bool starved;           /* what was refused last was refused by the system, not by the limit */
    bool large;             /* large values are about: look at the clock more often */
    char place[LUA_IDSIZE]; /* where the script was last seen, while it is large */
    int line;
    int raised; /* the line of the script that an error came from, 0 for none; its file: raised_in
                 */
    char raised_in[LUA_IDSIZE];
};

/* Instructions between two looks; every allocated piece of BYTES is a step, too. Large is what
 * takes more than one LARGE_PART of the memory that it may use. */
enum { HOOK_STEPS = 100, HOOK_STEPS_LARGE = 10, LARGE_PART = 64, STEP_BYTES = 64 };

static void on_count(lua_State *L, lua_Debug *ar);

/* Counts what is taken. Runs inside Lua's allocation, so it only sees to that the hook comes soon.
 */
static void count_memory(struct account *account, size_t taken)
{
    account->steps += (long long)(taken / STEP_BYTES);
    if (account->memory > account->memory_most)
        account->memory_most = account->memory;
    if (!account->L || account->out_of_steps)
        return;
    if (account->steps >= account->share)
        lua_sethook(account->L, on_count, LUA_MASKCOUNT, 1);
    else if (!account->large && account->memory > account->limits.memory / LARGE_PART)
        lua_sethook(account->L, on_count, LUA_MASKCOUNT, HOOK_STEPS_LARGE);
    account->large |= account->memory > account->limits.memory / LARGE_PART;
}

static void *refuse(struct account *account, bool by_system)
{
    account->starved = by_system;
    return NULL;
}

static void *account_alloc(void *user, void *ptr, size_t old_size, size_t size)
{
    struct account *account = user;
    size_t had = ptr ? old_size : 0;      /* for a new piece, Lua passes its type there */
    size_t most = account->limits.memory; /* what is used may be a little more, see sandbox_do */
    if (size > had && (size - had > most || account->memory > most - (size - had)))
        return refuse(account, false); /* Lua collects its garbage and tries once more */
    if (!ptr && old_size == LUA_TSTRING && size > SANDBOX_TEXT)
        return refuse(account, false);
    void *piece = capai_alloc_default(NULL, ptr, had, size);
    if (!piece && size)
        return refuse(account, true);
    account->memory = account->memory - had + size;
    if (size > had)
        count_memory(account, size - had);
    return piece;
}

static struct account *account_of(lua_State *L)
{
    void *user;
    lua_getallocf(L, &user);
    return user;
}

size_t sandbox_memory_most(lua_State *L)
{
    return account_of(L)->memory_most;
}

/* From now on every further instruction raises: a pcall cannot go on. */
static _Noreturn void stop(lua_State *L, struct account *account)
{
    struct capai_error error = {0};
    account->out_of_steps = true;
    lua_sethook(L, on_count, LUA_MASKCOUNT, 1);
    capai_fail(&error, CAPAI_MSG_RULES_STEPS, CAPAI_NO_WORDS);
    binding_raise(L, &error);
}

/* Where the script is that runs, or that has called what runs. */
static void note_line(lua_State *L, char place[LUA_IDSIZE], int *line)
{
    lua_Debug ar;
    for (int level = 0; lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        if (ar.currentline <= 0)
            continue;
        memcpy(place, ar.short_src, LUA_IDSIZE);
        *line = ar.currentline;
        return;
    }
}

/* True where the time is used up. The processor's clock is a call of the system, so it is looked at
 * only when another has moved. */
static bool is_late(struct account *account)
{
    unsigned long long now = capai_coarse_milliseconds();
    if (now == account->looked)
        return false;
    account->looked = now;
    return capai_cpu_milliseconds() - account->started >= account->limits.milliseconds;
}

/* Steps bound what a script does, time what single steps do: comparing two long texts is one
 * instruction. */
static void on_count(lua_State *L, lua_Debug *ar)
{
    struct account *account = account_of(L);
    (void)ar;
    account->steps += account->out_of_steps ? 1 : account->large ? HOOK_STEPS_LARGE : HOOK_STEPS;
    if (account->large)
        note_line(L, account->place, &account->line);
    if (account->out_of_steps || account->steps >= account->share || is_late(account))
        stop(L, account);
}

void sandbox_spend(lua_State *L, long long steps)
{
    struct account *account = account_of(L);
    long long left = account->share - account->steps;
    account->steps += steps < left ? steps : left;
    if (account->large)
        note_line(L, account->place, &account->line);
    if (account->out_of_steps || steps >= left)
        stop(L, account);
}

_Noreturn void sandbox_out_of_memory(lua_State *L)
{
    struct account *account = account_of(L);
    account->out_of_memory = true;
    account->starved = false;
    sandbox_no_memory(L);
}

_Noreturn void sandbox_starve(lua_State *L)
{
    struct account *account = account_of(L);
    account->out_of_memory = account->starved = true;
    sandbox_no_memory(L);
}

_Noreturn void sandbox_no_memory(lua_State *L)
{
    struct capai_error error = {0};
    if (sandbox_is(L) && !account_of(L)->starved)
        capai_fail(&error, CAPAI_MSG_RULES_MEMORY, CAPAI_NO_WORDS);
    else
        capai_fail_memory(&error);
    binding_raise(L, &error);
}

/* ---- what scripts may call ---- */

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

/* Lua's own functions that are harmless, and ours in place of others. */
struct allowed {
    const char *library; /* NULL: base */
    const char *names[16];
    const luaL_Reg *ours[2];
};

static const luaL_Reg calls[] = {{"pcall", strict_pcall}, {NULL, NULL}};

static const struct allowed allowed[] = {
    {LUA_STRLIBNAME,
     {"byte", "char", "len", "lower", "reverse", "sub", "upper"},
     {sandbox_text, sandbox_match}},
    {LUA_TABLIBNAME, {"pack"}, {sandbox_table}},
    {LUA_MATHLIBNAME,
     {"abs", "ceil", "floor", "fmod", "huge", "max", "maxinteger", "min", "mininteger", "tointeger",
      "type", "ult"},
     {NULL}},
    {NULL, {"assert", "error", "ipairs", "select", "type"}, {sandbox_base, sandbox_iterate}},
    {NULL, {NULL}, {calls}},
};
enum { STRINGS = 0, ALLOWED = sizeof allowed / sizeof *allowed };

/* Copies what is allowed of a library into the table on top of the stack. */
static void copy_allowed(lua_State *L, const struct allowed *a, int full)
{
    lua_getfield(L, full, a->library ? a->library : LUA_GNAME);
    for (const char *const *name = a->names; *name; name++) {
        lua_getfield(L, -1, *name);
        lua_setfield(L, -3, *name);
    }
    for (int i = 0; i < 2; i++)
        for (const luaL_Reg *f = a->ours[i]; f && f->name; f++) {
            lua_getfield(L, -1, f->name);
            lua_pushcclosure(L, f->func, 1);
            lua_setfield(L, -3, f->name);
        }
    lua_pop(L, 1);
}

static const char full_key; /* registry: the table of whole libraries */

/* Pushes what a script may call, in tables of its own: a script and its base share nothing that one
 * of them could change. */
static void push_environment(lua_State *L, lua_CFunction require)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &full_key);
    int full = lua_gettop(L);
    lua_newtable(L);
    for (size_t i = 0; i < ALLOWED; i++) {
        if (allowed[i].library)
            lua_newtable(L);
        copy_allowed(L, &allowed[i], full);
        if (allowed[i].library)
            lua_setfield(L, -2, allowed[i].library);
    }
    account_of(L)->open(L);
    sandbox_guard(L);
    lua_pushcclosure(L, require, 1);
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
    account_of(L)->open(L); /* registers our types, errors among them */
    lua_settop(L, 0);

    /* ("x"):method() reaches the allowed functions only, and nobody can change them for others */
    lua_rawgetp(L, LUA_REGISTRYINDEX, &full_key);
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_newtable(L);
    copy_allowed(L, &allowed[STRINGS], 1);
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
    return sandbox_new_with(limits, binding_open_safe);
}

lua_State *sandbox_new_with(struct sandbox_limits limits, void (*open)(lua_State *L))
{
    struct account *account = malloc(sizeof *account);
    if (!account)
        return NULL;
    *account = (struct account){.limits = limits, .open = open};
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
    account->L = L;
    sandbox_refill(L);
    return L;
}

void sandbox_close(lua_State *L)
{
    struct account *account = account_of(L);
    account->L = NULL; /* no hook comes any more */
    lua_sethook(L, NULL, 0, 0);
    lua_close(L);
    free(account);
}

void sandbox_refill(lua_State *L)
{
    struct account *account = account_of(L);
    account->out_of_steps = account->out_of_memory = account->large = false;
    account->steps = 0;
    account->share = account->limits.steps;
    account->line = 0;
    account->started = capai_cpu_milliseconds();
    lua_sethook(L, on_count, LUA_MASKCOUNT, HOOK_STEPS);
}

bool sandbox_is(lua_State *L)
{
    void *user;
    return lua_getallocf(L, &user) == account_alloc;
}

void sandbox_share(lua_State *L, long long steps)
{
    struct account *account = account_of(L);
    long long left = account->limits.steps - account->steps;
    account->share = account->steps + (steps < left ? steps : left);
    account->line = 0;
    if (!account->out_of_steps && !account->out_of_memory)
        return;
    account->out_of_steps = account->out_of_memory = false;
    lua_sethook(L, on_count, LUA_MASKCOUNT, account->large ? HOOK_STEPS_LARGE : HOOK_STEPS);
}

void sandbox_reset(lua_State *L)
{
    sandbox_refill(L);
    sandbox_restore(L);
}

/* ---- running ---- */

void sandbox_script(lua_State *L, const char *chunkname, capai_text source)
{
    sandbox_library(L, chunkname, source, require_capai);
}

void sandbox_library(lua_State *L, const char *chunkname, capai_text source, lua_CFunction require)
{
    if (luaL_loadbufferx(L, source.data, source.size, chunkname, "t") != LUA_OK)
        lua_error(L);
    push_environment(L, require);
    lua_setupvalue(L, -2, 1); /* the _ENV of the chunk */
    lua_call(L, 0, 1);
}

/* Of an error that is raised: notes the line of the script, since an error of C has none itself. */
static int note_raised(lua_State *L)
{
    struct account *account = account_of(L);
    account->raised = 0;
    note_line(L, account->raised_in, &account->raised);
    return 1;
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

/* (place, line, struct failure *): the place of an error that Lua gives none */
static int take_place(lua_State *L)
{
    struct failure *failure = lua_touserdata(L, 3);
    capai_text name = binding_full_name(L, capai_text_of(lua_touserdata(L, 1)));
    failure->error.file = capai_text_copy(name, failure->arena).data;
    failure->error.line = (size_t)lua_tointeger(L, 2);
    return 0;
}

static void put_place(lua_State *L, char *place, int line, struct failure *failure)
{
    if (!line)
        return;
    lua_pushcfunction(L, take_place);
    lua_pushlightuserdata(L, place);
    lua_pushinteger(L, line);
    lua_pushlightuserdata(L, failure);
    if (lua_pcall(L, 3, 0, 0) != LUA_OK)
        lua_settop(L, 0);
}

/* Fills in RULES_STEPS or RULES_MEMORY, where an exceeded limit is what was wrong, or MEMORY, where
 * the system had no more. */
static void take_limit(lua_State *L, struct account *account, bool no_memory, bool starved,
                       struct failure *failure)
{
    enum capai_message message = account->out_of_steps ? CAPAI_MSG_RULES_STEPS
                                 : starved             ? CAPAI_MSG_MEMORY
                                                       : CAPAI_MSG_RULES_MEMORY;
    if (!account->out_of_steps && !account->out_of_memory && !no_memory)
        return;
    if (failure->error.message == message)
        return; /* raised by us, with its place */
    failure->error = (struct capai_error){.file = failure->error.file};
    capai_fail(&failure->error, message, CAPAI_NO_WORDS);
    put_place(L, account->place, account->line, failure);
}

enum capai_status sandbox_do(lua_State *L, lua_CFunction body, void *context,
                             struct capai_arena *arena, struct capai_error *err)
{
    struct account *account = account_of(L);
    struct failure failure = {.arena = arena};
    size_t memory = account->limits.memory;
    lua_settop(L, 0);
    account->raised = 0;
    lua_pushcfunction(L, note_raised);
    lua_pushcfunction(L, body);
    lua_pushlightuserdata(L, context);
    int status = lua_pcall(L, 1, 0, 1);
    lua_remove(L, 1);
    if (status == LUA_OK && !account->out_of_steps && !account->out_of_memory)
        return CAPAI_OK;

    const bool starved = account->starved;      /* as it was when the script ended */
    account->limits.memory += (size_t)64 << 10; /* room to say what was wrong */
    if (account->out_of_steps)
        lua_sethook(L, NULL, 0, 0); /* the script has had its turn */
    if (status != LUA_OK && status != LUA_ERRMEM) {
        lua_pushcfunction(L, take_error);
        lua_insert(L, 1);
        lua_pushlightuserdata(L, &failure);
        if (lua_pcall(L, 2, 0, 0) != LUA_OK)
            status = LUA_ERRMEM;
        else if (!failure.error.line)
            put_place(L, account->raised_in, account->raised, &failure);
    }
    take_limit(L, account, status == LUA_ERRMEM, starved, &failure);
    account->limits.memory = memory;
    if (err && err->status < CAPAI_ERR_DATA)
        *err = failure.error;
    return failure.error.status;
}
