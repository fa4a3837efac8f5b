#include "core/trace.h"

#include <string.h>

#include "core/evaluate.h"

const char *capai_trace_name(enum capai_trace_kind kind)
{
    static const char *const names[CAPAI_TRACE_COUNT] = {
        [CAPAI_TRACE_INPUT] = "masukan",
        [CAPAI_TRACE_GIVEN] = "ketentuan",
        [CAPAI_TRACE_ANSWERS] = "jawaban",
        [CAPAI_TRACE_SKIPPED] = "tidak_ikut",
        [CAPAI_TRACE_LINE] = "baris_anggaran",
        [CAPAI_TRACE_OF_OPD] = "anggaran_opd",
        [CAPAI_TRACE_SUM] = "jumlah",
        [CAPAI_TRACE_FORMULA] = "rumus",
        [CAPAI_TRACE_GRADES] = "peringkat",
        [CAPAI_TRACE_ZERO] = "nol",
        [CAPAI_TRACE_MEMBER] = "anggota",
        [CAPAI_TRACE_MEAN] = "rata_rata",
        [CAPAI_TRACE_TOTAL] = "total",
        [CAPAI_TRACE_RANK] = "urutan",
        [CAPAI_TRACE_CLAMP] = "batas",
        [CAPAI_TRACE_ROUND] = "pembulatan",
        [CAPAI_TRACE_CLASS] = "predikat",
        [CAPAI_TRACE_COMPARE] = "perbandingan",
        [CAPAI_TRACE_MODAL] = "predikat_terbanyak",
        [CAPAI_TRACE_KEPT] = "tetap",
        [CAPAI_TRACE_NONE] = "tanpa_nilai",
    };
    return names[kind];
}

void capai_trace_init(struct capai_trace *trace, struct capai_arena *arena)
{
    *trace = (struct capai_trace){.arena = arena};
}

void capai_evaluation_trace(struct capai_evaluation *evaluation, struct capai_trace *trace)
{
    evaluation->trace = trace;
}

struct capai_subject *trace_begin(struct capai_trace *trace, const struct trace_about *about)
{
    if (!trace || trace->failed)
        return NULL;
    struct capai_subject *subject = capai_arena_array(trace->arena, 1, sizeof *subject);
    struct capai_subject **subjects = capai_arena_grow(trace->arena, trace->subjects, trace->count,
                                                       &trace->capacity, sizeof *subjects);
    trace->failed = !subject || !subjects;
    if (trace->failed)
        return NULL;
    *subject = (struct capai_subject){.result = about->result,
                                      .topic = about->topic,
                                      .dataset = about->dataset,
                                      .opd = about->opd,
                                      .rules = about->rules,
                                      .year = about->year,
                                      .trace = trace};
    trace->subjects = subjects;
    subjects[trace->count++] = subject;
    return subject;
}

bool trace_settle(struct capai_trace *trace, size_t first, const struct capai_dataset *dataset)
{
    for (size_t i = first; trace && i < trace->count; i++)
        trace->subjects[i]->dataset = dataset;
    return !trace || !trace->failed;
}

struct capai_subject *trace_quantity(struct capai_subject *subject, capai_text quantity)
{
    if (!subject)
        return NULL;
    subject->quantity = quantity;
    subject->arah = CAPAI_NO_TEXT;
    return subject;
}

void trace_arah(struct capai_subject *subject, capai_text arah)
{
    if (subject)
        subject->arah = arah;
}

void trace_row(struct capai_subject *subject, size_t row)
{
    if (subject)
        subject->row = row;
}

/* A new step; NULL when nobody watches, or memory ran out. */
static struct capai_trace_step *add(struct capai_subject *subject, enum capai_trace_kind kind)
{
    if (!subject || subject->trace->failed)
        return NULL;
    struct capai_trace_step *steps =
        capai_arena_grow(subject->trace->arena, subject->steps, subject->step_count,
                         &subject->capacity, sizeof *steps);
    subject->trace->failed = !steps;
    if (!steps)
        return NULL;
    subject->steps = steps;
    struct capai_trace_step *step = &steps[subject->step_count++];
    *step = (struct capai_trace_step){.kind = kind, .quantity = subject->quantity};
    return step;
}

/* A value with terms of its own. */
static struct capai_exact copy(struct capai_subject *subject, struct capai_exact x)
{
    struct capai_trace *trace = subject->trace;
    struct capai_ratio *terms = capai_arena_array(trace->arena, x.count, sizeof *terms);
    if (!terms) {
        trace->failed = true;
        return (struct capai_exact){NULL, 0};
    }
    if (x.count)
        memcpy(terms, x.terms, x.count * sizeof *terms);
    return (struct capai_exact){terms, x.count};
}

