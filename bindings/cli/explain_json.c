/* Explanations for programs. */
#include "bindings/cli/explain.h"

#include <string.h>

/* An object that is being written. */
struct object {
    const struct view *v;
    FILE *file;
    struct capai_sink *sink;
    const struct capai_rules *rules;
    size_t count;
};

static void key(struct object *o, const char *name)
{
    fprintf(o->file, "%s\"%s\": ", o->count++ ? ", " : "{", name);
}

/* A text; nothing where it is missing. */
static void put_text(struct object *o, const char *name, capai_text text)
{
    if (!text.size)
        return;
    key(o, name);
    capai_write_json_text(o->sink, text);
}

static void put_count(struct object *o, const char *name, size_t number)
{
    key(o, name);
    fprintf(o->file, "%zu", number);
}

static void put_bool(struct object *o, const char *name, bool value)
{
    key(o, name);
    fputs(value ? "true" : "false", o->file);
}

/* A number; with `all` of its decimals, else without the zeros that end them. */
static void print_decimal(struct object *o, capai_decimal x, bool all)
{
    char text[CAPAI_DECIMAL_TEXT];
    size_t size = capai_decimal_format(x, CAPAI_NOTATION_PLAIN, text);
    bool decimals = !all && memchr(text, '.', size);
    while (decimals && text[size - 1] == '0')
        size--;
    size -= decimals && text[size - 1] == '.';
    fwrite(text, 1, size, o->file);
}

static void put_decimal(struct object *o, const char *name, capai_decimal x)
{
    key(o, name);
    print_decimal(o, x, true);
}

/* A value: its first digits, and, where these are not all, the quotients whose sum it is. */
static void put_exact(struct object *o, const char *name, struct capai_exact x)
{
    bool ends;
    capai_decimal digits = explain_digits(x, o->v->arena, &ends);
    key(o, name);
    print_decimal(o, digits, false);
    if (ends)
        return;
    key(o, "pecahan");
    for (size_t i = 0; i < x.count; i++) {
        fputs(i ? ", [" : "[[", o->file);
        print_decimal(o, x.terms[i].numerator, false);
        fputs(", ", o->file);
        print_decimal(o, x.terms[i].denominator, false);
        fputc(']', o->file);
    }
    fputc(']', o->file);
}

static void put_place(struct object *o, const struct capai_place *place)
{
    put_text(o, "berkas", capai_text_of(place->file));
    put_text(o, "lembar", capai_text_of(place->sheet));
    put_count(o, "baris", place->line);
    if (place->column)
        put_count(o, "posisi", place->column);
}

static void put_outcome(struct object *o, const char *name, enum capai_outcome outcome)
{
    put_text(o, name, capai_text_of(capai_outcome_name(outcome)));
}

/* ---- steps ---- */

static void put_input(struct object *o, const struct capai_trace_step *step)
{
    put_text(o, "teks", step->of.input.cell.source);
    put_text(o, "kolom", step->of.input.column);
    put_place(o, &step->place);
}

/* How often each answer was given that was given at all: [[3, 193], [4, 88]]. */
static void put_answers(struct object *o, const struct capai_trace_step *step)
{
    size_t listed = 0;
    put_text(o, "kolom", step->of.answers.column);
    key(o, "jawaban");
    fputc('[', o->file);
    for (size_t i = 0; i < step->of.answers.count; i++)
        if (step->of.answers.times[i])
            fprintf(o->file, "%s[%zu, %zu]", listed++ ? ", " : "",
                    (size_t)step->of.answers.lowest + i, step->of.answers.times[i]);
    fputc(']', o->file);
    put_place(o, &step->place);
    put_count(o, "baris_akhir", step->of.answers.last);
}

static void put_skipped(struct object *o, const struct capai_trace_step *step)
{
    static const char *const words[] = {[CAPAI_UNANSWERED_UNSUR] = "unsur",
                                        [CAPAI_UNANSWERED_RESPONDENT] = "responden",
                                        [CAPAI_UNANSWERED_NONE] = "tanpa_nilai"};
    put_text(o, "teks", step->of.skipped.source);
    put_text(o, "kolom", step->of.skipped.column);
    put_text(o, "akibat", capai_text_of(words[step->of.skipped.effect]));
    put_place(o, &step->place);
}

