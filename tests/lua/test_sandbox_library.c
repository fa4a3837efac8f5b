/* What scripts may use of Lua's library where the sandbox has functions of its own: the same
 * results as Lua's, in the same order every time, and tables that stay as they were. */
#include "sandbox_test.h"

/* ---- against Lua itself ---- */

/* Both have the same pattern functions: `s` is every text against every pattern. */
static const char patterns_script[] =
    "local texts = { '', 'a', 'abc', 'hello world', 'key = value', '2024-11-05', 'a.b.c', "
    "'((x)(y))',\n"
    "  'THE (quick) fox', '97,78%', 'aaa', 'abab', '  trim  ', 'x\\0y\\0', 'no^caret$', "
    "'[set]-]',\n"
    "  'Rp 1.234.567,89', 'a\\nb\\tc', 'aXbXc', '%d%', 'f(a(b)c)d', 'caf\\xC3\\xA9', "
    "'\\255\\1\\127' }\n"
    "local patterns = { '', 'a', '.', '^a', 'c$', '^$', '%a+', '%d+', '%s*', '(%a+)', "
    "'(%d+)-(%d+)',\n"
    "  '(.-)=(.*)', '%b()', '%bxx', '%f[%a]%a+', '%f[%z]', '()', '()a()', '(a)(b)', '(a)%1', "
    "'[abc]',\n"
    "  '[^abc]+', '[a-c]*', '[%a_][%w_]*', '[]]', '[^]]', '[a-]', '[-a]', '[%]]', 'a-', 'a-b', "
    "'a?b',\n"
    "  'a*b', 'a+', '.-$', '^.-%s', '%.', '%%', '%u%l*', '%p', '%c', '%g+', '%x+', '%A', '%S+', "
    "'%W',\n"
    "  '%D%d', '(()a)', '((a)(b))', '^%s*(.-)%s*$', 'x%z', '%z', '[\\1-\\255]', 'a$b', '^^', 'a^', "
    "'$',\n"
    "  '%$', '[^%s]', '[%d,]+%%', '(%a)(%a)%2%1', '.-b', '.*b', '.?.?.?', '[a%-z]', '[+-/]', 'X' "
    "}\n"
    "local bad = { '%', '(', ')', '[', '[a', '[^', '[%', '%b', '%bx', '%f', '%fa', '(a', 'a)', "
    "'%1',\n"
    "  '(a)%2', '(a%1)', '(()', '%0', ('('):rep(33), ('(a)'):rep(33), '[a-%', '[]', '[^]' }\n"
    "local out = {}\n"
    "local function note(ok, ...)\n"
    "  local list = { tostring(ok), ... }\n"
    "  for i = 1, #list do\n"
    "    out[#out + 1] = tostring(list[i]):gsub('^.-:%d+: ', ''):gsub(' in function.*$', '') .. "
    "';'\n"
    "  end\n"
    "end\n"
    "local function all(s, p)\n"
    "  note(pcall(string.find, s, p)) note(pcall(string.find, s, p, 2))\n"
    "  note(pcall(string.find, s, p, -2)) note(pcall(string.find, s, p, 1, true))\n"
    "  note(pcall(string.match, s, p)) note(pcall(string.match, s, p, 3))\n"
    "  note(pcall(string.find, s, p, 100)) note(pcall(string.find, s, p, -100, true))\n"
    "  note(pcall(string.gsub, s, p, '<%0>')) note(pcall(string.gsub, s, p, '%1%%', 2))\n"
    "  note(pcall(string.gsub, s, p, { a = 'A', b = false, [1] = 'one' }))\n"
    "  note(pcall(string.gsub, s, p, function(...) note(true, ...) return ... end))\n"
    "  note(pcall(function()\n"
    "    for a, b in string.gmatch(s, p) do note(true, a, b) end\n"
    "    for a in string.gmatch(s, p, 2) do note(true, a) end\n"
    "    for a in string.gmatch(s, p, -1) do note(true, a) end\n"
    "    for a in string.gmatch(s, p, 99) do note(true, a) end\n"
    "  end))\n"
    "end\n"
    "for _, s in ipairs(texts) do\n"
    "  for _, p in ipairs(patterns) do all(s, p) end\n"
    "  for _, p in ipairs(bad) do note((pcall(string.find, s, p))) end\n"
    "end\n"
    "for _, r in ipairs { '%', '%2', '%x', 'a%' } do\n"
    "  note((pcall(string.gsub, 'abc', '(b)', r)))\n"
    "end\n"
    "note((pcall(string.gsub, 'a', 'a', function() return {} end)))\n"
    "note((pcall(string.gsub, 'a', 'a'))) note((pcall(string.gsub, 'a', 'a', true)))\n"
    "note((pcall(string.gmatch, 'a'))) note((pcall(string.find, 'a'))) "
    "note((pcall(string.match)))\n"
    "note(('x'):gsub('x', 5), ('15'):find(5))\n";

