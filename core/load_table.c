/* From a CSV file to a typed table. */
#include "core/load.h"
#include "core/piece.h"

#include <string.h>

/* ---- columns ---- */

static capai_text lower_case(capai_text name, struct capai_arena *arena)
{
    capai_text copy = capai_text_copy(name, arena);
    char *bytes = (char *)(uintptr_t)copy.data; /* our own copy */
    for (size_t i = 0; bytes && i < copy.size; i++)
        if (bytes[i] >= 'A' && bytes[i] <= 'Z')
            bytes[i] = (char)(bytes[i] - 'A' + 'a');
    return copy;
}

/* Adds the columns to `table` and fills origin->field. */
static bool add_columns(struct capai_table *table, const struct grid *file,
                        const struct schema *schema)
{
    struct capai_origin *origin = table->origin;
    size_t n = 0;
    origin->field =
        capai_arena_array(table->arena, schema->count + file->header.count, sizeof *origin->field);
    if (!origin->field)
        return false;
    for (size_t i = 0; i < schema->count; i++) {
        const struct schema_column *column = &schema->columns[i];
        if (!column->key)
            continue;
        origin->field[n++] = header_field(file, column->name);
        if (capai_table_add_column(table, column->name, schema_kind(column->type)) < 0)
            return false;
    }
    for (size_t i = 0; i < file->header.count; i++) {
        capai_text name = capai_text_trim(file->header.fields[i]);
        const struct schema_column *known = schema_find(schema, name);
        if (!name.size || (known && known->key) || header_field(file, name) != (int)i)
            continue;
        enum schema_type type = schema_type_of(schema, name);
        name = known ? known->name : lower_case(name, table->arena);
        origin->field[n++] = (int)i;
        if (!name.data || capai_table_add_column(table, name, schema_kind(type)) < 0)
            return false;
    }
    return true;
}

/* ---- rows ---- */

/* What is wrong with a field of a workbook wherever it stands; a date, and a number of any size,
 * are wrong as a quantity only. */
static enum capai_message fault_of(enum grid_kind kind, bool quantity)
{
    return kind == GRID_FORMULA             ? CAPAI_MSG_FORMULA_EMPTY
           : kind == GRID_DAMAGED           ? CAPAI_MSG_CELL_DAMAGED
           : kind == GRID_DATE && quantity  ? CAPAI_MSG_CELL_DATE
           : kind == GRID_RANGE && quantity ? CAPAI_MSG_CELL_RANGE
                                            : CAPAI_MSG_NONE;
}

/* The standard spelling of a name, from alias.csv. */
static bool standard_name(const struct capai_dataset *dataset, capai_text column, capai_text *name)
{
    const struct grid *alias = &dataset->alias;
    capai_text fold;
    if (!alias->count || !name->size)
        return true;
    if (!dataset_fold(dataset, *name, &fold))
        return false;
    for (size_t i = 0; i < alias->count; i++) {
        const capai_text *fields = alias->rows[i].fields;
        if (fields[1].data == fold.data && capai_text_equal_nocase(fields[0], column)) {
            *name = fields[2];
            return true;
        }
    }
    return true;
}

static bool is_missing(capai_text text)
{
    struct capai_cell cell;
    return capai_cell_parse(text, CAPAI_NOTATION_PLAIN, CAPAI_QUANTITY, &cell, NULL) == CAPAI_OK &&
           cell.kind == CAPAI_CELL_MISSING;
}

/* A year of four digits that a report can have. */
static bool parse_year(capai_text text, int *year)
{
    int value = 0;
    text = capai_text_trim(text);
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || i == 4)
            return false;
        value = value * 10 + (text.data[i] - '0');
    }
    *year = value;
    return value >= 1900 && value <= 2199;
}

/* One of the words of a closed list, as the list spells it; but a version keeps the name that its
 * document gives it. Any other word stays and is reported. */
