/* Steps of a trace in words. */
#include "bindings/cli/explain.h"

#include <string.h>

static capai_text label(const struct view *v, enum capai_message message)
{
    return capai_text_of(view_label(v, message));
}

/* The name of a file; with its folder only where several data sets are evaluated. */
static const char *file_name(const struct view *v, const char *file)
{
    size_t count;
    const struct capai_section *sections = capai_evaluation_sections(v->evaluation, &count);
    for (size_t i = 1; i < count; i++)
        if (sections[i].dataset != sections[0].dataset)
            return file;
    const char *slash = strrchr(file, '/');
    return slash ? slash + 1 : file;
}

capai_text explain_place(const struct view *v, const struct capai_place *place)
{
    const char *file = place->file ? file_name(v, place->file) : NULL;
    const struct capai_error at = {
        .file = file, .sheet = place->sheet, .line = place->line, .column = place->column};
    char text[1024];
    capai_error_where(&at, text, sizeof text);
    return view_keep(v, capai_text_of(text));
}

capai_text explain_table(const struct capai_subject *subject)
{
    if (subject->topic == CAPAI_TOPIC_SURVEY)
        return CAPAI_TEXT("SKM");
    if (subject->topic == CAPAI_TOPIC_LKE || subject->result == CAPAI_RESULT_LKE)
        return CAPAI_TEXT("LKE");
    if (subject->result == CAPAI_RESULT_SKM)
        return CAPAI_TEXT("unsur SKM");
    return subject->result == CAPAI_RESULT_OPD ? CAPAI_TEXT("OPD")
                                               : capai_result_name(subject->result);
}

capai_text explain_main(const struct capai_subject *subject)
{
    if (subject->topic == CAPAI_TOPIC_SURVEY)
        return CAPAI_TEXT("ikm");
    if (subject->topic == CAPAI_TOPIC_LKE)
        return CAPAI_TEXT("nilai_lke");
    if (subject->result == CAPAI_RESULT_SKM)
        return CAPAI_TEXT("nrr_tertimbang");
    if (subject->result == CAPAI_RESULT_REKAP)
        return CAPAI_TEXT("jumlah");
    if (subject->result == CAPAI_RESULT_RENSTRA)
        return CAPAI_TEXT("rp_jumlah");
    return subject->result == CAPAI_RESULT_LKE ? CAPAI_TEXT("nilai") : CAPAI_TEXT("capaian");
}

const char *explain_class_column(const struct capai_subject *subject)
{
    static const char *const columns[] = {[CAPAI_TOPIC_ROW] = "predikat",
                                          [CAPAI_TOPIC_SURVEY] = "mutu",
                                          [CAPAI_TOPIC_LKE] = "grade_lke"};
    return columns[subject->topic];
}

capai_text explain_mode(const struct view *v, enum capai_rounding mode)
{
    static const enum capai_message words[CAPAI_ROUNDING_COUNT] = {
        [CAPAI_HALF_UP] = CAPAI_MSG_LABEL_HALF_UP, [CAPAI_HALF_EVEN] = CAPAI_MSG_LABEL_HALF_EVEN,
        [CAPAI_DOWN] = CAPAI_MSG_LABEL_DOWN,       [CAPAI_UP] = CAPAI_MSG_LABEL_UP,
        [CAPAI_FLOOR] = CAPAI_MSG_LABEL_FLOOR,     [CAPAI_CEIL] = CAPAI_MSG_LABEL_CEIL,
    };
    return label(v, words[mode]);
}

capai_text explain_ends(const struct view *v, const struct capai_clamp *clamp)
{
    capai_text ends[2] = {CAPAI_NO_TEXT, CAPAI_NO_TEXT};
    if (clamp->has_min)
        ends[0] = explain_decimal(v, clamp->min);
    if (clamp->has_max)
        ends[1] = explain_decimal(v, clamp->max);
    return capai_text_trim(view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_ENDS, ends, 2));
}

/* ---- classes ---- */

/* "92,86 >= 90", "76 <= 80,12 <= 90": what places a value in a band. */
static capai_text bounds_text(const struct view *v, const struct capai_band *band, capai_text value)
{
    capai_text low = band->low.present ? explain_decimal(v, band->low.value) : CAPAI_NO_TEXT;
    capai_text high = band->high.present ? explain_decimal(v, band->high.value) : CAPAI_NO_TEXT;
    capai_text below = band->high.closed ? CAPAI_TEXT(" <= ") : CAPAI_TEXT(" < ");
    if (!low.size && !high.size)
        return value;
    if (!low.size)
        return JOIN(v, value, below, high);
    if (!high.size)
        return JOIN(v, value, band->low.closed ? CAPAI_TEXT(" >= ") : CAPAI_TEXT(" > "), low);
    return JOIN(v, low, band->low.closed ? CAPAI_TEXT(" <= ") : CAPAI_TEXT(" < "), value, below,
                high);
}

/* What a scale does with a value in a gap or in several bands. */
static capai_text policy_text(const struct view *v, const struct capai_edge_policy *policy)
{
    static const enum capai_message words[] = {
        [CAPAI_EDGE_FIRST] = CAPAI_MSG_LABEL_EDGE_FIRST,
        [CAPAI_EDGE_LAST] = CAPAI_MSG_LABEL_EDGE_LAST,
        [CAPAI_EDGE_LOWER] = CAPAI_MSG_LABEL_EDGE_LOWER,
        [CAPAI_EDGE_UPPER] = CAPAI_MSG_LABEL_EDGE_UPPER,
    };
    bool chosen = policy->edge >= CAPAI_EDGE_FIRST && policy->edge <= CAPAI_EDGE_UPPER;
    capai_text word = chosen ? label(v, words[policy->edge]) : CAPAI_NO_TEXT;
    if (!policy->round)
        return word;
    return view_phrase(v, CAPAI_MSG_LABEL_EDGE_ROUND,
                       CAPAI_WORDS(view_number_text(v, policy->digits), word));
}

