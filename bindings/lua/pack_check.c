/* capai check: what is doubtful in a pack, found without data. */
#include "bindings/lua/pack_check.h"

#include <stdio.h>
#include <string.h>

#include "bindings/lua/lexer.h"
#include "bindings/lua/pack_cover.h"
#include "bindings/lua/pack_zero.h"

/* One check of one pack. */
struct check {
    const struct trials *trials;
    const struct capai_rules *rules;
    capai_text source;
    size_t version; /* of the script's packs, from 0 */
    struct capai_arena *arena;
    struct capai_notices *findings;
    bool failed; /* memory ran out */
};

/* ---- places ---- */

/* Goes to the table of the pack: behind the bracket of its capai.rules { ... }. */
static bool find_pack(const struct check *check, struct lexer *lexer, struct token *word)
{
    size_t versions = check->version;
    *lexer = lexer_at(check->source, 1);
    for (*word = lexer_next(lexer); word->kind != TOKEN_END; *word = lexer_next(lexer)) {
        if (!token_is(word, "rules"))
            continue;
        struct token next = lexer_next(lexer);
        if (token_is(&next, "("))
            next = lexer_next(lexer);
        if (token_is(&next, "{") && versions-- == 0)
            return true;
    }
    return false;
}

/* Finds a key of the pack, or a text in its value. */
static bool find_place(const struct check *check, const char *key, capai_text text,
                       struct token *found)
{
    struct lexer lexer;
    struct token word, next;
    int depth = 1;
    bool inside = false, any = false;
    if (!find_pack(check, &lexer, &word))
        return false;
    for (word = lexer_next(&lexer); depth > 0 && word.kind != TOKEN_END; word = next) {
        next = lexer_next(&lexer);
        bool named = depth == 1 && word.kind == TOKEN_NAME && token_is(&next, "=");
        inside = named ? token_is(&word, key) : inside;
        if (named && inside) {
            *found = word;
            any = true;
        }
        capai_text quoted = {word.text.data + 1, word.text.size - 2};
        if (inside && text.size && word.kind == TOKEN_STRING && word.text.size > 2 &&
            capai_text_equal(quoted, text)) {
            *found = word;
            break;
        }
        depth += token_is(&word, "{") || token_is(&word, "(");
        depth -= token_is(&word, "}") || token_is(&word, ")");
    }
    return any;
}

/* Places an error at a key of the pack, or a text in it; at its base, where that settles it; else
 * where the pack begins. */
static void place(const struct check *check, const char *key, capai_text text,
                  struct capai_error *error)
{
    struct lexer lexer;
    struct token at;
    struct check first = *check; /* a script may make its packs in a function, written once */
    first.version = 0;
    if (find_place(check, key, text, &at) || find_place(check, "base", CAPAI_NO_TEXT, &at) ||
        find_pack(check, &lexer, &at) || find_place(&first, key, text, &at))
        error->width = capai_text_length(at.text);
    else
        at.line = at.column = 0;
    capai_error_place(error, check->trials->path, at.line, at.column);
}

static void add(struct check *check, const struct capai_error *error)
{
    check->failed |= capai_notices_add(check->findings, error) != CAPAI_OK;
}

static void complain(struct check *check, const char *key, capai_text text,
                     enum capai_message message, const capai_text *words, size_t count)
{
    struct capai_error error = {0};
    capai_fail(&error, message, words, count);
    place(check, key, text, &error);
    add(check, &error);
}

/* ---- the basis ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* True when a year stands in the text: four digits that begin with 19 or 20, and no fifth. */
static bool names_year(capai_text text)
{
    for (size_t i = 0; i + 4 <= text.size; i++) {
        const char *p = text.data + i;
        bool year = (p[0] == '1' && p[1] == '9') || (p[0] == '2' && p[1] == '0');
        bool alone = (i == 0 || !is_digit(p[-1])) && (i + 4 == text.size || !is_digit(p[4]));
        if (year && alone && is_digit(p[2]) && is_digit(p[3]))
            return true;
    }
    return false;
}

static void check_basis(struct check *check)
{
    const struct capai_rules *rules = check->rules;
    for (size_t i = 0; i < rules->basis_count; i++)
        if (!names_year(rules->basis[i]))
            complain(check, "basis", rules->basis[i], CAPAI_MSG_CHECK_BASIS_YEAR,
                     CAPAI_WORDS(rules->basis[i]));
    for (int s = 0; s < PACK_SCALES; s++) {
        const struct scale_coverage *cover = &check->trials->coverage->scales[s];
        capai_text basis = cover->scale.basis;
        if (cover->scale.count && basis.size && !names_year(basis))
            complain(check, cover->key, basis, CAPAI_MSG_CHECK_BASIS_YEAR, CAPAI_WORDS(basis));
    }
}