static void put_line(struct object *o, const struct capai_trace_step *step)
{
    put_text(o, "tabel", step->of.line.tabel);
    put_text(o, "sasaran", step->of.line.sasaran);
    put_bool(o, "sasaran_dari_tabel_lain", step->of.line.borrowed);
    if (step->of.line.pagu_outcome == CAPAI_NILAI)
        put_decimal(o, "pagu", step->of.line.pagu);
    if (step->of.line.realisasi_outcome == CAPAI_NILAI)
        put_decimal(o, "realisasi", step->of.line.realisasi);
    put_place(o, &step->place);
}

static void put_member(struct object *o, const struct capai_trace_step *step)
{
    static const char *const words[] = {"nilai", "nol", "tidak_ikut", "menggagalkan"};
    const struct capai_subject *subject = step->of.member.subject;
    if (subject) {
        put_text(o, "tabel", capai_result_name(subject->result));
        put_text(o, "anggota", explain_name(o->v, subject));
    }
    bool counted = step->of.member.as == CAPAI_MEMBER_COUNTED;
    put_text(o, "masuk", capai_text_of(counted ? "dihitung" : words[step->of.member.entry]));
    if (step->of.member.as == CAPAI_MEMBER_AVERAGED)
        put_decimal(o, "bobot", step->of.member.weight);
}

static void put_mean(struct object *o, const struct capai_trace_step *step)
{
    enum capai_average_kind kind = step->of.mean.kind;
    put_text(o, "cara", capai_text_of(capai_average_name(kind)));
    put_count(o, "jumlah_anggota", step->of.mean.members);
    if (kind == CAPAI_MEAN || kind == CAPAI_WEIGHTED)
        put_decimal(o, "pembagi", step->of.mean.weight);
    if (kind == CAPAI_REACHED || kind == CAPAI_ALL) {
        put_decimal(o, "ambang", o->rules->average.threshold);
        put_count(o, "mencapai", step->of.mean.reached);
    }
}

static void put_clamp(struct object *o, const struct capai_trace_step *step)
{
    const struct capai_clamp *clamp = step->of.clamp.ends;
    if (clamp->has_min)
        put_decimal(o, "min", clamp->min);
    if (clamp->has_max)
        put_decimal(o, "maks", clamp->max);
    put_bool(o, "berubah", step->of.clamp.changed);
}

static void put_class(struct object *o, const struct capai_trace_step *step)
{
    static const char *const words[] = {"kelas", "celah", "tumpang_tindih", "di_atas", "di_bawah"};
    const struct capai_scale *scale = step->of.grading.scale;
    const struct capai_band *band = &scale->bands[step->of.grading.band];
    put_text(o, "predikat", band->name);
    put_text(o, "cara", capai_text_of(words[step->of.grading.match]));
    if (band->low.present)
        put_decimal(o, band->low.closed ? "ge" : "gt", band->low.value);
    if (band->high.present)
        put_decimal(o, band->high.closed ? "le" : "lt", band->high.value);
    put_text(o, "dasar", scale->basis);
    put_bool(o, "di_batas", step->of.grading.borderline);
    put_bool(o, "nilai_sebelum_dibulatkan", step->of.grading.exact);
}

static void put_reason(struct object *o, const struct capai_trace_step *step)
{
    char text[2048];
    put_outcome(o, "status", step->outcome);
    if (!step->of.none.reason)
        return;
    capai_error_text(step->of.none.reason, o->v->terminal->language, false, text, sizeof text);
    put_text(o, "sebab", capai_text_of(text));
}

static void put_formula(struct object *o, const struct capai_trace_step *step)
{
    put_text(o, step->of.formula.call ? "fungsi" : "rumus", step->of.formula.text);
    if (step->of.formula.unrounded)
        put_bool(o, "nilai_sebelum_dibulatkan", true);
    put_text(o, "arah", step->of.formula.arah);
}

static void put_grades(struct object *o, const struct capai_trace_step *step)
{
    put_count(o, "peringkat_realisasi", step->of.grades.realisasi);
    put_count(o, "peringkat_target", step->of.grades.target);
}

static void put_sum(struct object *o, const struct capai_trace_step *step)
{
    if (step->of.sum.lines)
        put_count(o, "jumlah_baris", step->of.sum.lines);
}

static void put_total(struct object *o, const struct capai_trace_step *step)
{
    put_count(o, "jumlah_anggota", step->of.total.members);
}

static void put_rank(struct object *o, const struct capai_trace_step *step)
{
    put_count(o, "lebih_tinggi", step->of.rank.greater);
    put_count(o, "sama", step->of.rank.equal);
    put_count(o, "dari", step->of.rank.of);
}

