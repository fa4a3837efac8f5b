/* The steps of a trace for people: a row of a block for each, or two. */
#include "bindings/cli/explain.h"

#include <string.h>

/* Adds a row; a label is not said twice in a row. */
void explain_put(struct block *b, enum capai_message label, capai_text text, capai_text note,
                 int style)
{
    bool again = b->grid.rows && b->last == label;
    grid_row(&b->grid);
    grid_set(&b->grid, 0, again ? CAPAI_NO_TEXT : capai_text_of(view_label(b->v, label)),
             STYLE_SOFT);
    grid_set(&b->grid, 1, text, style);
    grid_set(&b->grid, 2, note, STYLE_SOFT);
    b->last = label;
}

static capai_text rules_text(const struct block *b)
{
    return b->subject->rules->id;
}

/* ---- steps ---- */

static void put_input(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    const struct capai_cell *cell = &step->of.input.cell;
    capai_text value = cell->kind == CAPAI_CELL_MISSING
                           ? capai_text_of(view_label(v, CAPAI_MSG_LABEL_BELUM_DIISI))
                           : cell->source;
    if (step->outcome == CAPAI_NILAI &&
        (cell->kind == CAPAI_CELL_TEXT || cell->kind == CAPAI_CELL_MISSING)) /* a word */
        value = JOIN(v, value, CAPAI_TEXT(" = "), explain_exact(v, step->value));
    capai_text place = explain_place(v, &step->place);
    if (!capai_text_equal(step->name, step->of.input.column))
        place = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_COLUMN,
                            CAPAI_WORDS(place, step->of.input.column));
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_INPUT, JOIN(v, step->name, CAPAI_TEXT(" "), value),
                place, STYLE_PLAIN);
}

/* A number of the rules, as the quotient that it is where it does not end. */
static void put_given(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    capai_text quotient = explain_quotient(v, step->value);
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_GIVEN,
                JOIN(v, step->name, CAPAI_TEXT(" "),
                     quotient.size ? quotient : explain_exact(v, step->value)),
                rules_text(b), STYLE_PLAIN);
}

/* ---- answers to a survey ---- */

/* "1 (2 orang), 2 (14 orang), 3 (193 orang), 4 (88 orang)", and their sum. */
static void put_answers(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    capai_text list = CAPAI_NO_TEXT;
    for (size_t i = 0; i < step->of.answers.count; i++) {
        if (!step->of.answers.times[i])
            continue;
        capai_text part =
            view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_TIMES,
                        CAPAI_WORDS(view_number_text(v, step->of.answers.lowest + (int)i),
                                    view_number_text(v, (int64_t)step->of.answers.times[i])));
        list = list.size ? JOIN(v, list, CAPAI_TEXT(", "), part) : part;
    }
    capai_text place =
        view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_UNTIL,
                    CAPAI_WORDS(explain_place(v, &step->place), step->of.answers.column,
                                view_number_text(v, (int64_t)step->of.answers.last)));
    if (list.size)
        explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_ANSWERS, list, place, STYLE_PLAIN);
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_ANSWERS,
                JOIN(v, step->name, CAPAI_TEXT(" "), explain_exact(v, step->value)),
                list.size ? CAPAI_NO_TEXT : place, STYLE_PLAIN);
}

