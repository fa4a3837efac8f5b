#include "core/quick_write.h"

#include <string.h>

#include "core/load.h"

/* ---- where columns come from ---- */

static const capai_text slot_names[QUICK_SLOTS] = {
    [QUICK_AT_CAPAIAN] = {"capaian", 7},
    [QUICK_AT_PREDIKAT] = {"predikat", 8},
    [QUICK_AT_STATUS] = {"status", 6},
    [QUICK_AT_DI_BATAS] = {"di_batas", 8},
    [QUICK_AT_JUMLAH_INDIKATOR] = {"jumlah_indikator", 16},
    [QUICK_AT_PAGU] = {"pagu", 4},
    [QUICK_AT_REALISASI] = {"realisasi", 9},
    [QUICK_AT_SERAPAN] = {"serapan", 7},
    [QUICK_AT_STATUS_SERAPAN] = {"status_serapan", 14},
    [QUICK_AT_EFISIENSI] = {"efisiensi", 9},
    [QUICK_AT_ATURAN] = {"aturan", 6},
    [QUICK_AT_OPD] = {"opd", 3},
    [QUICK_AT_TAHUN] = {"tahun", 5},
    [QUICK_AT_URUTAN] = {"urutan", 6},
    [QUICK_AT_JUMLAH] = {"jumlah", 6},
};

static bool find_slot(capai_text name, size_t first, size_t last, size_t *slot)
{
    for (*slot = first; *slot <= last; ++*slot)
        if (capai_text_equal(slot_names[*slot], name))
            return true;
    return false;
}

/* The field of a file with that name, in `which`; CAPAI_NO_COLUMN. */
static int field_of(const struct quick_set *set, enum schema_file which, capai_text name)
{
    const struct capai_table *table = set->set->header->sheets[which].table;
    const int column = table ? capai_table_find(table, name) : CAPAI_NO_COLUMN;
    return column < 0 ? CAPAI_NO_COLUMN : table->origin->field[column];
}

