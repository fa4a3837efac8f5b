/* Capaian and predikat. */
#include "bindings/sql/sql.h"

#include <string.h>

/* The two numbers that a formula may ask for. */
struct pair {
    capai_decimal realisasi, target;
};

enum {
    PAIR_FIELDS = 1 << CAPAI_FIELD_REALISASI | 1 << CAPAI_FIELD_TARGET |
                  1 << CAPAI_FIELD_TARGET_BAWAH | 1 << CAPAI_FIELD_TARGET_ATAS
};

static enum capai_outcome field_value(const void *row, enum capai_field field, capai_decimal *out)
{
    const struct pair *pair = row;
    *out = field == CAPAI_FIELD_REALISASI ? pair->realisasi : pair->target;
    return CAPAI_NILAI;
}

static enum capai_status need_row(capai_text formula, struct capai_error *err)
{
    return capai_fail(err, CAPAI_MSG_SQL_ROW, CAPAI_WORDS(formula));
}

/* The status of an outcome: only an error that was set is one, a zero is none. */
static enum capai_status status_of(const struct capai_error *error, struct capai_error *err)
{
    if (error->status && err && !err->status)
        *err = *error;
    return error->status;
}

static enum capai_status evaluate(const struct capai_expression *e, const struct pair *pair,
                                  struct capai_arena *arena, enum capai_outcome *outcome,
                                  struct capai_ratio *out, struct capai_error *err)
{
    struct capai_error error = {0};
    if ((e->fields & ~(unsigned)PAIR_FIELDS) || e->word_count)
        return need_row(e->text, err);
    *outcome = capai_expression_value(e, field_value, pair, arena, out, &error);
    return status_of(&error, err);
}

/* ---- by rules ---- */

static const struct capai_arah *find_arah(const struct capai_rules *rules, capai_text name,
                                          struct capai_error *err)
{
    capai_text nearest = CAPAI_NO_TEXT;
    char list[CAPAI_ERROR_TEXT / 2];
    size_t size = 0;
    for (size_t i = 0; i < rules->arah_count; i++) {
        if (capai_text_equal_nocase(rules->arah[i].name, name))
            return &rules->arah[i];
        size = capai_text_append(list, sizeof list, size, rules->arah[i].name);
        if (!nearest.data)
            nearest = capai_text_nearest(name, &rules->arah[i].name, 1);
    }
    capai_fail(err, CAPAI_MSG_ARAH_UNKNOWN, CAPAI_WORDS(name, (capai_text){list, size}, nearest));
    return NULL;
}

/* A formula of the rules whose zero is theirs to say, too. */
static enum capai_status evaluate_arah(const struct capai_rules *rules,
                                       const struct capai_arah *arah, const struct pair *pair,
                                       struct capai_arena *arena, enum capai_outcome *outcome,
                                       struct capai_ratio *out, struct capai_error *err)
{
    struct capai_error error = {0};
    const struct capai_expression *e = arah->expression;
    if (arah->formula == CAPAI_FUNCTION)
        return need_row(arah->function->text, err);
    if (arah->formula != CAPAI_EXPRESSION) {
        *outcome =
            capai_progress(arah->formula, &rules->zero, pair->realisasi, pair->target, out, &error);
        return status_of(&error, err);
    }
    if (!e->has_zero || e->zero == CAPAI_FIELD_REALISASI ||
        !(1u << e->zero & (unsigned)PAIR_FIELDS) || capai_decimal_sign(pair->target) != 0)
        return evaluate(e, pair, arena, outcome, out, err);
    bool both = capai_decimal_sign(pair->realisasi) == 0;
    *outcome = capai_zero_value(both ? &rules->zero.both : &rules->zero.target,
                                CAPAI_MSG_ZERO_TARGET, out, &error);
    return status_of(&error, err);
}

/* The number that a report shows under these rules: clamped and rounded. */
static enum capai_status show(const struct capai_rules *rules, const struct capai_ratio *ratio,
                              struct capai_arena *arena, struct sql_answer *out,
                              struct capai_error *err)
{
    const struct capai_round *round = &rules->round[CAPAI_Q_CAPAIAN];
    struct capai_ratio bound;
    struct capai_exact x;
    capai_decimal shown;
    enum capai_status status =
        capai_clamp_apply(&rules->clamp, capai_exact_of(ratio), arena, &bound, &x, err);
    if (!status)
        status = capai_exact_round(x, round->digits, round->mode, arena, &shown, err);
    if (!status)
        sql_answer_number(out, shown);
    return status;
}

static enum capai_status by_rules(struct sql_session *session, const struct pair *pair,
                                  capai_text name, capai_text id, struct capai_arena *arena,
                                  struct sql_answer *out, struct capai_error *err)
{
    const struct capai_rules *rules;
    struct capai_ratio ratio;
    enum capai_outcome outcome = CAPAI_BELUM_DIISI;
    enum capai_status status = sql_rules(session, id, &rules, err);
    if (status)
        return status;
    const struct capai_arah *arah = find_arah(rules, name, err);
    if (!arah)
        return CAPAI_ERR_DATA;
    status = evaluate_arah(rules, arah, pair, arena, &outcome, &ratio, err);
    if (status)
        return status;
    if (outcome == CAPAI_NILAI)
        return show(rules, &ratio, arena, out, err);
    sql_answer_null(out);
    return CAPAI_OK;
}