/* A respondent that does not count; of many, the first ones. */
static void put_skipped(struct block *b, const struct capai_trace_step *step)
{
    enum { LISTED = 10 };
    static const enum capai_message words[] = {
        [CAPAI_UNANSWERED_UNSUR] = CAPAI_MSG_LABEL_SKIPPED_UNSUR,
        [CAPAI_UNANSWERED_RESPONDENT] = CAPAI_MSG_LABEL_SKIPPED_RESPONDENT,
        [CAPAI_UNANSWERED_NONE] = CAPAI_MSG_LABEL_SKIPPED_NONE};
    const struct view *v = b->v;
    size_t before = 0, after = 0;
    for (size_t i = 0; i < b->subject->step_count; i++)
        if (b->subject->steps[i].kind == CAPAI_TRACE_SKIPPED)
            ++*(&b->subject->steps[i] < step ? &before : &after);
    if (before == LISTED)
        explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_SKIPPED,
                    view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_MORE,
                                CAPAI_WORDS(view_number_text(v, (int64_t)after))),
                    CAPAI_NO_TEXT, STYLE_ATTENTION);
    if (before >= LISTED)
        return;
    capai_text said = step->of.skipped.source.size
                          ? step->of.skipped.source
                          : capai_text_of(view_label(v, CAPAI_MSG_LABEL_BELUM_DIISI));
    explain_put(
        b, CAPAI_MSG_LABEL_EXPLAIN_SKIPPED,
        view_phrase(v, words[step->of.skipped.effect], CAPAI_WORDS(step->of.skipped.column, said)),
        explain_place(v, &step->place), STYLE_ATTENTION);
}

/* ---- budgets ---- */

static capai_text rupiah_text(const struct view *v, enum capai_outcome outcome,
                              capai_decimal amount)
{
    return outcome == CAPAI_NILAI
               ? explain_decimal(v, amount)
               : view_outcome_words(v, capai_text_of(capai_outcome_name(outcome)));
}

static void put_line(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    const struct capai_table *table =
        capai_dataset_table(b->subject->dataset, CAPAI_TEXT("anggaran"));
    int uraian = capai_table_find(table, CAPAI_TEXT("uraian"));
    capai_text name =
        uraian < 0 ? CAPAI_NO_TEXT : capai_table_texts(table, uraian)[step->of.line.row];
    capai_text place = explain_place(v, &step->place);
    if (step->of.line.borrowed)
        place = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_BORROWED, CAPAI_WORDS(place));
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_LINE,
                JOIN(v, step->name, CAPAI_TEXT(" "), name, CAPAI_TEXT(": pagu "),
                     rupiah_text(v, step->of.line.pagu_outcome, step->of.line.pagu),
                     CAPAI_TEXT(", realisasi "),
                     rupiah_text(v, step->of.line.realisasi_outcome, step->of.line.realisasi)),
                place, STYLE_PLAIN);
}

static void put_sum(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    bool value = step->outcome == CAPAI_NILAI;
    if (step->outcome == CAPAI_TIDAK_BERLAKU) /* of no lines: what follows from them says it */
        return;
    capai_text sum = value
                         ? explain_exact(v, step->value)
                         : view_outcome_words(v, capai_text_of(capai_outcome_name(step->outcome)));
    capai_text lines = CAPAI_NO_TEXT;
    if (step->of.sum.lines)
        lines = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_LINES,
                            CAPAI_WORDS(view_number_text(v, (int64_t)step->of.sum.lines)));
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_SUM, JOIN(v, step->name, CAPAI_TEXT(" "), sum), lines,
                STYLE_PLAIN);
}

/* The value of a step, with the quotient that it is where it does not end. */
static void put_value(struct block *b, const struct capai_trace_step *step)
{
    capai_text quotient = explain_quotient(b->v, step->value);
    if (quotient.size)
        quotient = view_phrase(b->v, CAPAI_MSG_LABEL_EXPLAIN_EXACTLY, CAPAI_WORDS(quotient));
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_VALUE, explain_exact(b->v, step->value), quotient,
                STYLE_PLAIN);
}

/* A function of a script, and what it gave back. */
static void put_call(struct block *b, const struct capai_trace_step *step, capai_text arah)
{
    const struct view *v = b->v;
    const struct capai_ratio given = step->value.terms[0];
    const struct capai_ratio ends[] = {capai_ratio_of(given.numerator),
                                       capai_ratio_of(given.denominator)};
    capai_text back = explain_exact(v, capai_exact_of(&ends[0]));
    if (capai_decimal_compare(given.denominator, capai_decimal_from_int(1)) != 0)
        back = JOIN(v, back, CAPAI_TEXT(" / "), explain_exact(v, capai_exact_of(&ends[1])));
    explain_put(
        b, CAPAI_MSG_LABEL_EXPLAIN_FORMULA,
        view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_CALL, CAPAI_WORDS(step->of.formula.text, back)),
        arah, STYLE_PLAIN);
    put_value(b, step);
}