static void put_zero(struct object *o, const struct capai_trace_step *step)
{
    put_text(o, "nol", step->of.zero.of);
}

static void put_round(struct object *o, const struct capai_trace_step *step)
{
    put_count(o, "desimal", (size_t)step->of.round.digits);
    put_text(o, "cara", capai_text_of(capai_rounding_name(step->of.round.mode)));
}

static void put_modal(struct object *o, const struct capai_trace_step *step)
{
    put_text(o, "predikat", o->rules->scale.bands[step->of.modal.band].name);
    put_count(o, "jumlah_anggota", step->of.modal.members);
}

static void put_compare(struct object *o, const struct capai_trace_step *step)
{
    put_text(o, "efisiensi", step->of.compare.verdict);
    put_exact(o, "serapan", step->of.compare.with);
}

/* What only this kind of step has. */
static void put_details(struct object *o, const struct capai_trace_step *step)
{
    static void (*const put[CAPAI_TRACE_COUNT])(struct object *,
                                                const struct capai_trace_step *) = {
        [CAPAI_TRACE_INPUT] = put_input,     [CAPAI_TRACE_ANSWERS] = put_answers,
        [CAPAI_TRACE_SKIPPED] = put_skipped, [CAPAI_TRACE_LINE] = put_line,
        [CAPAI_TRACE_SUM] = put_sum,         [CAPAI_TRACE_FORMULA] = put_formula,
        [CAPAI_TRACE_GRADES] = put_grades,   [CAPAI_TRACE_ZERO] = put_zero,
        [CAPAI_TRACE_MEMBER] = put_member,   [CAPAI_TRACE_MEAN] = put_mean,
        [CAPAI_TRACE_TOTAL] = put_total,     [CAPAI_TRACE_RANK] = put_rank,
        [CAPAI_TRACE_CLAMP] = put_clamp,     [CAPAI_TRACE_ROUND] = put_round,
        [CAPAI_TRACE_CLASS] = put_class,     [CAPAI_TRACE_MODAL] = put_modal,
        [CAPAI_TRACE_COMPARE] = put_compare, [CAPAI_TRACE_NONE] = put_reason};
    if (put[step->kind])
        put[step->kind](o, step);
}

static void print_step(const struct view *v, struct capai_sink *sink,
                       const struct capai_subject *subject, const struct capai_trace_step *step)
{
    struct object o = {v, v->terminal->file, sink, subject->rules, 0};
    put_text(&o, "langkah", capai_text_of(capai_trace_name(step->kind)));
    put_text(&o, "besaran", step->quantity);
    put_text(&o, "nama", step->name);
    put_details(&o, step);
    /* a rounded value keeps its decimals */
    if (step->kind == CAPAI_TRACE_ROUND)
        put_decimal(&o, "nilai", step->value.terms[0].numerator);
    else if (step->value.terms && step->outcome == CAPAI_NILAI)
        put_exact(&o, "nilai", step->value);
    fputc('}', o.file);
}

static void print_subject(const struct view *v, struct capai_sink *sink,
                          const struct capai_subject *subject)
{
    FILE *file = v->terminal->file;
    struct object o = {v, file, sink, subject->rules, 0};
    put_text(&o, "tabel", capai_result_name(subject->result));
    put_text(&o, "nama", explain_name(v, subject));
    if (subject->dataset)
        put_text(&o, "opd", capai_dataset_opd(subject->dataset, subject->opd).opd);
    put_count(&o, "tahun", (size_t)subject->year);
    put_text(&o, "aturan", subject->rules->id);
    key(&o, "dasar");
    for (size_t i = 0; i < subject->rules->basis_count; i++) {
        fputs(i ? ", " : "[", file);
        capai_write_json_text(sink, subject->rules->basis[i]);
    }
    fputs(subject->rules->basis_count ? "]" : "[]", file);
    fputs(", \"langkah\": [", file);
    for (size_t i = 0; i < subject->step_count; i++) {
        fputs(i ? ",\n    " : "\n    ", file);
        print_step(v, sink, subject, &subject->steps[i]);
    }
    fputs("]}", file);
}

void explain_json(const struct view *v, const struct explained *explained)
{
    FILE *file = v->terminal->file;
    struct capai_sink sink = sink_of(file);
    fputc('[', file);
    for (size_t i = 0; i < explained->count; i++) {
        fputs(i ? ",\n  " : "\n  ", file);
        print_subject(v, &sink, explained->subjects[i]);
    }
    fputs("\n]\n", file);
}
