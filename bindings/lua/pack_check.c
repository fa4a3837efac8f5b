/* capai check: what is doubtful in a pack, found without data. */
#include "bindings/lua/pack_check.h"

#include <stdio.h>

#include "bindings/lua/lexer.h"

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
    if (rules->scale.basis.size && !names_year(rules->scale.basis))
        complain(check, "scale", rules->scale.basis, CAPAI_MSG_CHECK_BASIS_YEAR,
                 CAPAI_WORDS(rules->scale.basis));
}

/* ---- the scale ---- */

/* What the scale makes of a value: the name of its class, or "error". */
static capai_text class_of(struct check *check, capai_decimal x)
{
    struct capai_ratio ratio = capai_ratio_of(x);
    enum capai_match match;
    size_t band;
    enum capai_status status = capai_scale_classify(&check->rules->scale, capai_exact_of(&ratio),
                                                    check->arena, &band, &match, NULL);
    check->failed |= status == CAPAI_ERR_MEMORY;
    return status ? CAPAI_TEXT("error") : check->rules->scale.bands[band].name;
}

static void note_flaws(struct check *check)
{
    static const enum capai_message messages[] = {
        [CAPAI_MATCH_GAP] = CAPAI_MSG_CHECK_GAP,
        [CAPAI_MATCH_OVERLAP] = CAPAI_MSG_CHECK_OVERLAP,
        [CAPAI_MATCH_ABOVE] = CAPAI_MSG_CHECK_ABOVE,
        [CAPAI_MATCH_BELOW] = CAPAI_MSG_CHECK_BELOW,
    };
    const struct capai_scale *scale = &check->rules->scale;
    struct capai_flaw *flaws;
    size_t count = 0;
    check->failed |=
        capai_scale_check(scale, check->arena, &flaws, &count, NULL) == CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        if (!check->trials->coverage.has[flaws[i].kind])
            continue; /* no capaian gets there */
        struct capai_error error = {0};
        char example[CAPAI_DECIMAL_TEXT];
        size_t size = capai_decimal_format(flaws[i].example, CAPAI_NOTATION_INDONESIA, example);
        capai_fail(&error, messages[flaws[i].kind],
                   CAPAI_WORDS(scale->bands[flaws[i].lower].name, scale->bands[flaws[i].upper].name,
                               ((capai_text){example, size}), class_of(check, flaws[i].example)));
        add(check, &error);
    }
}

/* Warns of classes that no capaian can have: others take their values, or a cap stands before. */
static void check_reach(struct check *check)
{
    for (size_t i = 0; i < check->rules->scale.count; i++) {
        capai_text name = check->rules->scale.bands[i].name;
        if (!coverage_reaches(check->rules, i, check->arena))
            complain(check, "scale", name, CAPAI_MSG_CHECK_CLASS_UNREACHED, CAPAI_WORDS(name));
    }
}

/* ---- formula texts ---- */

/* A row in which one field is 0, and the others, or all of them, are 7. */
struct probe {
    enum capai_field zero; /* CAPAI_FIELD_COUNT: none */
};

static enum capai_outcome probe_value(const void *row, enum capai_field field, capai_decimal *out)
{
    const struct probe *probe = row;
    *out = capai_decimal_from_int(field == probe->zero ? 0 : 7);
    return CAPAI_NILAI;
}

static bool divides_by_zero(struct check *check, const struct capai_expression *expression,
                            enum capai_field zero)
{
    const struct probe probe = {zero};
    struct capai_error error = {0};
    struct capai_ratio ratio;
    enum capai_outcome outcome =
        capai_expression_value(expression, probe_value, &probe, check->arena, &ratio, &error);
    check->failed |= error.status == CAPAI_ERR_MEMORY;
    return outcome == CAPAI_TIDAK_DAPAT_DIHITUNG && !error.status;
}

/* Warns of a formula that divides where a field is 0, or where its fields are equal. */
static void check_formula(struct check *check, const struct capai_arah *arah)
{
    const struct capai_expression *expression = arah->expression;
    char where[CAPAI_ERROR_TEXT / 2];
    size_t size = 0;
    for (enum capai_field f = 0; f < CAPAI_FIELD_COUNT; f++) {
        bool dealt_with = expression->has_zero && expression->zero == f;
        if (!(expression->fields >> f & 1) || dealt_with || !divides_by_zero(check, expression, f))
            continue;
        capai_text name = capai_field_name(f);
        int more = snprintf(where + size, sizeof where - size, "%s%.*s = 0", size ? ", " : "",
                            (int)name.size, name.data);
        size += more > 0 && (size_t)more < sizeof where - size ? (size_t)more : 0;
    }
    for (enum capai_field f = 0; f < CAPAI_FIELD_COUNT && !size; f++) {
        capai_text name = capai_field_name(f), first = CAPAI_TEXT("realisasi");
        if (f == CAPAI_FIELD_REALISASI || !(expression->fields >> f & 1) ||
            !divides_by_zero(check, expression, CAPAI_FIELD_COUNT))
            continue;
        int more = snprintf(where, sizeof where, "%.*s = %.*s", (int)first.size, first.data,
                            (int)name.size, name.data);
        size = more > 0 ? (size_t)more : 0;
    }
    if (size)
        complain(check, "progress", CAPAI_NO_TEXT, CAPAI_MSG_CHECK_FORMULA_ZERO,
                 CAPAI_WORDS(arah->name, ((capai_text){where, size})));
}