capai_text explain_class(const struct view *v, const struct capai_trace_step *step)
{
    const struct capai_scale *scale = step->of.grading.scale;
    capai_text value = step->of.grading.exact ? explain_exact(v, step->value)
                                              : explain_decimal(v, step->value.terms[0].numerator);
    switch (step->of.grading.match) {
    case CAPAI_MATCH_GAP:
        return view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_GAP,
                           CAPAI_WORDS(value, policy_text(v, &scale->gap)));
    case CAPAI_MATCH_OVERLAP:
        return view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_OVERLAP,
                           CAPAI_WORDS(value, policy_text(v, &scale->overlap)));
    case CAPAI_MATCH_ABOVE:
        return view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_ABOVE, CAPAI_WORDS(value));
    case CAPAI_MATCH_BELOW:
        return view_phrase(v, CAPAI_MSG_LABEL_EXPLAIN_BELOW, CAPAI_WORDS(value));
    case CAPAI_MATCH_BAND:
    default:
        return bounds_text(v, &scale->bands[step->of.grading.band], value);
    }
}

/* ---- formulas ---- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || c == '_';
}

/* The last value that was known by a name before the formula at step `at`. */
static const struct capai_trace_step *find_named(const struct capai_subject *subject, size_t at,
                                                 capai_text name)
{
    bool unrounded = subject->steps[at].of.formula.unrounded;
    while (at-- > 0) {
        const struct capai_trace_step *step = &subject->steps[at];
        capai_text own = step->name.size ? step->name : step->quantity;
        bool yields = step->value.count && step->kind != CAPAI_TRACE_MEMBER &&
                      step->kind != CAPAI_TRACE_CLASS && step->kind != CAPAI_TRACE_COMPARE &&
                      !(unrounded && step->kind == CAPAI_TRACE_ROUND);
        if (yields && capai_text_equal(own, name))
            return step;
    }
    return NULL;
}

/* A value within a formula: a number of the file, or a rounded one, with its own digits. */
static capai_text operand_text(const struct view *v, const struct capai_trace_step *step)
{
    const struct capai_ratio *term = step->value.terms;
    bool whole = (step->kind == CAPAI_TRACE_INPUT || step->kind == CAPAI_TRACE_ROUND) &&
                 step->value.count == 1 &&
                 capai_decimal_compare(term->denominator, capai_decimal_from_int(1)) == 0;
    return whole ? explain_decimal(v, term->numerator) : explain_exact(v, step->value);
}

capai_text explain_substituted(const struct view *v, const struct capai_subject *subject, size_t at)
{
    capai_text text = subject->steps[at].of.formula.text, out = CAPAI_NO_TEXT;
    for (size_t i = 0, end; i < text.size; i = end) {
        bool name = is_letter(text.data[i]);
        for (end = i + 1;
             end < text.size && (is_letter(text.data[end]) == name ||
                                 (name && text.data[end] >= '0' && text.data[end] <= '9'));)
            end++;
        capai_text part = {text.data + i, end - i};
        const struct capai_trace_step *step = name ? find_named(subject, at, part) : NULL;
        out = JOIN(v, out, step ? operand_text(v, step) : part);
    }
    return out;
}

/* ---- no value ---- */

capai_text explain_reason(const struct view *v, const struct capai_subject *subject,
                          const struct capai_trace_step *step)
{
    static const enum capai_message words[CAPAI_OUTCOME_COUNT] = {
        [CAPAI_BELUM_DIISI] = CAPAI_MSG_LABEL_BELUM_DIISI,
        [CAPAI_TIDAK_DAPAT_DIHITUNG] = CAPAI_MSG_LABEL_TIDAK_DAPAT_DIHITUNG,
        [CAPAI_TIDAK_BERLAKU] = CAPAI_MSG_LABEL_TIDAK_BERLAKU,
    };
    char text[2048];
    capai_text word = label(v, words[step->outcome]);
    bool nothing = !step->of.none.reason && step->outcome == CAPAI_TIDAK_BERLAKU;
    if (nothing && capai_text_equal(step->quantity, CAPAI_TEXT("serapan")))
        return label(v, CAPAI_MSG_LABEL_EXPLAIN_NO_LINES);
    if (nothing && subject->result == CAPAI_RESULT_TRIWULAN)
        return label(v, CAPAI_MSG_LABEL_EXPLAIN_NOT_DUE);
    if (nothing && subject->result == CAPAI_RESULT_LKE)
        return label(v, CAPAI_MSG_LABEL_EXPLAIN_ANSWERED_ABOVE);
    if (!step->of.none.reason && step->outcome == CAPAI_BELUM_DIISI &&
        subject->result == CAPAI_RESULT_SKM)
        return label(v, CAPAI_MSG_LABEL_EXPLAIN_NO_ANSWERS);
    if (!step->of.none.reason)
        return word;
    capai_error_text(step->of.none.reason, v->terminal->language, false, text, sizeof text);
    return JOIN(v, word, CAPAI_TEXT(": "), capai_text_of(text));
}