static struct capai_exact copy_decimal(struct capai_subject *subject, capai_decimal x)
{
    struct capai_ratio ratio = capai_ratio_of(x);
    return copy(subject, capai_exact_of(&ratio));
}

/* Where an entry of an input table stands; `column` missing: the whole row. */
static struct capai_place place_of(const struct capai_dataset *dataset, enum schema_file file,
                                   size_t row, capai_text column)
{
    const struct capai_table *table = dataset->sheets[file].table;
    int c = column.size ? capai_table_find(table, column) : CAPAI_NO_COLUMN;
    return capai_input_place(table, row, c);
}

/* What the quantity knows by a name already, a cell or a sum of cells; NULL: nothing. A formula may
 * name a cell twice. */
static struct capai_trace_step *find_told(const struct capai_subject *subject, capai_text name)
{
    for (size_t i = subject ? subject->step_count : 0; i-- > 0;) {
        struct capai_trace_step *step = &subject->steps[i];
        if (!capai_text_equal(step->quantity, subject->quantity))
            break;
        if (capai_text_equal(step->name, name))
            return step;
    }
    return NULL;
}

void trace_input(struct capai_subject *subject, capai_text name, enum schema_file file, size_t row,
                 capai_text column, const struct capai_cell *cell)
{
    struct capai_trace_step *step =
        find_told(subject, name) ? NULL : add(subject, CAPAI_TRACE_INPUT);
    if (!step)
        return;
    step->name = name;
    step->of.input.column = column;
    step->place = place_of(subject->dataset, file, row, column);
    step->outcome = CAPAI_BELUM_DIISI;
    if (!cell)
        return;
    step->of.input.cell = *cell;
    bool number = cell->has_number && cell->kind != CAPAI_CELL_RANGE;
    if (number)
        step->value = copy_decimal(subject, cell->number);
    if (cell->kind != CAPAI_CELL_MISSING)
        step->outcome = number ? CAPAI_NILAI : CAPAI_TIDAK_DAPAT_DIHITUNG;
}

void trace_input_year(struct capai_subject *subject, int year, enum schema_file file, size_t row,
                      capai_text column, const struct capai_cell *cell)
{
    char number[CAPAI_DECIMAL_TEXT];
    if (!subject || subject->trace->failed)
        return;
    size_t digits =
        capai_decimal_format(capai_decimal_from_int(year), CAPAI_NOTATION_PLAIN, number);
    char *name = capai_arena_alloc(subject->trace->arena, column.size + digits + 1);
    subject->trace->failed = !name;
    if (!name)
        return;
    memcpy(name, column.data, column.size);
    name[column.size] = '_';
    memcpy(name + column.size + 1, number, digits);
    trace_input(subject, (capai_text){name, column.size + digits + 1}, file, row, column, cell);
}

void trace_given(struct capai_subject *subject, capai_text name, struct capai_ratio value)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_GIVEN);
    if (!step)
        return;
    step->name = name;
    step->value = copy(subject, capai_exact_of(&value));
}

void trace_answers(struct capai_subject *subject, const struct trace_answers *answers)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_ANSWERS);
    if (!step)
        return;
    const struct capai_dataset *dataset = subject->dataset;
    size_t *times = capai_arena_array(subject->trace->arena, answers->count, sizeof *times);
    subject->trace->failed |= !times;
    if (times)
        memcpy(times, answers->times, answers->count * sizeof *times);
    step->name = CAPAI_TEXT("jumlah");
    step->place = place_of(dataset, SCHEMA_SKM, answers->row, answers->column);
    step->of.answers.column = answers->column;
    step->of.answers.last = place_of(dataset, SCHEMA_SKM, answers->last, answers->column).line;
    step->of.answers.times = times;
    step->of.answers.count = times ? answers->count : 0;
    step->of.answers.lowest = answers->lowest;
    step->value = copy_decimal(subject, capai_decimal_from_int(answers->sum));
}

void trace_skipped(struct capai_subject *subject, size_t row, capai_text column, capai_text source,
                   enum capai_unanswered effect)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_SKIPPED);
    if (!step)
        return;
    step->place = place_of(subject->dataset, SCHEMA_SKM, row, column);
    step->of.skipped.column = column;
    step->of.skipped.source = source;
    step->of.skipped.effect = effect;
}

void trace_word(struct capai_subject *subject, capai_text name, capai_decimal number)
{
    struct capai_trace_step *step = find_told(subject, name);
    if (!step || step->outcome == CAPAI_NILAI || subject->trace->failed)
        return;
    step->outcome = CAPAI_NILAI;
    step->value = copy_decimal(subject, number);
}

