/* capai.lke: the worksheet (LKE) that makes the SAKIP grade. */
#include "bindings/lua/part.h"
#include "bindings/lua/rules.h"

#include <string.h>

enum { PARTS_MOST = 500, ANSWERS_MOST = 50, DEPTH_MOST = 4 };

static const struct api_value lke_fields[] = {
    {"base", "string?", "Id of the pack whose LKE this one starts from."},
    {"parts", "capai.lke.part[]?", "The components, in their order. Required without a base."},
    {"answers", "table<string, decimal>?",
     "What each answer is worth, 0 to `full`. Required without a base."},
    {"full", "decimal?", "The answer that earns the whole weight; 100 when absent."},
    {"total", "decimal?", "What the weights of the components sum to; 100 when absent."},
    {"missing", "\"none\"|\"zero\"?",
     "What is not answered leaves no nilai (the default), or counts as 0. It is reported in any "
     "case."},
    {"round", "capai.rules.digits?",
     "Decimals and mode of every nilai; 2 and half_up when absent."},
    {"scale", "capai.scale?",
     "The grades of the sum, from capai.scale, its edges as the form has them (ge or gt). Required "
     "without a base."},
    {NULL, NULL, NULL}};

static const struct api_value part_fields[] = {
    {"[1]", "string", "Its code in lke.csv: 1.a. Criteria have longer ones: 1.a.1."},
    {"[2]", "string", "Its name for people."},
    {"[integer]", "capai.lke.part?",
     "From [3] on: the parts below it; without any it is answered."},
    {"weight", "decimal", "What it earns at most; those below a part sum to that of the part."},
    {NULL, NULL, NULL}};

/* The parts while they are read, or only counted. */
struct maker {
    struct reader r;              /* of the argument */
    struct capai_lke_part *parts; /* NULL: only count */
    size_t count;
};

static _Noreturn void parts_error(const struct maker *m)
{
    reader_error(&m->r, "parts", CAPAI_MSG_LKE_PARTS, CAPAI_NO_WORDS);
}

static _Noreturn void weights_error(const struct maker *m, capai_text below, capai_decimal sum,
                                    capai_decimal expected)
{
    char found[CAPAI_DECIMAL_TEXT], right[CAPAI_DECIMAL_TEXT];
    capai_decimal_format(sum, CAPAI_NOTATION_INDONESIA, found);
    capai_decimal_format(expected, CAPAI_NOTATION_INDONESIA, right);
    reader_error(&m->r, "parts", CAPAI_MSG_LKE_WEIGHTS,
                 CAPAI_WORDS(below, capai_text_of(found), capai_text_of(right)));
}

/* Reads code, name and weight of the part whose table is on top of the stack. */
static void read_part(struct maker *m, const struct reader *r, size_t at)
{
    struct capai_lke_part *part = &m->parts[at];
    reader_entry(r, 0, &part->code);
    reader_entry(r, 1, &part->name);
    if (!part->code.size || !reader_decimal(r, "weight", &part->weight) ||
        capai_decimal_sign(part->weight) <= 0)
        parts_error(m);
    for (size_t i = 0; i < at; i++)
        if (capai_text_equal_nocase(m->parts[i].code, part->code))
            reader_error(&m->r, "parts", CAPAI_MSG_LKE_DOUBLED, CAPAI_WORDS(part->code));
}

/* The parts at the places from `from` on of the table on top of the stack; returns the sum of their
 * weights. */
static capai_decimal read_parts(struct maker *m, lua_Integer from, int depth)
{
    lua_State *L = m->r.L;
    int list = lua_gettop(L);
    lua_Integer last = (lua_Integer)lua_rawlen(L, list);
    capai_decimal sum = capai_decimal_from_int(0);
    unsigned flags = 0;
    luaL_checkstack(L, 10, NULL);
    for (lua_Integer i = from; i <= last; i++) {
        size_t at = m->count++;
        if (lua_rawgeti(L, list, i) != LUA_TTABLE || depth > DEPTH_MOST || at >= PARTS_MOST)
            parts_error(m);
        struct reader r = {L, lua_gettop(L), "lke.parts", m->r.keep};
        reader_check_keys(&r, part_fields, READER_ANY_ENTRIES);
        if (reader_count(&r) < 2)
            parts_error(m);
        if (m->parts)
            read_part(m, &r, at);
        capai_decimal below = read_parts(m, 3, depth + 1);
        if (m->parts) {
            struct capai_lke_part *part = &m->parts[at];
            part->end = m->count;
            sum = capai_decimal_add(sum, part->weight, CAPAI_HALF_EVEN, &flags);
            if (part->end > at + 1 && capai_decimal_compare(below, part->weight) != 0)
                weights_error(m, part->code, below, part->weight);
        }
        lua_pop(L, 1);
    }
    if (flags)
        parts_error(m);
    return sum;
}

static _Noreturn void answers_error(const struct reader *r)
{
    reader_error(r, "answers", CAPAI_MSG_LKE_ANSWERS, CAPAI_NO_WORDS);
}

