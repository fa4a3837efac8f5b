/* Attacks on the sandbox, by name. Each is a pack that means harm: it ends within a second of
 * processor time and 64 MB, with the limits that every pack has, and is told what it did. */
#include "sandbox_test.h"

#include "capai/system.h"

#define STEPS CAPAI_MSG_RULES_STEPS
#define MEMORY CAPAI_MSG_RULES_MEMORY
#define LUA CAPAI_MSG_RULES_LUA

struct attack {
    const char *name, *script;
    enum capai_message message;
    const char *words; /* part of the text of the message; NULL: it has none */
};

/* As many bytes as a text may have; and a list of 300,000 numbers. */
#define TEXT "local s = ('x'):rep(4000000) "
#define LIST "local t = {} for i = 1, 300000 do t[i] = i end "
#define CAPAI "local capai = require 'capai' "
#define LOOP "function() while true do end end"
#define FILL "function() local t = {} for i = 1, 1e9 do t[i] = { i } end end"

static const struct attack loops[] = {
    {"loop", "while true do end", STEPS, NULL},
    {"loop behind pcall", "while true do pcall(" LOOP ") end", STEPS, NULL},
    {"loop behind pcall of pcall", "while true do pcall(pcall, pcall, " LOOP ") end", STEPS, NULL},
    {"goto loop", "::again:: goto again", STEPS, NULL},
    {"numeric for, float that never grows", "for i = 1e17, 2e17, 1 do end", STEPS, NULL},
    {"numeric for without end", "for i = 1, math.huge do end", STEPS, NULL},
    {"numeric for over all integers", "for i = math.mininteger, math.maxinteger do end", STEPS,
     NULL},
    {"generic for without end", "for _ in function() return 1 end do end", STEPS, NULL},
    {"tail calls", "local function f() return f() end f()", STEPS, NULL},
    {"recursion through pcall", "local function f() pcall(f) return f() end f()", STEPS, NULL},
    {"own error object after the limit", "pcall(" LOOP ") error({})", STEPS, NULL},
    {"errors raised for ever", "while true do pcall(error, {}) end", STEPS, NULL},
    {"error objects that hold each other",
     "local function f(e) local _, x = pcall(error, { e }) return f(x) end f()", MEMORY, NULL},
    {"API errors caught for ever", CAPAI "while true do pcall(capai.rules, { x = 1 }) end", STEPS,
     NULL},
    {"decimals for ever", CAPAI "local d = capai.decimal(1) while true do d = -d end", STEPS, NULL},
    {"loop in a comparator", "table.sort({ 2, 1 }, " LOOP ")", STEPS, NULL},
    {"loop in a replacement", "('x'):gsub('x', " LOOP ")", STEPS, NULL},
    {"loop in an iterator", "for _ in pairs({ 1 }) do for _ in " LOOP " do end end", STEPS, NULL},
    {"sort with a comparator that lies",
     LIST "table.sort(t, function() return true end) while true do end", STEPS, NULL},
    {"gmatch without end", "while true do for _ in ('xxxx'):gmatch '' do end end", STEPS, NULL},
    {"upvalue that calls itself",
     "local f local function g() return f() end f = function() return g() end f()", STEPS, NULL},
    {"environment replaced", "local _ENV = { pcall = pcall } while true do pcall(" LOOP ") end",
     STEPS, NULL},
};