static const char rest_script[] =
    "local out = {}\n"
    "local function note(...)\n"
    "  local list = { ... }\n"
    "  for i = 1, #list do out[#out + 1] = tostring(list[i]) .. ';' end\n"
    "end\n"
    "for _, f in ipairs { '%d', '%5d|', '%-5d|', '%05d', '%+d', '%5.2f', '%.3f', '%e', '%g', "
    "'%x',\n"
    "    '%X', '%#x', '%o', '%c', '%i', '%a', '%%', '%10s|', '%-10s|', '%.2s|', '%s%%' } do\n"
    "  note(pcall(string.format, f, 65)) note(pcall(string.format, f, 7))\n"
    "end\n"
    "note(('%s %s %s'):format(nil, true, 'x'), ('%q'):format('a\\n\"b\"'), "
    "('%5s|%5.1f'):format('ab', 2.25))\n"
    "for _, f in ipairs { '%', '%y', '%d %d', '%100d', '%.100f', '%s', '%d' } do\n"
    "  note((pcall(string.format, f, 'x')))\n"
    "end\n"
    "note(('ab'):rep(3), ('ab'):rep(3, ','), ('ab'):rep(0), ('ab'):rep(-1), (''):rep(5), "
    "(''):rep(3, '-'))\n"
    "note(('ab'):rep(1, ','), (pcall(string.rep)), (pcall(string.rep, 'x', 'y')))\n"
    "local t = { 5, 2, 8, 1, 9, 3, 7, 4, 6 }\n"
    "table.sort(t) note(table.concat(t, ' '))\n"
    "table.sort(t, function(a, b) return a > b end) note(table.concat(t, ' '))\n"
    "local w = { 'b', 'B', 'a', '', 'ab', '\\255' } table.sort(w) note(table.concat(w, ' '))\n"
    "note((pcall(table.sort, { 1, 'x' })), (pcall(table.sort, { {}, {} })), (pcall(table.sort)))\n"
    "note((pcall(table.sort, { 2, 1 }, 5)), (pcall(table.sort, {})), (pcall(table.sort, { 1 }, "
    "nil)))\n"
    "note((pcall(table.sort, { 3, 2, 1 }, function() error 'x' end)))\n"
    "t = { 1, 2, 3 } table.insert(t, 4) table.insert(t, 1, 0) note(table.concat(t, ' '))\n"
    "note(table.remove(t, 1), table.remove(t), #t, table.unpack(t)) note(select('#', "
    "table.unpack({}, 1, 3)))\n"
    "note((pcall(table.insert, t, 9, 9)), (pcall(table.insert, t)), (pcall(table.remove, t, 9)))\n"
    "note(tonumber '10', tonumber('ff', 16), tonumber ' 5 ', tonumber 'x', (pcall(tonumber)))\n"
    "note(next {}, next { 5 }, (pcall(next, 5)), (pcall(pairs)))\n"
    "for k, v in pairs { 10, 20, 30 } do note(k, v) end\n";

/* The script in Lua without a sandbox; its `out` as one text, which the caller frees. */
static char *run_plain(const char *script)
{
    char *text = NULL;
    size_t size;
    lua_State *L = luaL_newstate();
    assert_non_null(L);
    luaL_openlibs(L);
    if (luaL_dostring(L, script) == LUA_OK) {
        const char *result = lua_tolstring(L, -1, &size);
        text = calloc(1, size + 1);
        if (text)
            memcpy(text, result, size);
    } else {
        print_error("%s\n", lua_tostring(L, -1));
    }
    lua_close(L);
    return text;
}

struct expected {
    char *text;
    capai_text script;
    long first_difference; /* -1: none */
};

static int compare_body(lua_State *L)
{
    struct expected *expected = lua_touserdata(L, 1);
    size_t size;
    sandbox_script(L, "@s.lua", expected->script);
    const char *text = luaL_checklstring(L, -1, &size);
    expected->first_difference = -1;
    for (size_t i = 0; i <= size && expected->first_difference < 0; i++)
        if (text[i] != expected->text[i])
            expected->first_difference = (long)i;
    if (expected->first_difference >= 0)
        print_error("ours: %.60s\nLua's: %.60s\n", text + expected->first_difference,
                    expected->text + expected->first_difference);
    return 0;
}

