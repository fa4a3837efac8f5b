/* Explanations for people: a block for each quantity, a line for each step, in the order cells,
 * formula, value, rounding, class, use. */
#include "bindings/cli/explain.h"

#include <string.h>

/* ---- where a value goes ---- */

/* True where the subject has steps of that quantity. */
static bool has_block(const struct capai_subject *subject, capai_text quantity)
{
    for (size_t i = 0; i < subject->step_count; i++)
        if (capai_text_equal(subject->steps[i].quantity, quantity))
            return true;
    return false;
}

/* True where a mean, a total or a number has taken what this block is about: what is called the
 * same, or else what matters most. */
static bool is_use(const struct block *b, const struct capai_trace_step *step)
{
    if (step->kind != CAPAI_TRACE_MEMBER || step->of.member.subject != b->subject)
        return false;
    if (step->of.member.as == CAPAI_MEMBER_ADDED && step->of.member.entry == CAPAI_ENTRY_LEFT_OUT)
        return false;
    return has_block(b->subject, step->quantity)
               ? capai_text_equal(step->quantity, b->quantity)
               : capai_text_equal(explain_main(b->subject), b->quantity);
}

static void put_use(struct block *b, const struct capai_subject *other,
                    const struct capai_trace_step *step)
{
    const struct view *v = b->v;
    capai_text name = explain_name(v, other), with;
    if (step->of.member.as == CAPAI_MEMBER_AVERAGED)
        name = JOIN(
            v, view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_MEAN_OF, CAPAI_WORDS(explain_table(other))),
            CAPAI_TEXT(" "), name);
    bool counted = step->of.member.as == CAPAI_MEMBER_COUNTED;
    if (counted ||
        (step->of.member.as == CAPAI_MEMBER_ADDED && other->result == CAPAI_RESULT_KABUPATEN))
        name = JOIN(v, explain_table(other), CAPAI_TEXT(" "), name);
    if (counted) {
        with = capai_text_of(view_label(v, CAPAI_MSG_LABEL_EXPLAIN_COUNTED));
    } else if (step->of.member.entry == CAPAI_ENTRY_VALUE) {
        with = view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_ENTERS,
                           CAPAI_WORDS(explain_exact(v, step->value)));
    } else {
        with = capai_text_of(view_label(v, CAPAI_MSG_LABEL_EXPLAIN_NO_VALUE));
    }
    explain_put(b, CAPAI_MSG_LABEL_EXPLAIN_USED, name, with, STYLE_PLAIN);
}

/* Where else the value is used. */
static void put_uses(struct block *b)
{
    const struct capai_trace *trace = b->explained->trace;
    for (size_t i = 0; i < trace->count; i++) {
        const struct capai_subject *other = trace->subjects[i];
        bool near = !other->dataset ||
                    (other->dataset == b->subject->dataset && other->opd == b->subject->opd);
        for (size_t k = 0; near && k < other->step_count; k++)
            if (is_use(b, &other->steps[k]))
                put_use(b, other, &other->steps[k]);
    }
}

/* ---- blocks ---- */

/* Of the headings of subjects: below chapters, where there are any. */
static size_t level_of(const struct explained *explained)
{
    return explained->count > EXPLAIN_FEW ? 3 : 2;
}

/* The quantity of whose block a step is: the class belongs to what has it. */
static capai_text block_of(const struct capai_subject *subject, const struct capai_trace_step *step)
{
    capai_text class = capai_text_of(explain_class_column(subject));
    return capai_text_equal(step->quantity, class) ? explain_main(subject) : step->quantity;
}

