/* The result tables: their columns, and how rows get into them. */
#include "core/evaluate.h"

#include <assert.h>

#include "core/keys.h"

static const capai_text column_names[COLUMN_COUNT] = {
    {NULL, 0},
#define RESULT_COLUMN(id, name) {name, sizeof(name) - 1},
#include "core/result_columns.def"
#undef RESULT_COLUMN
};

struct layout_column {
    enum column column;
    enum capai_column_kind kind;
};

struct layout {
    const char *name;
    enum schema_file input; /* whose other columns come along; SCHEMA_COUNT for none */
    size_t keys;
    struct layout_column columns[24]; /* keys first */
};

#define TEXT(id)                                                                                   \
    {                                                                                              \
        COLUMN_##id, CAPAI_COLUMN_TEXT                                                             \
    }
#define VALUE(id)                                                                                  \
    {                                                                                              \
        COLUMN_##id, CAPAI_COLUMN_VALUE                                                            \
    }
#define WHOLE(id)                                                                                  \
    {                                                                                              \
        COLUMN_##id, CAPAI_COLUMN_WHOLE                                                            \
    }
#define CELL(id)                                                                                   \
    {                                                                                              \
        COLUMN_##id, CAPAI_COLUMN_CELL                                                             \
    }
#define SPENDING                                                                                   \
    VALUE(PAGU), VALUE(REALISASI), VALUE(SERAPAN), TEXT(STATUS_SERAPAN), TEXT(EFISIENSI),          \
        VALUE(EFISIENSI_PERSEN), VALUE(EFISIENSI_RUPIAH), VALUE(NILAI_EFISIENSI)