static void check_as_lua(struct fixture *f, const char *script, size_t least)
{
    static char whole[16384];
    snprintf(whole, sizeof whole, "%s\nreturn (table.concat(out):gsub('%%z', '0'))", script);
    struct expected expected = {run_plain(whole), capai_text_of(whole), 0};
    assert_non_null(expected.text);
    size_t size = strlen(expected.text);
    f->L = sandbox_new((struct sandbox_limits){(size_t)64 << 20, 100000000, 100000});
    enum capai_status status = sandbox_do(f->L, compare_body, &expected, &f->arena, &f->err);
    free(expected.text);
    if (status)
        print_error("%s %zu %.*s\n", capai_message_name(f->err.message), f->err.line,
                    (int)f->err.word[1], f->err.text);
    assert_int_equal(status, CAPAI_OK);
    assert_int_equal(expected.first_difference, -1);
    assert_true(size > least);
}

static void test_patterns_give_what_lua_gives(void **state)
{
    check_as_lua(*state, patterns_script, 200000);
}

static void test_other_functions_give_what_lua_gives(void **state)
{
    check_as_lua(*state, rest_script, 600);
}

/* ---- what Lua leaves open ---- */

static void test_pairs_and_next_follow_one_order(void **state)
{
    static const char *const scripts[] = {
        "local t = { z = 1, a = 2, [3] = 3, B = 4, [-1.5] = 5, [true] = 6, [false] = 7, [1] = 8 }\n"
        "local s = '' for k, v in pairs(t) do s = s .. tostring(k) .. v .. ' ' end\n"
        "assert(s == '-1.58 ' == false and s == '-1.55 18 33 B4 a2 z1 false7 true6 ', s)\n"
        "local n, k, v = '' k, v = next(t)\n"
        "while k ~= nil do n = n .. tostring(k) .. v .. ' ' k, v = next(t, k) end\n"
        "assert(n == s, n)\n"
        "n = '' for key, value in next, t do n = n .. tostring(key) .. value .. ' ' end\n"
        "assert(n == s, n)",
        "assert(next {} == nil and next { a = 1 } == 'a')",
        "for _ in pairs {} do error() end",
        "local t, n = { a = 1, b = 2, c = 3 }, 0\n"
        "for k in pairs(t) do t[k] = nil n = n + 1 end assert(n == 3 and next(t) == nil)",
        "local t, s = { a = 1, b = 2, c = 3 }, ''\n"
        "for k in pairs(t) do t.b = nil s = s .. k end assert(s == 'ac', s)",
        "local ok, e = pcall(pairs, { [{}] = 1 }) assert(not ok and e:find 'key of type table')",
        "local ok, e = pcall(next, { [print or next] = 1 }) assert(not ok and e:find 'no order')",
        "local n = 0 for i = 1, 1000 do n = n + 1 end\n"
        "local t = {} for i = 1000, 1, -1 do t['k' .. i] = i end\n"
        "local last = '' for k in pairs(t) do assert(last < k) last = k n = n - 1 end assert(n == "
        "0)",
    };
    check_right(*state, scripts, COUNT(scripts));
}

static void test_sort_keeps_the_order_of_equals(void **state)
{
    static const char *const scripts[] = {
        "local t = {} for i = 1, 500 do t[i] = { i // 50 % 3, i } end\n"
        "table.sort(t, function(a, b) return a[1] < b[1] end)\n"
        "for i = 2, 500 do\n"
        "  local a, b = t[i - 1], t[i] assert(a[1] < b[1] or a[1] == b[1] and a[2] < b[2])\n"
        "end",
        /* a failure leaves the list as it was; nonsense gives some order */
        "local t, n = { 3, 1, 2 }, 0\n"
        "pcall(table.sort, t, function() n = n + 1 if n == 2 then error() end return true end)\n"
        "assert(table.concat(t) == '312')\n"
        "table.sort(t, function() return true end) assert(#t == 3 and t[1] + t[2] + t[3] == 6)",
        ("local d = (require 'capai').decimal local t = { d '2', d '10', d '1,5' } table.sort(t)\n"
         "assert(tostring(t[1]) == '1.5' and tostring(t[3]) == '10')"),
    };
    check_right(*state, scripts, COUNT(scripts));
}

