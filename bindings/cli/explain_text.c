/* Explanations for people: a block for each quantity, a line for each step, in the order cells,
 * formula, value, rounding, class, use. */
#include "bindings/cli/explain.h"

#include <string.h>

/* One block while it is filled. */
struct block {
    const struct view *v;
    const struct explained *explained;
    const struct capai_subject *subject;
    capai_text quantity;
    struct grid grid;
    enum capai_message last; /* label of the row above */
};

/* Adds a row; a label is not said twice in a row. */
static void put(struct block *b, enum capai_message label, capai_text text, capai_text note,
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
    capai_text place = explain_place(v, &step->place);
    if (!capai_text_equal(step->name, step->of.input.column))
        place = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_COLUMN,
                            CAPAI_WORDS(place, step->of.input.column));
    put(b, CAPAI_MSG_LABEL_EXPLAIN_INPUT, JOIN(v, step->name, CAPAI_TEXT(" "), value), place,
        STYLE_PLAIN);
}

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
    put(b, CAPAI_MSG_LABEL_EXPLAIN_LINE,
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
    capai_text sum = value
                         ? explain_exact(v, step->value)
                         : view_outcome_words(v, capai_text_of(capai_outcome_name(step->outcome)));
    capai_text lines = CAPAI_NO_TEXT;
    if (step->of.sum.lines)
        lines = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_LINES,
                            CAPAI_WORDS(view_number_text(v, (int64_t)step->of.sum.lines)));
    put(b, CAPAI_MSG_LABEL_EXPLAIN_SUM, JOIN(v, step->name, CAPAI_TEXT(" "), sum), lines,
        STYLE_PLAIN);
}

/* The value of a step, with the quotient that it is where it does not end. */
static void put_value(struct block *b, const struct capai_trace_step *step)
{
    capai_text quotient = explain_quotient(b->v, step->value);
    if (quotient.size)
        quotient = view_phrase(b->v, CAPAI_MSG_LABEL_EXPLAIN_EXACTLY, CAPAI_WORDS(quotient));
    put(b, CAPAI_MSG_LABEL_EXPLAIN_VALUE, explain_exact(b->v, step->value), quotient, STYLE_PLAIN);
}

static void put_formula(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    capai_text arah = CAPAI_NO_TEXT;
    if (step->of.formula.arah.size)
        arah = JOIN(v, CAPAI_TEXT("arah "), step->of.formula.arah, CAPAI_TEXT(", "), rules_text(b));
    bool alone =
        step->name.size && !memchr(step->of.formula.text.data, ' ', step->of.formula.text.size);
    if (!alone) {
        put(b, CAPAI_MSG_LABEL_EXPLAIN_FORMULA, step->of.formula.text, arah, STYLE_PLAIN);
        put(b, CAPAI_MSG_LABEL_EXPLAIN_FORMULA,
            explain_substituted(v, b->subject, (size_t)(step - b->subject->steps)), CAPAI_NO_TEXT,
            STYLE_PLAIN);
    }
    if (step->name.size) /* a sum of cells: the value has a name of its own */
        put(b, CAPAI_MSG_LABEL_EXPLAIN_VALUE,
            JOIN(v, step->name, CAPAI_TEXT(" "), explain_exact(v, step->value)), CAPAI_NO_TEXT,
            STYLE_PLAIN);
    else
        put_value(b, step);
}

static void put_grades(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    size_t realisasi = step->of.grades.realisasi, target = step->of.grades.target;
    capai_text ranks[] = {view_number_text(v, (int64_t)realisasi),
                          view_number_text(v, (int64_t)target)};
    put(b, CAPAI_MSG_LABEL_EXPLAIN_FORMULA,
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
        note = view_phrase(v, words[step->of.member.entry], CAPAI_WORDS(why));
    } else {
        capai_text before = explain_exact(v, step->of.member.of);
        note = explain_exact(v, step->value);
        if (!capai_text_equal(before, note))
            note = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_BECOMES, CAPAI_WORDS(before, note));
        if (average->kind == CAPAI_WEIGHTED)
            note = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_WEIGHT,
                               CAPAI_WORDS(note, explain_decimal(v, step->of.member.weight)));
    }
    put(b, CAPAI_MSG_LABEL_EXPLAIN_MEMBER, name, note, STYLE_PLAIN);
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
    put(b, CAPAI_MSG_LABEL_EXPLAIN_FORMULA, mean_text(b, step),
        clamped ? JOIN(v, ends, CAPAI_TEXT(", "), rules_text(b)) : rules_text(b), STYLE_PLAIN);
    put_value(b, step);
}

