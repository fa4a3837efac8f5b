/* capai.rules: a pack, checked key by key and compiled to plain data. */
#include "bindings/lua/function.h"
#include "bindings/lua/pack_needs.h"
#include "bindings/lua/rules_tests.h"

#include <string.h>

#include "bindings/lua/sandbox.h"
#include "capai/version.h"

struct compiler {
    struct reader r;
    struct rules_box *box;
    struct capai_rules *rules;
    int parts;    /* stack index of the table of parts */
    bool derived; /* from a base, so that nothing is required */
};

/* ---- memory ---- */

static void *need(const struct compiler *c, void *memory)
{
    if (!memory)
        sandbox_no_memory(c->r.L);
    return memory;
}

static capai_text keep_text(const struct compiler *c, capai_text text)
{
    if (!text.data)
        return text;
    capai_text copy = capai_text_copy(text, &c->box->arena);
    need(c, (void *)(uintptr_t)copy.data);
    return copy;
}

static void read_text(const struct compiler *c, const char *key, capai_text *out)
{
    capai_text text;
    if (reader_text(&c->r, key, &text))
        *out = keep_text(c, text);
}

/* A list of texts, or one text alone. */
static void read_list(const struct compiler *c, const struct reader *r, const char *key,
                      const capai_text **out, size_t *count)
{
    struct reader list;
    capai_text one;
    if (reader_push(r, key) == LUA_TSTRING) {
        lua_pop(r->L, 1);
        capai_text *texts = need(c, capai_arena_array(&c->box->arena, 1, sizeof *texts));
        reader_text(r, key, &one);
        texts[0] = keep_text(c, one);
        *out = texts;
        *count = 1;
        return;
    }
    lua_pop(r->L, 1);
    if (!reader_table(r, key, key, &list))
        return;
    size_t n = reader_count(&list);
    capai_text *texts = need(c, capai_arena_array(&c->box->arena, n, sizeof *texts));
    reader_check_keys(&list, NULL, READER_ANY_ENTRIES);
    for (size_t i = 0; i < n; i++) {
        reader_entry(&list, i, &texts[i]);
        texts[i] = keep_text(c, texts[i]);
    }
    *out = texts;
    *count = n;
    lua_pop(r->L, 1);
}

/* ---- small parts ---- */

static void read_valid(const struct compiler *c)
{
    struct reader r;
    if (!reader_table(&c->r, "valid", "rules.valid", &r))
        return;
    reader_check_keys(&r, valid_fields, 0);
    c->rules->from = 1900;
    c->rules->to = 2199;
    reader_integer(&r, "from", 1900, 2199, &c->rules->from);
    reader_integer(&r, "to", 1900, 2199, &c->rules->to);
    if (c->rules->from > c->rules->to)
        reader_error(&c->r, "valid", CAPAI_MSG_RULES_VALID, CAPAI_NO_WORDS);
    lua_pop(r.L, 1);
}

enum { ARAH_MOST = 100 };

/* progress = { positif = capai.progress.positive, ... }: adds to, and overrides, those of the base
 */