/* A quantity as people write it. */
static capai_text quantity_text(const struct view *v, capai_text quantity)
{
    static const char *const words[][2] = {{"ikm", "IKM"},
                                           {"nrr", "NRR"},
                                           {"nrr_tertimbang", "NRR tertimbang"},
                                           {"nilai_lke", "nilai LKE"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (capai_text_equal(quantity, capai_text_of(words[i][0])))
            return capai_text_of(words[i][1]);
    char *text = capai_arena_alloc(v->arena, quantity.size + 1);
    *v->failed |= !text;
    for (size_t i = 0; text && i < quantity.size; i++)
        text[i] = quantity.data[i] == '_' ? ' ' : quantity.data[i];
    return text ? (capai_text){text, quantity.size} : CAPAI_NO_TEXT;
}

/* The answer of a block, as its heading: "capaian 92,86 Sangat Tinggi". */
static void print_answer(const struct block *b)
{
    const struct view *v = b->v;
    enum capai_result result = b->subject->result;
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)b->quantity.size, b->quantity.data);
    capai_text value = view_entry(v, result, b->subject->row, name), word = CAPAI_NO_TEXT;
    if (capai_text_equal(b->quantity, explain_main(b->subject)) && result != CAPAI_RESULT_REKAP)
        word = view_entry(v, result, b->subject->row, explain_class_column(b->subject));
    for (size_t i = 0; i < b->subject->step_count && !value.size; i++) {
        const struct capai_trace_step *step =
            &b->subject->steps[i]; /* no column: what was rounded */
        if (step->kind == CAPAI_TRACE_ROUND && capai_text_equal(step->quantity, b->quantity))
            value = explain_decimal(v, step->value.terms[0].numerator);
    }
    if (!value.size)
        value = capai_text_of("\xE2\x80\x93");
    capai_text answer = JOIN(v, quantity_text(v, b->quantity), CAPAI_TEXT(" "), value,
                             word.size ? CAPAI_TEXT(" ") : CAPAI_NO_TEXT, word);
    if (v->terminal->markdown) {
        markdown_heading(v->terminal->file, level_of(b->explained) + 1, answer);
        return;
    }
    fputs("\n ", v->terminal->file);
    terminal_put(v->terminal, STYLE_BOLD, answer);
    fputc('\n', v->terminal->file);
}

static bool print_block(struct block *b)
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
        if (capai_text_equal(block_of(b->subject, &b->subject->steps[i]), b->quantity))
            explain_put_step(b, &b->subject->steps[i]);
    put_uses(b);
    if (b->grid.failed)
        return false;
    print_answer(b);
    grid_print(&b->grid, v->terminal);
    return true;
}

static bool has_budget(const struct capai_subject *subject)
{
    const struct capai_table *table =
        subject->dataset ? capai_dataset_table(subject->dataset, CAPAI_TEXT("anggaran")) : NULL;
    return table && capai_table_rows(table) > 0;
}

/* True where a quantity was asked for by nobody: what it is made of is not in the data. */
static bool is_idle(const struct capai_subject *subject, capai_text quantity)
{
    bool value = false, reason = false;
    for (size_t i = 0; i < subject->step_count; i++) {
        const struct capai_trace_step *step = &subject->steps[i];
        if (!capai_text_equal(step->quantity, quantity))
            continue;
        bool sum = step->kind == CAPAI_TRACE_SUM || step->kind == CAPAI_TRACE_MEMBER;
        value |= step->kind != CAPAI_TRACE_INPUT && step->kind != CAPAI_TRACE_NONE &&
                 !(sum && step->outcome == CAPAI_TIDAK_BERLAKU);
        bool unlinked = step->outcome == CAPAI_TIDAK_BERLAKU &&
                        capai_text_equal(quantity, CAPAI_TEXT("serapan")) && has_budget(subject);
        reason |= step->kind == CAPAI_TRACE_NONE &&
                  (step->of.none.reason || step->outcome == CAPAI_TIDAK_DAPAT_DIHITUNG || unlinked);
    }
    return !value && !reason && !capai_text_equal(quantity, explain_main(subject));
}

static void print_head(const struct view *v, const struct explained *explained,
                       const struct capai_subject *subject)
{
    FILE *file = v->terminal->file;
    char year[16];
    snprintf(year, sizeof year, "%d", subject->year);
    capai_text opd = CAPAI_NO_TEXT;
    bool alone = subject->result == CAPAI_RESULT_OPD && !subject->topic;
    if (subject->dataset && !alone) {
        const struct capai_opd info = capai_dataset_opd(subject->dataset, subject->opd);
        opd = info.nama.size ? info.nama : info.opd;
    }
    capai_text tabel = CAPAI_NO_TEXT;
    if (subject->result == CAPAI_RESULT_ANGGARAN)
        tabel = view_entry(v, subject->result, subject->row, "tabel");
    capai_text kind = explain_table(subject);
    if (subject->result == CAPAI_RESULT_RENSTRA)
        kind =
            JOIN(v, kind, CAPAI_TEXT(" "), view_entry(v, subject->result, subject->row, "versi"));
    capai_text about =
        view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_ABOUT,
                    CAPAI_WORDS(kind, opd, capai_text_of(year), subject->rules->id, tabel));
    if (v->terminal->markdown) {
        markdown_heading(file, level_of(explained), explain_name(v, subject));
        markdown_item(file, about);
        return;
    }
    fputs("\n ", file);
    print_wrapped(v->terminal, STYLE_BOLD, explain_name(v, subject), 1);
    fputc(' ', file);
    print_wrapped(v->terminal, STYLE_SOFT, about, 1);
}

