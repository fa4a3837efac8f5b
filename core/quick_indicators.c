#include "core/quick_indicators.h"

#include <string.h>

#include "core/evaluate.h"
#include "core/distinct.h"

/* ---- names ---- */

/* The jenis as results spell it; a row that says none is about a sasaran. Missing: doubtful. */
static capai_text jenis_of(capai_text text)
{
    static const capai_text words[] = {
        {"sasaran", 7}, {"tujuan", 6}, {"program", 7}, {"kegiatan", 8}, {"subkegiatan", 11}};
    if (!text.size)
        return words[0];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (capai_text_equal(text, words[i]))
            return words[i];
    return CAPAI_NO_TEXT;
}

/* A name that indicators stand under. False: it is spelt in several ways, or doubtful. */
static struct quick_name *group(struct quick_names *names, capai_text raw)
{
    struct quick_name *name = quick_names_find(names, raw);
    if (!name || name->empty || name->is_group)
        return name && !name->empty ? name : NULL;
    for (size_t i = 0; i < names->count; i++)
        if (&names->list[i] != name && names->list[i].fold == name->fold)
            return NULL;
    name->is_group = true;
    return name;
}

/* The names of a row, and a hash of them that differs where they differ. */
static bool read_names(const struct quick_set *set, const struct quick_rows *rows, size_t row,
                       capai_text jenis, struct quick_names *names, uint64_t *key)
{
    const int *field = set->indikator.field;
    struct quick_field sasaran = {.raw = CAPAI_NO_TEXT}, tujuan = sasaran, indikator;
    const struct quick_name *above = NULL;
    uint64_t fold;
    bool empty, has_sasaran = field[QUICK_SASARAN] >= 0;
    if (!quick_rows_field(rows, row, field[QUICK_INDIKATOR], &indikator) ||
        !quick_fold(indikator.raw, &fold, &empty) || empty ||
        (has_sasaran && !quick_rows_field(rows, row, field[QUICK_SASARAN], &sasaran)) ||
        (field[QUICK_TUJUAN] >= 0 && !quick_rows_field(rows, row, field[QUICK_TUJUAN], &tujuan)))
        return false;
    *key = fold ^ (uint64_t)jenis.size << 56 ^ (uint64_t)(unsigned char)jenis.data[0] << 48;
    if (tujuan.text.size) {
        above = group(names, tujuan.raw);
        if (!above)
            return false;
        *key = *key * UINT64_C(0x9E3779B97F4A7C15) ^ above->fold;
    }
    if (sasaran.text.size) {
        struct quick_name *name = group(names, sasaran.raw);
        if (!name)
            return false;
        *key = *key * UINT64_C(0x9E3779B97F4A7C15) ^ name->fold;
        if (name->under && !capai_text_equal(name->tujuan, tujuan.raw))
            return false; /* it stands under two of them */
        name->under = true;
        name->tujuan = tujuan.raw;
    }
    return sasaran.text.size || !has_sasaran || !capai_text_equal(jenis, CAPAI_TEXT("sasaran"));
}

/* ---- numbers ---- */

/* Whether everything is said that is said once for a column. */
static bool is_said(const struct quick_set *set, int field, const struct quick_number *number)
{
    const struct scan *scan = &set->set->scans[set->indikator.scan];
    const uint64_t bit = UINT64_C(1) << field;
    return (!number->ambiguous || (scan_said(scan, SCAN_AMBIGUOUS) & bit)) &&
           (!number->foreign || (scan_said(scan, SCAN_FOREIGN) & bit));
}

static bool read_quantity(const struct quick_set *set, const struct quick_rows *rows, size_t row,
                          int field, struct quick_number *out)
{
    const capai_text bare = quick_rows_bare(rows, row, field);
    struct quick_field text;
    return (quick_quantity_soon(bare, (size_t)(bare.data - rows->text), set->notation, out) ||
            (quick_rows_field(rows, row, field, &text) &&
             quick_number_read(text.text, set->notation, CAPAI_QUANTITY, out))) &&
           is_said(set, field, out);
}

