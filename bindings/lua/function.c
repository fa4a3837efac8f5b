/* Lua functions as formulas: called once per row, contained, and compared with nothing but that row
 * and the other years of its indicator.
 *
 * A pack's function runs in the state of the pack, under its limits; that of a trusted script in a
 * thread of the script's state.
 */
#include "bindings/lua/function.h"

#include <string.h>

#include "bindings/lua/sandbox.h"
#include "capai/dataset.h"

static const char META_ROW[] = "capai.indikator";

/* A function, and where it runs. */
struct row_function {
    struct capai_function function;
    lua_State *L;
    int function_ref, thread_ref; /* in the registry */
    char source[LUA_IDSIZE];
    int line;
    struct row_function *next;
};

/* How many steps one row may take of those that its OPD has. */
enum { ROW_STEPS = 1000000 };

/* One call: what goes in and what comes out. */
struct row_call {
    const struct row_function *function;
    const struct capai_row *row;
    struct capai_arena *arena;
    struct capai_ratio *out;
    enum capai_outcome outcome;
    struct capai_error error; /* what it says of the row */
};

/* Which call a row belongs to: rows that a script keeps are refused later. One per state. */
struct turn {
    unsigned long long number;
    const struct row_box *box; /* what the function was given, which stays while it runs */
    bool runs;
    bool broken; /* a cell was looked at that cannot be read */
};

struct row_box {
    struct capai_row row;
    struct turn *turn;
    unsigned long long number;
};

static const char turn_key;

/* User values of a row: what its cells say, once it was asked for. A function asks for each twice,
 * as a rule: whether it is there, and for its number. */
enum { ROW_REALISASI = 1, ROW_TARGET, ROW_VALUES = ROW_TARGET };

/* ---- rows ---- */

static struct turn *turn_of(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &turn_key);
    struct turn *turn = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return turn;
}

static const struct row_box *push_row(lua_State *L, const struct capai_row *row, struct turn *turn)
{
    struct row_box *box = lua_newuserdatauv(L, sizeof *box, ROW_VALUES);
    *box = (struct row_box){*row, turn, turn->number};
    api_be(L, META_ROW);
    return box;
}

/* The row at `index`, while its call runs. */
static const struct row_box *row_at(lua_State *L, int index)
{
    const struct row_box *box = api_box(L, index, META_ROW);
    struct capai_error error = {0};
    if (!box)
        luaL_checkudata(L, index, META_ROW); /* which says what stands there */
    else if (box->turn->runs && box->turn->number == box->number)
        return box;
    capai_fail(&error, CAPAI_MSG_ROW_GONE, CAPAI_NO_WORDS);
    binding_raise(L, &error);
}

static int row_year(lua_State *L)
{
    struct capai_row other;
    lua_Integer year = lua_tointeger(L, 2);
    if (year < 0 || year > 9999 || !capai_row_in_year(&row_at(L, 1)->row, (int)year, &other))
        return 0;
    push_row(L, &other, turn_of(L));
    return 1;
}

/* Pushes what a cell says: its number, else its text; nil where there is neither. */
static void push_cell(lua_State *L, const struct capai_cell *cell, struct turn *turn)
{
    capai_text text = cell->kind == CAPAI_CELL_GRADE ? cell->grade : cell->source;
    bool range = cell->kind == CAPAI_CELL_RANGE;
    turn->broken |= cell->kind == CAPAI_CELL_BROKEN;
    if (cell->kind == CAPAI_CELL_MISSING || cell->kind == CAPAI_CELL_BROKEN)
        lua_pushnil(L);
    else if (cell->has_number && !range)
        binding_push_decimal(L, cell->number);
    else
        lua_pushlstring(L, text.data, text.size);
}

