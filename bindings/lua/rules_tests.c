/* The key `tests` of a pack: checked key by key when the pack is loaded, run by capai test. */
#include "bindings/lua/rules_tests.h"

#include <string.h>

enum { TESTS_MOST = 1000, VALUES_MOST = 1000 };

/* What a key is in each kind of test, in the order of enum test_kind: given, wanted, or nothing. */
static const struct role {
    const char *key;
    char in[TEST_KINDS + 1];
    bool number; /* what is wanted is one */
} roles[] = {
    {"arah", "g---", false},
    {"target", "g---", false},
    {"realisasi", "g---", false},
    {"target_akhir", "g---", false},
    {"pembanding", "g---", false},
    {"serapan", "---g", true},
    {"pagu", "---g", false},
    {"belanja", "---g", false},
    {"capaian", "wgwg", true},
    {"predikat", "wwww", false},
    {"status", "wwww", false},
    {"di_batas", "ww--", false},
    {"capaian_akhir", "w---", true},
    {"selisih", "w---", true},
    {"jumlah_indikator", "--w-", true},
    {"efisiensi", "---w", false},
    {"efisiensi_persen", "---w", true},
    {"efisiensi_rupiah", "---w", true},
    {"nilai_efisiensi", "---w", true},
};
enum { ROLES = sizeof roles / sizeof *roles };

/* One test, while it is read. */
struct maker {
    struct reader r; /* of its table */
    struct rules_box *box;
    struct pack_test *test;
};

static void *need(lua_State *L, void *memory)
{
    struct capai_error error = {0};
    if (!memory) {
        capai_fail(&error, CAPAI_MSG_RULES_MEMORY, CAPAI_NO_WORDS);
        binding_raise(L, &error);
    }
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

/* Takes the value on top of the stack as it would stand in a cell. */
static struct test_cell take_cell(const struct maker *m, const char *key, bool number)
{
    lua_State *L = m->r.L;
    char buffer[CAPAI_DECIMAL_TEXT];
    struct test_cell cell = {.key = key};
    cell.has_number = to_number(m, key, &cell.number);
    if (lua_type(L, -1) == LUA_TSTRING && (cell.has_number || !number))
        cell.text.data = lua_tolstring(L, -1, &cell.text.size);
    else if (cell.has_number)
        cell.text = (capai_text){
            buffer, capai_decimal_format(cell.number, CAPAI_NOTATION_INDONESIA, buffer)};
    else
        reader_type_error(&m->r, key, number ? "number" : "string");
    cell.text = keep_text(m, cell.text);
    lua_pop(L, 1);
    return cell;
}

static size_t read_list(const struct maker *m, const char *key, capai_text **out)
{
    struct reader list;
    if (!reader_table(&m->r, key, key, &list))
        return 0;
    size_t count = reader_count(&list);
    reader_check_keys(&list, NULL, READER_ANY_ENTRIES);
    if (count == 0 || count > VALUES_MOST)
        reader_error(&m->r, key, CAPAI_MSG_RULES_TEST_LIST, CAPAI_WORDS(capai_text_of(key)));
    *out = need(m->r.L, capai_arena_array(&m->box->arena, count, sizeof **out));
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(m->r.L, list.table, (lua_Integer)i + 1);
        (*out)[i] = take_cell(m, key, false).text;
    }
    lua_pop(m->r.L, 1);
    return count;
}

static bool has(const struct maker *m, const char *key)
{
    bool there = reader_push(&m->r, key) != LUA_TNIL;
    lua_pop(m->r.L, 1);
    return there;
}

static enum test_kind kind_of(const struct maker *m)
{
    if (has(m, "rata"))
        return TEST_RATA;
    if (has(m, "serapan") || has(m, "pagu") || has(m, "belanja"))
        return TEST_EFISIENSI;
    if (has(m, "target") || has(m, "realisasi"))
        return TEST_INDIKATOR;
    if (!has(m, "capaian"))
        reader_error(&m->r, NULL, CAPAI_MSG_RULES_TEST_EMPTY,
                     CAPAI_WORDS(capai_text_of(m->r.what)));
    return TEST_KELAS;
}

/* With an amount of rupiah the serapan is computed, otherwise it is what the test gives. */
static char role_of(const struct maker *m, const struct role *role)
{
    if (strcmp(role->key, "serapan") == 0 && m->test->kind == TEST_EFISIENSI && has(m, "pagu"))
        return 'w';
    return role->in[m->test->kind];
}

static void read_words(const struct maker *m)
{
    static const char *const outcomes[] = {"nilai", "belum_diisi", "tidak_dapat_dihitung",
                                           "tidak_berlaku"};
    static const char *const answers[] = {"ya", "tidak"};
    int choice;
    reader_choice(&m->r, "status", outcomes, 4, &choice);
    reader_choice(&m->r, "di_batas", answers, 2, &choice);
}

static void read_cells(const struct maker *m)
{
    struct pack_test *test = m->test;
    test->given = need(m->r.L, capai_arena_array(&m->box->arena, ROLES, sizeof *test->given));
    test->wanted = need(m->r.L, capai_arena_array(&m->box->arena, ROLES, sizeof *test->wanted));
    for (size_t i = 0; i < ROLES; i++) {
        if (!has(m, roles[i].key))
            continue;
        char role = role_of(m, &roles[i]);
        if (role == '-')
            reader_error(&m->r, roles[i].key, CAPAI_MSG_RULES_TEST_KEY,
                         CAPAI_WORDS(capai_text_of(roles[i].key), capai_text_of(m->r.what)));
        reader_push(&m->r, roles[i].key);
        bool number = roles[i].number && (role == 'w' || m->test->kind == TEST_KELAS);
        struct test_cell cell = take_cell(m, roles[i].key, number);
        if (role == 'g')
            test->given[test->given_count++] = cell;
        else
            test->wanted[test->wanted_count++] = cell;
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
    test->value_count = read_list(&m, "rata", &test->values);
    test->weight_count = read_list(&m, "bobot", &test->weights);
    if (test->weight_count && test->weight_count != test->value_count)
        reader_error(&m.r, "bobot", CAPAI_MSG_RULES_TEST_LIST, CAPAI_WORDS(CAPAI_TEXT("bobot")));
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