static const struct attack single_calls[] = {
    {"pattern with many options", "return (('a'):rep(24)):find(('a?'):rep(24) .. ('a'):rep(24))",
     STEPS, NULL},
    {"pattern with many dots", "return (('x'):rep(300)):find('.-.-.-.-b')", STEPS, NULL},
    {"pattern with stars", "return (('a'):rep(1000)):find('a*a*a*a*a*b')", STEPS, NULL},
    {"pattern over a long text", TEXT "return s:find '.-.-b'", STEPS, NULL},
    {"pattern with a large set", TEXT "return s:find('[' .. ('a'):rep(100000) .. ']')", STEPS,
     NULL},
    {"pattern with balance", "return (('('):rep(100000)):gsub('%b()', '')", STEPS, NULL},
    {"pattern with a back reference", "return (('a'):rep(20000)):find '(.*)%1b'", STEPS, NULL},
    {"pattern with a frontier", TEXT "return s:find('%f[' .. ('a'):rep(5000) .. ']')", STEPS, NULL},
    {"pattern in gsub", "return (('a'):rep(3000)):gsub('.-.-b', '')", STEPS, NULL},
    {"pattern in gmatch", "for _ in (('a'):rep(3000)):gmatch '.-.-b' do end", STEPS, NULL},
    {"pattern too deep", "return (('a'):rep(300)):find(('a?'):rep(300) .. 'b')", LUA,
     "pattern too complex"},
    {"plain search in a long text",
     "local s = ('a'):rep(2000000) return s:find(('a'):rep(1000000) .. 'b', 1, true)", STEPS, NULL},
    {"pattern behind pcall", "while true do pcall(string.find, ('x'):rep(300), '.-.-.-.-b') end",
     STEPS, NULL},
    {"nothing repeated for ever", "assert((''):rep(1e18) == '') error 'past'", LUA, "past"},
    {"nothing joined for ever", "return ('x'):rep(1e18, 'y')", MEMORY, NULL},
    {"repetition of a gigabyte", "return ('x'):rep(1e9)", MEMORY, NULL},
    {"repetition behind pcall", "while true do pcall(string.rep, 'x', 1e9) end", MEMORY, NULL},
    {"long texts sorted",
     "local a, b, t = ('x'):rep(2e6) .. 'a', ('x'):rep(2e6) .. 'b', {}\n"
     "for i = 1, 1000 do t[i] = i % 2 == 0 and a or b end table.sort(t)",
     STEPS, NULL},
    {"long texts compared",
     TEXT "local a, b = s .. 'a', s .. 'b' while true do local _ = a < b end", STEPS, NULL},
    {"long texts for equal",
     TEXT "local a, b = s .. 'a', s .. 'b' while true do local _ = a == b end", STEPS, NULL},
    {"long text as a number", TEXT "while true do pcall(tonumber, s) end", STEPS, NULL},
    {"blanks as a number", "local s = (' '):rep(4000000) .. '1' while true do local _ = s + 0 end",
     STEPS, NULL},
    {"long text as a decimal", CAPAI TEXT "while true do pcall(capai.decimal, s) end", STEPS, NULL},
    {"long text reversed", TEXT "while true do local _ = s:reverse() end", STEPS, NULL},
    {"long text in capitals", TEXT "while true do pcall(string.upper, s) end", STEPS, NULL},
    {"a million numbers sorted",
     "local t = {} for i = 1, 1000000 do t[i] = -i end \n"
     "table.sort(t) table.sort(t) table.sort(t) table.sort(t)",
     STEPS, NULL},
    {"insertion in front", LIST "while true do table.insert(t, 1, 1) table.remove(t, 1) end", STEPS,
     NULL},
    {"insertion in front, without a loop",
     LIST "local i = table.insert\n"
          "for _ = 1, 1e9 do i(t,1,1) i(t,1,1) i(t,1,1) i(t,1,1) i(t,1,1) i(t,1,1) end",
     STEPS, NULL},
    {"long list joined", LIST "while true do local _ = table.concat(t) end", STEPS, NULL},
    {"long list unpacked", LIST "while true do local _ = select('#', table.unpack(t)) end", STEPS,
     NULL},
    {"next on a long table", LIST "local k while true do k = next(t, k) end", STEPS, NULL},
    {"pairs on a long table", LIST "while true do pairs(t) end", STEPS, NULL},
    {"scales for ever",
     CAPAI "local t = {} for i = 1, 1000 do t[i] = { 'k' .. i, ge = i, lt = i + 1 } end\n"
           "t.above, t.below = 'k1', 'k1' while true do capai.scale(t) end",
     STEPS, NULL},
    {"misspelt key of four megabytes",
     CAPAI TEXT "while true do pcall(capai.rules, { [s] = 1 }) end", STEPS, NULL},
    {"unknown field of four megabytes",
     CAPAI TEXT "local d = capai.decimal(1) while true do pcall(function() return d[s] end) end",
     STEPS, NULL},
    {"bands with long names",
     CAPAI TEXT "local t = {} for i = 1, 1000 do t[i] = { s, ge = i, lt = i + 1 } end\n"
                "while true do pcall(capai.scale, t) end",
     STEPS, NULL},
    {"format for ever", TEXT "while true do local _ = ('%s'):format(s) end", STEPS, NULL},
};