static void put_clamp(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    capai_text ends = explain_ends(v, step->of.clamp.ends);
    capai_text words = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_CLAMP, CAPAI_WORDS(ends));
    capai_text value = explain_exact(v, step->value);
    if (!step->of.clamp.changed)
        value = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_UNCHANGED, CAPAI_WORDS(value));
    put(b, CAPAI_MSG_LABEL_EXPLAIN_CAP, JOIN(v, words, CAPAI_TEXT(": "), value), rules_text(b),
        STYLE_PLAIN);
}

static void put_round(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    put(b, CAPAI_MSG_LABEL_EXPLAIN_ROUND,
        view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_ROUNDED,
                    CAPAI_WORDS(view_number_text(v, step->of.round.digits),
                                explain_mode(v, step->of.round.mode),
                                explain_decimal(v, step->value.terms[0].numerator))),
        rules_text(b), STYLE_PLAIN);
}

static void put_class(struct block *b, const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    const struct capai_scale *scale = &b->subject->rules->scale;
    capai_text name = scale->bands[step->of.grading.band].name;
    put(b, CAPAI_MSG_LABEL_EXPLAIN_CLASS,
        view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_BECAUSE,
                    CAPAI_WORDS(name, explain_class(v, b->subject->rules, step))),
        scale->basis.size ? scale->basis : rules_text(b), STYLE_PLAIN);
    if (step->of.grading.borderline && step->of.grading.match == CAPAI_MATCH_BAND)
        put(b, CAPAI_MSG_LABEL_EXPLAIN_CLASS,
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
    put(b, CAPAI_MSG_LABEL_EXPLAIN_COMPARE,
        JOIN(v, CAPAI_TEXT("capaian "), values[0],
             sign > 0   ? CAPAI_TEXT(" > ")
             : sign < 0 ? CAPAI_TEXT(" < ")
                        : CAPAI_TEXT(" = "),
             CAPAI_TEXT("serapan "), values[1], verdict.size ? CAPAI_TEXT(": ") : CAPAI_NO_TEXT,
             verdict),
        rules_text(b), STYLE_PLAIN);
}

static void put_zero(struct block *b, const struct capai_trace_step *step)
{
    put(b, CAPAI_MSG_LABEL_EXPLAIN_FORMULA,
        view_phrase(b->v, CAPAI_MSG_LABEL_EXPLAIN_ZERO,
                    CAPAI_WORDS(step->of.zero.of, explain_exact(b->v, step->value))),
        rules_text(b), STYLE_PLAIN);
}

static void put_modal(struct block *b, const struct capai_trace_step *step)
{
    put(b, CAPAI_MSG_LABEL_EXPLAIN_CLASS,
        view_phrase(b->v, CAPAI_MSG_LABEL_EXPLAIN_MODAL,
                    CAPAI_WORDS(b->subject->rules->scale.bands[step->of.modal.band].name,
                                view_number_text(b->v, (int64_t)step->of.modal.members))),
        rules_text(b), STYLE_PLAIN);
}

static void put_step(struct block *b, const struct capai_trace_step *step)
{
    switch (step->kind) {
    case CAPAI_TRACE_INPUT:
        put_input(b, step);
        break;
    case CAPAI_TRACE_LINE:
        put_line(b, step);
        break;
    case CAPAI_TRACE_OF_OPD:
        put(b, CAPAI_MSG_LABEL_EXPLAIN_LINE,
            capai_text_of(view_label(b->v, CAPAI_MSG_LABEL_EXPLAIN_OF_OPD)), rules_text(b),
            STYLE_PLAIN);
        break;
    case CAPAI_TRACE_SUM:
        put_sum(b, step);
        break;
    case CAPAI_TRACE_FORMULA:
        put_formula(b, step);
        break;
    case CAPAI_TRACE_GRADES:
        put_grades(b, step);
        break;
    case CAPAI_TRACE_ZERO:
        put_zero(b, step);
        break;
    case CAPAI_TRACE_MEMBER:
        put_member(b, step);
        break;
    case CAPAI_TRACE_MEAN:
        put_mean(b, step);
        break;
    case CAPAI_TRACE_CLAMP:
        put_clamp(b, step);
        break;
    case CAPAI_TRACE_ROUND:
        put_round(b, step);
        break;
    case CAPAI_TRACE_CLASS:
        put_class(b, step);
        break;
    case CAPAI_TRACE_MODAL:
        put_modal(b, step);
        break;
    case CAPAI_TRACE_COMPARE:
        put_compare(b, step);
        break;
    case CAPAI_TRACE_KEPT:
        put(b, CAPAI_MSG_LABEL_EXPLAIN_VALUE,
            capai_text_of(view_label(b->v, CAPAI_MSG_LABEL_EXPLAIN_KEPT)), CAPAI_NO_TEXT,
            STYLE_PLAIN);
        break;
    case CAPAI_TRACE_NONE:
    case CAPAI_TRACE_COUNT:
    default:
        put(b, CAPAI_MSG_LABEL_EXPLAIN_VALUE, explain_reason(b->v, step), CAPAI_NO_TEXT,
            STYLE_ATTENTION);
        break;
    }
}

