/* For tests of data sets and evaluations: a data set in a temporary folder, plain rules built in C,
 * result tables by column name. Include it first.
 */
#ifndef DATA_TEST_H
#define DATA_TEST_H

#define _POSIX_C_SOURCE 200809L /* mkdtemp */

#include "capai_test.h"

#include <stdlib.h>
#include <unistd.h>

#include "capai/evaluate.h"

enum { DATA_FILES = 14, DATA_BANDS = 8 };

struct data {
    char folder[512];
    char names[DATA_FILES][32]; /* files in it */
    size_t name_count;
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_error err;
    struct capai_dataset *dataset;
    struct capai_evaluation *evaluation;
    struct capai_rules rules;
    struct capai_band bands[DATA_BANDS];
    char shown[1024];
};

/* ---- rules ---- */

static inline struct capai_band data_band(const char *name, const char *low, bool low_closed,
                                          const char *high, bool high_closed)
{
    struct capai_band band = {.name = capai_text_of(name)};
    if (low)
        band.low = (struct capai_bound){true, low_closed, dec(low)};
    if (high)
        band.high = (struct capai_bound){true, high_closed, dec(high)};
    return band;
}

static inline void data_round(struct capai_rules *rules, int digits, enum capai_rounding mode)
{
    for (int q = 0; q < CAPAI_QUANTITY_COUNT; q++)
        rules->round[q] = (struct capai_round){digits, mode};
}

static inline struct capai_clamp data_clamp(const char *min, const char *max)
{
    return (struct capai_clamp){true, true, dec(min), dec(max)};
}

/* Jember's rules of 2024, as in scripts/rules/jember-2024.lua. */
static inline void data_rules(struct data *d)
{
    static const struct capai_arah arah[] = {{.name = {"positif", 7}, .formula = CAPAI_POSITIVE},
                                             {.name = {"negatif", 7}, .formula = CAPAI_NEGATIVE}};
    static const capai_text jenis[] = {{"tujuan", 6}, {"sasaran", 7}};
    static const capai_text grades[] = {{"AA", 2}, {"A", 1}, {"BB", 2}, {"B", 1},
                                        {"CC", 2}, {"C", 1}, {"D", 1}};
    d->rules = (struct capai_rules){
        .id = CAPAI_TEXT("uji"),
        .from = 1900,
        .to = 2199,
        .arah = arah,
        .arah_count = 2,
        .average = {.jenis = jenis, .jenis_count = 2, .clamp = data_clamp("0", "100")},
        .grades = {grades, 7, CAPAI_WORSE_RATIO},
        .efficiency = {.kind = CAPAI_EFFICIENCY_COMPARE,
                       .greater = CAPAI_TEXT("Efisien"),
                       .equal = CAPAI_TEXT("Efisien"),
                       .less = CAPAI_TEXT("Tidak efisien")},
    };
    data_round(&d->rules, 2, CAPAI_HALF_UP);
    d->bands[0] = data_band("Sangat Tinggi", "90", true, NULL, false);
    d->bands[1] = data_band("Tinggi", "76", true, "90", true);
    d->bands[2] = data_band("Sedang", "66", true, "75", true);
    d->bands[3] = data_band("Rendah", "51", true, "65", true);
    d->bands[4] = data_band("Sangat Rendah", NULL, false, "50", true);
    d->rules.scale = (struct capai_scale){.bands = d->bands,
                                          .count = 5,
                                          .gap = {.edge = CAPAI_EDGE_LOWER},
                                          .overlap = {.edge = CAPAI_EDGE_UPPER},
                                          .above = CAPAI_BEYOND_UNDECLARED,
                                          .below = CAPAI_BEYOND_UNDECLARED};
}

/* A scale without gaps and overlaps, as the quick way of a batch wants it. */
static inline void data_seamless(struct data *d)
{
    d->bands[0] = data_band("Sangat Tinggi", "90", true, NULL, false);
    d->bands[1] = data_band("Tinggi", "75", true, "90", false);
    d->bands[2] = data_band("Sedang", "65", true, "75", false);
    d->bands[3] = data_band("Rendah", "50", true, "65", false);
    d->bands[4] = data_band("Sangat Rendah", NULL, false, "50", false);
}

/* ---- the folder ---- */

static inline const char *data_path(struct data *d, const char *name)
{
    int size = snprintf(d->shown, sizeof d->shown, "%s/%s", d->folder, name);
    assert_in_range(size, 1, sizeof d->shown - 1);
    return d->shown;
}