static const struct layout layouts[CAPAI_RESULT_COUNT] = {
    [CAPAI_RESULT_INDIKATOR] = {"indikator",
                                SCHEMA_INDIKATOR,
                                7,
                                {TEXT(OPD), WHOLE(TAHUN), TEXT(VERSI), TEXT(JENIS), TEXT(TUJUAN),
                                 TEXT(SASARAN), TEXT(INDIKATOR), VALUE(CAPAIAN), TEXT(PREDIKAT),
                                 TEXT(STATUS), VALUE(CAPAIAN_AKHIR), TEXT(STATUS_CAPAIAN_AKHIR),
                                 VALUE(SELISIH), VALUE(TREN), VALUE(TREN_PERSEN), TEXT(DI_BATAS)}},
    [CAPAI_RESULT_SASARAN] = {"sasaran",
                              SCHEMA_SASARAN,
                              3,
                              {TEXT(OPD), WHOLE(TAHUN), TEXT(SASARAN), WHOLE(JUMLAH_INDIKATOR),
                               VALUE(CAPAIAN), TEXT(PREDIKAT), TEXT(STATUS), SPENDING}},
    [CAPAI_RESULT_TUJUAN] = {"tujuan",
                             SCHEMA_SASARAN,
                             3,
                             {TEXT(OPD), WHOLE(TAHUN), TEXT(TUJUAN), WHOLE(JUMLAH_INDIKATOR),
                              VALUE(CAPAIAN), TEXT(PREDIKAT), TEXT(STATUS), SPENDING}},
    [CAPAI_RESULT_ANGGARAN] = {"anggaran",
                               SCHEMA_ANGGARAN,
                               5,
                               {TEXT(OPD), WHOLE(TAHUN), TEXT(VERSI), TEXT(TABEL), TEXT(KODE),
                                VALUE(SERAPAN), TEXT(STATUS), VALUE(SISA), VALUE(PROPORSI),
                                VALUE(PAGU_ANAK), VALUE(REALISASI_ANAK)}},
    [CAPAI_RESULT_OPD] = {"opd",
                          SCHEMA_OPD,
                          2,
                          {TEXT(OPD), WHOLE(TAHUN), WHOLE(JUMLAH_INDIKATOR), VALUE(CAPAIAN),
                           TEXT(PREDIKAT), TEXT(STATUS), SPENDING, VALUE(INDEKS), VALUE(IKM),
                           TEXT(MUTU), VALUE(NILAI_LKE), TEXT(GRADE_LKE), WHOLE(PERINGKAT)}},
    [CAPAI_RESULT_REKAP] = {"rekap",
                            SCHEMA_COUNT,
                            3,
                            {TEXT(OPD), WHOLE(TAHUN), TEXT(PREDIKAT), WHOLE(URUTAN),
                             WHOLE(JUMLAH)}},
    [CAPAI_RESULT_OUTPUT] = {"output",
                             SCHEMA_OUTPUT,
                             4,
                             {TEXT(OPD), WHOLE(TAHUN), TEXT(KODE), TEXT(OUTPUT), VALUE(CAPAIAN),
                              TEXT(STATUS)}},
    [CAPAI_RESULT_SKM] = {"skm",
                          SCHEMA_COUNT,
                          4,
                          {TEXT(OPD), WHOLE(TAHUN), TEXT(UNSUR), TEXT(URAIAN), WHOLE(JUMLAH),
                           WHOLE(RESPONDEN), VALUE(NRR), VALUE(NRR_TERTIMBANG), VALUE(RATA),
                           WHOLE(PERINGKAT)}},
    [CAPAI_RESULT_LKE] = {"lke",
                          SCHEMA_LKE,
                          4,
                          {TEXT(OPD), WHOLE(TAHUN), TEXT(KODE), TEXT(URAIAN), VALUE(BOBOT),
                           VALUE(NILAI), TEXT(STATUS)}},
    [CAPAI_RESULT_TRIWULAN] = {"triwulan",
                               SCHEMA_RENCANA_AKSI,
                               5,
                               {TEXT(OPD), WHOLE(TAHUN), TEXT(SASARAN), TEXT(INDIKATOR),
                                WHOLE(TRIWULAN), CELL(TARGET), CELL(REALISASI), VALUE(CAPAIAN),
                                VALUE(CAPAIAN_TAHUN), TEXT(PREDIKAT), TEXT(STATUS)}},
    [CAPAI_RESULT_RENSTRA] = {"renstra",
                              SCHEMA_RENSTRA,
                              5,
                              {TEXT(OPD), TEXT(VERSI), TEXT(KODE), TEXT(INDIKATOR), WHOLE(TAHUN),
                               CELL(TARGET), VALUE(RP), VALUE(RP_ANAK), VALUE(RP_JUMLAH),
                               TEXT(STATUS)}},
    [CAPAI_RESULT_KABUPATEN] = {"kabupaten",
                                SCHEMA_COUNT,
                                3,
                                {TEXT(PROVINSI), TEXT(KABUPATEN), WHOLE(TAHUN), WHOLE(JUMLAH_OPD),
                                 VALUE(CAPAIAN), TEXT(PREDIKAT), VALUE(PAGU), VALUE(REALISASI),
                                 VALUE(SERAPAN), WHOLE(PERINGKAT)}},
};

capai_text capai_result_name(enum capai_result result)
{
    return capai_text_of(layouts[result].name);
}

/* Columns that a result carries along although they are computed when the input lacks them. */
static const char *const opd_columns[] = {"nama", "kabupaten"};

static bool is_own(const struct layout *layout, capai_text name)
{
    for (const struct layout_column *c = layout->columns; c->column; c++)
        if (capai_text_equal(column_names[c->column], name))
            return true;
    return false;
}

/* Adds the columns of the input that the result does not have of its own. Of sasaran.csv, `jenis`
 * and `sasaran` are not columns of a result but say to which row it belongs. */
static bool add_input_columns(struct capai_table *table, const struct layout *layout,
                              const struct capai_table *input)
{
    size_t keys = 0;
    const struct schema *schema = schema_of(layout->input);
    while (keys < schema->count && (schema->columns[keys].key))
        keys++;
    for (size_t i = keys; input && i < input->column_count; i++) {
        const struct capai_column *column = &input->columns[i];
        int number;
        if (schema_series_of(schema, column->name, &number))
            continue; /* its numbers are rows */
        if (!is_own(layout, column->name) && capai_table_find(table, column->name) < 0 &&
            capai_table_add_column(table, column->name, column->kind) < 0)
            return false;
    }
    return true;
}