/* Pushes an end of target; false, nothing pushed, for other names. */
static bool push_end(lua_State *L, const struct row_box *box, capai_text name)
{
    struct capai_cell target = {.kind = CAPAI_CELL_MISSING};
    bool upper = capai_text_equal(name, capai_field_name(CAPAI_FIELD_TARGET_ATAS));
    if (!upper && !capai_text_equal(name, capai_field_name(CAPAI_FIELD_TARGET_BAWAH)))
        return false;
    capai_row_cell(&box->row, CAPAI_TEXT("target"), &target);
    box->turn->broken |= target.kind == CAPAI_CELL_BROKEN;
    if (target.has_number)
        binding_push_decimal(L, upper && target.kind == CAPAI_CELL_RANGE ? target.upper
                                                                         : target.number);
    else
        lua_pushnil(L);
    return true;
}

static const struct api_value row_fields[] = {
    {"realisasi", "capai.decimal|string?", "A number where the cell has one, else its text."},
    {"target", "capai.decimal|string?", "Likewise; of a range its text."},
    {"target_bawah", "capai.decimal?", "Lower end of a target that is a range."},
    {"target_atas", "capai.decimal?", "Its upper end."},
    {"target_akhir", "capai.decimal|string?", ""},
    {"pembanding", "capai.decimal|string?", ""},
    {"bobot", "capai.decimal|string?", ""},
    {"tahun", "capai.decimal?", ""},
    {"tahun_akhir", "capai.decimal?", ""},
    {"indikator", "string?", ""},
    {"sasaran", "string?", ""},
    {"satuan", "string?", ""},
    {NULL, NULL, NULL}};

static int row_index(lua_State *L)
{
    struct capai_cell cell;
    capai_text name;
    luaL_argexpected(L, lua_type(L, 2) == LUA_TSTRING, 2, "string");
    name.data = lua_tolstring(L, 2, &name.size);
    if (capai_text_equal(name, CAPAI_TEXT("year")))
        return api_method(L, row_fields, META_ROW);
    const struct turn *turn = lua_touserdata(L, lua_upvalueindex(1));
    const struct row_box *box =
        turn->runs && lua_touserdata(L, 1) == turn->box ? turn->box : row_at(L, 1);
    const int value = capai_text_equal(name, CAPAI_TEXT("realisasi")) ? ROW_REALISASI
                      : capai_text_equal(name, CAPAI_TEXT("target"))  ? ROW_TARGET
                                                                      : 0;
    if (value && lua_getiuservalue(L, 1, value) != LUA_TNIL)
        return 1;
    if (capai_row_cell(&box->row, name, &cell)) {
        push_cell(L, &cell, box->turn);
        if (value) {
            lua_pushvalue(L, -1);
            lua_setiuservalue(L, 1, value);
        }
        return 1;
    }
    if (push_end(L, box, name))
        return 1;
    if (capai_column_role(CAPAI_TEXT("indikator"), name) == CAPAI_COLUMN_FOREIGN)
        return api_method(L, row_fields, META_ROW);
    lua_pushnil(L);
    return 1;
}

static int row_newindex(lua_State *L)
{
    struct capai_error error = {0};
    capai_fail(&error, CAPAI_MSG_ROW_FIXED, CAPAI_NO_WORDS);
    binding_raise(L, &error);
}

/* ---- a call ---- */

static _Noreturn void raise_return(lua_State *L, const struct row_function *function, int index)
{
    struct capai_error error = {0};
    const char *what = luaL_typename(L, index);
    if (!lua_rawequal(L, index, index)) /* whose sign depends on the machine */
        what = "nan";
    else if (lua_type(L, index) == LUA_TNUMBER)
        what = luaL_tolstring(L, index, NULL);
    else if (lua_type(L, index) == LUA_TSTRING)
        what = lua_pushfstring(L, "\"%s\"", lua_tostring(L, index));
    else if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING)
        what = lua_tostring(L, -1);
    capai_fail(&error, CAPAI_MSG_FORMULA_RETURN, CAPAI_WORDS(capai_text_of(what)));
    capai_error_place(&error, function->source, (size_t)function->line, 0);
    binding_raise(L, &error);
}

