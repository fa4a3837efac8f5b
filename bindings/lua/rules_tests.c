/* The key `tests` of a pack: checked key by key when the pack is loaded, run by capai test. */
#include "bindings/lua/rules_tests.h"

#include <string.h>

#include "bindings/lua/sandbox.h"

enum { TESTS_MOST = 1000, VALUES_MOST = 1000, RESPONDENTS_MOST = 10000 };

/* What a key is in each kind of test, in the order of enum test_kind: given, wanted, wanted of
 * every unsur or part, or nothing. */
static const struct role {
    const char *key;
    char in[TEST_KINDS + 1];
    bool number; /* what is wanted is one */
} roles[] = {
    {"arah", "g-------", false},
    {"target", "g-------", false},
    {"realisasi", "g-------", false},
    {"target_akhir", "g-------", false},
    {"tahun_akhir", "g-------", false},
    {"pembanding", "g-------", false},
    {"serapan", "---g----", true},
    {"pagu", "---g----", false},
    {"belanja", "---g----", false},
    {"tertulis", "---g----", false},
    {"capaian", "wgwg----", true},
    {"predikat", "wwww----", false},
    {"status", "wwww----", false},
    {"di_batas", "ww------", false},
    {"capaian_akhir", "w-------", true},
    {"selisih", "w-------", true},
    {"tren", "w-------", true},
    {"tren_persen", "w-------", true},
    {"capaian_triwulan", "r-------", true},
    {"capaian_tahun", "r-------", true},
    {"jumlah_indikator", "--w-----", true},
    {"rekap", "--r-----", true},
    {"efisiensi", "---w----", false},
    {"efisiensi_persen", "---w----", true},
    {"efisiensi_rupiah", "---w----", true},
    {"nilai_efisiensi", "---w----", true},
    {"jumlah", "----r---", true},
    {"nrr", "----r---", true},
    {"nrr_tertimbang", "----r---", true},
    {"rata", "----r---", true},
    {"peringkat", "----r---", true},
    {"indeks", "----w---", true},
    {"ikm", "----wg--", true},
    {"mutu", "----ww--", false},
    {"nilai", "------r-", true},
    {"nilai_lke", "------wg", true},
    {"grade_lke", "------ww", false},
};
enum { ROLES = sizeof roles / sizeof *roles };

/* The keys of lists that are given, by enum test_list_kind. */
static const char *const list_keys[LISTS] = {
    "rata", "bobot", "target_lalu", "realisasi_lalu", "target_triwulan", "realisasi_triwulan",
    "skm",  "jumlah"};
static const enum test_kind list_kinds[LISTS] = {TEST_RATA,      TEST_RATA,      TEST_INDIKATOR,
                                                 TEST_INDIKATOR, TEST_INDIKATOR, TEST_INDIKATOR,
                                                 TEST_SURVEI,    TEST_SURVEI};

/* One test, while it is read. */
struct maker {
    struct reader r; /* of its table */
    struct rules_box *box;
    struct pack_test *test;
};

static void *need(lua_State *L, void *memory)
{
    if (!memory)
        sandbox_no_memory(L);
    return memory;
}

static capai_text keep_text(const struct maker *m, capai_text text)
{
    capai_text copy = capai_text_copy(text, &m->box->arena);
    need(m->r.L, (void *)(uintptr_t)copy.data);
    return copy;
}

/* The number that the value on top of the stack stands for; false when it is none. Amounts of
 * rupiah are read as in their columns, where a point always groups. */
static bool to_number(const struct maker *m, const char *key, capai_decimal *out)
{
    bool inexact = false, rupiah = strstr(key, "rupiah") && lua_type(m->r.L, -1) == LUA_TSTRING;
    struct capai_cell cell;
    if (rupiah) {
        capai_text text;
        text.data = lua_tolstring(m->r.L, -1, &text.size);
        bool read = capai_cell_parse(text, CAPAI_NOTATION_INDONESIA, CAPAI_RUPIAH, &cell, NULL) ==
                        CAPAI_OK &&
                    capai_cell_is_bare(&cell);
        if (read)
            *out = cell.number;
        return read;
    }
    bool number = binding_to_decimal(m->r.L, -1, out, &inexact);
    if (inexact) {
        const char *digits = binding_push_number(m->r.L, -1);
        reader_error(&m->r, key, CAPAI_MSG_RULES_NUMBER,
                     CAPAI_WORDS(capai_text_of(key), capai_text_of(digits)));
    }
    return number;
}