void trace_term(struct capai_subject *subject, struct trace_terms *terms, bool plus,
                capai_text name, enum schema_file file, size_t row, capai_text column,
                const struct capai_cell *cell)
{
    if (!subject)
        return;
    capai_text sign = plus ? CAPAI_TEXT(" + ") : CAPAI_TEXT(" - ");
    capai_text copied = capai_text_copy(name, subject->trace->arena);
    subject->trace->failed |= !copied.data;
    if (!copied.data || terms->size + sign.size + name.size > sizeof terms->text)
        return;
    if (terms->size)
        memcpy(terms->text + terms->size, sign.data, sign.size);
    terms->size += terms->size ? sign.size : 0;
    memcpy(terms->text + terms->size, name.data, name.size);
    terms->size += name.size;
    trace_input(subject, copied, file, row, column, cell);
}

void trace_terms(struct capai_subject *subject, const struct trace_terms *terms, capai_text name,
                 capai_decimal sum)
{
    if (!subject)
        return;
    struct capai_ratio ratio = capai_ratio_of(sum);
    capai_text text =
        capai_text_copy((capai_text){terms->text, terms->size}, subject->trace->arena);
    subject->trace->failed |= !text.data;
    trace_formula(subject, text, capai_exact_of(&ratio));
    if (subject->trace->failed)
        return;
    struct capai_trace_step *step = &subject->steps[subject->step_count - 1];
    step->name = name;
    step->of.formula.arah = CAPAI_NO_TEXT;
}

void trace_kept(struct capai_subject *subject)
{
    add(subject, CAPAI_TRACE_KEPT);
}

void trace_line(struct capai_subject *subject, const struct line *line)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_LINE);
    if (!step)
        return;
    step->name = line->kode;
    step->place = place_of(subject->dataset, SCHEMA_ANGGARAN, line->row, CAPAI_NO_TEXT);
    step->of.line.row = line->row;
    step->of.line.tabel = line->tabel;
    step->of.line.sasaran = line->sasaran;
    step->of.line.named = line->named;
    step->of.line.borrowed = line->borrowed;
    step->of.line.pagu_outcome = line->pagu.outcome;
    step->of.line.pagu = line->pagu.amount;
    step->of.line.realisasi_outcome = line->realisasi.outcome;
    step->of.line.realisasi = line->realisasi.amount;
}

void trace_of_opd(struct capai_subject *subject)
{
    add(subject, CAPAI_TRACE_OF_OPD);
}

void trace_sum(struct capai_subject *subject, capai_text name, struct rupiah sum, size_t lines)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_SUM);
    if (!step)
        return;
    step->name = name;
    step->outcome = sum.outcome;
    step->of.sum.lines = lines;
    if (sum.outcome == CAPAI_NILAI)
        step->value = copy_decimal(subject, rupiah_shown(sum));
}

void trace_count(struct capai_subject *subject, capai_text name, size_t count)
{
    struct rupiah number = {CAPAI_NILAI, capai_decimal_from_int((int64_t)count)};
    trace_sum(subject, name, number, 0);
}

void trace_formula(struct capai_subject *subject, capai_text text, struct capai_exact value)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_FORMULA);
    if (!step)
        return;
    step->of.formula.text = text;
    step->of.formula.arah = subject->arah;
    step->value = copy(subject, value);
}

void trace_formula_unrounded(struct capai_subject *subject, capai_text text,
                             struct capai_exact value)
{
    trace_formula(subject, text, value);
    if (subject && !subject->trace->failed)
        subject->steps[subject->step_count - 1].of.formula.unrounded = true;
}

void trace_call(struct capai_subject *subject, capai_text text, struct capai_exact value)
{
    trace_formula(subject, text, value);
    if (subject && !subject->trace->failed)
        subject->steps[subject->step_count - 1].of.formula.call = true;
}

void trace_grades(struct capai_subject *subject, size_t realisasi, size_t target,
                  struct capai_exact value)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_GRADES);
    if (!step)
        return;
    step->of.grades.realisasi = realisasi;
    step->of.grades.target = target;
    step->value = copy(subject, value);
}

void trace_zero(struct capai_subject *subject, capai_text of, struct capai_exact value)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_ZERO);
    if (!step)
        return;
    step->of.zero.of = of;
    step->value = copy(subject, value);
}

void trace_member(struct capai_subject *subject, const struct member *member,
                  enum capai_entry entry, bool exact, capai_decimal weight,
                  struct capai_exact value)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_MEMBER);
    if (!step)
        return;
    step->of.member.subject = member->subject;
    step->of.member.entry = entry;
    step->of.member.exact = exact;
    step->of.member.weight = weight;
    step->outcome = member->amount.outcome;
    if (member->amount.outcome == CAPAI_NILAI)
        step->of.member.of = copy(subject, member->amount.exact);
    if (entry == CAPAI_ENTRY_VALUE)
        step->value = copy(subject, value);
}