/* The answers in byte order: lua_next has no order of its own. */
static size_t read_answers(const struct reader *r, struct capai_lke_answer *answers)
{
    lua_State *L = r->L;
    struct reader list;
    size_t n = 0;
    if (!reader_table(r, "answers", "lke.answers", &list))
        return 0;
    for (lua_pushnil(L); lua_next(L, list.table); lua_pop(L, 1)) {
        struct capai_lke_answer one;
        bool inexact;
        if (n == ANSWERS_MOST || lua_type(L, -2) != LUA_TSTRING ||
            !binding_to_decimal(L, -1, &one.value, &inexact) || capai_decimal_sign(one.value) < 0)
            answers_error(r);
        one.name.data = lua_tolstring(L, -2, &one.name.size);
        lua_pushvalue(L, -2); /* the name lives as long as what is kept */
        lua_rawseti(L, r->keep, (lua_Integer)lua_rawlen(L, r->keep) + 1);
        size_t at = n++;
        for (; at > 0 && capai_text_compare(answers[at - 1].name, one.name) > 0; at--)
            answers[at] = answers[at - 1];
        answers[at] = one;
    }
    lua_pop(L, 1);
    if (!n)
        answers_error(r);
    return n;
}

static void read_numbers(const struct reader *r, struct capai_lke *lke)
{
    static const char *const words[] = {"none", "zero"};
    struct reader digits;
    int choice;
    if (reader_decimal(r, "full", &lke->full) && capai_decimal_sign(lke->full) <= 0)
        answers_error(r);
    for (size_t i = 0; i < lke->answer_count; i++)
        if (capai_decimal_compare(lke->answers[i].value, lke->full) > 0)
            answers_error(r);
    if (reader_choice(r, "missing", words, 2, &choice))
        lke->missing_zero = choice == 1;
    if (reader_table(r, "round", "lke.round", &digits)) {
        reader_check_keys(&digits, digits_fields, 0);
        rules_read_digits(&digits, &lke->round);
        lua_pop(r->L, 1);
    }
    part_scale(r, &lke->scale);
}

/* ---- the whole ---- */

static const struct part_kind kind = {"lke", CAPAI_META_LKE};

/* Fills *lke, which begins as its base or as the defaults; `room` is for as many parts as `parts`
 * counted, and for ANSWERS_MOST answers. */
static void read_lke(struct maker *m, struct capai_lke *lke, struct capai_lke_part *parts,
                     struct capai_lke_answer *answers)
{
    struct reader list;
    bool total = reader_decimal(&m->r, "total", &lke->total);
    size_t count = read_answers(&m->r, answers);
    if (count) {
        lke->answers = answers;
        lke->answer_count = count;
    }
    if (reader_table(&m->r, "parts", "lke.parts", &list)) {
        m->parts = parts;
        m->count = 0;
        capai_decimal sum = read_parts(m, 1, 1);
        lua_pop(m->r.L, 1);
        if (!total)
            lke->total = capai_decimal_from_int(100);
        lke->parts = parts;
        lke->count = m->count;
        if (capai_decimal_compare(sum, lke->total) != 0)
            weights_error(m, CAPAI_NO_TEXT, sum, lke->total);
    }
    read_numbers(&m->r, lke);
}

/* capai.lke { parts = { { "1", "Perencanaan", weight = 30, { "1.a", ... } }, ... }, ... } */
static int lke_make(lua_State *L)
{
    static const char *const needed[] = {"parts", "answers", "scale", NULL};
    struct maker m = {.r = {.L = L}};
    const struct capai_lke *base = part_begin(&m.r, &kind, lke_fields, needed);
    struct reader list;
    if (reader_table(&m.r, "parts", "lke.parts", &list)) {
        read_parts(&m, 1, 1); /* counts them */
        if (!m.count)
            parts_error(&m);
        lua_settop(L, PART_BASE);
    }
    size_t room = m.count * sizeof(struct capai_lke_part);
    struct capai_lke *lke = lua_newuserdatauv(
        L, sizeof *lke + room + ANSWERS_MOST * sizeof(struct capai_lke_answer), 2);
    struct capai_lke_part *parts = (struct capai_lke_part *)(lke + 1);
    int value = lua_gettop(L);
    memset(parts, 0, room);
    *lke = base ? *base
                : (struct capai_lke){.full = capai_decimal_from_int(100),
                                     .total = capai_decimal_from_int(100),
                                     .round = {2, CAPAI_HALF_UP}};
    part_own(L, &kind);
    read_lke(&m, lke, parts, (struct capai_lke_answer *)(parts + room / sizeof *parts));
    lua_settop(L, value);
    return 1;
}

static int lke_new(lua_State *L)
{
    return part_new(L, &kind, lke_make);
}

static void open_lke(lua_State *L)
{
    api_new_type(L, CAPAI_META_LKE, NULL);
}

static const struct api_function functions[] = {
    {"lke",
     lke_new,
     "A worksheet (LKE): its parts with their weights, what an answer is worth, and the grades of "
     "the sum.\n\nA text takes the LKE of the pack of that id.",
     {{"lke", "string|capai.lke.fields", "Id of a pack, or the parts."}},
     {{"lke", "capai.lke", ""}},
     "local lke = capai.lke {\n  parts = { { \"1\", \"Perencanaan\", weight = 60 }, { \"2\", "
     "\"Pelaporan\", weight = 40 } },\n  answers = { Y = 1, T = 0 },\n  full = 1,\n"
     "  scale = capai.scale { { \"A\", ge = 80 }, { \"B\", lt = 80 } },\n}\nassert(lke)"},
    {.name = NULL}};

static const struct api_class classes[] = {
    {"capai.lke", "How the answers of a worksheet make a grade.", NULL, NULL},
    {"capai.lke.fields", "What capai.lke takes.", lke_fields, NULL},
    {"capai.lke.part", "A component or sub-component.", part_fields, NULL},
    {NULL, NULL, NULL, NULL}};

const struct api_part api_lke = {functions, classes, open_lke};