static void read_progress(const struct compiler *c)
{
    struct reader r;
    lua_State *L = c->r.L;
    size_t old = c->rules->arah_count, n = old;
    if (!reader_table(&c->r, "progress", "rules.progress", &r))
        return;
    size_t most = old;
    for (lua_pushnil(L); lua_next(L, r.table); lua_pop(L, 1))
        most++;
    if (most > ARAH_MOST)
        reader_error(&c->r, "progress", CAPAI_MSG_RULES_MANY,
                     CAPAI_WORDS(CAPAI_TEXT("progress"), CAPAI_TEXT("100")));
    struct capai_arah *arah = need(c, capai_arena_array(&c->box->arena, most, sizeof *arah));
    if (old)
        memcpy(arah, c->rules->arah, old * sizeof *arah);
    for (lua_pushnil(L); lua_next(L, r.table); lua_pop(L, 1)) {
        capai_text name;
        size_t at = 0;
        if (lua_type(L, -2) != LUA_TSTRING)
            reader_error(&r, NULL, CAPAI_MSG_RULES_ENTRY,
                         CAPAI_WORDS(capai_text_of(r.what), capai_text_of(luaL_typename(L, -2))));
        name.data = lua_tolstring(L, -2, &name.size);
        while (at < n && !capai_text_equal_nocase(arah[at].name, name)) /* as data are matched */
            at++;
        if (lua_isfunction(L, -1) && !lua_iscfunction(L, -1))
            function_compile(L, -1, c->box, &arah[at]);
        else if (!binding_to_formula(L, -1, &c->box->arena, &arah[at]))
            reader_type_error(&r, name.data, "capai.progress.*, capai.formula, function");
        if (at == n)
            arah[n++].name = keep_text(c, name);
    }
    /* lua_next has no order of its own: messages list the names sorted */
    for (size_t i = old + 1; i < n; i++)
        for (size_t k = i; k > old && capai_text_compare(arah[k].name, arah[k - 1].name) < 0; k--) {
            struct capai_arah swap = arah[k];
            arah[k] = arah[k - 1];
            arah[k - 1] = swap;
        }
    c->rules->arah = arah;
    c->rules->arah_count = n;
    lua_pop(L, 1);
}

static void read_default_arah(const struct compiler *c)
{
    capai_text names[16];
    size_t n = 0;
    if (!reader_text(&c->r, "arah", &c->rules->default_arah))
        return;
    c->rules->default_arah = keep_text(c, c->rules->default_arah);
    for (size_t i = 0; i < c->rules->arah_count; i++) {
        if (capai_text_equal_nocase(c->rules->arah[i].name, c->rules->default_arah))
            return;
        if (n < 16)
            names[n++] = c->rules->arah[i].name;
    }
    reader_error(
        &c->r, "arah", CAPAI_MSG_RULES_ARAH,
        CAPAI_WORDS(c->rules->default_arah, capai_text_nearest(c->rules->default_arah, names, n)));
}

/* A value for a division by zero: a number, "none", or, of the first `count` words, "error". */
static void read_zero_case(const struct reader *r, const char *key, size_t count,
                           struct capai_zero *zero)
{
    static const char *const words[] = {"none", "error"};
    bool inexact;
    int choice = 0, type = reader_push(r, key);
    bool number = binding_to_decimal(r->L, -1, &zero->value, &inexact);
    lua_pop(r->L, 1);
    if (number) {
        zero->kind = CAPAI_ZERO_VALUE;
    } else if (type == LUA_TSTRING) {
        reader_choice(r, key, words, count, &choice);
        zero->kind = choice ? CAPAI_ZERO_ERROR : CAPAI_ZERO_NONE;
    } else {
        reader_decimal(r, key, &zero->value); /* absent, or raises */
    }
}

static void read_zero(const struct compiler *c)
{
    struct reader r;
    if (!reader_table(&c->r, "zero", "rules.zero", &r))
        return;
    reader_check_keys(&r, zero_fields, 0);
    read_zero_case(&r, "both", 2, &c->rules->zero.both);
    read_zero_case(&r, "target", 2, &c->rules->zero.target);
    read_zero_case(&r, "realisasi", 2, &c->rules->zero.realisasi);
    lua_pop(r.L, 1);
}

void rules_read_digits(const struct reader *r, struct capai_round *round)
{
    const char *modes[CAPAI_ROUNDING_COUNT];
    int mode;
    for (int i = 0; i < CAPAI_ROUNDING_COUNT; i++)
        modes[i] = capai_rounding_name((enum capai_rounding)i);
    reader_integer(r, "digits", 0, CAPAI_ROUND_DIGITS, &round->digits);
    if (reader_choice(r, "mode", modes, CAPAI_ROUNDING_COUNT, &mode))
        round->mode = (enum capai_rounding)mode;
}

