/* Whose rows may be missing from a file of which only the beginning could be read. */
#include "core/load.h"

/* The OPD of the row at which the reading ended; missing where it had not come to it. */
static capai_text cut_opd(const struct capai_dataset *dataset, const struct sheet *sheet)
{
    const struct capai_origin *origin = sheet->table->origin;
    const struct grid_row *row = &origin->file.cut_row;
    int field = origin->field[0];
    if (field >= 0 && (size_t)field < row->count)
        return capai_text_trim(row->fields[field]);
    return field < 0 && dataset->opd_count == 1 ? dataset->opds[0] : CAPAI_NO_TEXT;
}

/* Names the OPDs that may be cut: the one whose row it is (where that is not known, the one of the
 * row before, whose rows may go on), and those of which the file has no row. */
static enum capai_status name_cut(struct capai_dataset *dataset, enum schema_file which)
{
    const struct sheet *sheet = &dataset->sheets[which];
    const struct capai_table *table = sheet->table;
    capai_text own = cut_opd(dataset, sheet);
    size_t last = table->rows && !own.size ? sheet->opd[table->rows - 1] : NO_OPD, size = 0;
    int64_t count = 0;
    bool found = false;
    char list[CAPAI_ERROR_TEXT / 2], number[CAPAI_DECIMAL_TEXT];
    struct capai_error error = {0};
    for (size_t opd = 0; opd < dataset->opd_count; opd++) {
        bool is_own = capai_text_equal(dataset->opds[opd], own);
        found |= is_own;
        if (!is_own && opd != last && dataset_rows(dataset, which, opd).count)
            continue;
        size = capai_text_append(list, sizeof list, size, dataset->opds[opd]);
        count++;
    }
    if (own.size && !found) { /* known from nowhere else */
        size = capai_text_append(list, sizeof list, size, own);
        count++;
    }
    if (!count)
        return CAPAI_OK;
    capai_decimal_format(capai_decimal_from_int(count), CAPAI_NOTATION_INDONESIA, number);
    capai_fail(&error, CAPAI_MSG_FILE_CUT,
               CAPAI_WORDS(capai_text_of(number), ((capai_text){list, size})));
    capai_error_place(&error, table->origin->file.name, table->origin->file.cut_row.line, 1);
    return capai_notices_add(dataset->notices, &error);
}

enum capai_status load_name_cuts(struct capai_dataset *dataset)
{
    for (enum schema_file which = 0; which < SCHEMA_COUNT; which++) {
        const struct capai_table *table = dataset->sheets[which].table;
        if (table && table->origin->file.cut && name_cut(dataset, which) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
    }
    return CAPAI_OK;
}
