/* The result tables: their columns, and how rows get into them. */
#include "core/evaluate.h"

#include <assert.h>

#include "core/keys.h"

struct result_column {
    const char *name;
    enum capai_column_kind kind;
};

struct result {
    const char *name;
    enum schema_file input; /* whose other columns come along; SCHEMA_COUNT for none */
    size_t keys;
    struct result_column columns[24]; /* keys first */
};

#define TEXT(name)                                                                                 \
    {                                                                                              \
        name, CAPAI_COLUMN_TEXT                                                                    \
    }
#define VALUE(name)                                                                                \
    {                                                                                              \
        name, CAPAI_COLUMN_VALUE                                                                   \
    }
#define SPENDING                                                                                   \
    VALUE("pagu"), VALUE("realisasi"), VALUE("serapan"), TEXT("status_serapan"),                   \
        TEXT("efisiensi"), VALUE("efisiensi_persen"), VALUE("efisiensi_rupiah")

static const struct result results[CAPAI_RESULT_COUNT] = {
    [CAPAI_RESULT_INDIKATOR] = {"indikator",
                                SCHEMA_INDIKATOR,
                                7,
                                {TEXT("opd"), VALUE("tahun"), TEXT("versi"), TEXT("jenis"),
                                 TEXT("tujuan"), TEXT("sasaran"), TEXT("indikator"),
                                 VALUE("capaian"), TEXT("predikat"), TEXT("status"),
                                 VALUE("capaian_akhir"), TEXT("status_capaian_akhir"),
                                 VALUE("selisih"), VALUE("tren"), VALUE("tren_persen"),
                                 TEXT("di_batas")}},
    [CAPAI_RESULT_SASARAN] = {"sasaran",
                              SCHEMA_SASARAN,
                              3,
                              {TEXT("opd"), VALUE("tahun"), TEXT("sasaran"),
                               VALUE("jumlah_indikator"), VALUE("capaian"), TEXT("predikat"),
                               TEXT("status"), SPENDING}},
    [CAPAI_RESULT_TUJUAN] = {"tujuan",
                             SCHEMA_SASARAN,
                             3,
                             {TEXT("opd"), VALUE("tahun"), TEXT("tujuan"),
                              VALUE("jumlah_indikator"), VALUE("capaian"), TEXT("predikat"),
                              TEXT("status"), SPENDING}},
    [CAPAI_RESULT_ANGGARAN] = {"anggaran",
                               SCHEMA_ANGGARAN,
                               5,
                               {TEXT("opd"), VALUE("tahun"), TEXT("versi"), TEXT("tabel"),
                                TEXT("kode"), VALUE("serapan"), TEXT("status"), VALUE("sisa"),
                                VALUE("proporsi"), VALUE("pagu_anak"), VALUE("realisasi_anak")}},
    [CAPAI_RESULT_OPD] = {"opd",
                          SCHEMA_OPD,
                          2,
                          {TEXT("opd"), VALUE("tahun"), VALUE("jumlah_indikator"), VALUE("capaian"),
                           TEXT("predikat"), TEXT("status"), SPENDING, VALUE("peringkat")}},
    [CAPAI_RESULT_REKAP] = {"rekap",
                            SCHEMA_COUNT,
                            3,
                            {TEXT("opd"), VALUE("tahun"), TEXT("predikat"), VALUE("urutan"),
                             VALUE("jumlah")}},
};

capai_text capai_result_name(enum capai_result result)
{
    return capai_text_of(results[result].name);
}

/* Columns that a result carries along although they are computed when the input lacks them. */
static const char *const opd_columns[] = {"nama", "kabupaten"};

static bool is_own(const struct result *result, capai_text name)
{
    for (const struct result_column *c = result->columns; c->name; c++)
        if (capai_text_equal(capai_text_of(c->name), name))
            return true;
    return false;
}

/* Adds the columns of the input that the result does not have of its own. Of sasaran.csv, `jenis`
 * and `sasaran` are not columns of a result but say to which row it belongs. */
static bool add_input_columns(struct capai_table *table, const struct result *result,
                              const struct capai_table *input)
{
    size_t keys = 0;
    const struct schema *schema = schema_of(result->input);
    while (keys < schema->count && (schema->columns[keys].key))
        keys++;
    for (size_t i = keys; input && i < input->column_count; i++) {
        const struct capai_column *column = &input->columns[i];
        if (!is_own(result, column->name) && capai_table_find(table, column->name) < 0 &&
            capai_table_add_column(table, column->name, column->kind) < 0)
            return false;
    }
    return true;
}

static bool add_columns(struct capai_table *table, const struct result *result,
                        struct capai_dataset *const *datasets, size_t count)
{
    for (size_t i = 0; i < result->keys; i++)
        if (capai_table_add_column(table, capai_text_of(result->columns[i].name),
                                   result->columns[i].kind) < 0)
            return false;
    for (size_t i = 0; result->input != SCHEMA_COUNT && i < count; i++)
        if (!add_input_columns(table, result, datasets[i]->sheets[result->input].table))
            return false;
    for (size_t i = 0; result->input == SCHEMA_OPD && i < 2; i++)
        if (capai_table_find(table, capai_text_of(opd_columns[i])) < 0 &&
            capai_table_add_column(table, capai_text_of(opd_columns[i]), CAPAI_COLUMN_TEXT) < 0)
            return false;
    for (const struct result_column *c = result->columns + result->keys; c->name; c++)
        if (capai_table_add_column(table, capai_text_of(c->name), c->kind) < 0)
            return false;
    return true;
}