static enum capai_status set_word(struct capai_dataset *dataset, enum schema_file which, size_t row,
                                  int column, const capai_text *words, capai_text *text)
{
    char list[160];
    size_t count = 0, size = 0;
    struct capai_error error = {0};
    const capai_text name = dataset->sheets[which].table->columns[column].name;
    for (; words[count].data; count++) {
        if (schema_same_word(*text, words[count])) {
            if (!capai_text_equal(name, CAPAI_TEXT("versi")))
                *text = words[count];
            return CAPAI_OK;
        }
        size = capai_text_append(list, sizeof list, size, words[count]);
    }
    /* iku only marks a row; every other word decides how it counts */
    bool doubtful = !capai_text_equal(name, CAPAI_TEXT("iku"));
    dataset->sheets[which].doubtful[row] |= doubtful;
    capai_fail(&error, doubtful ? CAPAI_MSG_WORD_DOUBTFUL : CAPAI_MSG_WORD_UNKNOWN,
               CAPAI_WORDS(*text, name, ((capai_text){list, size}),
                           capai_text_nearest(*text, words, count)));
    return dataset_complain(dataset, which, row, column, &error);
}

/* What the field of a table's entry holds. */
static enum grid_kind kind_of(const struct capai_origin *origin, size_t row, size_t column)
{
    int field = origin->field[column];
    return field < 0 ? GRID_TEXT
                     : grid_kind_of(&origin->file.rows[origin->row[row]], (size_t)field);
}

/* Reports a cell of a workbook that has no text, where the cell is not read as a quantity. */
static enum capai_status complain_fault(struct capai_dataset *dataset, enum schema_file which,
                                        size_t row, int column, enum capai_message message,
                                        capai_text text)
{
    struct capai_column *c = &dataset->sheets[which].table->columns[column];
    struct capai_error error = {0};
    capai_fail(&error, message, CAPAI_WORDS(text));
    if (!schema_find(schema_of(which), c->name)) /* nothing is computed from it */
        error.status = CAPAI_WARNING;
    if (c->kind == CAPAI_COLUMN_WHOLE)
        c->of.values[row] = capai_value_without(CAPAI_TIDAK_DAPAT_DIHITUNG);
    return dataset_complain(dataset, which, row, column, &error);
}

/* What the schema says of a column, looked up once for all its entries. */
struct expected {
    enum schema_type type;
    const capai_text *words; /* a closed list, or NULL */
};

static enum capai_status set_entry(struct capai_dataset *dataset, enum schema_file which,
                                   const struct expected *expected, size_t row, int column,
                                   enum grid_kind kind, capai_text text)
{
    struct capai_table *table = dataset->sheets[which].table;
    struct capai_column *c = &table->columns[column];
    int year;