static void test_format_shows_no_address(void **state)
{
    static const char *const scripts[] = {
        "assert(('%s %s %5s|'):format({}, next, {}) == 'table function table|')",
        "assert(('%s'):format((require 'capai').decimal '1,50') == '1.50')",
        "local ok, e = pcall(string.format, '%p', {}) assert(not ok and e:find 'address')",
        "assert(not pcall(string.format, '%-20p', {}) and not pcall(string.format, '%d %p', 1, "
        "{}))",
        "assert(('%%p'):format() == '%p')",
        "local capai = require 'capai'\n"
        "for _, f in ipairs { function() return capai.decimal(1)[{}] end,\n"
        "    function() return capai.scale { { 'A' } }[{}] end, function() capai.round({}, {}) "
        "end,\n"
        "    function() return {} < {} end, function() return capai.rules { [{}] = 1 } end } do\n"
        "  local _, e = pcall(f) assert(not tostring(e):find '0x', tostring(e))\n"
        "end",
    };
    check_right(*state, scripts, COUNT(scripts));
}

/* ---- after loading ---- */

/* Registry: the function that a script returned. */
static int load_body(lua_State *L)
{
    const struct fixture *f = lua_touserdata(L, 1);
    sandbox_script(L, "@s.lua", f->script);
    sandbox_freeze(L, -1);
    lua_setfield(L, LUA_REGISTRYINDEX, "function");
    return 0;
}

static int call_body(lua_State *L)
{
    struct fixture *f = lua_touserdata(L, 1);
    lua_getfield(L, LUA_REGISTRYINDEX, "function");
    lua_call(L, 0, 1);
    snprintf(f->result, sizeof f->result, "%s", luaL_tolstring(L, -1, NULL));
    return 0;
}

static void load_frozen(struct fixture *f, struct sandbox_limits limits, const char *script)
{
    if (f->L)
        sandbox_close(f->L);
    f->L = sandbox_new(limits);
    assert_non_null(f->L);
    f->script = capai_text_of(script);
    f->err = (struct capai_error){0};
    assert_int_equal(sandbox_do(f->L, load_body, f, &f->arena, &f->err), CAPAI_OK);
}

static enum capai_status use(struct fixture *f)
{
    sandbox_reset(f->L);
    f->err = (struct capai_error){0};
    return sandbox_do(f->L, call_body, f, &f->arena, &f->err);
}

/* What is written to each of these after loading is refused, with the line. */
static void test_frozen_tables_refuse_writing(void **state)
{
    static const char *const writes[] = {
        "counter = 1",
        "known = 2",
        "tostring = nil",
        "_ENV.x = 1",
        "string.upper = nil",
        "math.max = math.min",
        "t.new = 1",
        "t.old = 2",
        "t[1] = 9",
        "t.deep.deeper[1] = 0",
        "t.old = nil",
        "table.insert(t, 1)",
        "table.remove(t)",
        "table.sort(t)",
        "capai.round = nil",
        "capai.progress.positive = capai.progress.negative",
        "(require 'capai').version = 1",
        "helper().x = 1",
        "cycle.me.me.x = 1",
    };
    struct fixture *f = *state;
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(writes); i++) {
        char script[512];
        snprintf(script, sizeof script,
                 "local capai = require 'capai'\nknown = 1\n"
                 "local t = { 3, 1, 2, old = 1, deep = { deeper = { 1 } } }\n"
                 "local inner, cycle = {}, {} cycle.me = cycle\n"
                 "local function helper() return inner end\n"
                 "return function()\n"
                 "  local _ = { capai, t, inner, cycle, helper }\n"
                 "  %s\nend",
                 writes[i]);
        load_frozen(f, SANDBOX_LIMITS, script);
        if (use(f) == CAPAI_ERR_RULES && f->err.message == CAPAI_MSG_RULES_FROZEN &&
            f->err.line == 8)
            continue;
        failures++;
        print_error("%s -> %s %zu\n", writes[i], capai_message_name(f->err.message), f->err.line);
    }
    assert_int_equal(failures, 0);
}

static void test_frozen_tables_read_as_before(void **state)
{
    struct fixture *f = *state;
    load_frozen(f, SANDBOX_LIMITS,
                "local capai = require 'capai'\n"
                "local t = { 3, 1, 2, b = 'x', a = { 7, 8 } }\n"
                "return function()\n"
                "  local s = #t .. t[1] .. t.b .. t.a[2] .. #t.a .. ' '\n"
                "  for k in pairs(t) do s = s .. k end\n"
                "  s = s .. ' ' for _, v in ipairs(t) do s = s .. v end\n"
                "  s = s .. next(t) .. table.concat(t, '+') .. select('#', table.unpack(t.a))\n"
                "  local copy = { table.unpack(t) } table.sort(copy) copy.new = 1\n"
                "  return s .. copy[1] .. tostring(t) .. tostring(capai.round('1,25', 1))\n"
                "end");
    assert_int_equal(use(f), CAPAI_OK);
    assert_string_equal(f->result, "33x82 123ab 31213+1+221table1.3");
    assert_int_equal(use(f), CAPAI_OK);
    assert_string_equal(f->result, "33x82 123ab 31213+1+221table1.3");
}