static bool add_column(struct capai_table *table, const struct layout_column *column)
{
    return capai_table_add_column(table, column_names[column->column], column->kind) >= 0;
}

static bool add_columns(struct capai_table *table, const struct layout *layout,
                        struct capai_dataset *const *datasets, size_t count)
{
    for (size_t i = 0; i < layout->keys; i++)
        if (!add_column(table, &layout->columns[i]))
            return false;
    for (size_t i = 0; layout->input != SCHEMA_COUNT && i < count; i++)
        if (!add_input_columns(table, layout, datasets[i]->sheets[layout->input].table))
            return false;
    for (size_t i = 0; layout->input == SCHEMA_OPD && i < 2; i++)
        if (capai_table_find(table, capai_text_of(opd_columns[i])) < 0 &&
            capai_table_add_column(table, capai_text_of(opd_columns[i]), CAPAI_COLUMN_TEXT) < 0)
            return false;
    for (const struct layout_column *c = layout->columns + layout->keys; c->column; c++)
        if (!add_column(table, c))
            return false;
    return true;
}

bool result_init(struct result *result, enum capai_result which,
                 struct capai_dataset *const *datasets, size_t count, struct capai_arena *arena)
{
    const struct layout *layout = &layouts[which];
    *result = (struct result){.layout = layout,
                              .table = capai_table_new(capai_result_name(which), arena)};
    if (!result->table || !add_columns(result->table, layout, datasets, count))
        return false;
    for (int c = 1; c < COLUMN_COUNT; c++)
        result->at[c] = (short)capai_table_find(result->table, column_names[c]);
    return true;
}

/* Room for as many rows as the input has, so that the table need not grow. */
static bool result_reserve(struct result *result, struct capai_dataset *const *datasets,
                           size_t count)
{
    enum schema_file input = result->layout->input;
    size_t rows = 0;
    for (size_t i = 0; i < count && input < SCHEMA_COUNT; i++) {
        const struct capai_table *table = datasets[i]->sheets[input].table;
        rows += table ? table->rows : 0;
    }
    return capai_table_reserve(result->table, rows);
}

struct capai_evaluation *evaluation_new_brief(struct capai_dataset *const *datasets, size_t count,
                                              struct capai_arena *arena,
                                              struct capai_notices *notices)
{
    struct capai_evaluation *evaluation = capai_arena_array(arena, 1, sizeof *evaluation);
    if (!evaluation)
        return NULL;
    evaluation->arena = arena;
    evaluation->notices = notices;
    evaluation->brief = true;
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++)
        if (!result_init(&evaluation->results[r], r, datasets, count, arena))
            return NULL;
    return evaluation;
}

struct capai_evaluation *capai_evaluation_new(struct capai_dataset *const *datasets, size_t count,
                                              struct capai_arena *arena,
                                              struct capai_notices *notices)
{
    if (keys_check_datasets(datasets, count, arena, notices) != CAPAI_OK)
        return NULL;
    struct capai_evaluation *evaluation = evaluation_new_brief(datasets, count, arena, notices);
    if (!evaluation)
        return NULL;
    evaluation->brief = false;
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++)
        if (!result_reserve(&evaluation->results[r], datasets, count))
            return NULL;
    return evaluation;
}

const struct capai_table *capai_evaluation_table(const struct capai_evaluation *evaluation,
                                                 enum capai_result result)
{
    if (evaluation->asked && result == CAPAI_RESULT_KABUPATEN)
        *evaluation->asked = true;
    return evaluation->results[result].table;
}

/* ---- rows ---- */

static struct capai_column *find(struct result_row out, enum column column)
{
    assert(out.result->at[column] >= 0);
    return &out.result->table->columns[out.result->at[column]];
}

void result_text(struct result_row out, enum column column, capai_text text)
{
    find(out, column)->of.texts[out.row] = text;
}