/* ---- the scales ---- */

/* What the scale makes of a value: the name of its class, or "error". */
static capai_text class_of(struct check *check, const struct capai_scale *scale, capai_decimal x)
{
    struct capai_ratio ratio = capai_ratio_of(x);
    enum capai_match match;
    size_t band;
    enum capai_status status =
        capai_scale_classify(scale, capai_exact_of(&ratio), check->arena, &band, &match, NULL);
    check->failed |= status == CAPAI_ERR_MEMORY;
    return status ? CAPAI_TEXT("error") : scale->bands[band].name;
}

/* Which of the scales it is, as messages say it: of capaian is the usual one. */
static capai_text part_of(const struct scale_coverage *cover, enum pack_scale which)
{
    return which == SCALE_CAPAIAN ? CAPAI_NO_TEXT : capai_text_of(cover->key);
}

static void note_flaws(struct check *check, enum pack_scale which)
{
    static const enum capai_message messages[] = {
        [CAPAI_MATCH_GAP] = CAPAI_MSG_CHECK_GAP,
        [CAPAI_MATCH_OVERLAP] = CAPAI_MSG_CHECK_OVERLAP,
        [CAPAI_MATCH_ABOVE] = CAPAI_MSG_CHECK_ABOVE,
        [CAPAI_MATCH_BELOW] = CAPAI_MSG_CHECK_BELOW,
    };
    const struct scale_coverage *cover = &check->trials->coverage->scales[which];
    const struct capai_scale *scale = &cover->scale;
    struct capai_flaw *flaws;
    size_t count = 0;
    check->failed |=
        capai_scale_check(scale, check->arena, &flaws, &count, NULL) == CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        struct capai_error error = {0};
        char example[CAPAI_DECIMAL_TEXT];
        capai_decimal value;
        if (!coverage_flaw(cover, &flaws[i], check->arena, &value))
            continue;
        size_t size = capai_decimal_format(value, CAPAI_NOTATION_INDONESIA, example);
        capai_fail(&error, messages[flaws[i].kind],
                   CAPAI_WORDS(scale->bands[flaws[i].lower].name, scale->bands[flaws[i].upper].name,
                               ((capai_text){example, size}), class_of(check, scale, value),
                               part_of(cover, which)));
        add(check, &error);
    }
}

/* Warns of classes that no value can have: others take their values, or a cap stands before. */
static void check_reach(struct check *check, enum pack_scale which)
{
    const struct scale_coverage *cover = &check->trials->coverage->scales[which];
    for (size_t i = 0; i < cover->scale.count; i++) {
        capai_text name = cover->scale.bands[i].name;
        if (!coverage_reaches(cover, i, check->arena))
            complain(check, cover->key, name, CAPAI_MSG_CHECK_CLASS_UNREACHED, CAPAI_WORDS(name));
    }
}

/* ---- weights ---- */

/* Printed weights of a survey make a little more or less than 1, which its highest IKM shows. */
static void note_survey_weights(struct check *check)
{
    const struct scale_coverage *cover = &check->trials->coverage->scales[SCALE_SURVEY];
    capai_decimal sum = coverage_weight_sum(&check->rules->survey);
    char text[CAPAI_DECIMAL_TEXT], most[CAPAI_DECIMAL_TEXT];
    struct capai_error error = {0};
    if (!cover->scale.count || capai_decimal_compare(sum, capai_decimal_from_int(1)) == 0)
        return;
    size_t size = capai_decimal_format(cover->reach.max, CAPAI_NOTATION_INDONESIA, most);
    while (strchr(most, ',') && (most[size - 1] == '0' || most[size - 1] == ','))
        most[--size] = '\0';
    capai_decimal_format(sum, CAPAI_NOTATION_INDONESIA, text);
    capai_fail(&error, CAPAI_MSG_CHECK_SURVEY_SUM,
               CAPAI_WORDS(capai_text_of(text), capai_text_of(most)));
    add(check, &error);
}

/* Warns of a worksheet whose weights do not make 100; that they make its `total`, and those of
 * parts the ones of their component, was seen to when the pack was loaded. */