static bool is_outcome(capai_text text)
{
    for (int o = CAPAI_NILAI + 1; o < CAPAI_OUTCOME_COUNT; o++)
        if (capai_text_equal(text, capai_text_of(capai_outcome_name((enum capai_outcome)o))))
            return true;
    return false;
}

/* Takes the value on top of the stack as it would stand in a cell. In place of a number that is
 * wanted may stand the word for what becomes of it. */
static struct test_cell take_cell(const struct maker *m, const char *key, bool number)
{
    lua_State *L = m->r.L;
    char buffer[CAPAI_DECIMAL_TEXT];
    struct test_cell cell = {.key = key};
    bool year = strncmp(key, "tahun", 5) == 0; /* without points */
    enum capai_notation notation = year ? CAPAI_NOTATION_PLAIN : CAPAI_NOTATION_INDONESIA;
    cell.has_number = to_number(m, key, &cell.number);
    if (lua_type(L, -1) == LUA_TSTRING)
        cell.text.data = lua_tolstring(L, -1, &cell.text.size);
    else if (cell.has_number)
        cell.text = (capai_text){buffer, capai_decimal_format(cell.number, notation, buffer)};
    if (!cell.text.data || (number && !cell.has_number && !is_outcome(cell.text)))
        reader_type_error(&m->r, key, number ? "number" : "string");
    cell.text = keep_text(m, cell.text);
    lua_pop(L, 1);
    return cell;
}

static bool has(const struct maker *m, const char *key)
{
    bool there = reader_push(&m->r, key) != LUA_TNIL;
    lua_pop(m->r.L, 1);
    return there;
}

/* ---- lists ---- */

static _Noreturn void list_error(const struct maker *m, const char *key)
{
    reader_error(&m->r, key, CAPAI_MSG_RULES_TEST_LIST, CAPAI_WORDS(capai_text_of(key)));
}

static bool is_nested(enum test_list_kind kind)
{
    return kind == LIST_RATA || kind == LIST_SKM;
}

/* How many values the list at that index has. */
static size_t count_values(lua_State *L, int table, enum test_list_kind kind)
{
    size_t count = 0, n = (size_t)lua_rawlen(L, table);
    for (size_t i = 1; i <= n && count <= VALUES_MOST; i++) {
        bool nested = lua_rawgeti(L, table, (lua_Integer)i) == LUA_TTABLE && is_nested(kind);
        count += nested ? (size_t)lua_rawlen(L, -1) : 1;
        lua_pop(L, 1);
    }
    return count;
}

static void make_list(const struct maker *m, enum test_list_kind kind, size_t count)
{
    struct test_list *list = &m->test->lists[kind];
    struct capai_arena *arena = &m->box->arena;
    if (count == 0 || count > VALUES_MOST)
        list_error(m, list_keys[kind]);
    list->values = need(m->r.L, capai_arena_array(arena, count, sizeof *list->values));
    list->of = need(m->r.L, capai_arena_array(arena, count, sizeof *list->of));
}

/* Takes the value on top of the stack into a list; `of` says whose it is. */
static void take_value(const struct maker *m, enum test_list_kind kind, size_t of)
{
    struct test_list *list = &m->test->lists[kind];
    list->of[list->count] = of;
    if (kind == LIST_JUMLAH) { /* sums are shared out among respondents */
        if (!lua_isinteger(m->r.L, -1) || lua_tointeger(m->r.L, -1) < 0)
            list_error(m, list_keys[kind]);
        list->of[list->count] = (size_t)lua_tointeger(m->r.L, -1);
    }
    list->values[list->count++] = take_cell(m, list_keys[kind], false).text;
}