static _Noreturn void raise_nothing(lua_State *L, const struct row_function *function)
{
    struct capai_error error = {0};
    capai_fail(&error, CAPAI_MSG_FORMULA_NOTHING, CAPAI_NO_WORDS);
    capai_error_place(&error, function->source, (size_t)function->line, 0);
    binding_raise(L, &error);
}

/* nil, outcome, reason at 2 to 4 */
static void take_outcome(lua_State *L, struct row_call *call)
{
    capai_text reason;
    call->outcome = CAPAI_NILAI;
    for (int o = 1; o < CAPAI_OUTCOME_COUNT; o++)
        if (lua_type(L, 3) == LUA_TSTRING &&
            strcmp(lua_tostring(L, 3), capai_outcome_name((enum capai_outcome)o)) == 0)
            call->outcome = (enum capai_outcome)o;
    if (call->outcome == CAPAI_NILAI)
        raise_return(L, call->function, lua_isnil(L, 3) ? 2 : 3);
    if (lua_isnil(L, 4))
        return;
    if (lua_type(L, 4) != LUA_TSTRING)
        raise_return(L, call->function, 4);
    reason.data = lua_tolstring(L, 4, &reason.size);
    capai_fail(&call->error, CAPAI_MSG_FORMULA_REASON, CAPAI_WORDS(reason));
}

static int call_row(lua_State *L)
{
    struct row_call *call = lua_touserdata(L, 1);
    struct turn *turn = turn_of(L);
    bool inexact;
    lua_rawgeti(L, LUA_REGISTRYINDEX, call->function->function_ref);
    turn->runs = true;
    turn->number++;
    turn->box = push_row(L, call->row, turn);
    lua_pushvalue(L, -1);
    lua_replace(L, 1); /* so that it stays */
    lua_call(L, 1, LUA_MULTRET);
    if (lua_gettop(L) == 1)
        raise_nothing(L, call->function);
    lua_settop(L, 4);
    const struct capai_ratio *ratio = api_box(L, 2, CAPAI_META_RATIO);
    call->outcome = CAPAI_NILAI;
    if (lua_isnil(L, 2)) {
        take_outcome(L, call);
    } else if (ratio) {
        *call->out = *ratio;
    } else {
        capai_decimal x;
        if (lua_type(L, 2) == LUA_TSTRING || !binding_to_decimal(L, 2, &x, &inexact))
            raise_return(L, call->function, 2);
        *call->out = capai_ratio_of(x);
    }
    return 0;
}

/* The same under the limits of a pack. */
static enum capai_status call_safely(struct row_call *call, struct capai_error *error)
{
    lua_State *L = call->function->L;
    enum capai_status status = CAPAI_OK;
    if (sandbox_is(L)) {
        sandbox_share(L, ROW_STEPS);
        status = sandbox_do(L, call_row, call, call->arena, error);
    } else if (!lua_checkstack(L, LUA_MINSTACK)) {
        status = capai_fail_memory(error);
    } else {
        lua_pushcfunction(L, call_row);
        lua_pushlightuserdata(L, call);
        if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
            binding_take_error(L, call->arena, error);
            status = error->status;
        }
    }
    return status;
}

static enum capai_outcome compute(void *user, const struct capai_row *row,
                                  struct capai_arena *arena, struct capai_ratio *out,
                                  struct capai_error *err)
{
    const struct row_function *function = user;
    struct row_call call = {.function = function, .row = row, .arena = arena, .out = out};
    struct capai_error error = {0};
    struct turn *turn = turn_of(function->L);
    turn->broken = false;
    enum capai_status status = call_safely(&call, &error);
    turn->runs = false;
    /* whatever it made of a cell that was reported when it was read */
    if (turn->broken && status != CAPAI_ERR_MEMORY)
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    if (status) {
        call.outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
        call.error = error;
        if (!error.file) {
            capai_text name = capai_text_copy(capai_text_of(function->source), arena);
            if (!name.data)
                capai_fail_memory(&call.error);
            call.error.file = name.data;
        }
        if (!call.error.line)
            call.error.line = (size_t)function->line;
    }
    if (call.error.status && err)
        *err = call.error;
    return call.outcome;
}