/* ---- by a formula ---- */

static enum capai_status quotient(enum capai_outcome outcome, const struct capai_ratio *ratio,
                                  struct capai_arena *arena, struct sql_answer *out,
                                  struct capai_error *err)
{
    if (outcome == CAPAI_NILAI)
        return sql_answer_quotient(out, ratio, arena, err);
    sql_answer_null(out);
    return CAPAI_OK;
}

static enum capai_status by_name(const struct pair *pair, capai_text arah,
                                 struct capai_arena *arena, struct sql_answer *out,
                                 struct capai_error *err)
{
    static const capai_text names[CAPAI_FORMULA_COUNT] = {
        [CAPAI_POSITIVE] = {"positif", 7},
        [CAPAI_NEGATIVE] = {"negatif", 7},
        [CAPAI_NEGATIVE_INVERSE] = {"negatif_terbalik", 16}};
    static const struct capai_zero_rules zero = {.both = {.kind = CAPAI_ZERO_NONE}};
    struct capai_error error = {0};
    struct capai_ratio ratio;
    size_t formula;
    enum capai_status status = sql_choose("arah", arah, names, CAPAI_FORMULA_COUNT, &formula, err);
    if (status)
        return status;
    enum capai_outcome outcome = capai_progress((enum capai_formula)formula, &zero, pair->realisasi,
                                                pair->target, &ratio, &error);
    status = status_of(&error, err);
    return status ? status : quotient(outcome, &ratio, arena, out, err);
}

/* `how` is a formula, or else the id of a pack. */
static enum capai_status by_text(struct sql_session *session, const struct pair *pair,
                                 capai_text arah, capai_text how, struct capai_arena *arena,
                                 struct sql_answer *out, struct capai_error *err)
{
    struct capai_expression expression;
    struct capai_error error = {0};
    struct capai_ratio ratio;
    enum capai_outcome outcome;
    enum capai_status status = capai_expression_parse(how, arena, &expression, &error);
    if (status && status != CAPAI_ERR_MEMORY && sql_is_id(how))
        return by_rules(session, pair, arah, how, arena, out, err);
    status = status_of(&error, err);
    if (!status)
        status = evaluate(&expression, pair, arena, &outcome, &ratio, err);
    return status ? status : quotient(outcome, &ratio, arena, out, err);
}

enum capai_status sql_capaian(struct sql_session *session, const capai_text *arguments,
                              size_t count, struct sql_answer *out, struct capai_error *err)
{
    struct capai_arena arena;
    struct pair pair;
    enum capai_status status = capai_decimal_parse(arguments[0], &pair.realisasi, err);
    if (!status)
        status = capai_decimal_parse(arguments[1], &pair.target, err);
    if (status)
        return status;
    capai_arena_init(&arena, NULL, NULL, 0);
    status = count > 3 ? by_text(session, &pair, arguments[2], arguments[3], &arena, out, err)
                       : by_name(&pair, arguments[2], &arena, out, err);
    capai_arena_clear(&arena);
    return status;
}

/* ---- predikat ---- */

/* The value that rules classify: the one shown, or the one given, within their clamp. */
static enum capai_status classified(const struct capai_rules *rules, capai_decimal capaian,
                                    struct capai_arena *arena, struct capai_ratio term[2],
                                    struct capai_exact *out, struct capai_error *err)
{
    const struct capai_round *round = &rules->round[CAPAI_Q_CAPAIAN];
    term[0] = capai_ratio_of(capaian);
    *out = capai_exact_of(&term[0]);
    enum capai_status status = CAPAI_OK;
    if (!rules->classify_exact) {
        status = capai_exact_round(*out, round->digits, round->mode, arena, &capaian, err);
        term[0] = capai_ratio_of(capaian);
    }
    return status ? status
                  : capai_clamp_apply(&rules->clamp_class, *out, arena, &term[1], out, err);
}

enum capai_status sql_predikat(struct sql_session *session, const capai_text *arguments,
                               size_t count, struct sql_answer *out, struct capai_error *err)
{
    capai_text how = arguments[1];
    bool is_scale =
        how.size && (memchr(how.data, '<', how.size) || memchr(how.data, '>', how.size));
    const struct capai_rules *rules;
    struct capai_arena arena;
    struct capai_scale scale;
    struct capai_ratio term[2];
    struct capai_exact x;
    capai_decimal capaian;
    enum capai_match match;
    size_t band;
    (void)count;
    enum capai_status status = capai_decimal_parse(arguments[0], &capaian, err);
    if (!status && !is_scale)
        status = sql_rules(session, how, &rules, err);
    if (status)
        return status;
    capai_arena_init(&arena, NULL, NULL, 0);
    if (is_scale) {
        term[0] = capai_ratio_of(capaian);
        x = capai_exact_of(&term[0]);
        status = sql_scale(how, &arena, &scale, err);
    } else {
        scale = rules->scale;
        status = classified(rules, capaian, &arena, term, &x, err);
    }
    if (!status)
        status = capai_scale_classify(&scale, x, &arena, &band, &match, err);
    if (!status)
        sql_answer_text(out, scale.bands[band].name);
    capai_arena_clear(&arena);
    return status;
}
