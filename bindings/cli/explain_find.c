/* What a name on the command line means. */
#include "bindings/cli/explain.h"

#include <string.h>

enum { LISTED = 12 };

/* A topic has no name in the data. */
static capai_text topic_name(enum capai_topic topic)
{
    return topic == CAPAI_TOPIC_SURVEY ? CAPAI_TEXT("Indeks Kepuasan Masyarakat (SKM)")
                                       : CAPAI_TEXT("Evaluasi SAKIP (LKE)");
}

/* True for the short names of a topic. */
static bool is_topic(enum capai_topic topic, capai_text name)
{
    static const char *const names[][2] = {
        [CAPAI_TOPIC_SURVEY] = {"skm", "ikm"}, [CAPAI_TOPIC_LKE] = {"lke", "nilai_lke"}};
    for (size_t i = 0; topic && i < 2; i++)
        if (capai_text_equal_nocase(name, capai_text_of(names[topic][i])))
            return true;
    return false;
}

capai_text explain_name(const struct view *v, const struct capai_subject *subject)
{
    static const char *const columns[CAPAI_RESULT_COUNT] = {
        [CAPAI_RESULT_INDIKATOR] = "indikator",
        [CAPAI_RESULT_SASARAN] = "sasaran",
        [CAPAI_RESULT_TUJUAN] = "tujuan",
        [CAPAI_RESULT_ANGGARAN] = "uraian",
        [CAPAI_RESULT_OPD] = "nama",
        [CAPAI_RESULT_OUTPUT] = "output",
        [CAPAI_RESULT_KABUPATEN] = "kabupaten",
        [CAPAI_RESULT_TRIWULAN] = "indikator",
        [CAPAI_RESULT_REKAP] = "predikat",
        [CAPAI_RESULT_RENSTRA] = "uraian",
        [CAPAI_RESULT_SKM] = "uraian",
        [CAPAI_RESULT_LKE] = "uraian",
    };
    if (subject->topic)
        return topic_name(subject->topic);
    capai_text name = view_entry(v, subject->result, subject->row, columns[subject->result]);
    if (subject->result == CAPAI_RESULT_OPD && !name.size)
        return view_entry(v, subject->result, subject->row, "opd");
    if (subject->result == CAPAI_RESULT_TRIWULAN)
        return JOIN(v, name, CAPAI_TEXT(", triwulan "),
                    view_entry(v, subject->result, subject->row, "triwulan"));
    if (subject->result == CAPAI_RESULT_SKM && !name.size)
        return view_entry(v, subject->result, subject->row, "unsur");
    capai_text code = CAPAI_NO_TEXT;
    if (subject->result == CAPAI_RESULT_ANGGARAN || subject->result == CAPAI_RESULT_LKE ||
        subject->result == CAPAI_RESULT_RENSTRA)
        code = view_entry(v, subject->result, subject->row, "kode");
    return code.size ? JOIN(v, code, CAPAI_TEXT(" "), name) : name;
}

/* ---- matching ---- */

/* How well a subject is meant; less is better. */
enum match { MATCH_WHOLE, MATCH_INDICATOR, MATCH_GROUP, MATCH_LINE, MATCH_NOT };

static capai_text fold(const struct view *v, capai_text text)
{
    capai_text folded = capai_text_fold(text, v->arena);
    *v->failed |= text.size && !folded.data;
    return folded;
}

static bool is_part(capai_text part, capai_text of)
{
    for (size_t i = 0; i + part.size <= of.size; i++)
        if (memcmp(of.data + i, part.data, part.size) == 0)
            return true;
    return false;
}