static void check_lke_weights(struct check *check)
{
    char text[CAPAI_DECIMAL_TEXT];
    const struct capai_lke *lke = &check->rules->lke;
    if (!lke->count || capai_decimal_compare(lke->total, capai_decimal_from_int(100)) == 0)
        return;
    capai_decimal_format(lke->total, CAPAI_NOTATION_INDONESIA, text);
    complain(check, "lke", CAPAI_NO_TEXT, CAPAI_MSG_CHECK_LKE_SUM,
             CAPAI_WORDS(capai_text_of(text)));
}

/* ---- years ---- */

enum { YEAR_LAST = 2199 }; /* of a pack that says no end */

/* Warns of years in which another version of the script holds instead: the later of the list. A
 * version without end ends where the next begins. */
static void check_years(struct check *check, const struct capai_packs *packs)
{
    const struct capai_rules *own = check->rules, *later;
    for (size_t i = check->version + 1; (later = pack_sibling(packs, own, i)); i++) {
        char text[2][CAPAI_DECIMAL_TEXT];
        int from = own->from > later->from ? own->from : later->from;
        int to = own->to < later->to ? own->to : later->to;
        bool superseded = own->to == YEAR_LAST && later->from > own->from;
        if (from > to || superseded)
            continue;
        capai_decimal_format(capai_decimal_from_int(from), CAPAI_NOTATION_PLAIN, text[0]);
        capai_decimal_format(capai_decimal_from_int(to), CAPAI_NOTATION_PLAIN, text[1]);
        complain(check, "valid", CAPAI_NO_TEXT, CAPAI_MSG_CHECK_YEARS,
                 CAPAI_WORDS(capai_text_of(text[0]), capai_text_of(from < to ? text[1] : ""),
                             later->name));
    }
}

/* ---- formula texts ---- */

/* Warns of a text that divides where nothing keeps the divisor from being 0. */
static void check_formula(struct check *check, const struct capai_arah *arah)
{
    char where[CAPAI_ERROR_TEXT / 2];
    check->failed |= !pack_zero(arah->expression, check->arena, where, sizeof where);
    if (*where)
        complain(check, "progress", CAPAI_NO_TEXT, CAPAI_MSG_CHECK_FORMULA_ZERO,
                 CAPAI_WORDS(arah->name, capai_text_of(where)));
}

/* ---- the tests ---- */

/* A text that grows within its buffer. */
struct list {
    char text[CAPAI_ERROR_TEXT];
    size_t size;
};

static void extend(struct list *list, const char *between, capai_text text)
{
    int more = snprintf(list->text + list->size, sizeof list->text - list->size, "%s%.*s",
                        list->size ? between : "", (int)text.size, text.data);
    list->size += more > 0 && (size_t)more < sizeof list->text - list->size ? (size_t)more : 0;
    list->text[list->size] = '\0';
}

/* The values at the ends of a band that no test has, "75,99; 76", and tests for them. False where
 * there are none. */
static bool list_points(struct check *check, enum pack_scale which, size_t band,
                        struct list *values, struct list *tests)
{
    const struct coverage *coverage = check->trials->coverage;
    const struct scale_coverage *cover = &coverage->scales[which];
    for (size_t i = 0; i < cover->point_count; i++) {
        const struct edge_point *point = &cover->points[i];
        char value[CAPAI_DECIMAL_TEXT];
        if (point->touched || point->band != band)
            continue;
        capai_text test = coverage_example(coverage, which, point, check->arena);
        check->failed |= !test.data;
        capai_decimal_format(point->value, CAPAI_NOTATION_INDONESIA, value);
        extend(values, "; ", capai_text_of(value));
        extend(tests, ", ", test.data ? test : CAPAI_TEXT(""));
    }
    return values->size;
}

/* Warns of a class that tests do not reach, or of ends of it that they do not touch. */
static void check_class(struct check *check, enum pack_scale which, size_t band)
{
    struct list values = {.size = 0}, tests = {.size = 0};
    const struct scale_coverage *cover = &check->trials->coverage->scales[which];
    capai_text name = cover->scale.bands[band].name;
    if (list_points(check, which, band, &values, &tests))
        complain(check, cover->key, name, CAPAI_MSG_CHECK_EDGE_UNTESTED,
                 CAPAI_WORDS(name, capai_text_of(values.text), capai_text_of(tests.text)));
    else if (!cover->bands[band] && coverage_reaches(cover, band, check->arena))
        complain(check, cover->key, name, CAPAI_MSG_CHECK_CLASS_UNTESTED, CAPAI_WORDS(name));
}