static const struct attack memory[] = {
    {"list without end", "local t = {} for i = 1, 1e9 do t[i] = { i } end", MEMORY, NULL},
    {"list behind pcall", "pcall(" FILL ") return 1", MEMORY, NULL},
    {"list behind pcall for ever", "while true do pcall(" FILL ") end", MEMORY, NULL},
    {"text doubled", "local s = 'x' while true do s = s .. s end", MEMORY, NULL},
    {"many long texts", "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(1000000) .. i end", MEMORY,
     NULL},
    {"list joined with itself",
     "local t = { 'x' } while true do t[1] = table.concat({ t[1], t[1] }, t[1]) end", MEMORY, NULL},
    {"format of long texts", TEXT "return ('%s%s%s%s'):format(s, s, s, s)", MEMORY, NULL},
    {"replacement that grows", "local s = 'x' while true do s = s:gsub('x', 'xxxxxxxxxx') end",
     MEMORY, NULL},
    {"closures in a chain", "local f while true do local g = f f = function() return g end end",
     MEMORY, NULL},
    {"keys without end", "local t, i = {}, 0 while true do i = i + 1 t['k' .. i] = 'v' .. i end",
     MEMORY, NULL},
    {"arguments that grow", "local function f(...) return f('a', 'b', 'c', ...) end f()", MEMORY,
     NULL},
    {"recursion with tables", "local function f(x) return 1 + f({ x }) end f()", MEMORY, NULL},
    {"decimals kept", CAPAI "local t = {} while true do t[#t + 1] = capai.decimal(#t) end", MEMORY,
     NULL},
    {"scales kept", CAPAI "local t = {} while true do t[#t + 1] = capai.scale { { 'A' } } end",
     MEMORY, NULL},
    {"number of arguments", "return table.unpack({}, 1, 1e8)", LUA, "too many results to unpack"},
    {"range of all integers", "return table.unpack({}, math.mininteger, math.maxinteger)", LUA,
     "too many results to unpack"},
    {"bytes of a long text", TEXT "return s:byte(1, -1)", LUA, "string slice too long"},
    {"nesting of calls", "local function f() return #tostring(f()) end f()", LUA, "stack overflow"},
    {"nesting of errors", "local function f() pcall(f) error() end f()", LUA, "nil"},
    {"nesting of replacements", "local function f() return (('x'):gsub('x', f)) end f()", LUA,
     "stack overflow"},
    {"nesting of comparators", "local function f() table.sort({ 1, 2 }, f) end f()", LUA,
     "stack overflow"},
};

static const struct attack ways_out[] = {
    {"load", "load('return 1')", LUA, "global 'load'"},
    {"loadstring", "loadstring('return 1')", LUA, "global 'loadstring'"},
    {"dofile", "dofile('/etc/passwd')", LUA, "global 'dofile'"},
    {"string.dump", "string.dump(function() end)", LUA, "field 'dump'"},
    {"coroutine.wrap", "coroutine.wrap(" LOOP ")()", LUA, "global 'coroutine'"},
    {"xpcall with a looping handler", "xpcall(error, " LOOP ")", LUA, "global 'xpcall'"},
    {"finalizer", "setmetatable({}, { __gc = " LOOP " })", LUA, "global 'setmetatable'"},
    {"close handler that is no such", "local x <close> = {}", LUA, "non-closable value"},
    {"string metatable", "getmetatable('').__index = error", LUA, "global 'getmetatable'"},
    {"methods of texts", "local s = 'x' s.upper = error", LUA, "index a string value"},
    {"collectgarbage", "collectgarbage 'stop'", LUA, "global 'collectgarbage'"},
    {"raw access", "rawset(_ENV, 'x', 1)", LUA, "global 'rawset'"},
    {"global table", "_G.pcall = nil", LUA, "global '_G'"},
    {"files", "io.open '/etc/passwd'", LUA, "global 'io'"},
    {"system", "os.execute 'true'", LUA, "global 'os'"},
    {"clock", "os.time()", LUA, "global 'os'"},
    {"chance", "math.random()", LUA, "field 'random'"},
    {"debug library", "debug.sethook()", LUA, "global 'debug'"},
    {"other modules", "require 'os'", LUA, "require"},
    {"package paths", "package.path = ''", LUA, "global 'package'"},
    {"table.move", "table.move({}, 1, 3e8, 2)", LUA, "field 'move'"},
    {"addresses in format", "return ('%p'):format({})", LUA, "address"},
    {"files through the API", CAPAI "capai.load '/etc'", CAPAI_MSG_FIELD_UNKNOWN, "load"},
    {"metatables of values", CAPAI "capai.decimal(1).__gc()", LUA, "call a nil value"},
    {"values of ours changed", CAPAI "capai.scale({ { 'A' } }).x = 1", LUA,
     "index a capai.scale value"},
    {"error that cannot be shown", "error(function() end)", LUA, "function"},
    {"error that is nil", "error()", LUA, "nil"},
    {"error with NUL", "error('a\\0b', 0)", LUA, "a"},
};