static void put_formula(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    capai_text arah = CAPAI_NO_TEXT;
    if (step->of.formula.arah.size)
        arah = JOIN(v, CAPAI_TEXT("arah "), step->of.formula.arah, CAPAI_TEXT(", "), rules_text(b));
    if (step->of.formula.call) {
        put_call(b, step, arah);
        return;
    }
    bool alone =
        step->name.size && !memchr(step->of.formula.text.data, ' ', step->of.formula.text.size);
    if (!alone) {
        explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_FORMULA, step->of.formula.text, arah, STYLE_PLAIN);
        explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_FORMULA,
                    explain_substituted(v, b->subject, (size_t)(step - b->subject->steps)),
                    CAPAI_NO_TEXT, STYLE_PLAIN);
    }
    if (step->name.size) /* a sum of cells: the value has a name of its own */
        explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_VALUE,
                    JOIN(v, step->name, CAPAI_TEXT(" "), explain_exact(v, step->value)),
                    CAPAI_NO_TEXT, STYLE_PLAIN);
    else
        put_value(b, step);
}

static void put_grades(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    size_t realisasi = step->of.grades.realisasi, target = step->of.grades.target;
    capai_text ranks[] = {view_number_text(v, (int64_t)realisasi),
                          view_number_text(v, (int64_t)target)};
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_FORMULA,
                view_phrase(v,
                            realisasi >= target ? CAPAI_MSG_LABEL_EXPLAIN_GRADES_REACHED
                                                : CAPAI_MSG_LABEL_EXPLAIN_GRADES_BELOW,
                            ranks, 2),
                rules_text(b), STYLE_PLAIN);
    put_value(b, step);
}

static void put_member(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    static const enum capai_message words[] = {
        [CAPAI_ENTRY_ZERO] = CAPAI_MSG_LABEL_ENTRY_ZERO,
        [CAPAI_ENTRY_LEFT_OUT] = CAPAI_MSG_LABEL_ENTRY_LEFT_OUT,
        [CAPAI_ENTRY_PREVENTS] = CAPAI_MSG_LABEL_ENTRY_PREVENTS};
    const struct capai_average *average = &b->subject->rules->average;
    capai_text name =
        step->of.member.subject ? explain_name(v, step->of.member.subject) : CAPAI_NO_TEXT;
    capai_text note;
    if (step->of.member.entry != CAPAI_ENTRY_VALUE) {
        capai_text why = view_outcome_words(v, capai_text_of(capai_outcome_name(step->outcome)));
        bool no_total = step->of.member.as == CAPAI_MEMBER_ADDED &&
                        step->of.member.entry == CAPAI_ENTRY_PREVENTS;
        note = view_phrase(
            v, no_total ? CAPAI_MSG_LABEL_EXPLAIN_NO_TOTAL : words[step->of.member.entry],
            CAPAI_WORDS(why));
    } else {
        capai_text before = explain_exact(v, step->of.member.of);
        note = explain_exact(v, step->value);
        if (!capai_text_equal(before, note))
            note = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_BECOMES, CAPAI_WORDS(before, note));
        if (average->kind == CAPAI_WEIGHTED && step->of.member.as == CAPAI_MEMBER_AVERAGED)
            note = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_WEIGHT,
                               CAPAI_WORDS(note, explain_decimal(v, step->of.member.weight)));
    }
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_MEMBER, name, note, STYLE_PLAIN);
}

/* How the members become one value. */
static capai_text mean_text(const struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    static const enum capai_message words[CAPAI_AVERAGE_COUNT] = {
        [CAPAI_MEAN] = CAPAI_MSG_LABEL_EXPLAIN_MEAN,
        [CAPAI_WEIGHTED] = CAPAI_MSG_LABEL_EXPLAIN_WEIGHTED,
        [CAPAI_GEOMETRIC] = CAPAI_MSG_LABEL_EXPLAIN_GEOMETRIC,
        [CAPAI_REACHED] = CAPAI_MSG_LABEL_EXPLAIN_REACHED,
        [CAPAI_ALL] = CAPAI_MSG_LABEL_EXPLAIN_ALL,
    };
    return view_phrase(v, words[step->of.mean.kind],
                       CAPAI_WORDS(explain_decimal(v, step->of.mean.weight),
                                   view_number_text(v, (int64_t)step->of.mean.members),
                                   view_number_text(v, (int64_t)step->of.mean.reached),
                                   explain_decimal(v, b->subject->rules->average.threshold)));
}