/* True for the first step of its block. */
static bool begins_block(const struct capai_subject *subject, size_t at)
{
    capai_text block = block_of(subject, &subject->steps[at]);
    for (size_t i = 0; i < at; i++)
        if (capai_text_equal(block_of(subject, &subject->steps[i]), block))
            return false;
    return true;
}

static bool is_all_idle(const struct capai_subject *subject)
{
    for (size_t i = 0; i < subject->step_count; i++)
        if (!is_idle(subject, block_of(subject, &subject->steps[i])))
            return false;
    return true;
}

/* Where nothing has a value, the first block says why. */
static bool print_subject(const struct view *v, const struct explained *explained,
                          const struct capai_subject *subject)
{
    bool silent = is_all_idle(subject);
    print_head(v, explained, subject);
    for (size_t i = 0; i < subject->step_count; i++) {
        struct block block = {.v = v,
                              .explained = explained,
                              .subject = subject,
                              .quantity = block_of(subject, &subject->steps[i])};
        bool told = silent ? i == 0 : !is_idle(subject, block.quantity);
        if (told && begins_block(subject, i) && !print_block(&block))
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

/* The chapter that a subject is in: its table, and whose. */
static capai_text chapter_of(const struct view *v, const struct capai_subject *subject)
{
    bool survey = subject->result == CAPAI_RESULT_SKM || subject->topic == CAPAI_TOPIC_SURVEY;
    capai_text table = survey ? CAPAI_TEXT("SKM") : explain_table(subject);
    char *name = capai_arena_alloc(v->arena, table.size + 1);
    *v->failed |= !name;
    if (!name)
        return CAPAI_NO_TEXT;
    memcpy(name, table.data, table.size);
    if (name[0] >= 'a' && name[0] <= 'z')
        name[0] = (char)(name[0] - 'a' + 'A');
    table = (capai_text){name, table.size};
    if (!subject->dataset)
        return table;
    const struct capai_opd info = capai_dataset_opd(subject->dataset, subject->opd);
    return JOIN(v, table, CAPAI_TEXT(", "), info.nama.size ? info.nama : info.opd);
}

static void print_title(const struct view *v)
{
    markdown_heading(v->terminal->file, 1,
                     capai_text_of(view_label(v, CAPAI_MSG_LABEL_EXPLAIN_TITLE)));
    markdown_item(v->terminal->file,
                  capai_text_of(view_label(v, CAPAI_MSG_LABEL_EXPLAIN_INTRODUCTION)));
}

bool explain_text(const struct view *v, const struct explained *explained)
{
    bool done = true;
    if (v->terminal->markdown)
        print_title(v);
    bool chapters = v->terminal->markdown && explained->count > EXPLAIN_FEW;
    capai_text last = CAPAI_NO_TEXT;
    for (size_t i = 0; done && i < explained->count; i++) {
        capai_text chapter = chapters ? chapter_of(v, explained->subjects[i]) : last;
        if (!capai_text_equal(chapter, last))
            markdown_heading(v->terminal->file, 2, chapter);
        last = chapter;
        done = print_subject(v, explained, explained->subjects[i]);
    }
    for (size_t i = 0; done && i < explained->count; i++) {
        bool said = false;
        for (size_t k = 0; k < i && !said; k++)
            said = explained->subjects[k]->rules == explained->subjects[i]->rules;
        if (!said)
            print_basis(v, explained->subjects[i]->rules);
    }
    return done && !*v->failed;
}