void trace_mean(struct capai_subject *subject, enum capai_average_kind kind,
                struct capai_exact value, size_t members, size_t reached, capai_decimal weight)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_MEAN);
    if (!step)
        return;
    step->of.mean.kind = kind;
    step->of.mean.members = members;
    step->of.mean.reached = reached;
    step->of.mean.weight = weight;
    step->value = copy(subject, value);
}

void trace_counted(struct capai_subject *subject, const struct capai_subject *row,
                   struct capai_exact value)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_MEMBER);
    if (!step)
        return;
    step->of.member.subject = row;
    step->of.member.as = CAPAI_MEMBER_COUNTED;
    step->of.member.exact = true;
    step->of.member.weight = capai_decimal_from_int(1);
    step->of.member.of = step->value = copy(subject, value);
}

void trace_part(struct capai_subject *subject, const struct capai_subject *part,
                enum capai_outcome outcome, struct capai_exact value)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_MEMBER);
    if (!step)
        return;
    step->of.member.subject = part;
    step->of.member.entry = outcome == CAPAI_NILAI           ? CAPAI_ENTRY_VALUE
                            : outcome == CAPAI_TIDAK_BERLAKU ? CAPAI_ENTRY_LEFT_OUT
                                                             : CAPAI_ENTRY_PREVENTS;
    step->of.member.as = CAPAI_MEMBER_ADDED;
    step->of.member.exact = true;
    step->of.member.weight = capai_decimal_from_int(1);
    step->outcome = outcome;
    if (!outcome)
        step->of.member.of = step->value = copy(subject, value);
}

void trace_total(struct capai_subject *subject, capai_text name, struct capai_exact value,
                 size_t members)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_TOTAL);
    if (!step)
        return;
    step->name = name;
    step->of.total.members = members;
    step->value = copy(subject, value);
}

void trace_rank(struct capai_subject *subject, size_t greater, size_t equal, size_t of)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_RANK);
    if (!step)
        return;
    step->of.rank.rank = greater + 1;
    step->of.rank.greater = greater;
    step->of.rank.equal = equal;
    step->of.rank.of = of;
    step->value = copy_decimal(subject, capai_decimal_from_int((int64_t)greater + 1));
}

void trace_clamp(struct capai_subject *subject, const struct capai_clamp *clamp,
                 struct capai_exact before, struct capai_exact after)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_CLAMP);
    if (!step)
        return;
    step->of.clamp.ends = clamp;
    step->of.clamp.changed = before.terms != after.terms;
    step->value = copy(subject, after);
}

void trace_round(struct capai_subject *subject, struct capai_round round, capai_decimal shown)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_ROUND);
    if (!step)
        return;
    step->of.round.digits = round.digits;
    step->of.round.mode = round.mode;
    step->value = copy_decimal(subject, shown);
}

void trace_class(struct capai_subject *subject, const struct capai_scale *scale,
                 const struct grading *grading, enum capai_match match, bool exact,
                 struct capai_exact value)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_CLASS);
    if (!step)
        return;
    step->of.grading.scale = scale;
    step->of.grading.band = grading->band;
    step->of.grading.match = match;
    step->of.grading.borderline = grading->borderline;
    step->of.grading.exact = exact;
    step->value = copy(subject, value);
}

void trace_modal(struct capai_subject *subject, const struct grading *grading, size_t seen)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_MODAL);
    if (!step)
        return;
    step->of.modal.band = grading->band;
    step->of.modal.members = seen;
}

void trace_compare(struct capai_subject *subject, struct capai_exact capaian,
                   struct capai_exact serapan, capai_text verdict)
{
    struct capai_trace_step *step = add(subject, CAPAI_TRACE_COMPARE);
    if (!step)
        return;
    step->of.compare.with = copy(subject, serapan);
    step->of.compare.verdict = verdict;
    step->value = copy(subject, capaian);
}

void trace_none(struct capai_subject *subject, enum capai_outcome outcome,
                const struct capai_error *reason)
{
    const struct capai_trace_step *last =
        subject && subject->step_count ? &subject->steps[subject->step_count - 1] : NULL;
    bool told = last && last->kind == CAPAI_TRACE_NONE && last->outcome == outcome &&
                capai_text_equal(last->quantity, subject->quantity);
    bool known = reason && reason->status;
    if (told && (!known || last->of.none.reason))
        return;
    struct capai_trace_step *step =
        told ? &subject->steps[subject->step_count - 1] : add(subject, CAPAI_TRACE_NONE);
    if (!step)
        return;
    step->outcome = outcome;
    if (!known)
        return;
    struct capai_error *kept = capai_arena_array(subject->trace->arena, 1, sizeof *kept);
    subject->trace->failed |= !kept;
    if (kept)
        *kept = *reason;
    step->of.none.reason = kept;
}