/* digits and mode for all quantities, and tables of them for single ones */
static void read_round(const struct compiler *c)
{
    struct reader r, one;
    if (!reader_table(&c->r, "round", "rules.round", &r))
        return;
    reader_check_keys(&r, round_fields, 0);
    for (int q = 0; q < CAPAI_QUANTITY_COUNT; q++)
        rules_read_digits(&r, &c->rules->round[q]);
    for (int q = 0; q < CAPAI_QUANTITY_COUNT; q++) {
        const char *key = capai_quantity_name((enum capai_quantity)q).data;
        if (!reader_table(&r, key, "rules.round", &one))
            continue;
        reader_check_keys(&one, digits_fields, 0);
        rules_read_digits(&one, &c->rules->round[q]);
        if (q == CAPAI_Q_CAPAIAN && reader_push(&r, "capaian_akhir") == LUA_TNIL)
            c->rules->round[CAPAI_Q_CAPAIAN_AKHIR] = c->rules->round[CAPAI_Q_CAPAIAN];
        lua_settop(r.L, r.table);
    }
    lua_pop(r.L, 1);
}

static _Noreturn void clamp_error(const struct reader *r, const char *key)
{
    reader_error(r, key, CAPAI_MSG_RULES_CLAMP, CAPAI_WORDS(capai_text_of(key)));
}

/* The short form { 0, 100 }. */
static void read_pair(const struct reader *r, const char *key, const struct reader *ends,
                      struct capai_clamp *clamp)
{
    capai_decimal *const values[] = {&clamp->min, &clamp->max};
    bool inexact;
    if (reader_count(ends) != 2 || clamp->has_min || clamp->has_max)
        clamp_error(r, key);
    for (lua_Integer i = 0; i < 2; i++) {
        lua_rawgeti(r->L, ends->table, i + 1);
        if (!binding_to_decimal(r->L, -1, values[i], &inexact))
            clamp_error(r, key);
        lua_pop(r->L, 1);
    }
    clamp->has_min = clamp->has_max = true;
}

/* { 0, 100 }, { min = 0 }, { max = 120 }, or "none"; false when the key is absent */
static bool read_clamp(const struct reader *r, const char *key, struct capai_clamp *clamp)
{
    static const char *const none[] = {"none"};
    struct capai_clamp read = {.has_min = false};
    struct reader ends;
    int choice, type = reader_push(r, key);
    lua_pop(r->L, 1);
    if (type == LUA_TSTRING && reader_choice(r, key, none, 1, &choice)) {
        *clamp = read;
        return true;
    }
    if (!reader_table(r, key, key, &ends))
        return false;
    reader_check_keys(&ends, clamp_fields, READER_ANY_ENTRIES);
    read.has_min = reader_decimal(&ends, "min", &read.min);
    read.has_max = reader_decimal(&ends, "max", &read.max);
    if (reader_count(&ends))
        read_pair(r, key, &ends, &read);
    if (read.has_min && read.has_max && capai_decimal_compare(read.min, read.max) > 0)
        clamp_error(r, key);
    lua_pop(r->L, 1);
    *clamp = read;
    return true;
}

/* clamp = { 0, 100 }: of the capaian that is shown, and so of all that follows from it;
 * clamp = { capaian = ..., predikat = ... }: of the one shown, and of the one that is classified */
static void read_clamps(const struct compiler *c)
{
    lua_State *L = c->r.L;
    struct reader r;
    bool by_place = false, table = reader_push(&c->r, "clamp") == LUA_TTABLE;
    lua_pop(L, 1);
    if (table) {
        reader_table(&c->r, "clamp", "rules.clamp", &r);
        reader_check_keys(&r, clamps_fields, READER_ANY_ENTRIES);
        for (size_t i = 0; i < 2; i++) {
            by_place |= reader_push(&r, clamps_fields[i].name) != LUA_TNIL;
            lua_pop(L, 1);
        }
        if (by_place) { /* then nothing else */
            if (reader_count(&r) || reader_push(&r, "min") != LUA_TNIL ||
                reader_push(&r, "max") != LUA_TNIL)
                clamp_error(&c->r, "clamp");
            lua_settop(L, r.table);
            read_clamp(&r, "capaian", &c->rules->clamp);
            read_clamp(&r, "predikat", &c->rules->clamp_class);
        }
        lua_pop(L, 1);
    }
    if (!by_place)
        read_clamp(&c->r, "clamp", &c->rules->clamp);
}