/* Columns of indicators that the rows which are done here have no value for. */
static bool is_never(capai_text name)
{
    static const capai_text names[] = {
        {"versi", 5}, {"capaian_akhir", 13}, {"selisih", 7}, {"tren", 4}, {"tren_persen", 11}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (capai_text_equal(names[i], name))
            return true;
    return false;
}

static struct quick_output indicator_column(const struct batch_column *column,
                                            const struct quick_set *set)
{
    const capai_text name = column->source;
    const int *field = set->indikator.field;
    struct quick_output out = {.source = QUICK_EMPTY};
    if (is_never(name))
        return out;
    if (capai_text_equal(name, CAPAI_TEXT("jenis"))) {
        out.source = QUICK_KIND;
    } else if (capai_text_equal(name, CAPAI_TEXT("status_capaian_akhir"))) {
        out.source = QUICK_NOTHING;
    } else if (find_slot(name, QUICK_AT_CAPAIAN, QUICK_AT_DI_BATAS, &out.slot)) {
        out.source = QUICK_RESULT;
    } else if ((out.field = field_of(set, SCHEMA_INDIKATOR, name)) >= 0) {
        out.slot = out.field == field[QUICK_REALISASI];
        out.source = !column->original && (out.slot || out.field == field[QUICK_TARGET])
                         ? QUICK_AMOUNT
                         : QUICK_COPY;
    }
    return out;
}

static struct quick_output opd_column(const struct batch_column *column,
                                      const struct quick_set *set)
{
    struct quick_output out = {.source = QUICK_EMPTY};
    if (capai_text_equal(column->source, CAPAI_TEXT("peringkat")))
        out.source = QUICK_RANK;
    else if (!capai_text_equal(column->source, slot_names[QUICK_AT_DI_BATAS]) &&
             find_slot(column->source, QUICK_AT_CAPAIAN, QUICK_AT_TAHUN, &out.slot))
        out.source = QUICK_RESULT;
    else if ((out.field = field_of(set, SCHEMA_OPD, column->source)) >= 0)
        out.source = QUICK_COPY;
    return out;
}

static struct quick_output rekap_column(const struct batch_column *column)
{
    struct quick_output out = {.source = QUICK_EMPTY};
    if (capai_text_equal(column->source, slot_names[QUICK_AT_PREDIKAT])) {
        out = (struct quick_output){.source = QUICK_RESULT, .slot = QUICK_AT_PREDIKAT};
    } else if (find_slot(column->source, QUICK_AT_OPD, QUICK_AT_JUMLAH, &out.slot)) {
        out.source = QUICK_RESULT;
    }
    return out;
}

bool quick_outputs_make(enum capai_result table, const struct batch_table *columns,
                        const struct quick_set *set, struct quick_outputs *out)
{
    out->count = columns->count;
    if (columns->count > UNIT_COLUMNS)
        return false;
    for (size_t c = 0; c < columns->count; c++) {
        const struct batch_column *column = &columns->columns[c];
        out->columns[c] = table == CAPAI_RESULT_INDIKATOR ? indicator_column(column, set)
                          : table == CAPAI_RESULT_OPD     ? opd_column(column, set)
                                                          : rekap_column(column);
    }
    for (size_t c = columns->count; c-- > 0;) {
        struct quick_output *column = &out->columns[c];
        const bool goes_on = c + 1 < columns->count && column->source == QUICK_COPY &&
                             column[1].source == QUICK_COPY && column[1].field == column->field + 1;
        column->span = goes_on ? column[1].span + 1 : 1;
    }
    return true;
}

/* ---- writing ---- */

static inline void put(struct bytes *out, const char *data, size_t size)
{
    if (out->capacity - out->size > size) { /* as a rule */
        if (size)
            memcpy(out->data + out->size, data, size);
        out->size += size;
    } else {
        bytes_add(out, data, size);
    }
}

static inline void put_sign(struct bytes *out, char sign)
{
    if (out->capacity - out->size > 1)
        out->data[out->size++] = sign;
    else
        bytes_add(out, &sign, 1);
}

static void put_text(struct bytes *out, capai_text text)
{
    struct capai_sink sink = bytes_sink(out);
    capai_write_csv_field(&sink, text);
}

/* A field as capai_write_csv_field writes its text: what needs quotes has them, or gets them. */
static void put_copy(struct bytes *out, const struct quick_rows *rows, size_t row, int field,
                     char delimiter)
{
    struct quick_field f;
    quick_rows_field(rows, row, field, &f);
    const bool quoted = f.raw.size != f.text.size;
    if (!quoted && delimiter == ',') {
        put(out, f.raw.data, f.raw.size);
        return;
    }
    /* outside of quotes there is neither a quote nor a line end */
    const bool needs = f.text.size && (memchr(f.text.data, ',', f.text.size) ||
                                       (quoted && (memchr(f.text.data, '"', f.text.size) ||
                                                   memchr(f.text.data, '\n', f.text.size))));
    if (quoted) {
        put(out, needs ? f.raw.data : f.text.data, needs ? f.raw.size : f.text.size);
        return;
    }
    if (needs)
        put_sign(out, '"');
    put(out, f.text.data, f.text.size);
    if (needs)
        put_sign(out, '"');
}

/* True for a field that is written as it stands: with quotes only where a comma needs them. */
static inline bool is_as_written(const char *start, const char *stop)
{
    return start == stop || (quick_rows_is_plain(*start) && quick_rows_is_plain(stop[-1])) ||
           (stop - start > 2 && *start == '"' && stop[-1] == '"' && quick_rows_is_plain(start[1]) &&
            quick_rows_is_plain(stop[-2]) && memchr(start, ',', (size_t)(stop - start)));
}

/* Writes `count` fields that stand side by side in the input as they stand there. False: one is
 * written otherwise, and nothing was. */
static bool put_span(struct bytes *out, const struct quick_rows *rows, size_t row, int field,
                     size_t count)
{
    const uint32_t *end = rows->ends + row * rows->columns + (size_t)field;
    const char *const first = quick_rows_bytes(rows, row, field).data;
    const char *start = first, *stop = first;
    for (size_t i = 0; i < count; i++, start = stop + 1) {
        stop = rows->text + end[i];
        if (!is_as_written(start, stop))
            return false;
    }
    put(out, first, (size_t)(stop - first));
    return true;
}

static void put_number(struct bytes *out, quick_wide digits, int scale)
{
    char buffer[QUICK_TEXT];
    const capai_text text = quick_format(digits, scale, buffer);
    put(out, text.data, text.size);
}

static void put_result(struct bytes *out, size_t slot, const struct quick_indicator *indicator,
                       const struct quick_rules *rules)
{
    const char *nilai = capai_outcome_name(CAPAI_NILAI);
    const capai_text name = rules->rules->scale.bands[indicator->band].name;
    switch (slot) {
    case QUICK_AT_CAPAIAN:
        put_number(out, indicator->value.shown, rules->rules->round[CAPAI_Q_CAPAIAN].digits);
        return;
    case QUICK_AT_PREDIKAT:
        if (rules->bands[indicator->band].bare)
            put(out, name.data, name.size);
        else
            put_text(out, name);
        return;
    case QUICK_AT_STATUS:
        put(out, nilai, strlen(nilai));
        return;
    default:
        put(out, indicator->borderline ? "ya" : "tidak", indicator->borderline ? 2 : 5);
        return;
    }
}

void quick_write_indicator(struct bytes *out, const struct quick_outputs *columns,
                           const struct quick_rows *rows, size_t row, char delimiter,
                           const struct quick_indicator *indicator, const struct quick_rules *rules,
                           int jenis)
{
    const char *nothing = capai_outcome_name(CAPAI_BELUM_DIISI);
    struct quick_field field = {.text = CAPAI_NO_TEXT};
    for (size_t c = 0; c < columns->count; c++) {
        const struct quick_output *column = &columns->columns[c];
        const struct quick_number *number = &indicator->target;
        if (c)
            put_sign(out, ',');
        if (column->span > 1 && delimiter == ',' &&
            put_span(out, rows, row, column->field, column->span)) {
            c += column->span - 1;
            continue;
        }
        switch (column->source) {
        case QUICK_COPY:
            put_copy(out, rows, row, column->field, delimiter);
            break;
        case QUICK_AMOUNT:
            if (column->slot)
                number = &indicator->realisasi;
            put_number(out, number->digits, number->scale);
            break;
        case QUICK_KIND:
            if (jenis >= 0)
                quick_rows_field(rows, row, jenis, &field);
            put_text(out, field.text.size ? field.text : CAPAI_TEXT("sasaran"));
            break;
        case QUICK_NOTHING:
            put(out, nothing, strlen(nothing));
            break;
        case QUICK_RESULT:
            put_result(out, column->slot, indicator, rules);
            break;
        case QUICK_EMPTY:
        case QUICK_RANK:
        default:
            break;
        }
    }
    put_sign(out, '\n');
}

void quick_write_slots(struct bytes *out, const struct quick_outputs *columns,
                       const struct quick_rows *rows, char delimiter, const capai_text *slots,
                       size_t *before)
{
    const size_t start = out->size;
    for (size_t c = 0; c < columns->count; c++) {
        const struct quick_output *column = &columns->columns[c];
        if (c)
            put_sign(out, ',');
        if (column->source == QUICK_RANK)
            *before = out->size - start;
        else if (column->source == QUICK_RESULT)
            put_text(out, slots[column->slot]);
        else if (column->source == QUICK_COPY && rows)
            put_copy(out, rows, 0, column->field, delimiter);
    }
    put_sign(out, '\n');
}