static void put_mean(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    const struct capai_rules *rules = b->subject->rules;
    bool clamped = rules->average.clamp.has_min || rules->average.clamp.has_max;
    capai_text ends = CAPAI_NO_TEXT;
    if (clamped)
        ends = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_CLAMP,
                           CAPAI_WORDS(explain_ends(v, &rules->average.clamp)));
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_FORMULA, mean_text(b, step),
                clamped ? JOIN(v, ends, CAPAI_TEXT(", "), rules_text(b)) : rules_text(b),
                STYLE_PLAIN);
    put_value(b, step);
}

/* A sum that has a name goes on to a formula. */
static void put_total(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    capai_text sum = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_TOTAL,
                                 CAPAI_WORDS(view_number_text(v, (int64_t)step->of.total.members)));
    if (step->name.size) {
        explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_VALUE,
                    JOIN(v, step->name, CAPAI_TEXT(" "), explain_exact(v, step->value)), sum,
                    STYLE_PLAIN);
        return;
    }
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_FORMULA, sum, rules_text(b), STYLE_PLAIN);
    put_value(b, step);
}

static void put_rank(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    capai_text greater = CAPAI_NO_TEXT, equal = CAPAI_NO_TEXT;
    if (step->of.rank.greater)
        greater = view_number_text(v, (int64_t)step->of.rank.greater);
    if (step->of.rank.equal)
        equal = view_number_text(v, (int64_t)step->of.rank.equal);
    explain_put(
        b, CAPAI_MSG_LABEL_EXPLAIN_RANK,
        view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_RANKED,
                    CAPAI_WORDS(view_number_text(v, (int64_t)step->of.rank.rank),
                                view_number_text(v, (int64_t)step->of.rank.of), greater, equal)),
        CAPAI_NO_TEXT, STYLE_PLAIN);
}

static void put_clamp(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    capai_text ends = explain_ends(v, step->of.clamp.ends);
    capai_text words = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_CLAMP, CAPAI_WORDS(ends));
    capai_text value = explain_exact(v, step->value);
    if (!step->of.clamp.changed)
        value = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_UNCHANGED, CAPAI_WORDS(value));
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_CAP, JOIN(v, words, CAPAI_TEXT(": "), value),
                rules_text(b), STYLE_PLAIN);
}

static void put_round(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_ROUND,
                view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_ROUNDED,
                            CAPAI_WORDS(view_number_text(v, step->of.round.digits),
                                        explain_mode(v, step->of.round.mode),
                                        explain_decimal(v, step->value.terms[0].numerator))),
                rules_text(b), STYLE_PLAIN);
}

static void put_class(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    const struct capai_scale *scale = step->of.grading.scale;
    capai_text name = scale->bands[step->of.grading.band].name;
    bool verdict = capai_text_equal(step->quantity, CAPAI_TEXT("efisiensi"));
    explain_put(
        b, verdict ? CAPAI_MSG_LABEL_EXPLAIN_COMPARE : CAPAI_MSG_LABEL_EXPLAIN_CLASS,
        view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_BECAUSE, CAPAI_WORDS(name, explain_class(v, step))),
        scale->basis.size ? scale->basis : rules_text(b), STYLE_PLAIN);
    if (step->of.grading.borderline && step->of.grading.match == CAPAI_MATCH_BAND)
        explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_CLASS,
                    capai_text_of(view_label(v, CAPAI_MSG_LABEL_EXPLAIN_BORDERLINE)), CAPAI_NO_TEXT,
                    STYLE_ATTENTION);
}