/* ---- the tests ---- */

/* The values at the ends of a band that no test has, "75,99; 76", and tests for them. False where
 * there are none. */
static bool list_points(const struct check *check, size_t band, char *values, char *tests,
                        size_t size)
{
    const struct coverage *coverage = &check->trials->coverage;
    size_t used[2] = {0, 0};
    for (size_t i = 0; i < coverage->point_count; i++) {
        const struct edge_point *point = &coverage->points[i];
        char value[CAPAI_DECIMAL_TEXT];
        if (point->touched || point->band != band)
            continue;
        capai_decimal_format(point->value, CAPAI_NOTATION_INDONESIA, value);
        const char *between = used[0] ? "; " : "", *comma = used[1] ? ", " : "";
        int more = snprintf(values + used[0], size - used[0], "%s%s", between, value);
        used[0] += more > 0 && (size_t)more < size - used[0] ? (size_t)more : 0;
        capai_text class = point->class.size ? point->class : CAPAI_TEXT("nilai");
        more = snprintf(tests + used[1], size - used[1], "%s{ capaian = \"%s\", %s = \"%.*s\" }",
                        comma, value, point->class.size ? "predikat" : "status", (int)class.size,
                        class.data);
        used[1] += more > 0 && (size_t)more < size - used[1] ? (size_t)more : 0;
    }
    values[used[0]] = tests[used[1]] = '\0';
    return used[0];
}

/* Warns of a class that tests do not reach, or of ends of it that they do not touch. */
static void check_class(struct check *check, size_t band)
{
    char values[CAPAI_ERROR_TEXT], tests[CAPAI_ERROR_TEXT];
    capai_text name = check->rules->scale.bands[band].name;
    if (list_points(check, band, values, tests, sizeof values))
        complain(check, "scale", name, CAPAI_MSG_CHECK_EDGE_UNTESTED,
                 CAPAI_WORDS(name, capai_text_of(values), capai_text_of(tests)));
    else if (!check->trials->coverage.bands[band] &&
             coverage_reaches(check->rules, band, check->arena))
        complain(check, "scale", name, CAPAI_MSG_CHECK_CLASS_UNTESTED, CAPAI_WORDS(name));
}

static void check_tests(struct check *check)
{
    const struct trials *trials = check->trials;
    const struct coverage *coverage = &trials->coverage;
    if (!trials->count) {
        complain(check, "tests", CAPAI_NO_TEXT, CAPAI_MSG_PACK_NO_TESTS,
                 CAPAI_WORDS(check->rules->id));
        return;
    }
    for (size_t i = 0; i < trials->count; i++) {
        struct capai_error error = {0};
        if (trials->list[i].passed)
            continue;
        capai_fail(&error, CAPAI_MSG_CHECK_TEST_FAILED,
                   CAPAI_WORDS(check->rules->id, trials->list[i].test->name));
        if (trials->list[i].line)
            capai_error_place(&error, trials->path, trials->list[i].line, 0);
        else
            place(check, "tests", CAPAI_NO_TEXT, &error);
        add(check, &error);
    }
    for (size_t i = 0; i < check->rules->scale.count; i++)
        check_class(check, i);
    for (size_t i = 0; i < check->rules->arah_count; i++)
        if (!coverage->arah[i])
            complain(check, "progress", CAPAI_NO_TEXT, CAPAI_MSG_CHECK_FORMULA_UNTESTED,
                     CAPAI_WORDS(check->rules->arah[i].name));
    if (!coverage->zero)
        complain(check, "tests", CAPAI_NO_TEXT, CAPAI_MSG_CHECK_ZERO_UNTESTED, CAPAI_NO_WORDS);
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
    note_flaws(&check);
    check_basis(&check);
    check_reach(&check);
    for (size_t i = 0; i < check.rules->arah_count; i++)
        if (check.rules->arah[i].expression)
            check_formula(&check, &check.rules->arah[i]);
    check_tests(&check);
    if (check.version == 0) /* once for all packs of the script */
        check.failed |= pack_check_script(check.source, trials->path, arena, findings) != CAPAI_OK;
    return check.failed ? capai_fail_memory(err) : CAPAI_OK;
}