/* Scripts that the parser must refuse: `count` times `piece`, after `before`. */
static const struct {
    const char *name, *before, *piece;
    size_t count;
    enum capai_message message;
    const char *words;
} sources[] = {
    {"brackets without end", "return ", "(", 100000, LUA, "overflow"},
    {"tables without end", "return ", "{", 100000, LUA, "overflow"},
    {"functions without end", "", "return function() ", 20000, LUA, "overflow"},
    {"blocks without end", "", "do ", 100000, LUA, "overflow"},
    {"powers without end", "return 1", "^1", 100000, LUA, "overflow"},
    {"joins without end", "return 'x'", "..'x'", 100000, LUA, "overflow"},
    {"signs without end", "return ", "- ", 100000, LUA, "overflow"},
    {"locals without end", "", "local a ", 1000, LUA, "too many local variables"},
    {"a table of a million entries", "return {", "1,", 400000, LUA, "expected"},
    {"a number of nearly a million signs", "return 1", ".1", 400000, LUA, "malformed number"},
    {"a long bracket that does not close", "return [", "=", 900000, LUA, "invalid long string"},
    {"labels without end", "", "::a:: ", 1000, LUA, "overflow"},
    {"escapes of letters", "return '", "\\u{7FFFFFFF}", 50000, LUA, "unfinished string"},
    {"bytecode", "\x1bLua", "\x54", 100, LUA, "binary chunk"},
};

/* The largest memory that the attack had, and its time, are what was promised. */
static bool contained(struct fixture *f, unsigned long long milliseconds)
{
#ifdef CAPAI_SHADOW_MEMORY /* sanitizers and valgrind are slow */
    (void)milliseconds;
#else
    if (milliseconds >= 1000)
        return false;
#endif
    return f->L && sandbox_memory_most(f->L) <= (size_t)64 << 20;
}

static bool check_attack(struct fixture *f, const char *name, capai_text script,
                         enum capai_message message, const char *words)
{
    unsigned long long began = capai_cpu_milliseconds();
    if (f->L)
        sandbox_close(f->L);
    f->L = NULL;
    enum capai_status status = run_text(f, SANDBOX_LIMITS, script);
    unsigned long long took = capai_cpu_milliseconds() - began;
    char text[sizeof f->err.text + 1] = "";
    memcpy(text, f->err.text, sizeof f->err.text);
    bool named = f->err.message == message;
    if (message == MEMORY) /* on a slow machine time may be up before */
        named |= f->err.message == STEPS;
    if (status == CAPAI_ERR_RULES && named && contained(f, took) && (!words || strstr(text, words)))
        return true;
    print_error("%s: %s \"%s\" in %llu ms, %zu bytes\n", name, capai_message_name(f->err.message),
                text, took, sandbox_memory_most(f->L));
    return false;
}

static void check_attacks(struct fixture *f, const struct attack *attacks, size_t count)
{
    size_t failures = 0;
    for (size_t i = 0; i < count; i++)
        failures += !check_attack(f, attacks[i].name, capai_text_of(attacks[i].script),
                                  attacks[i].message, attacks[i].words);
    assert_int_equal(failures, 0);
}

static void test_attacks_that_loop_are_stopped(void **state)
{
    check_attacks(*state, loops, COUNT(loops));
}

static void test_attacks_inside_single_calls_are_stopped(void **state)
{
    check_attacks(*state, single_calls, COUNT(single_calls));
}

static void test_attacks_on_memory_are_stopped(void **state)
{
    check_attacks(*state, memory, COUNT(memory));
}

static void test_attacks_on_ways_out_find_none(void **state)
{
    check_attacks(*state, ways_out, COUNT(ways_out));
}

static void test_attacks_on_the_parser_are_refused(void **state)
{
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(sources); i++) {
        size_t before = strlen(sources[i].before), piece = strlen(sources[i].piece);
        size_t size = before + sources[i].count * piece;
        char *script = malloc(size + 1);
        assert_non_null(script);
        memcpy(script, sources[i].before, before);
        for (size_t k = before; k < size; k += piece)
            memcpy(script + k, sources[i].piece, piece);
        failures += !check_attack(*state, sources[i].name, (capai_text){script, size},
                                  sources[i].message, sources[i].words);
        free(script);
    }
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_attacks_that_loop_are_stopped),
        TEST(test_attacks_inside_single_calls_are_stopped),
        TEST(test_attacks_on_memory_are_stopped),
        TEST(test_attacks_on_ways_out_find_none),
        TEST(test_attacks_on_the_parser_are_refused),
    };
    return cmocka_run_group_tests_name("attacks", tests, NULL, NULL);
}