static const struct capai_arah *find_arah(struct quick_indicators *indicators,
                                          const struct capai_rules *rules, capai_text word)
{
    if (!word.size)
        word = rules->default_arah;
    for (size_t i = 0; word.size && i < rules->arah_count; i++)
        if (capai_text_equal(indicators->arah[i], word))
            return &rules->arah[i];
    for (size_t i = 0; i < rules->arah_count; i++)
        if (capai_text_equal_nocase(rules->arah[i].name, word)) {
            indicators->arah[i] = word;
            return &rules->arah[i];
        }
    return NULL;
}

/* Whether indicators of a jenis enter the mean. */
static bool do_count(struct quick_indicators *indicators, const struct capai_rules *rules,
                     capai_text jenis)
{
    if (indicators->jenis.data != jenis.data) { /* one of a few words, as jenis_of has it */
        indicators->jenis = jenis;
        indicators->counts = evaluate_counts(rules, jenis);
    }
    return indicators->counts;
}

/* ---- rows ---- */

bool quick_indicators_look_at(const struct quick_file *file, int field)
{
    static const enum quick_role looked[] = {QUICK_TAHUN,   QUICK_JENIS,     QUICK_TUJUAN,
                                             QUICK_SASARAN, QUICK_INDIKATOR, QUICK_ARAH,
                                             QUICK_TARGET,  QUICK_REALISASI};
    for (size_t i = 0; i < sizeof looked / sizeof *looked; i++)
        if (file->field[looked[i]] == field)
            return true;
    return false;
}

static bool read_row(struct quick_indicators *indicators, const struct quick_set *set,
                     const struct quick_rules *rules, const struct quick_rows *rows, size_t row,
                     struct quick_names *names)
{
    const struct quick_file *file = &set->indikator;
    struct quick_indicator *indicator = &indicators->list[row];
    struct quick_field year, word = {.text = CAPAI_NO_TEXT}, field = word;
    for (size_t i = 0; i < file->empty_count; i++)
        if (!quick_rows_field(rows, row, file->empty[i], &field) || field.text.size)
            return false;
    field = word;
    if (!quick_rows_field(rows, row, file->field[QUICK_TAHUN], &year) ||
        year.text.size != QUICK_YEAR || memcmp(year.text.data, set->year, QUICK_YEAR) != 0 ||
        (file->field[QUICK_JENIS] >= 0 &&
         !quick_rows_field(rows, row, file->field[QUICK_JENIS], &field)) ||
        (file->field[QUICK_ARAH] >= 0 &&
         !quick_rows_field(rows, row, file->field[QUICK_ARAH], &word)))
        return false;
    const capai_text jenis = jenis_of(field.text);
    const struct capai_arah *arah = find_arah(indicators, rules->rules, word.text);
    if (!jenis.size || !arah || !read_names(set, rows, row, jenis, names, &indicator->key) ||
        !read_quantity(set, rows, row, file->field[QUICK_TARGET], &indicator->target) ||
        !read_quantity(set, rows, row, file->field[QUICK_REALISASI], &indicator->realisasi) ||
        !quick_capaian(rules, arah, &indicator->realisasi, &indicator->target, &indicator->value) ||
        !quick_class(rules, &indicator->value, &indicator->band, &indicator->borderline))
        return false;
    indicator->counts = do_count(indicators, rules->rules, jenis);
    if (indicator->counts)
        indicators->members[indicators->member_count++] = indicator->value;
    return true;
}

/* False where two rows may be about the same: their hashes are equal. */
static bool are_different(const struct quick_indicators *indicators)
{
    uint64_t slots[2 * QUICK_INDICATORS];
    struct distinct keys;
    bool different = true;
    distinct_begin(&keys, slots, indicators->count);
    for (size_t i = 0; different && i < indicators->count; i++)
        different = distinct_add(&keys, indicators->list[i].key);
    return different;
}

bool quick_indicators_read(struct quick_indicators *indicators, const struct quick_set *set,
                           const struct quick_rules *rules, const struct quick_rows *rows,
                           struct quick_names *names)
{
    indicators->count = rows->rows;
    indicators->member_count = 0;
    indicators->jenis = CAPAI_NO_TEXT;
    memset(indicators->arah, 0, sizeof indicators->arah);
    if (!rows->rows || rows->rows > QUICK_INDICATORS)
        return false;
    for (size_t row = 0; row < rows->rows; row++)
        if (!read_row(indicators, set, rules, rows, row, names))
            return false;
    indicators->repeated = !are_different(indicators);
    return true;
}