static enum match match_of(const struct view *v, const struct capai_subject *subject,
                           capai_text name, capai_text folded)
{
    static const char *const keys[CAPAI_RESULT_COUNT] = {
        [CAPAI_RESULT_INDIKATOR] = "id", [CAPAI_RESULT_ANGGARAN] = "kode",
        [CAPAI_RESULT_OUTPUT] = "kode",  [CAPAI_RESULT_OPD] = "opd",
        [CAPAI_RESULT_SKM] = "unsur",    [CAPAI_RESULT_LKE] = "kode",
        [CAPAI_RESULT_RENSTRA] = "kode"};
    /* where the name that is shown has more than the name of the row */
    static const char *const names[CAPAI_RESULT_COUNT] = {[CAPAI_RESULT_ANGGARAN] = "uraian",
                                                          [CAPAI_RESULT_LKE] = "uraian",
                                                          [CAPAI_RESULT_RENSTRA] = "uraian",
                                                          [CAPAI_RESULT_TRIWULAN] = "indikator"};
    const char *key = keys[subject->result], *shown = names[subject->result];
    if (is_topic(subject->topic, name) ||
        (key && capai_text_equal_nocase(view_entry(v, subject->result, subject->row, key), name)))
        return MATCH_WHOLE;
    capai_text own = fold(v, shown ? view_entry(v, subject->result, subject->row, shown)
                                   : explain_name(v, subject));
    if (!folded.size)
        return MATCH_NOT;
    if (capai_text_equal(own, folded))
        return MATCH_WHOLE;
    if (!is_part(folded, own))
        return MATCH_NOT;
    switch (subject->result) {
    case CAPAI_RESULT_INDIKATOR:
        return MATCH_INDICATOR;
    case CAPAI_RESULT_SASARAN:
    case CAPAI_RESULT_TUJUAN:
    case CAPAI_RESULT_OPD:
    case CAPAI_RESULT_KABUPATEN:
        return MATCH_GROUP;
    default:
        return MATCH_LINE;
    }
}

/* ---- the order of a report ---- */

static bool is_shown(const struct capai_subject *subject, bool all_years, int year)
{
    return all_years ||
           subject->year == (subject->dataset ? capai_dataset_year(subject->dataset) : year);
}

/* The subjects of the years that are shown: OPD after OPD as a report has them, then the
 * kabupaten. False: memory. */
static bool arrange(const struct view *v, const struct capai_trace *trace, bool all_years,
                    struct explained *out)
{
    static const struct {
        enum capai_result result;
        enum capai_topic topic;
    } order[] = {
        {CAPAI_RESULT_INDIKATOR, CAPAI_TOPIC_ROW}, {CAPAI_RESULT_TUJUAN, CAPAI_TOPIC_ROW},
        {CAPAI_RESULT_SASARAN, CAPAI_TOPIC_ROW},   {CAPAI_RESULT_ANGGARAN, CAPAI_TOPIC_ROW},
        {CAPAI_RESULT_OUTPUT, CAPAI_TOPIC_ROW},    {CAPAI_RESULT_TRIWULAN, CAPAI_TOPIC_ROW},
        {CAPAI_RESULT_RENSTRA, CAPAI_TOPIC_ROW},   {CAPAI_RESULT_SKM, CAPAI_TOPIC_ROW},
        {CAPAI_RESULT_OPD, CAPAI_TOPIC_SURVEY},    {CAPAI_RESULT_LKE, CAPAI_TOPIC_ROW},
        {CAPAI_RESULT_OPD, CAPAI_TOPIC_LKE},       {CAPAI_RESULT_OPD, CAPAI_TOPIC_ROW},
        {CAPAI_RESULT_REKAP, CAPAI_TOPIC_ROW},     {CAPAI_RESULT_KABUPATEN, CAPAI_TOPIC_ROW}};
    *out = (struct explained){.trace = trace,
                              .subjects =
                                  capai_arena_array(v->arena, trace->count, sizeof *out->subjects)};
    for (size_t first = 0, end; out->subjects && first < trace->count; first = end) {
        const struct capai_subject *head = trace->subjects[first];
        for (end = first; end < trace->count && trace->subjects[end]->dataset == head->dataset &&
                          trace->subjects[end]->opd == head->opd;)
            end++;
        for (size_t o = 0; o < sizeof order / sizeof *order; o++)
            for (size_t i = first; i < end; i++)
                if (trace->subjects[i]->result == order[o].result &&
                    trace->subjects[i]->topic == order[o].topic &&
                    is_shown(trace->subjects[i], all_years, v->year))
                    out->subjects[out->count++] = trace->subjects[i];
    }
    return out->subjects != NULL;
}

/* ---- several, or none ---- */