/* ---- where a value goes ---- */

/* The means that this subject is a member of. */
static void put_uses(struct block *b)
{
    const struct view *v = b->v;
    const struct capai_trace *trace = b->explained->trace;
    for (size_t i = 0; i < trace->count; i++) {
        const struct capai_subject *other = trace->subjects[i];
        bool near = !other->dataset ||
                    (other->dataset == b->subject->dataset && other->opd == b->subject->opd);
        for (size_t k = 0; near && k < other->step_count; k++) {
            const struct capai_trace_step *step = &other->steps[k];
            if (step->kind != CAPAI_TRACE_MEMBER || step->of.member.subject != b->subject)
                continue;
            capai_text of = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_MEAN_OF,
                                        CAPAI_WORDS(explain_table(other->result)));
            capai_text with = step->of.member.entry == CAPAI_ENTRY_VALUE
                                  ? view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_ENTERS,
                                                CAPAI_WORDS(explain_exact(v, step->value)))
                                  : capai_text_of(view_label(v, CAPAI_MSG_LABEL_EXPLAIN_NO_VALUE));
            put(b, CAPAI_MSG_LABEL_EXPLAIN_USED,
                JOIN(v, of, CAPAI_TEXT(" "), explain_name(v, other)), with, STYLE_PLAIN);
        }
    }
}

/* ---- blocks ---- */

/* The quantity of whose block a step is: the class belongs to its capaian. */
static capai_text block_of(const struct capai_trace_step *step)
{
    return capai_text_equal(step->quantity, CAPAI_TEXT("predikat")) ? CAPAI_TEXT("capaian")
                                                                    : step->quantity;
}

/* The answer of a block, as its heading: "capaian 92,86 Sangat Tinggi". */
static void print_answer(const struct block *b)
{
    const struct view *v = b->v;
    enum capai_result result = b->subject->result;
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)b->quantity.size, b->quantity.data);
    capai_text value = view_entry(v, result, b->subject->row, name), word = CAPAI_NO_TEXT;
    if (capai_text_equal(b->quantity, CAPAI_TEXT("capaian")))
        word = view_entry(v, result, b->subject->row, "predikat");
    for (size_t i = 0; i < b->subject->step_count && !value.size; i++) {
        const struct capai_trace_step *step =
            &b->subject->steps[i]; /* no column: what was rounded */
        if (step->kind == CAPAI_TRACE_ROUND && capai_text_equal(step->quantity, b->quantity))
            value = explain_decimal(v, step->value.terms[0].numerator);
    }
    for (char *p = name; *p; p++)
        *p = *p == '_' ? ' ' : *p;
    if (!value.size)
        value = capai_text_of("\xE2\x80\x93");
    capai_text answer = JOIN(v, capai_text_of(name), CAPAI_TEXT(" "), value,
                             word.size ? CAPAI_TEXT(" ") : CAPAI_NO_TEXT, word);
    if (v->terminal->markdown) {
        markdown_heading(v->terminal->file, 3, answer);
        return;
    }
    fputs("\n ", v->terminal->file);
    terminal_put(v->terminal, STYLE_BOLD, answer);
    fputc('\n', v->terminal->file);
}

static bool print_block(struct block *b, bool last)
{
    const struct view *v = b->v;
    bool document = v->terminal->markdown;
    static const enum capai_message titles[] = {CAPAI_MSG_LABEL_EXPLAIN_STEP,
                                                CAPAI_MSG_LABEL_EXPLAIN_CONTENT,
                                                CAPAI_MSG_LABEL_EXPLAIN_SOURCE};
    grid_init(&b->grid, v->arena);
    for (size_t i = 0; i < 3; i++)
        grid_column(&b->grid, document ? view_label(v, titles[i]) : "", false, i > 0);
    for (size_t i = 0; i < b->subject->step_count; i++)
        if (capai_text_equal(block_of(&b->subject->steps[i]), b->quantity))
            put_step(b, &b->subject->steps[i]);
    if (last)
        put_uses(b);
    if (b->grid.failed)
        return false;
    print_answer(b);
    grid_print(&b->grid, v->terminal);
    return true;
}