static void put_compare(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    int sign = 0;
    capai_exact_compare(step->value, step->of.compare.with, v->arena, &sign, NULL);
    bool exact = b->subject->rules->classify_exact;
    capai_text values[] = {exact ? explain_exact(v, step->value)
                                 : explain_decimal(v, step->value.terms[0].numerator),
                           exact ? explain_exact(v, step->of.compare.with)
                                 : explain_decimal(v, step->of.compare.with.terms[0].numerator)};
    capai_text verdict = step->of.compare.verdict;
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_COMPARE,
                JOIN(v, CAPAI_TEXT("capaian "), values[0],
                     sign > 0   ? CAPAI_TEXT(" > ")
                     : sign < 0 ? CAPAI_TEXT(" < ")
                                : CAPAI_TEXT(" = "),
                     CAPAI_TEXT("serapan "), values[1],
                     verdict.size ? CAPAI_TEXT(": ") : CAPAI_NO_TEXT, verdict),
                rules_text(b), STYLE_PLAIN);
}

static void put_zero(struct block *b, const struct capai_trace_step *step)
{
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_FORMULA,
                view_phrase(b->v, CAPAI_MSG_LABEL_EXPLAIN_ZERO,
                            CAPAI_WORDS(step->of.zero.of, explain_exact(b->v, step->value))),
                rules_text(b), STYLE_PLAIN);
}

static void put_modal(struct block *b, const struct capai_trace_step *step)
{
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_CLASS,
                view_phrase(b->v, CAPAI_MSG_LABEL_EXPLAIN_MODAL,
                            CAPAI_WORDS(b->subject->rules->scale.bands[step->of.modal.band].name,
                                        view_number_text(b->v, (int64_t)step->of.modal.members))),
                rules_text(b), STYLE_PLAIN);
}

static void put_of_opd(struct block *b, const struct capai_trace_step *step)
{
    (void)step;
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_LINE,
                capai_text_of(view_label(b->v, CAPAI_MSG_LABEL_EXPLAIN_OF_OPD)), rules_text(b),
                STYLE_PLAIN);
}

static void put_kept(struct block *b, const struct capai_trace_step *step)
{
    (void)step;
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_VALUE,
                capai_text_of(view_label(b->v, CAPAI_MSG_LABEL_EXPLAIN_KEPT)), CAPAI_NO_TEXT,
                STYLE_PLAIN);
}

static void put_none(struct block *b, const struct capai_trace_step *step)
{
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_VALUE, explain_reason(b->v, b->subject, step),
                CAPAI_NO_TEXT, STYLE_ATTENTION);
}

void explain_put_step(struct block *b, const struct capai_trace_step *step)
{
    static void (*const put[CAPAI_TRACE_COUNT])(struct block *, const struct capai_trace_step *) = {
        [CAPAI_TRACE_INPUT] = put_input,     [CAPAI_TRACE_GIVEN] = put_given,
        [CAPAI_TRACE_ANSWERS] = put_answers, [CAPAI_TRACE_SKIPPED] = put_skipped,
        [CAPAI_TRACE_LINE] = put_line,       [CAPAI_TRACE_OF_OPD] = put_of_opd,
        [CAPAI_TRACE_SUM] = put_sum,         [CAPAI_TRACE_FORMULA] = put_formula,
        [CAPAI_TRACE_GRADES] = put_grades,   [CAPAI_TRACE_ZERO] = put_zero,
        [CAPAI_TRACE_MEMBER] = put_member,   [CAPAI_TRACE_MEAN] = put_mean,
        [CAPAI_TRACE_TOTAL] = put_total,     [CAPAI_TRACE_RANK] = put_rank,
        [CAPAI_TRACE_CLAMP] = put_clamp,     [CAPAI_TRACE_ROUND] = put_round,
        [CAPAI_TRACE_CLASS] = put_class,     [CAPAI_TRACE_MODAL] = put_modal,
        [CAPAI_TRACE_COMPARE] = put_compare, [CAPAI_TRACE_KEPT] = put_kept,
        [CAPAI_TRACE_NONE] = put_none};
    put[step->kind](b, step);
}