    const capai_text field = text; /* interned */
    text = capai_text_trim(text);
    enum capai_message fault = fault_of(kind, false);
    if (fault && c->kind != CAPAI_COLUMN_CELL)
        return complain_fault(dataset, which, row, column, fault, text);
    switch (expected->type) {
    case SCHEMA_YEAR:
        if (is_missing(text))
            return CAPAI_OK;
        if (parse_year(text, &year)) {
            c->of.values[row] = capai_value_of_int(year);
            return CAPAI_OK;
        }
        struct capai_error error = {0};
        capai_fail(&error, CAPAI_MSG_YEAR, CAPAI_WORDS(text, c->name));
        if (column > 1) /* tahun_akhir: nothing is computed from it */
            error.status = CAPAI_WARNING;
        c->of.values[row] = capai_value_without(CAPAI_TIDAK_DAPAT_DIHITUNG);
        return dataset_complain(dataset, which, row, column, &error);
    case SCHEMA_QUANTITY:
    case SCHEMA_RUPIAH:
    case SCHEMA_RUPIAH_MIXED:
    case SCHEMA_REPORTED:
    case SCHEMA_REPORTED_RUPIAH:
        c->of.cells[row].source = text; /* read by load_cells */
        return CAPAI_OK;
    case SCHEMA_NAME:
        if (!standard_name(dataset, c->name, &text))
            return CAPAI_ERR_MEMORY;
        break;
    default: /* SCHEMA_TEXT */
        if (text.size && expected->words &&
            set_word(dataset, which, row, column, expected->words, &text) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
        break;
    }
    if (text.data == field.data && text.size == field.size) {
        c->of.texts[row] = text;
        return CAPAI_OK;
    }
    return capai_pool_text(dataset->pool, text, &c->of.texts[row]) ? CAPAI_OK : CAPAI_ERR_MEMORY;
}

/* A row that has more or fewer fields than the header. */
static enum capai_status check_width(struct capai_dataset *dataset, const struct grid *file,
                                     const struct grid_row *row)
{
    size_t expected = header_named(file), extra = row->count;
    for (size_t i = row->count; i-- > 0;) {
        bool named = i < expected && capai_text_trim(file->header.fields[i]).size;
        if (!named && capai_text_trim(row->fields[i]).size)
            extra = i;
    }
    struct capai_error error = {0};
    if (extra < row->count) {
        capai_fail(&error, CAPAI_MSG_ROW_LONG, CAPAI_WORDS(row->fields[extra]));
        grid_place(file, row, extra, &error);
    } else if (row->count < expected) {
        capai_fail(&error, CAPAI_MSG_ROW_SHORT,
                   CAPAI_WORDS(capai_text_trim(file->header.fields[row->count])));
        grid_place(file, row, row->count - 1, &error);
    } else {
        return CAPAI_OK;
    }
    return capai_notices_add(dataset->notices, &error);
}

/* Warns, once per column, of codes that a workbook stores as numbers: 7.10 has become 7.1 there,
 * and nobody can see it. */
static enum capai_status check_codes(struct capai_dataset *dataset, enum schema_file which)
{
    static const capai_text names[] = {{"kode", 4}, {"tabel", 5}};
    const struct capai_table *table = dataset->sheets[which].table;
    enum capai_status status = CAPAI_OK;
    for (size_t n = 0; n < 2; n++) {
        int column = capai_table_find(table, names[n]);
        bool warned = column < 0;
        for (size_t row = 0; !status && !warned && row < table->rows; row++) {
            capai_text code = capai_table_texts(table, column)[row];
            if (kind_of(table->origin, row, (size_t)column) != GRID_NUMBER || !code.size ||
                !memchr(code.data, '.', code.size))
                continue;
            struct capai_error error = {0};
            capai_fail(&error, CAPAI_MSG_CODE_NUMBER, CAPAI_WORDS(code, names[n]));
            status = dataset_complain(dataset, which, row, column, &error);
            warned = true;
        }
    }
    return status;
}

/* What the schema says of each column; NULL for want of memory. */
static struct expected *expect(const struct capai_table *table, const struct schema *schema)
{
    struct expected *expected =
        capai_arena_array(table->arena, table->column_count, sizeof *expected);
    for (size_t c = 0; expected && c < table->column_count; c++) {
        const struct schema_column *known = schema_find(schema, table->columns[c].name);
        expected[c].type = schema_type_of(schema, table->columns[c].name);
        expected[c].words = known ? known->words : NULL;
    }
    return expected;
}

static enum capai_status load_rows(struct capai_dataset *dataset, enum schema_file which,
                                   const struct grid *file)
{
    struct capai_table *table = dataset->sheets[which].table;
    const struct expected *expected = expect(table, schema_of(which));
    if (!expected || !capai_table_reserve(table, file->count))
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < file->count; i++) {
        const struct grid_row *source = &file->rows[i];
        size_t row = table->rows;
        table->origin->row[row] = i;
        if (!capai_table_add_row(table) || check_width(dataset, file, source) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
        for (size_t c = 0; c < table->column_count; c++) {
            int field = table->origin->field[c];
            if (field < 0 || (size_t)field >= source->count)
                continue;
            if (set_entry(dataset, which, &expected[c], row, (int)c,
                          grid_kind_of(source, (size_t)field), source->fields[field]) != CAPAI_OK)
                return CAPAI_ERR_MEMORY;
        }
    }
    return check_codes(dataset, which);
}

enum capai_status load_table(struct capai_dataset *dataset, enum schema_file which,
                             const struct grid *file, struct capai_error *err)
{
    const struct schema *schema = schema_of(which);
    enum capai_status status = header_check(dataset, file, schema, err);
    if (status)
        return status;

    struct capai_table *table = capai_table_new(schema->name, dataset->arena);
    struct capai_origin *origin = capai_arena_array(dataset->arena, 1, sizeof *origin);
    if (!table || !origin)
        return capai_fail_memory(err);
    table->origin = origin;
    origin->file = *file;
    origin->row = capai_arena_array(dataset->arena, file->count + 1, sizeof *origin->row);
    if (!origin->row || !add_columns(table, file, schema))
        return capai_fail_memory(err);
    dataset->sheets[which].table = table;
    dataset->sheets[which].doubtful =
        capai_arena_array(dataset->arena, file->count + 1, sizeof(bool));
    if (!dataset->sheets[which].doubtful)
        return capai_fail_memory(err);
    return load_rows(dataset, which, file) == CAPAI_OK ? CAPAI_OK : capai_fail_memory(err);
}

/* ---- cells ---- */

/* An amount is a number and nothing else. */
static bool is_amount(const struct capai_cell *cell)
{
    return cell->kind == CAPAI_CELL_MISSING || (capai_cell_is_bare(cell) && !cell->percent);
}

/* A ceiling is not below zero: what was meant is not known, and so nothing is computed from it. */
static bool is_negative_pagu(capai_text column, const struct capai_cell *cell)
{
    return cell->kind == CAPAI_CELL_NUMBER && capai_decimal_sign(cell->number) < 0 &&
           capai_text_equal(column, CAPAI_TEXT("pagu"));
}

static enum capai_cell_purpose purpose_of(enum schema_type type)
{
    if (type == SCHEMA_RUPIAH)
        return CAPAI_RUPIAH;
    bool mixed = type == SCHEMA_RUPIAH_MIXED || type == SCHEMA_REPORTED_RUPIAH;
    return mixed ? CAPAI_RUPIAH_MIXED : CAPAI_QUANTITY;
}

/* True for a number as results have it. What reads as one and is written otherwise (1,234.56) was
 * copied, since it could not be read. */
static bool is_of_results(const struct capai_cell *cell, enum capai_notation notation)
{
    char text[CAPAI_DECIMAL_TEXT];
    size_t size = capai_decimal_format(cell->number, notation, text);
    return capai_text_equal(cell->source, (capai_text){text, size});
}

enum capai_status load_cell(const struct capai_dataset *dataset, enum schema_type type,
                            enum grid_kind kind, capai_text column, struct capai_cell *cell,
                            struct capai_error *error)
{
    enum capai_cell_purpose purpose = purpose_of(type);
    if (kind == GRID_NUMBER && purpose == CAPAI_RUPIAH_MIXED)
        purpose = CAPAI_RUPIAH; /* the point of 123.456 never groups */
    const capai_text source = cell->source;
    const struct capai_manifest_notation plain = {CAPAI_NOTATION_PLAIN, CAPAI_NOTATION_PLAIN, true};
    const struct capai_manifest_notation *notation =
        kind == GRID_NUMBER ? &plain : &dataset->notation;
    enum capai_message fault = fault_of(kind, true);
    if (fault) {
        cell->kind = CAPAI_CELL_BROKEN;
        return capai_fail(error, fault, CAPAI_WORDS(source));
    }
    enum capai_status status = capai_cell_parse(source, notation->numbers, purpose, cell, error);
    bool bare = !status && capai_cell_is_bare(cell);
    if (bare && notation->results)
        cell->ambiguous = false;
    if (notation->texts != notation->numbers && !(bare && is_of_results(cell, notation->numbers))) {
        *error = (struct capai_error){0};
        status = capai_cell_parse(source, notation->texts, purpose, cell, error);
    }
    if (!status && purpose != CAPAI_QUANTITY && !is_amount(cell)) {
        status = capai_fail(error, CAPAI_MSG_RUPIAH, CAPAI_WORDS(cell->source));
        cell->kind = CAPAI_CELL_BROKEN;
    } else if (!status && type == SCHEMA_RUPIAH && is_negative_pagu(column, cell)) {
        status = capai_fail(error, CAPAI_MSG_PAGU_NEGATIVE, CAPAI_WORDS(cell->source));
        cell->kind = CAPAI_CELL_BROKEN;
    }
    return status;
}

/* True for a row of a budget table other than the one that is evaluated. */
static bool is_elsewhere(const struct capai_dataset *dataset, enum schema_file which, size_t row)
{
    const struct sheet *sheet = &dataset->sheets[which];
    if (which != SCHEMA_ANGGARAN || sheet->opd[row] == NO_OPD)
        return false;
    const struct capai_table *opd = dataset->sheets[SCHEMA_OPD].table;
    long opd_row = dataset_opd_row(dataset, sheet->opd[row], sheet->year[row]);
    int chosen = opd ? capai_table_find(opd, CAPAI_TEXT("tabel_anggaran")) : CAPAI_NO_COLUMN;
    if (opd_row < 0 || chosen < 0)
        return false;
    capai_text wanted = capai_table_texts(opd, chosen)[opd_row];
    int tabel = capai_table_find(sheet->table, CAPAI_TEXT("tabel"));
    return wanted.size && !capai_text_equal(capai_table_texts(sheet->table, tabel)[row], wanted);
}

static bool is_weight(enum schema_file which, capai_text column)
{
    return which == SCHEMA_INDIKATOR && capai_text_equal(column, CAPAI_TEXT("bobot"));
}

/* A complaint that is made once for a column: of a piece, whoever has all of them sees to that. */
static enum capai_status complain_once(const struct capai_dataset *dataset, enum schema_file which,
                                       size_t row, int column, struct capai_error *error)
{
    struct capai_dataset seen = *dataset;
    if (dataset->piece)
        seen.notices = dataset->piece->once;
    return dataset_complain(&seen, which, row, column, error);
}

enum capai_status load_cells(struct capai_dataset *dataset, enum schema_file which)
{
    const struct schema *schema = schema_of(which);
    struct capai_table *table = dataset->sheets[which].table;
    for (size_t c = 0; table && c < table->column_count; c++) {
        struct capai_column *column = &table->columns[c];
        enum schema_type type = schema_type_of(schema, column->name);
        bool ambiguous = false, foreign = false;
        for (size_t row = 0; column->kind == CAPAI_COLUMN_CELL && row < table->rows; row++) {
            struct capai_cell *cell = &column->of.cells[row];
            struct capai_error error = {0};
            enum capai_status status = load_cell(dataset, type, kind_of(table->origin, row, c),
                                                 column->name, cell, &error);
            bool unused = type == SCHEMA_REPORTED || type == SCHEMA_REPORTED_RUPIAH;
            if (!status && !unused && dataset->sheets[which].doubtful[row] &&
                cell->kind != CAPAI_CELL_MISSING)
                cell->kind = CAPAI_CELL_BROKEN; /* said where the word stands */
            if (status && is_weight(which, column->name))
                continue; /* the evaluation says it: it knows whether the weight counts */
            if (status && (unused || is_elsewhere(dataset, which, row)))
                error.status = CAPAI_WARNING;
            bool once = !status && ((cell->ambiguous && !ambiguous) || (cell->foreign && !foreign));
            if (once && cell->ambiguous && !ambiguous) {
                ambiguous = true;
                status = capai_fail(&error, CAPAI_MSG_NUMBER_AMBIGUOUS,
                                    CAPAI_WORDS(cell->source, column->name));
            } else if (once) {
                foreign = true;
                status = capai_fail(&error, CAPAI_MSG_NUMBER_FOREIGN,
                                    CAPAI_WORDS(cell->source, column->name));
            }
            if (status && (once ? complain_once : dataset_complain)(dataset, which, row, (int)c,
                                                                    &error) != CAPAI_OK)
                return CAPAI_ERR_MEMORY;
        }
    }
    return CAPAI_OK;
}