static enum capai_status refuse_several(const struct view *v, const struct explained *found,
                                        capai_text name, struct capai_error *err)
{
    char list[300];
    size_t size = 0, named = 0;
    for (; named < found->count && named < LISTED; named++) {
        size_t longer =
            capai_text_append(list, sizeof list, size, explain_name(v, found->subjects[named]));
        if (longer == size)
            break;
        size = longer;
    }
    capai_text rest = CAPAI_NO_TEXT;
    if (named < found->count)
        rest = view_number_text(v, (int64_t)(found->count - named));
    return capai_fail(err, CAPAI_MSG_EXPLAIN_SEVERAL,
                      CAPAI_WORDS(name, view_number_text(v, (int64_t)found->count), rest,
                                  ((capai_text){list, size})));
}

static enum capai_status refuse_none(const struct view *v, const struct explained *all,
                                     capai_text name, struct capai_error *err)
{
    capai_text *names = capai_arena_array(v->arena, all->count * 2, sizeof *names);
    size_t count = 0;
    if (!names)
        return capai_fail_memory(err);
    for (size_t i = 0; i < all->count; i++) {
        const struct capai_subject *subject = all->subjects[i];
        names[count++] = explain_name(v, subject);
        if (subject->result == CAPAI_RESULT_INDIKATOR)
            names[count++] = view_entry(v, subject->result, subject->row, "id");
    }
    return capai_fail(err, CAPAI_MSG_EXPLAIN_NONE,
                      CAPAI_WORDS(name, capai_text_nearest(name, names, count)));
}

/* True where there is little to tell: a class that no indicator has, a line of the plan with
 * nothing below it. */
static bool is_plain(const struct capai_subject *subject)
{
    if (subject->result == CAPAI_RESULT_REKAP)
        return subject->step_count < 2;
    return subject->result == CAPAI_RESULT_RENSTRA && subject->step_count &&
           !capai_text_equal(subject->steps[0].quantity, CAPAI_TEXT("rp_anak"));
}

/* True for a budget line of a table that repeats the one that is evaluated. */
static bool is_repeated(const struct view *v, const struct capai_subject *subject)
{
    return subject->result == CAPAI_RESULT_ANGGARAN &&
           !capai_evaluation_counts(v->evaluation, subject->row);
}

/* Leaves these out, unless nothing else is meant; a line that repeats another only where all is
 * explained. */
static void leave_plain(const struct view *v, bool named, struct explained *all)
{
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++)
        if (!is_plain(all->subjects[i]) && (named || !is_repeated(v, all->subjects[i])))
            all->subjects[kept++] = all->subjects[i];
    all->count = kept ? kept : all->count;
}

enum capai_status explain_find(const struct view *v, const struct capai_trace *trace,
                               const char *name, bool all_years, struct explained *out,
                               struct capai_error *err)
{
    struct explained all;
    if (!arrange(v, trace, all_years, &all))
        return capai_fail_memory(err);
    *out = all;
    if (!name) {
        leave_plain(v, false, out);
        return CAPAI_OK;
    }
    capai_text wanted = capai_text_of(name), folded = fold(v, wanted);
    enum match best = MATCH_NOT;
    enum match *matches = capai_arena_array(v->arena, all.count, sizeof *matches);
    out->subjects = capai_arena_array(v->arena, all.count, sizeof *out->subjects);
    if (!matches || !out->subjects)
        return capai_fail_memory(err);
    for (size_t i = 0; i < all.count; i++) {
        matches[i] = match_of(v, all.subjects[i], wanted, folded);
        best = matches[i] < best ? matches[i] : best;
    }
    out->count = 0;
    for (size_t i = 0; best != MATCH_NOT && i < all.count; i++)
        if (matches[i] == best)
            out->subjects[out->count++] = all.subjects[i];
    leave_plain(v, true, out);
    if (*v->failed)
        return capai_fail_memory(err);
    if (!out->count)
        return refuse_none(v, &all, wanted, err);
    return best != MATCH_WHOLE && out->count > EXPLAIN_FEW ? refuse_several(v, out, wanted, err)
                                                           : CAPAI_OK;
}