static inline void data_put(struct data *d, const char *name, const char *content)
{
    size_t known = 0, size = strlen(content);
    while (known < d->name_count && strcmp(d->names[known], name) != 0)
        known++;
    if (known == d->name_count) {
        assert_in_range(known, 0, DATA_FILES - 1);
        snprintf(d->names[d->name_count++], sizeof d->names[0], "%s", name);
    }
    FILE *file = fopen(data_path(d, name), "wb");
    assert_non_null(file);
    size_t written = fwrite(content, 1, size, file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(written, size);
}

static inline void data_begin(struct data *d)
{
    capai_arena_init(&d->arena, NULL, NULL, 0);
    capai_notices_init(&d->notices, &d->arena, CAPAI_NOTICES_LIMIT);
    d->err = (struct capai_error){0};
    d->dataset = NULL;
    d->evaluation = NULL;
    data_rules(d);
}

/* Empties the folder and forgets what was loaded: the next case of a table begins. */
static inline void data_reset(struct data *d)
{
    for (size_t i = 0; i < d->name_count; i++)
        unlink(data_path(d, d->names[i]));
    d->name_count = 0;
    capai_arena_clear(&d->arena);
    data_begin(d);
}

static inline int data_setup(void **state)
{
    const char *tmp = getenv("TMPDIR");
    struct data *d = calloc(1, sizeof *d);
    if (!d)
        return -1;
    snprintf(d->folder, sizeof d->folder, "%s/capai-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(d->folder)) {
        free(d);
        return -1;
    }
    data_begin(d);
    *state = d;
    return 0;
}

static inline int data_teardown(void **state)
{
    struct data *d = *state;
    data_reset(d);
    int status = rmdir(d->folder);
    free(d);
    return status;
}

#define data_test(function) cmocka_unit_test_setup_teardown(function, data_setup, data_teardown)

/* ---- loading, evaluating ---- */

static inline enum capai_status data_load_path(struct data *d, const char *path, int year)
{
    struct capai_dataset_options options = {.notation = CAPAI_NOTATION_INDONESIA, .year = year};
    return capai_dataset_load(path, &options, &d->arena, &d->notices, &d->dataset, &d->err);
}

static inline enum capai_status data_load(struct data *d, int year)
{
    return data_load_path(d, d->folder, year);
}

/* Evaluates all OPDs of the data set. */
static inline void data_evaluate(struct data *d)
{
    d->evaluation = capai_evaluation_new(&d->dataset, 1, &d->arena, &d->notices);
    assert_non_null(d->evaluation);
    for (size_t i = 0; i < capai_dataset_opds(d->dataset); i++)
        assert_int_equal(capai_evaluate_opd(d->evaluation, d->dataset, i, &d->rules, &d->err),
                         CAPAI_OK);
    assert_int_equal(capai_evaluation_finish(d->evaluation, &d->err), CAPAI_OK);
}

static inline void data_load_and_evaluate(struct data *d)
{
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    data_evaluate(d);
}

/* Rows of indikator.csv as most tests write them. */
#define HEAD "tahun,jenis,tujuan,sasaran,indikator,arah,target,realisasi"

/* One sasaran indicator of 2024. */
#define IND(sasaran, indikator, target, realisasi)                                                 \
    "2024,,T," sasaran "," indikator ",positif," target "," realisasi "\n"

static inline void evaluate(struct data *d, const char *indikator)
{
    data_put(d, "indikator.csv", indikator);
    data_load_and_evaluate(d);
}

/* ---- notices ---- */

struct notice {
    enum capai_message message;
    const char *file; /* without its folder; NULL: none */
    size_t line, column;
    enum capai_status status; /* 0: that of the message list */
};

#define AT(id, file, line, column)                                                                 \
    {                                                                                              \
        CAPAI_MSG_##id, (file), (line), (column), 0                                                \
    }
#define AS(id, file, line, column, status)                                                         \
    {                                                                                              \
        CAPAI_MSG_##id, (file), (line), (column), (status)                                         \
    }

static inline const char *data_base(const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    return slash ? slash + 1 : path;
}

static inline bool data_is_notice(const struct capai_error *e, const struct notice *n)
{
    const char *file = data_base(e->file);
    enum capai_status status = n->status ? n->status : capai_message_status(n->message);
    return e->message == n->message && e->status == status && e->line == n->line &&
           e->column == n->column &&
           (file && n->file ? strcmp(file, n->file) == 0 : file == n->file);
}

/* The notices are exactly these, in this order. */
static inline void data_check_notices(const struct data *d, const struct notice *expected,
                                      size_t count, const char *source, int line)
{
    bool right = d->notices.count == count;
    for (size_t i = 0; right && i < count; i++)
        right = data_is_notice(&d->notices.list[i], &expected[i]);
    for (size_t i = 0; !right && i < count; i++)
        print_error("expected %s %s:%zu:%zu\n", capai_message_name(expected[i].message),
                    expected[i].file ? expected[i].file : "", expected[i].line, expected[i].column);
    for (size_t i = 0; !right && i < d->notices.count; i++) {
        const struct capai_error *e = &d->notices.list[i];
        print_error("there is %s %s:%zu:%zu status %d\n", capai_message_name(e->message),
                    e->file ? data_base(e->file) : "", e->line, e->column, (int)e->status);
    }
    _assert_true(right, "the notices are as expected", source, line);
}

#define assert_notices(d, ...)                                                                     \
    do {                                                                                           \
        const struct notice expected_[] = {__VA_ARGS__};                                           \
        data_check_notices((d), expected_, sizeof expected_ / sizeof *expected_, __FILE__,         \
                           __LINE__);                                                              \
    } while (0)
#define assert_no_notices(d) data_check_notices((d), NULL, 0, __FILE__, __LINE__)

/* The word {i} of a complaint. */
static inline const char *data_word(struct data *d, const struct capai_error *e, int i)
{
    snprintf(d->shown, sizeof d->shown, "%.*s", e->word[i] - e->word[i - 1],
             e->text + e->word[i - 1]);
    return d->shown;
}

#define assert_word(d, error, i, expected)                                                         \
    assert_string_equal(data_word((d), (error), (i)), (expected))

static inline size_t data_count(const struct data *d, enum capai_message message)
{
    size_t count = 0;
    for (size_t i = 0; i < d->notices.count; i++)
        count += d->notices.list[i].message == message;
    return count;
}

/* ---- tables ---- */

/* An entry as text: a value as plain number or as its outcome, a cell as it stands in the file. */
static inline const char *data_entry(struct data *d, const struct capai_table *table, size_t row,
                                     const char *name)
{
    int column = capai_table_find(table, capai_text_of(name));
    if (column < 0 || row >= capai_table_rows(table))
        fail_msg("no column %s or row %zu", name, row);
    const struct capai_column *c = capai_table_column(table, column);
    capai_text text = CAPAI_NO_TEXT;
    if (c->kind >= CAPAI_COLUMN_VALUE && c->of.values[row].outcome == CAPAI_NILAI) {
        capai_decimal_format(c->of.values[row].number, CAPAI_NOTATION_PLAIN, d->shown);
        return d->shown;
    }
    if (c->kind >= CAPAI_COLUMN_VALUE)
        text = capai_text_of(capai_outcome_name(c->of.values[row].outcome));
    else
        text = c->kind == CAPAI_COLUMN_CELL ? c->of.cells[row].source : c->of.texts[row];
    snprintf(d->shown, sizeof d->shown, "%.*s", (int)text.size, text.size ? text.data : "");
    return d->shown;
}

static inline const char *data_at(struct data *d, enum capai_result result, size_t row,
                                  const char *name)
{
    return data_entry(d, capai_evaluation_table(d->evaluation, result), row, name);
}

#define assert_at(d, result, row, name, expected)                                                  \
    assert_string_equal(data_at((d), CAPAI_RESULT_##result, (row), (name)), (expected))

static inline size_t data_rows(const struct data *d, enum capai_result result)
{
    return capai_table_rows(capai_evaluation_table(d->evaluation, result));
}

/* The first row in which `name` begins with `text`, of a year. */
static inline size_t data_row(struct data *d, enum capai_result result, const char *name,
                              const char *text, const char *year)
{
    for (size_t row = 0; row < data_rows(d, result); row++)
        if (strcmp(data_at(d, result, row, "tahun"), year) == 0 &&
            strncmp(data_at(d, result, row, name), text, strlen(text)) == 0)
            return row;
    fail_msg("no row with %s %s in %s", name, text, year);
    return 0;
}

/* One expected entry of a result table. */
struct entry {
    size_t row;
    const char *column, *expected;
};

static inline void data_check_entries(struct data *d, enum capai_result result,
                                      const struct entry *entries, size_t count, const char *source,
                                      int line)
{
    for (size_t i = 0; i < count; i++) {
        const char *found = data_at(d, result, entries[i].row, entries[i].column);
        bool right = strcmp(found, entries[i].expected) == 0;
        if (!right)
            print_error("row %zu, %s: expected \"%s\", there is \"%s\"\n", entries[i].row,
                        entries[i].column, entries[i].expected, found);
        _assert_true(right, "the entries are as expected", source, line);
    }
}

#define assert_entries(d, result, ...)                                                             \
    do {                                                                                           \
        const struct entry entries_[] = {__VA_ARGS__};                                             \
        data_check_entries((d), CAPAI_RESULT_##result, entries_,                                   \
                           sizeof entries_ / sizeof *entries_, __FILE__, __LINE__);                \
    } while (0)

#endif