static void check_trial(struct check *check, const struct trial *trial)
{
    struct capai_error error = {0};
    if (trial->passed)
        return;
    capai_fail(&error, CAPAI_MSG_CHECK_TEST_FAILED,
               CAPAI_WORDS(check->rules->id, trial->test->name));
    if (trial->line)
        capai_error_place(&error, check->trials->path, trial->line, 0);
    else
        place(check, "tests", CAPAI_NO_TEXT, &error);
    add(check, &error);
}

/* Warns of what the pack settles for missing values, and no test shows. */
static void check_policies(struct check *check)
{
    static const char *const examples[PACK_POLICIES] = {
        [POLICY_MISSING] = "{ rata = { 100, \"NA\" }, capaian = ... }",
        [POLICY_TRIWULAN] = "{ target = 100, target_triwulan = { 25, 50, 75, 100 }, "
                            "realisasi_triwulan = { 20, ... }, capaian_triwulan = { ... } }",
        [POLICY_SURVEY_MISSING] = "{ skm = { { 4, 3, ... }, { \"\", 3, ... } }, ikm = ... }",
        [POLICY_SURVEY_INVALID] = "{ skm = { { 4, 3, ... }, { 5, 3, ... } }, ikm = ... }",
        [POLICY_LKE_MISSING] = "{ lke = \"\", nilai_lke = ... }",
    };
    const struct coverage *coverage = check->trials->coverage;
    if (!coverage->policies[POLICY_ZERO])
        complain(check, "tests", CAPAI_NO_TEXT, CAPAI_MSG_CHECK_ZERO_UNTESTED, CAPAI_NO_WORDS);
    for (enum pack_policy p = POLICY_MISSING; p < PACK_POLICIES; p++)
        if (coverage->has[p] && !coverage->policies[p])
            complain(
                check, "tests", CAPAI_NO_TEXT, CAPAI_MSG_CHECK_POLICY_UNTESTED,
                CAPAI_WORDS(capai_text_of(coverage_policy_name(p)), capai_text_of(examples[p])));
}

static void check_tests(struct check *check)
{
    const struct trials *trials = check->trials;
    const struct coverage *coverage = trials->coverage;
    if (!trials->count) {
        complain(check, "tests", CAPAI_NO_TEXT, CAPAI_MSG_PACK_NO_TESTS,
                 CAPAI_WORDS(check->rules->id));
        return;
    }
    for (size_t i = 0; i < trials->count; i++)
        check_trial(check, &trials->list[i]);
    for (enum pack_scale s = 0; s < PACK_SCALES; s++)
        for (size_t i = 0; i < coverage->scales[s].scale.count; i++)
            check_class(check, s, i);
    for (size_t i = 0; i < check->rules->arah_count; i++)
        if (!coverage->arah[i])
            complain(check, "progress", CAPAI_NO_TEXT, CAPAI_MSG_CHECK_FORMULA_UNTESTED,
                     CAPAI_WORDS(check->rules->arah[i].name));
    check_policies(check);
}

/* ---- the whole ---- */

enum capai_status pack_check(const struct capai_packs *packs, const struct trials *trials,
                             struct capai_arena *arena, struct capai_notices *findings,
                             struct capai_error *err)
{
    struct check check = {.trials = trials,
                          .rules = trials->rules,
                          .source = capai_packs_source(packs, trials->path),
                          .version = pack_version(packs, trials->rules),
                          .arena = arena,
                          .findings = findings};
    for (enum pack_scale s = 0; s < PACK_SCALES; s++)
        note_flaws(&check, s);
    note_survey_weights(&check);
    check_lke_weights(&check);
    check_basis(&check);
    check_years(&check, packs);
    for (enum pack_scale s = 0; s < PACK_SCALES; s++)
        check_reach(&check, s);
    for (size_t i = 0; i < check.rules->arah_count; i++)
        if (check.rules->arah[i].expression && !check.rules->arah[i].expression->named)
            check_formula(&check, &check.rules->arah[i]);
    check_tests(&check);
    if (check.version == 0) /* once for all packs of the script */
        check.failed |= pack_check_script(check.source, trials->path, arena, findings) != CAPAI_OK;
    return check.failed ? capai_fail_memory(err) : CAPAI_OK;
}