static enum capai_missing missing_of(int choice)
{
    static const enum capai_missing missing[] = {CAPAI_MISSING_SKIP, CAPAI_MISSING_ZERO,
                                                 CAPAI_MISSING_NONE};
    return missing[choice];
}

/* missing = "skip", or one word per outcome */
static void read_missing(const struct reader *r, struct capai_average *average)
{
    static const char *const words[] = {"skip", "zero", "none"};
    struct reader each;
    int choice, type = reader_push(r, "missing");
    lua_pop(r->L, 1);
    if (type != LUA_TTABLE) {
        if (reader_choice(r, "missing", words, 3, &choice))
            for (int o = 1; o < CAPAI_OUTCOME_COUNT; o++)
                average->missing[o] = missing_of(choice);
        return;
    }
    reader_table(r, "missing", "rules.average.missing", &each);
    reader_check_keys(&each, missing_fields, 0);
    for (int o = 1; o < CAPAI_OUTCOME_COUNT; o++)
        if (reader_choice(&each, capai_outcome_name((enum capai_outcome)o), words, 3, &choice))
            average->missing[o] = missing_of(choice);
    lua_pop(r->L, 1);
}

static void check_jenis(const struct reader *r, const struct capai_average *average)
{
    static const capai_text known[] = {
        {"tujuan", 6}, {"sasaran", 7}, {"program", 7}, {"kegiatan", 8}, {"subkegiatan", 11}};
    for (size_t i = 0; i < average->jenis_count; i++) {
        size_t at = 0;
        while (at < 5 && !capai_text_equal(known[at], average->jenis[i]))
            at++;
        if (at == 5)
            reader_error(r, "jenis", CAPAI_MSG_RULES_VALUE,
                         CAPAI_WORDS(CAPAI_TEXT("jenis"), average->jenis[i],
                                     CAPAI_TEXT("tujuan, sasaran, program, kegiatan, "
                                                "subkegiatan")));
    }
}

static void read_average(const struct compiler *c)
{
    static const char *const over[] = {"indikator", "sasaran"}, *const of[] = {"exact", "rounded"},
                             *const predikat[] = {"capaian", "modal"};
    const char *kinds[CAPAI_AVERAGE_COUNT];
    for (int k = 0; k < CAPAI_AVERAGE_COUNT; k++)
        kinds[k] = capai_average_name((enum capai_average_kind)k);
    struct capai_average *average = &c->rules->average;
    struct reader r;
    int choice;
    if (!reader_table(&c->r, "average", "rules.average", &r))
        return;
    reader_check_keys(&r, average_fields, 0);
    if (reader_choice(&r, "over", over, 2, &choice))
        average->over_sasaran = choice == 1;
    if (reader_choice(&r, "of", of, 2, &choice))
        average->of_rounded = choice == 1;
    if (reader_choice(&r, "kind", kinds, CAPAI_AVERAGE_COUNT, &choice))
        average->kind = (enum capai_average_kind)choice;
    reader_decimal(&r, "threshold", &average->threshold);
    if (reader_choice(&r, "predikat", predikat, 2, &choice))
        average->modal = choice == 1;
    read_list(c, &r, "jenis", &average->jenis, &average->jenis_count);
    check_jenis(&r, average);
    read_missing(&r, average);
    read_clamp(&r, "clamp", &average->clamp);
    lua_pop(r.L, 1);
}

static void read_budget(const struct compiler *c)
{
    static const char *const unlinked[] = {"none", "opd"};
    struct reader r;
    int choice;
    if (!reader_table(&c->r, "budget", "rules.budget", &r))
        return;
    reader_check_keys(&r, budget_fields, 0);
    if (reader_choice(&r, "unlinked", unlinked, 2, &choice))
        c->rules->unlinked_opd = choice == 1;
    read_zero_case(&r, "zero", 1, &c->rules->zero_pagu);
    lua_pop(r.L, 1);
}