struct capai_evaluation *capai_evaluation_new(struct capai_dataset *const *datasets, size_t count,
                                              struct capai_arena *arena,
                                              struct capai_notices *notices)
{
    struct capai_evaluation *evaluation = capai_arena_array(arena, 1, sizeof *evaluation);
    if (!evaluation)
        return NULL;
    evaluation->arena = arena;
    evaluation->notices = notices;
    if (keys_check_datasets(datasets, count, arena, notices) != CAPAI_OK)
        return NULL;
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++) {
        evaluation->tables[r] = capai_table_new(capai_result_name(r), arena);
        if (!evaluation->tables[r] ||
            !add_columns(evaluation->tables[r], &results[r], datasets, count))
            return NULL;
    }
    return evaluation;
}

const struct capai_table *capai_evaluation_table(const struct capai_evaluation *evaluation,
                                                 enum capai_result result)
{
    return evaluation->tables[result];
}

/* ---- rows ---- */

static int find(const struct job *job, enum capai_result result, const char *column)
{
    int c = capai_table_find(job->evaluation->tables[result], capai_text_of(column));
    assert(c >= 0);
    return c;
}

void result_text(struct job *job, enum capai_result result, size_t row, const char *column,
                 capai_text text)
{
    capai_table_texts(job->evaluation->tables[result], find(job, result, column))[row] = text;
}

void result_number(struct job *job, enum capai_result result, size_t row, const char *column,
                   enum capai_outcome outcome, capai_decimal number)
{
    capai_table_values(job->evaluation->tables[result], find(job, result, column))[row] =
        (struct capai_value){outcome, number};
}

void result_amount(struct job *job, enum capai_result result, size_t row, const char *column,
                   const struct amount *amount)
{
    result_number(job, result, row, column, amount->outcome, amount->shown);
}

size_t result_row(struct job *job, enum capai_result result, int year)
{
    struct capai_table *table = job->evaluation->tables[result];
    if (!capai_table_add_row(table))
        return CAPAI_NO_ROW;
    size_t row = table->rows - 1;
    result_text(job, result, row, "opd", job->dataset->opds[job->opd]);
    result_number(job, result, row, "tahun", CAPAI_NILAI, capai_decimal_from_int(year));
    return row;
}

void result_copy(struct job *job, enum capai_result result, size_t row, enum schema_file file,
                 size_t source, size_t skip)
{
    struct capai_table *table = job->evaluation->tables[result];
    const struct capai_table *input = job->dataset->sheets[file].table;
    for (size_t i = skip; i < input->column_count; i++) {
        const struct capai_column *from = &input->columns[i];
        int to = capai_table_find(table, from->name);
        /* keys and what is carried along; a column that we compute is ours */
        if (to < 0 || ((size_t)to >= results[result].keys && is_own(&results[result], from->name)))
            continue;
        switch (from->kind) {
        case CAPAI_COLUMN_TEXT:
            table->columns[to].of.texts[row] = from->of.texts[source];
            break;
        case CAPAI_COLUMN_CELL:
            table->columns[to].of.cells[row] = from->of.cells[source];
            break;
        case CAPAI_COLUMN_VALUE:
            table->columns[to].of.values[row] = from->of.values[source];
            break;
        }
    }
}

void result_capaian(struct job *job, enum capai_result result, size_t row,
                    const struct amount *capaian, const struct grading *grading)
{
    result_amount(job, result, row, "capaian", capaian);
    result_text(job, result, row, "status", capai_text_of(capai_outcome_name(capaian->outcome)));
    if (grading->has_class)
        result_text(job, result, row, "predikat", job->rules->scale.bands[grading->band].name);
}

void result_spending(struct job *job, enum capai_result result, size_t row,
                     const struct spending *spending)
{
    result_number(job, result, row, "pagu", spending->pagu.outcome, spending->pagu.amount);
    result_number(job, result, row, "realisasi", spending->realisasi.outcome,
                  spending->realisasi.amount);
    result_amount(job, result, row, "serapan", &spending->serapan);
    result_text(job, result, row, "status_serapan",
                capai_text_of(capai_outcome_name(spending->serapan.outcome)));
    result_text(job, result, row, "efisiensi", spending->verdict);
    bool saving = job->rules->efficiency.kind == CAPAI_EFFICIENCY_SAVING;
    enum capai_outcome outcome = saving ? spending->judged : CAPAI_TIDAK_BERLAKU;
    result_number(job, result, row, "efisiensi_persen", outcome, spending->saving_percent);
    result_number(job, result, row, "efisiensi_rupiah",
                  outcome ? outcome : spending->saving_rupiah.outcome,
                  spending->saving_rupiah.amount);
}