static void test_misspelt_names_of_the_module_are_named(void **state)
{
    static const char *const scripts[] = {
        "(require 'capai').progress.postive()",
        "local x = (require 'capai').skale",
        "return function() return (require 'capai').progress.postive end",
        "local capai = require 'capai' return function() return capai.rond end",
    };
    static const char *const nearest[] = {"positive", "scale", "positive", "round"};
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(scripts); i++) {
        if (i < 2) {
            assert_int_equal(run_new(f, SANDBOX_LIMITS, scripts[i]), CAPAI_ERR_RULES);
        } else {
            load_frozen(f, SANDBOX_LIMITS, scripts[i]);
            assert_int_equal(use(f), CAPAI_ERR_RULES);
        }
        assert_message(f->err, CAPAI_MSG_FIELD_UNKNOWN);
        capai_text word = {f->err.text + f->err.word[2], (size_t)(f->err.word[3] - f->err.word[2])};
        assert_text(word, nearest[i]);
    }
}

/* A result depends on what it is made from, not on what was asked before. */
static void test_reset_puts_upvalues_back(void **state)
{
    static const char *const scripts[] = {
        "local n = 0 return function() n = n + 1 return n end",
        "local n return function() n = (n or 0) + 1 return n end",
        "local n = 0 local function add() n = n + 1 return n end return function() return add() "
        "end",
        "local seen = nil return function() local r = seen and 2 or 1 seen = {} return r end",
        "local f = function() return 1 end\n"
        "return function() local r = f() f = function() return 2 end return r end",
        "local it = ('1 2 3'):gmatch '%d' return function() return it() end",
        "local it = pairs { 5, 6 } return function() return (it()) end",
        "local n = 0 local t = { add = function() n = n + 1 return n end }\n"
        "return function() return t.add() end",
    };
    struct fixture *f = *state;
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(scripts); i++) {
        load_frozen(f, SANDBOX_LIMITS, scripts[i]);
        for (int use_count = 0; use_count < 3; use_count++) {
            if (use(f) == CAPAI_OK && strcmp(f->result, "1") == 0)
                continue;
            failures++;
            print_error("%s -> %s\n", scripts[i], f->result);
        }
    }
    assert_int_equal(failures, 0);
}

static void test_reset_begins_limits_anew(void **state)
{
    struct fixture *f = *state;
    load_frozen(f, (struct sandbox_limits){(size_t)2 << 20, 100000, 20000},
                "local n = 5 return function() n = n + 1\n"
                "  for i = 1, n * 10000 do end return n end");
    for (int i = 0; i < 20; i++) {
        assert_int_equal(use(f), CAPAI_OK);
        assert_string_equal(f->result, "6");
    }
    load_frozen(f, (struct sandbox_limits){(size_t)2 << 20, 100000, 20000},
                "local n = 0 return function() n = n + 1 while true do pcall(next, {}) end end");
    for (int i = 0; i < 20; i++) {
        assert_int_equal(use(f), CAPAI_ERR_RULES);
        assert_message(f->err, CAPAI_MSG_RULES_STEPS);
        assert_int_equal(f->err.line, 1);
    }
    load_frozen(f, (struct sandbox_limits){(size_t)2 << 20, 10000000, 20000},
                "return function() local t = {}\n for i = 1, 1e9 do t[i] = { i } end end");
    for (int i = 0; i < 20; i++) {
        assert_int_equal(use(f), CAPAI_ERR_RULES);
        assert_message(f->err, CAPAI_MSG_RULES_MEMORY);
        assert_string_equal(f->err.file, "s.lua");
        assert_int_equal(f->err.line, 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_patterns_give_what_lua_gives),
        TEST(test_other_functions_give_what_lua_gives),
        TEST(test_pairs_and_next_follow_one_order),
        TEST(test_sort_keeps_the_order_of_equals),
        TEST(test_format_shows_no_address),
        TEST(test_frozen_tables_refuse_writing),
        TEST(test_frozen_tables_read_as_before),
        TEST(test_misspelt_names_of_the_module_are_named),
        TEST(test_reset_puts_upvalues_back),
        TEST(test_reset_begins_limits_anew),
    };
    return cmocka_run_group_tests_name("sandbox_library", tests, NULL, NULL);
}