/* True where a quantity was asked for by nobody: what it is made of is not in the data. */
static bool is_idle(const struct capai_subject *subject, capai_text quantity)
{
    bool value = false, reason = false;
    for (size_t i = 0; i < subject->step_count; i++) {
        const struct capai_trace_step *step = &subject->steps[i];
        if (!capai_text_equal(step->quantity, quantity))
            continue;
        value |= step->kind != CAPAI_TRACE_INPUT && step->kind != CAPAI_TRACE_NONE;
        reason |= step->kind == CAPAI_TRACE_NONE &&
                  (step->of.none.reason || step->outcome == CAPAI_TIDAK_DAPAT_DIHITUNG);
    }
    return !value && !reason && !capai_text_equal(quantity, CAPAI_TEXT("capaian"));
}

static void print_head(const struct view *v, const struct capai_subject *subject)
{
    FILE *file = v->terminal->file;
    char year[16];
    snprintf(year, sizeof year, "%d", subject->year);
    capai_text opd = CAPAI_NO_TEXT;
    if (subject->dataset && subject->result != CAPAI_RESULT_OPD) {
        const struct capai_opd info = capai_dataset_opd(subject->dataset, subject->opd);
        opd = info.nama.size ? info.nama : info.opd;
    }
    capai_text tabel = CAPAI_NO_TEXT;
    if (subject->result == CAPAI_RESULT_ANGGARAN)
        tabel = view_entry(v, subject->result, subject->row, "tabel");
    capai_text about = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_ABOUT,
                                   CAPAI_WORDS(explain_table(subject->result), opd,
                                               capai_text_of(year), subject->rules->id, tabel));
    if (v->terminal->markdown) {
        markdown_heading(file, 2, explain_name(v, subject));
        markdown_item(file, about);
        return;
    }
    fputs("\n ", file);
    print_wrapped(v->terminal, STYLE_BOLD, explain_name(v, subject), 1);
    fputc(' ', file);
    print_wrapped(v->terminal, STYLE_SOFT, about, 1);
}

static bool print_subject(const struct view *v, const struct explained *explained,
                          const struct capai_subject *subject)
{
    print_head(v, subject);
    for (size_t i = 0; i < subject->step_count; i++) {
        struct block block = {.v = v,
                              .explained = explained,
                              .subject = subject,
                              .quantity = block_of(&subject->steps[i])};
        bool seen = is_idle(subject, block.quantity);
        for (size_t k = 0; k < i && !seen; k++)
            seen = capai_text_equal(block_of(&subject->steps[k]), block.quantity);
        bool capaian = capai_text_equal(block.quantity, CAPAI_TEXT("capaian"));
        if (!seen && !print_block(&block, capaian))
            return false;
    }
    return true;
}

/* ---- the rules at the end ---- */

static void print_basis(const struct view *v, const struct capai_rules *rules)
{
    capai_text head = JOIN(v, view_phrase(v, CAPAI_MSG_LABEL_RULES, CAPAI_WORDS(rules->id)),
                           CAPAI_TEXT(": "), rules->name);
    if (v->terminal->markdown)
        markdown_heading(v->terminal->file, 2, head);
    else
        fputc('\n', v->terminal->file);
    if (!v->terminal->markdown)
        view_remark(v, head);
    for (size_t i = 0; i < rules->basis_count; i++) {
        capai_text basis = view_phrase(v, CAPAI_MSG_LABEL_BASIS, CAPAI_WORDS(rules->basis[i]));
        if (v->terminal->markdown)
            markdown_item(v->terminal->file, basis);
        else
            view_remark(v, basis);
    }
}

bool explain_text(const struct view *v, const struct explained *explained)
{
    bool done = true;
    for (size_t i = 0; done && i < explained->count; i++)
        done = print_subject(v, explained, explained->subjects[i]);
    for (size_t i = 0; done && i < explained->count; i++) {
        bool said = false;
        for (size_t k = 0; k < i && !said; k++)
            said = explained->subjects[k]->rules == explained->subjects[i]->rules;
        if (!said)
            print_basis(v, explained->subjects[i]->rules);
    }
    return done && !*v->failed;
}