static void read_quarters(const struct compiler *c)
{
    const char *words[CAPAI_QUARTERS_COUNT];
    int choice;
    for (int q = 0; q < CAPAI_QUARTERS_COUNT; q++)
        words[q] = capai_quarters_name((enum capai_quarters)q);
    if (reader_choice(&c->r, "triwulan", words, CAPAI_QUARTERS_COUNT, &choice))
        c->rules->quarters = (enum capai_quarters)choice;
}

/* ---- parts that are values of their own ---- */

/* The value of a type of ours under a key; NULL when the key is absent. */
static const void *read_part(const struct compiler *c, const char *key, const char *meta)
{
    lua_State *L = c->r.L;
    if (reader_push(&c->r, key) == LUA_TNIL) {
        lua_pop(L, 1);
        return NULL;
    }
    const void *part = luaL_testudata(L, -1, meta);
    if (!part)
        reader_type_error(&c->r, key, meta);
    lua_setfield(L, c->parts, key); /* stays alive, and can be asked for by name */
    return part;
}

static const capai_text *keep_texts(const struct compiler *c, const capai_text *texts, size_t count)
{
    capai_text *kept = need(c, capai_arena_array(&c->box->arena, count, sizeof *kept));
    for (size_t i = 0; i < count; i++)
        kept[i] = keep_text(c, texts[i]);
    return kept;
}

static struct capai_scale keep_scale(const struct compiler *c, const struct capai_scale *scale)
{
    struct capai_scale kept = *scale;
    struct capai_band *bands =
        need(c, capai_arena_array(&c->box->arena, scale->count, sizeof *bands));
    kept.bands = bands;
    kept.basis = keep_text(c, scale->basis);
    for (size_t i = 0; i < scale->count; i++) {
        bands[i] = scale->bands[i];
        bands[i].name = keep_text(c, bands[i].name);
    }
    return kept;
}

static void read_parts(const struct compiler *c)
{
    const struct capai_scale *scale = read_part(c, "scale", CAPAI_META_SCALE);
    if (scale)
        c->rules->scale = keep_scale(c, scale);
    const struct capai_grades *grades = read_part(c, "grade", CAPAI_META_GRADE);
    if (grades) {
        c->rules->grades = *grades;
        c->rules->grades.names = keep_texts(c, grades->names, grades->count);
    }
    const struct capai_efficiency *efficiency = read_part(c, "efficiency", CAPAI_META_EFFICIENCY);
    if (efficiency) {
        c->rules->efficiency = *efficiency;
        c->rules->efficiency.greater = keep_text(c, efficiency->greater);
        c->rules->efficiency.equal = keep_text(c, efficiency->equal);
        c->rules->efficiency.less = keep_text(c, efficiency->less);
        c->rules->efficiency.scale = keep_scale(c, &efficiency->scale);
        c->rules->efficiency.words = keep_texts(c, efficiency->words, efficiency->word_count);
    }
    const struct capai_lke *lke = read_part(c, "lke", CAPAI_META_LKE);
    if (lke)
        c->rules->lke = *lke; /* its memory lives as long as the part */
    const struct capai_survey *survey = read_part(c, "survey", CAPAI_META_SURVEY);
    if (survey)
        c->rules->survey = *survey; /* its memory lives as long as the part */
}

/* ---- the whole ---- */

static void set_defaults(struct capai_rules *rules)
{
    static const capai_text jenis[] = {{"tujuan", 6}, {"sasaran", 7}};
    rules->from = 1900;
    rules->to = 2199;
    rules->average.jenis = jenis;
    rules->average.jenis_count = 2;
    rules->average.threshold = capai_decimal_from_int(100);
    rules->scale.above = rules->scale.below = CAPAI_BEYOND_UNDECLARED;
    for (int q = 0; q < CAPAI_QUANTITY_COUNT; q++)
        rules->round[q] = (struct capai_round){2, CAPAI_HALF_UP};
}

