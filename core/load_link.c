/* From rows to OPDs: keys, years, groups of rows. */
#include <stdint.h>

#include "capai/system.h"
#include "core/error.h"
#include "core/load.h"
#include "core/piece.h"

/* The OPD and year that a row without them belongs to: those of the only row of opd.csv. */
struct defaults {
    capai_text opd;
    struct capai_value year;
};

/* The name of the data set: that of its folder, or of its workbook without the ending. */
static capai_text name_of(const struct capai_dataset *dataset)
{
    if (dataset->texts)
        return capai_text_of(dataset->path);
    capai_text name = capai_text_of(capai_folder_name(dataset->path, dataset->arena));
    for (size_t i = name.size; dataset->book && i-- > 1;)
        if (name.data[i] == '.')
            return (capai_text){name.data, i};
    return name;
}

static bool find_defaults(struct capai_dataset *dataset, int year, struct defaults *defaults)
{
    const struct capai_table *opd = dataset->sheets[SCHEMA_OPD].table;
    *defaults = (struct defaults){CAPAI_NO_TEXT, capai_value_without(CAPAI_BELUM_DIISI)};
    if (opd && opd->rows == 1) {
        defaults->opd = opd->columns[0].of.texts[0];
        defaults->year = opd->columns[1].of.values[0];
    }
    if (defaults->year.outcome && year)
        defaults->year = capai_value_of_int(year);
    if (defaults->opd.size || (opd && opd->rows != 1))
        return true;
    capai_text name = name_of(dataset);
    return name.data && capai_pool_text(dataset->pool, name, &defaults->opd);
}

/* Where the index of an OPD stands, or is to be put: its key is interned, so its address will do.
 */