bool result_cell(struct result_row out, enum column column, const struct capai_cell *cell)
{
    char text[CAPAI_DECIMAL_TEXT];
    struct capai_cell *to = &find(out, column)->of.cells[out.row];
    *to = *cell;
    if (cell->kind != CAPAI_CELL_NUMBER || cell->source.size)
        return true;
    size_t size = capai_decimal_format(cell->number, CAPAI_NOTATION_INDONESIA, text);
    to->source = capai_text_copy((capai_text){text, size}, out.result->table->arena);
    return to->source.data != NULL;
}

void result_number(struct result_row out, enum column column, enum capai_outcome outcome,
                   capai_decimal number)
{
    find(out, column)->of.values[out.row] = (struct capai_value){outcome, number};
}

void result_count(struct result_row out, enum column column, size_t count)
{
    find(out, column)->of.values[out.row] = capai_value_of_int((int64_t)count);
}

void result_rupiah(struct result_row out, enum column column, struct rupiah rupiah)
{
    result_number(out, column, rupiah.outcome, rupiah_shown(rupiah));
}

void result_amount(struct result_row out, enum column column, const struct amount *amount)
{
    result_number(out, column, amount->outcome, amount->shown);
}

void result_outcome(struct result_row out, enum column column, enum capai_outcome outcome)
{
    result_text(out, column, capai_text_of(capai_outcome_name(outcome)));
}

void result_capaian(struct result_row out, const struct capai_rules *rules,
                    const struct amount *capaian, const struct grading *grading)
{
    result_amount(out, COLUMN_CAPAIAN, capaian);
    result_outcome(out, COLUMN_STATUS, capaian->outcome);
    if (grading->has_class)
        result_text(out, COLUMN_PREDIKAT, rules->scale.bands[grading->band].name);
}

struct result_row result_add(struct result *result, capai_text opd, int year)
{
    struct result_row out = {result, result->table->rows};
    if (!capai_table_add_row(result->table))
        return (struct result_row){NULL, 0};
    if (opd.size)
        result_text(out, COLUMN_OPD, opd);
    if (year)
        result_count(out, COLUMN_TAHUN, (size_t)year);
    return out;
}

/* ---- copying ---- */

/* Where each column of a file goes: keys and what is carried along; what we compute is ours, also
 * the year and the quarter of a row that stands for one of several in the file. */
static const short *find_places(struct result *result, const struct capai_table *input)
{
    if (result->source == input)
        return result->places;
    short *places = capai_arena_array(result->table->arena, input->column_count, sizeof *places);
    for (size_t i = 0; places && i < input->column_count; i++) {
        int to = capai_table_find(result->table, input->columns[i].name);
        bool key = to >= 0 && (size_t)to < result->layout->keys &&
                   result->table->columns[to].kind == input->columns[i].kind;
        bool ours = !key && is_own(result->layout, input->columns[i].name);
        places[i] = (short)(ours ? CAPAI_NO_COLUMN : to);
    }
    result->source = places ? input : NULL;
    result->places = places;
    return places;
}

bool result_copy(struct result_row out, const struct capai_dataset *dataset, enum schema_file file,
                 size_t source, size_t skip)
{
    const struct capai_table *input = dataset->sheets[file].table;
    const short *places = find_places(out.result, input);
    for (size_t i = skip; places && i < input->column_count; i++) {
        const struct capai_column *from = &input->columns[i];
        struct capai_column *to = &out.result->table->columns[places[i] < 0 ? 0 : places[i]];
        if (places[i] < 0)
            continue;
        switch (from->kind) {
        case CAPAI_COLUMN_TEXT:
            to->of.texts[out.row] = from->of.texts[source];
            break;
        case CAPAI_COLUMN_CELL:
            to->of.cells[out.row] = from->of.cells[source];
            break;
        default: /* CAPAI_COLUMN_VALUE, CAPAI_COLUMN_WHOLE */
            to->of.values[out.row] = from->of.values[source];
            break;
        }
    }
    return places != NULL;
}