static void read_list(const struct maker *m, enum test_list_kind kind)
{
    lua_State *L = m->r.L;
    const char *key = list_keys[kind];
    struct reader entries;
    if (!reader_table(&m->r, key, key, &entries))
        return;
    reader_check_keys(&entries, NULL, READER_ANY_ENTRIES);
    make_list(m, kind, count_values(L, entries.table, kind));
    for (size_t i = 0; i < reader_count(&entries); i++) {
        if (lua_rawgeti(L, entries.table, (lua_Integer)i + 1) != LUA_TTABLE || !is_nested(kind)) {
            take_value(m, kind, i);
            continue;
        }
        for (lua_Integer k = 1; k <= (lua_Integer)lua_rawlen(L, entries.table + 1); k++) {
            lua_rawgeti(L, entries.table + 1, k);
            take_value(m, kind, i);
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* A value of a year before stands alone where there is only one. */
static void read_earlier(const struct maker *m, enum test_list_kind kind)
{
    int type = reader_push(&m->r, list_keys[kind]);
    if (type == LUA_TTABLE || type == LUA_TNIL) {
        lua_pop(m->r.L, 1);
        read_list(m, kind);
        return;
    }
    make_list(m, kind, 1);
    take_value(m, kind, 0);
}

static void read_lists(const struct maker *m)
{
    const struct test_list *lists = m->test->lists;
    for (enum test_list_kind kind = 0; kind < LISTS; kind++)
        if (list_kinds[kind] == m->test->kind && (kind != LIST_JUMLAH || m->test->responden))
            (kind == LIST_TARGET_LALU || kind == LIST_REALISASI_LALU ? read_earlier
                                                                     : read_list)(m, kind);
    if (lists[LIST_BOBOT].count && lists[LIST_BOBOT].count != lists[LIST_RATA].count)
        list_error(m, "bobot");
    for (int kind = LIST_TARGET_TRIWULAN; kind <= LIST_REALISASI_TRIWULAN; kind++)
        if (lists[kind].count > 4)
            list_error(m, list_keys[kind]);
}

/* Number of keys of the table on top of the stack, which are kode. */
static size_t count_map(const struct maker *m, const char *key)
{
    size_t count = 0;
    for (lua_pushnil(m->r.L); lua_next(m->r.L, -2); lua_pop(m->r.L, 1))
        if (lua_type(m->r.L, -2) != LUA_TSTRING || ++count > VALUES_MOST)
            list_error(m, key);
    return count;
}

/* Takes the table on top of the stack: each value becomes a cell of its kode, in the order of
 * these, since lua_next has none of its own. */
static void take_map(const struct maker *m, const char *key, bool number, struct test_cell *cells)
{
    lua_State *L = m->r.L;
    size_t count = 0;
    for (lua_pushnil(L); lua_next(L, -2);) {
        struct test_cell cell = take_cell(m, key, number);
        size_t at = count++;
        cell.of_row = true;
        cell.row_key.data = lua_tolstring(L, -1, &cell.row_key.size);
        cell.row_key = keep_text(m, cell.row_key);
        for (; at > 0 && capai_text_compare(cells[at - 1].row_key, cell.row_key) > 0; at--)
            cells[at] = cells[at - 1];
        cells[at] = cell;
    }
    lua_pop(L, 1);
}

/* lke = { ["1.a"] = "AA" }, or one answer for all parts */
static void read_answers(const struct maker *m)
{
    struct pack_test *test = m->test;
    if (test->kind != TEST_LKE)
        return;
    bool map = reader_push(&m->r, "lke") == LUA_TTABLE;
    test->answer_count = map ? count_map(m, "lke") : 1;
    test->answers =
        need(m->r.L, capai_arena_array(&m->box->arena, test->answer_count, sizeof *test->answers));
    if (map)
        take_map(m, "lke", false, test->answers);
    else
        test->answers[0] = take_cell(m, "lke", false);
}

/* ---- the keys ---- */

static enum test_kind kind_of(const struct maker *m)
{
    if (has(m, "skm") || has(m, "responden"))
        return TEST_SURVEI;
    if (has(m, "ikm"))
        return TEST_MUTU;
    if (has(m, "lke"))
        return TEST_LKE;
    if (has(m, "nilai_lke"))
        return TEST_GRADE;
    if (has(m, "rata"))
        return TEST_RATA;
    if (has(m, "serapan") || has(m, "pagu") || has(m, "belanja") || has(m, "tertulis"))
        return TEST_EFISIENSI;
    if (has(m, "target") || has(m, "realisasi"))
        return TEST_INDIKATOR;
    if (!has(m, "capaian"))
        reader_error(&m->r, NULL, CAPAI_MSG_RULES_TEST_EMPTY,
                     CAPAI_WORDS(capai_text_of(m->r.what)));
    return TEST_KELAS;
}

static _Noreturn void key_error(const struct maker *m, const char *key)
{
    reader_error(&m->r, key, CAPAI_MSG_RULES_TEST_KEY,
                 CAPAI_WORDS(capai_text_of(key), capai_text_of(m->r.what)));
}

/* Keys that are not in the table of roles, by the kind of test that has them. */
static void check_kind(const struct maker *m)
{
    static const struct {
        const char *key;
        enum test_kind kind;
    } others[] = {{"skm", TEST_SURVEI},
                  {"responden", TEST_SURVEI},
                  {"lke", TEST_LKE},
                  {"bobot", TEST_RATA},
                  {"tahun", TEST_INDIKATOR},
                  {"target_lalu", TEST_INDIKATOR},
                  {"realisasi_lalu", TEST_INDIKATOR},
                  {"target_triwulan", TEST_INDIKATOR},
                  {"realisasi_triwulan", TEST_INDIKATOR}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (m->test->kind != others[i].kind && has(m, others[i].key))
            key_error(m, others[i].key);
    if (has(m, "skm") && has(m, "responden"))
        key_error(m, "responden");
    if (m->test->responden && !has(m, "jumlah"))
        list_error(m, "jumlah");
}

/* With an amount of rupiah the serapan is computed, otherwise it is what the test gives; lists that
 * are given are read by themselves. */
static char role_of(const struct maker *m, const struct role *role)
{
    enum test_kind kind = m->test->kind;
    if (strcmp(role->key, "serapan") == 0 && kind == TEST_EFISIENSI && has(m, "pagu"))
        return 'w';
    if ((strcmp(role->key, "rata") == 0 && kind == TEST_RATA) ||
        (strcmp(role->key, "jumlah") == 0 && kind == TEST_SURVEI && m->test->responden))
        return ' ';
    return role->in[kind];
}

static void read_words(const struct maker *m)
{
    static const char *const outcomes[] = {"nilai", "belum_diisi", "tidak_dapat_dihitung",
                                           "tidak_berlaku"};
    static const char *const answers[] = {"ya", "tidak"};
    int choice;
    reader_choice(&m->r, "status", outcomes, 4, &choice);
    reader_choice(&m->r, "di_batas", answers, 2, &choice);
    reader_integer(&m->r, "tahun", 1900, 2199, &m->test->year);
    reader_integer(&m->r, "responden", 1, RESPONDENTS_MOST, &m->test->responden);
}

/* Room for more cells that are wanted. */
static struct test_cell *more_wanted(const struct maker *m, size_t more)
{
    struct pack_test *test = m->test;
    size_t count = test->wanted_count;
    struct test_cell *wanted =
        need(m->r.L, capai_arena_array(&m->box->arena, count + more, sizeof *wanted));
    if (count)
        memcpy(wanted, test->wanted, count * sizeof *wanted);
    test->wanted = wanted;
    test->wanted_count += more;
    return wanted + count;
}

/* What is wanted of every unsur or quarter, in their order, or of parts and
 * classes, by kode and name. */
static void read_rows(const struct maker *m, const struct role *role)
{
    lua_State *L = m->r.L;
    struct reader rows;
    reader_table(&m->r, role->key, role->key, &rows);
    if (m->test->kind == TEST_LKE || m->test->kind == TEST_RATA) {
        take_map(m, role->key, role->number, more_wanted(m, count_map(m, role->key)));
        return;
    }
    reader_check_keys(&rows, NULL, READER_ANY_ENTRIES);
    size_t count = reader_count(&rows);
    if (count == 0 || count > VALUES_MOST)
        list_error(m, role->key);
    struct test_cell *wanted = more_wanted(m, count);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, rows.table, (lua_Integer)i + 1);
        wanted[i] = take_cell(m, role->key, role->number);
        wanted[i].of_row = true;
        wanted[i].row = i;
    }
    lua_pop(L, 1);
}

/* A cell that is given, or wanted. */
static void read_cell(const struct maker *m, const struct role *role, bool given)
{
    struct pack_test *test = m->test;
    bool value = test->kind == TEST_KELAS || test->kind == TEST_MUTU || test->kind == TEST_GRADE;
    bool number = role->number && (!given || value);
    reader_push(&m->r, role->key);
    struct test_cell cell = take_cell(m, role->key, number);
    if (given && number && !cell.has_number) { /* the word for an outcome */
        reader_push(&m->r, role->key);
        reader_type_error(&m->r, role->key, "number");
    }
    if (given)
        test->given[test->given_count++] = cell;
    else
        *more_wanted(m, 1) = cell;
}

static void read_cells(const struct maker *m)
{
    m->test->given = need(m->r.L, capai_arena_array(&m->box->arena, ROLES, sizeof *m->test->given));
    for (size_t i = 0; i < ROLES; i++) {
        if (!has(m, roles[i].key))
            continue;
        char role = role_of(m, &roles[i]);
        if (role == '-')
            key_error(m, roles[i].key);
        if (role == 'r')
            read_rows(m, &roles[i]);
        else if (role != ' ')
            read_cell(m, &roles[i], role == 'g');
    }
}

static void read_test(const struct reader *list, struct rules_box *box, size_t index,
                      struct pack_test *test)
{
    lua_State *L = list->L;
    const char *what = lua_pushfstring(L, "tests[%d]", (int)index + 1);
    if (lua_rawgeti(L, list->table, (lua_Integer)index + 1) != LUA_TTABLE)
        reader_error(list, NULL, CAPAI_MSG_RULES_ENTRY,
                     CAPAI_WORDS(CAPAI_TEXT("tests"), capai_text_of(luaL_typename(L, -1))));
    struct maker m = {{L, lua_gettop(L), what, 0}, box, test};
    reader_check_keys(&m.r, test_fields, 1);
    if (reader_count(&m.r)) {
        reader_entry(&m.r, 0, &test->name);
        test->name = keep_text(&m, test->name);
    }
    test->kind = kind_of(&m);
    read_words(&m);
    check_kind(&m);
    read_lists(&m);
    read_answers(&m);
    read_cells(&m);
    if (!test->wanted_count)
        reader_error(&m.r, NULL, CAPAI_MSG_RULES_TEST_EMPTY, CAPAI_WORDS(capai_text_of(what)));
    lua_pop(L, 2);
}

void rules_read_tests(const struct reader *r, struct rules_box *box)
{
    struct reader list;
    if (!reader_table(r, "tests", "tests", &list))
        return;
    size_t count = reader_count(&list);
    reader_check_keys(&list, NULL, READER_ANY_ENTRIES);
    if (count > TESTS_MOST)
        reader_error(r, "tests", CAPAI_MSG_RULES_MANY,
                     CAPAI_WORDS(CAPAI_TEXT("tests"), CAPAI_TEXT("1000")));
    box->tests = need(r->L, capai_arena_array(&box->arena, count, sizeof *box->tests));
    for (size_t i = 0; i < count; i++)
        read_test(&list, box, i, &box->tests[i]);
    box->test_count = count;
    lua_pop(r->L, 1);
}