static void before_opd(void *user)
{
    const struct row_function *function = user;
    sandbox_reset(function->L);
}

/* ---- compiling ---- */

static void need(lua_State *L, const void *memory)
{
    if (!memory)
        sandbox_no_memory(L);
}

/* "jember-2024.lua:12" */
static void name_function(lua_State *L, int index, struct capai_arena *arena,
                          struct row_function *function)
{
    lua_Debug ar;
    lua_pushvalue(L, index);
    lua_getinfo(L, ">S", &ar);
    function->line = ar.linedefined;
    memcpy(function->source, ar.short_src, sizeof function->source);
    const char *slash = strrchr(ar.short_src, '/');
    lua_pushfstring(L, "%s:%d", slash ? slash + 1 : ar.short_src, ar.linedefined);
    function->function.text = capai_text_copy(capai_text_of(lua_tostring(L, -1)), arena);
    need(L, function->function.text.data);
    lua_pop(L, 1);
}

void function_compile(lua_State *L, int index, struct rules_box *box, struct capai_arah *out)
{
    struct row_function *function = capai_arena_array(&box->arena, 1, sizeof *function);
    index = lua_absindex(L, index);
    need(L, function);
    name_function(L, index, &box->arena, function);
    function->function.call = compute;
    function->function.user = function;
    function->function_ref = function->thread_ref = LUA_NOREF;
    function->L = L;
    function->next = box->functions;
    box->functions = function;
    lua_pushvalue(L, index);
    function->function_ref = luaL_ref(L, LUA_REGISTRYINDEX);
    if (sandbox_is(L)) {
        function->function.before_opd = before_opd;
    } else {
        function->L = lua_newthread(L);
        function->thread_ref = luaL_ref(L, LUA_REGISTRYINDEX);
    }
    out->formula = CAPAI_FUNCTION;
    out->function = &function->function;
}

void function_release(lua_State *L, const struct rules_box *box)
{
    for (const struct row_function *f = box->functions; f; f = f->next) {
        luaL_unref(L, LUA_REGISTRYINDEX, f->function_ref);
        luaL_unref(L, LUA_REGISTRYINDEX, f->thread_ref);
    }
}

void function_freeze(lua_State *L, const struct capai_rules *rules)
{
    for (size_t i = 0; i < rules->arah_count; i++) {
        if (rules->arah[i].formula != CAPAI_FUNCTION)
            continue;
        const struct row_function *function = rules->arah[i].function->user;
        lua_rawgeti(L, LUA_REGISTRYINDEX, function->function_ref);
        sandbox_freeze(L, lua_gettop(L));
        lua_pop(L, 1);
    }
}

/* ---- what functions see ---- */

static const struct api_function functions[] = {
    {"indikator:year",
     row_year,
     "The same indicator in another year; nil where the data have none.",
     {{"tahun", "integer", "The year, such as 2023."}},
     {{"indikator", "capai.indikator?", ""}},
     NULL},
    {.name = NULL}};

static const struct api_class classes[] = {
    {META_ROW,
     "A row of indikator.csv, as a function of `progress` in a pack sees it: "
     "`function(i) return capai.ratio(i.realisasi * 100, i.target) end`. Every column of the file "
     "is a field; what is empty is nil. So is a cell that cannot be read: where a function looks "
     "at "
     "one, the row is tidak_dapat_dihitung, whatever it returns.",
     row_fields, NULL},
    {NULL, NULL, NULL, NULL}};

static void open_function(lua_State *L)
{
    static const luaL_Reg meta[] = {
        {"__index", row_index}, {"__newindex", row_newindex}, {NULL, NULL}};
    api_new_type(L, META_ROW, meta);
    if (turn_of(L))
        return; /* each environment opens the module again */
    struct turn *turn = lua_newuserdatauv(L, sizeof *turn, 0);
    *turn = (struct turn){.runs = false};
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &turn_key);
    lua_pushcclosure(L, row_index, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, META_ROW);
    lua_insert(L, -2);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}

const struct api_part api_row_function = {functions, classes, open_function};