/* Starts from the base, whose memory lives as long as this pack keeps it. */
static void read_base(struct compiler *c)
{
    lua_State *L = c->r.L;
    capai_text id;
    if (!reader_text(&c->r, "base", &id))
        return;
    binding_find(L, &c->r, "base", id, 0);
    const struct rules_box *base = luaL_checkudata(L, -1, CAPAI_META_RULES);
    *c->rules = base->rules;
    c->box->base = keep_text(c, id);
    c->derived = true;
    lua_getiuservalue(L, -1, RULES_PARTS);
    for (lua_pushnil(L); lua_next(L, -2);) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_settable(L, c->parts);
    }
    lua_pop(L, 1);
    lua_setfield(L, c->parts, "base");
}

static void check_required(const struct compiler *c)
{
    static const char *const always[] = {"id", "name"};
    static const char *const complete[] = {"id", "name", "basis", "progress", "round", "scale"};
    const char *const *keys = c->derived ? always : complete;
    for (size_t i = 0; i < (c->derived ? 2u : 6u); i++) {
        if (reader_push(&c->r, keys[i]) == LUA_TNIL)
            reader_error(&c->r, NULL, CAPAI_MSG_RULES_KEY_MISSING,
                         CAPAI_WORDS(capai_text_of(keys[i]), CAPAI_TEXT("rules")));
        lua_pop(c->r.L, 1);
    }
}

static void check_id(const struct compiler *c)
{
    capai_text id = c->rules->id;
    bool right = id.size > 0;
    for (size_t i = 0; i < id.size; i++)
        right &= strchr("abcdefghijklmnopqrstuvwxyz0123456789-", id.data[i]) && id.data[i];
    if (!right)
        reader_error(&c->r, "id", CAPAI_MSG_RULES_ID, CAPAI_WORDS(id));
}

/* Before all other keys: those that a later Capai added are not known here. */
static void check_needs(const struct compiler *c)
{
    capai_text wanted, here = CAPAI_TEXT(CAPAI_VERSION);
    if (!reader_text(&c->r, "capai_version", &wanted))
        return;
    enum pack_needs needs = pack_needs_of(wanted, here);
    if (needs != PACK_NEEDS_MET)
        reader_error(&c->r, "capai_version",
                     needs == PACK_NEEDS_BAD ? CAPAI_MSG_RULES_NEEDS : CAPAI_MSG_RULES_NEEDS_NEWER,
                     CAPAI_WORDS(wanted, here));
}

int rules_compile(lua_State *L)
{
    static const char *const classify[] = {"rounded", "exact"};
    struct compiler c = {.r = reader_argument(L, 1, "rules")};
    int choice;
    lua_settop(L, 1);
    check_needs(&c);
    reader_check_keys(&c.r, rules_fields, 0);

    c.box = rules_push(L);
    lua_getiuservalue(L, 2, RULES_PARTS);
    c.parts = lua_gettop(L);
    c.rules = &c.box->rules;

    set_defaults(c.rules);
    read_base(&c);
    check_required(&c);
    read_text(&c, "id", &c.rules->id);
    check_id(&c);
    read_text(&c, "name", &c.rules->name);
    read_text(&c, "version", &c.rules->version);
    c.rules->capai_version =
        CAPAI_NO_TEXT; /* what the base asks for was asked of this Capai, too */
    read_text(&c, "capai_version", &c.rules->capai_version);
    read_list(&c, &c.r, "basis", &c.rules->basis, &c.rules->basis_count);
    if (!c.rules->basis_count)
        reader_error(&c.r, "basis", CAPAI_MSG_RULES_KEY_MISSING,
                     CAPAI_WORDS(CAPAI_TEXT("basis"), CAPAI_TEXT("rules")));
    read_valid(&c);
    read_progress(&c);
    read_default_arah(&c);
    read_zero(&c);
    read_round(&c);
    if (reader_choice(&c.r, "classify", classify, 2, &choice))
        c.rules->classify_exact = choice == 1;
    read_clamps(&c);
    read_average(&c);
    read_parts(&c);
    read_budget(&c);
    read_quarters(&c);
    rules_read_tests(&c.r, c.box);
    lua_settop(L, 2);
    return 1;
}