static size_t *find_slot(size_t *slots, size_t capacity, const capai_text *opds, capai_text key)
{
    size_t i = (size_t)(((uintptr_t)key.data >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 32);
    for (i &= capacity - 1; slots[i]; i = (i + 1) & (capacity - 1))
        if (opds[slots[i] - 1].data == key.data)
            break;
    return &slots[i];
}

static bool widen_slots(struct capai_dataset *dataset)
{
    size_t capacity = dataset->slot_capacity ? dataset->slot_capacity * 2 : 16;
    size_t *slots = capai_arena_array(dataset->arena, capacity, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < dataset->opd_count; i++)
        *find_slot(slots, capacity, dataset->opds, dataset->opds[i]) = i + 1;
    dataset->slots = slots;
    dataset->slot_capacity = capacity;
    return true;
}

/* Index of the OPD with that key; a new one is added. */
static bool find_opd(struct capai_dataset *dataset, capai_text key, size_t *index)
{
    if (dataset->opd_count * 2 >= dataset->slot_capacity && !widen_slots(dataset))
        return false;
    size_t *slot = find_slot(dataset->slots, dataset->slot_capacity, dataset->opds, key);
    if (!*slot) {
        capai_text *opds = capai_arena_grow(dataset->arena, dataset->opds, dataset->opd_count,
                                            &dataset->opd_capacity, sizeof *opds);
        if (!opds)
            return false;
        dataset->opds = opds;
        opds[dataset->opd_count] = key;
        *slot = ++dataset->opd_count;
    }
    *index = *slot - 1;
    return true;
}

static int year_of(struct capai_value value)
{
    char text[CAPAI_DECIMAL_TEXT];
    int year = 0;
    if (value.outcome)
        return 0;
    size_t size = capai_decimal_format(value.number, CAPAI_NOTATION_PLAIN, text);
    for (size_t i = 0; i < size; i++)
        year = year * 10 + (text[i] - '0');
    return year;
}

/* Fills opd and tahun of every row of a sheet, and says which rows have none. */
static enum capai_status key_rows(struct capai_dataset *dataset, enum schema_file which,
                                  const struct defaults *defaults)
{
    struct sheet *sheet = &dataset->sheets[which];
    struct capai_table *table = sheet->table;
    capai_text *opd = capai_table_texts(table, 0);
    struct capai_value *tahun =
        schema_has_year(schema_of(which)) ? capai_table_values(table, 1) : NULL;

    sheet->year = capai_arena_array(dataset->arena, table->rows, sizeof *sheet->year);
    sheet->opd = capai_arena_array(dataset->arena, table->rows, sizeof *sheet->opd);
    if (!sheet->year || !sheet->opd)
        return CAPAI_ERR_MEMORY;
    for (size_t row = 0; row < table->rows; row++) {
        if (!opd[row].size)
            opd[row] = defaults->opd;
        if (tahun && tahun[row].outcome == CAPAI_BELUM_DIISI)
            tahun[row] = defaults->year;
        sheet->year[row] = tahun ? year_of(tahun[row]) : 0;
        /* what opd.csv says without a year holds for all of them */
        bool timeless = tahun && tahun[row].outcome == CAPAI_BELUM_DIISI && which != SCHEMA_OPD;
        capai_text missing = !opd[row].size ? CAPAI_TEXT("opd")
                             : timeless     ? CAPAI_TEXT("tahun")
                                            : CAPAI_NO_TEXT;
        struct capai_error error = {0};
        if (missing.size) {
            capai_fail(&error, CAPAI_MSG_KEY_MISSING, CAPAI_WORDS(missing));
            if (dataset_complain(dataset, which, row, CAPAI_NO_COLUMN, &error) != CAPAI_OK)
                return CAPAI_ERR_MEMORY;
        }
        sheet->opd[row] = NO_OPD;
        if (opd[row].size && !find_opd(dataset, opd[row], &sheet->opd[row]))
            return CAPAI_ERR_MEMORY;
    }
    return CAPAI_OK;
}

/* Lists the rows of each OPD, in file order. */
static bool group_rows(struct capai_dataset *dataset, struct sheet *sheet)
{
    size_t rows = sheet->table->rows;
    sheet->grouped = capai_arena_array(dataset->arena, rows, sizeof *sheet->grouped);
    sheet->first = capai_arena_array(dataset->arena, dataset->opd_count + 2, sizeof *sheet->first);
    if (!sheet->grouped || !sheet->first)
        return false;
    for (size_t row = 0; row < rows; row++)
        if (sheet->opd[row] != NO_OPD)
            sheet->first[sheet->opd[row] + 2]++;
    for (size_t i = 2; i < dataset->opd_count + 2; i++)
        sheet->first[i] += sheet->first[i - 1];
    for (size_t row = 0; row < rows; row++)
        if (sheet->opd[row] != NO_OPD)
            sheet->grouped[sheet->first[sheet->opd[row] + 1]++] = row;
    return true;
}

static int largest_year(const struct sheet *sheet)
{
    int year = 0;
    for (size_t row = 0; sheet->table && row < sheet->table->rows; row++)
        if (sheet->year[row] > year)
            year = sheet->year[row];
    return year;
}

/* No year: nothing to report of. */
static enum capai_status fail_year(const struct capai_dataset *dataset, struct capai_error *err)
{
    const struct capai_table *table = dataset->sheets[SCHEMA_INDIKATOR].table;
    bool empty = table->rows == 0;
    struct capai_error error = {0};
    capai_fail(&error, empty ? CAPAI_MSG_FILE_HEADER_ONLY : CAPAI_MSG_YEAR_UNKNOWN, CAPAI_NO_WORDS);
    if (empty) {
        grid_place(&table->origin->file, &table->origin->file.header, 0, &error);
        error.width = 0;
    }
    capai_error_place(&error, dataset->path, 0, 0);
    return error_pass(err, &error);
}

enum capai_status load_link(struct capai_dataset *dataset, int year, struct capai_error *err)
{
    struct defaults defaults;
    const struct piece *piece = dataset->piece;
    if (piece)
        defaults = (struct defaults){piece->opd, piece->tahun};
    else if (!find_defaults(dataset, year, &defaults))
        return capai_fail_memory(err);
    for (enum schema_file which = 0; which < SCHEMA_COUNT; which++)
        if (dataset->sheets[which].table && key_rows(dataset, which, &defaults) != CAPAI_OK)
            return capai_fail_memory(err);
    for (enum schema_file which = 0; which < SCHEMA_COUNT; which++)
        if (dataset->sheets[which].table && !group_rows(dataset, &dataset->sheets[which]))
            return capai_fail_memory(err);

    if (piece)
        year = piece->year;
    dataset->year = year ? year : largest_year(&dataset->sheets[SCHEMA_OPD]);
    if (!dataset->year)
        dataset->year = largest_year(&dataset->sheets[SCHEMA_INDIKATOR]);
    return dataset->year ? CAPAI_OK : fail_year(dataset, err);
}

/* Warns of an OPD that opd.csv does not know, at its first row elsewhere. */
static enum capai_status check_opd(struct capai_dataset *dataset, size_t opd)
{
    for (enum schema_file which = 0; which < SCHEMA_COUNT; which++) {
        struct rows rows = dataset_rows(dataset, which, opd);
        if (!rows.count)
            continue;
        struct capai_error error = {0};
        capai_text near = CAPAI_NO_TEXT;
        for (size_t i = 0; i < dataset->opd_count && !near.data; i++)
            if (i != opd && dataset_rows(dataset, SCHEMA_OPD, i).count)
                near = capai_text_nearest(dataset->opds[opd], &dataset->opds[i], 1);
        capai_fail(&error, CAPAI_MSG_OPD_UNKNOWN, CAPAI_WORDS(dataset->opds[opd], near));
        return dataset_complain(dataset, which, rows.row[0], 0, &error);
    }
    return CAPAI_OK;
}

/* Warns of an OPD that has no indicator in the report year. */
static enum capai_status check_empty(struct capai_dataset *dataset, size_t opd)
{
    const struct sheet *sheet = &dataset->sheets[SCHEMA_INDIKATOR];
    struct rows rows = dataset_rows(dataset, SCHEMA_INDIKATOR, opd);
    struct capai_error error = {0};
    char year[CAPAI_DECIMAL_TEXT];
    for (size_t i = 0; i < rows.count; i++)
        if (sheet->year[rows.row[i]] == dataset->year)
            return CAPAI_OK;
    capai_decimal_format(capai_decimal_from_int(dataset->year), CAPAI_NOTATION_PLAIN, year);
    capai_fail(&error, CAPAI_MSG_OPD_EMPTY, CAPAI_WORDS(dataset->opds[opd], capai_text_of(year)));
    capai_error_place(&error, dataset->path, 0, 0);
    return capai_notices_add(dataset->notices, &error);
}

enum capai_status load_check_opds(struct capai_dataset *dataset)
{
    enum capai_status status = CAPAI_OK;
    const struct capai_table *table = dataset->sheets[SCHEMA_OPD].table;
    bool listed = dataset->piece ? dataset->piece->listed : table && table->rows;
    for (size_t opd = 0; !status && opd < dataset->opd_count; opd++) {
        if (listed && !dataset_rows(dataset, SCHEMA_OPD, opd).count)
            status = check_opd(dataset, opd);
        if (!status)
            status = check_empty(dataset, opd);
    }
    return status;
}
