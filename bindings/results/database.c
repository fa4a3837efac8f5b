#include "bindings/results/database_parts.h"

#include <string.h>

#include "bindings/results/rows.h"

enum { CACHE_KIB = 16384, INTEGER_DIGITS = 18 };

enum capai_status database_status(struct database *d, int result)
{
    int kind = result & 0xff; /* without what is particular */
    if (kind == SQLITE_OK || kind == SQLITE_ROW || kind == SQLITE_DONE)
        return CAPAI_OK;
    if (kind == SQLITE_NOMEM)
        return capai_fail_memory(d->err);
    enum capai_status status =
        kind == SQLITE_FULL
            ? capai_fail(d->err, CAPAI_MSG_WRITE_FULL, CAPAI_NO_WORDS)
            : capai_fail(d->err, CAPAI_MSG_DATABASE_WRITE,
                         CAPAI_WORDS(capai_text_of(d->x.sqlite3_errmsg(d->handle))));
    capai_error_place(d->err, d->name, 0, 0);
    return status;
}

enum capai_status database_run(struct database *d, const char *sql)
{
    return sql ? database_status(d, d->x.sqlite3_exec(d->handle, sql, NULL, NULL, NULL))
               : capai_fail_memory(d->err);
}

/* ---- rows ---- */

/* Reads a whole number that has room in one of 64 bits. */
static bool read_integer(capai_text text, sqlite3_int64 *out)
{
    bool negative = text.size && text.data[0] == '-';
    size_t i = negative;
    *out = 0;
    if (text.size == i || text.size - i > INTEGER_DIGITS)
        return false;
    for (; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        *out = *out * 10 + (text.data[i] - '0');
    }
    *out = negative ? -*out : *out;
    return true;
}

static int bind(struct database *d, sqlite3_stmt *insert, size_t column,
                enum capai_column_kind kind, capai_text field)
{
    sqlite3_int64 number;
    int place = (int)column + 1;
    if (!field.data)
        return d->x.sqlite3_bind_null(insert, place);
    if (kind == CAPAI_COLUMN_WHOLE && read_integer(field, &number))
        return d->x.sqlite3_bind_int64(insert, place, number);
    return d->x.sqlite3_bind_text(insert, place, field.data, (int)field.size, SQLITE_STATIC);
}

/* INSERT INTO "opd" ("opd", "capaian_teks", ...) VALUES (?, ?, ...) */
static enum capai_status prepare(struct database *d, const struct database_table *table,
                                 sqlite3_stmt **insert)
{
    sqlite3_str *sql = d->x.sqlite3_str_new(d->handle);
    d->x.sqlite3_str_appendf(sql, "INSERT INTO \"%w\" (", table->name);
    for (size_t c = 0; c < table->file->column_count; c++) {
        const struct database_column *column = &table->columns[c];
        d->x.sqlite3_str_appendf(sql, c ? ", \"%w\"" : "\"%w\"",
                                 column->digits ? column->digits : column->name);
    }
    d->x.sqlite3_str_appendf(sql, ") VALUES (?");
    for (size_t c = 1; c < table->file->column_count; c++)
        d->x.sqlite3_str_appendf(sql, ", ?");
    d->x.sqlite3_str_appendf(sql, ")");
    char *text = d->x.sqlite3_str_finish(sql);
    enum capai_status status =
        text ? database_status(d, d->x.sqlite3_prepare_v2(d->handle, text, -1, insert, NULL))
             : capai_fail_memory(d->err);
    d->x.sqlite3_free(text);
    return status;
}

static enum capai_status insert_row(struct database *d, const struct database_table *table,
                                    sqlite3_stmt *insert, const capai_text *fields, size_t count)
{
    int result = SQLITE_OK;
    for (size_t c = 0; result == SQLITE_OK && c < table->file->column_count; c++) {
        const struct database_column *column = &table->columns[c];
        result = bind(d, insert, c, column->of->kind, c < count ? fields[c] : CAPAI_NO_TEXT);
    }
    if (result == SQLITE_OK)
        result = d->x.sqlite3_step(insert);
    enum capai_status status = database_status(d, result);
    d->x.sqlite3_reset(insert);
    return status;
}

static enum capai_status insert_all(struct database *d, const struct database_table *table)
{
    struct rows *rows = NULL;
    const capai_text *fields;
    sqlite3_stmt *insert = NULL;
    size_t count = 1;
    enum capai_status status = rows_open(table->file->path, d->arena, &rows, d->err);
    if (!status)
        status = prepare(d, table, &insert);
    while (!status && count) {
        status = rows_next(rows, &fields, &count, d->err);
        if (!status && count)
            status = insert_row(d, table, insert, fields, count);
    }
    d->x.sqlite3_finalize(insert);
    rows_close(rows);
    return status;
}

/* ---- tables ---- */

static enum capai_status add_table(struct database *d, const struct capai_batch_file *file)
{
    const capai_text name = capai_text_copy(file->name, d->arena);
    struct database_table table = {file, name.data, NULL};
    if (!name.data)
        return capai_fail_memory(d->err);
    enum capai_status status = database_name_columns(d, &table);
    if (!status)
        status = database_create(d, &table);
    if (!status)
        status = insert_all(d, &table);
    return status ? status : database_index(d, &table);
}

/* The table opd first, since the others refer to it. */
static enum capai_status add_tables(struct database *d, const struct capai_batch_results *results)
{
    enum capai_status status = CAPAI_OK;
    for (int others = 0; others < 2; others++)
        for (size_t i = 0; !status && i < results->count; i++)
            if (capai_text_equal(results->files[i].name, CAPAI_TEXT("opd")) == !others)
                status = add_table(d, &results->files[i]);
    return status;
}

/* The manifest, an entry a row. */
static enum capai_status add_manifest(struct database *d, const char *path)
{
    static const char *const steps[] = {
        "CREATE TABLE manifest (bagian TEXT NOT NULL, nama TEXT, nilai TEXT, ukuran INTEGER)",
        "INSERT INTO manifest (bagian, nama, nilai) "
        "SELECT 'program', key, atom FROM json_each(?1) WHERE atom IS NOT NULL",
        "INSERT INTO manifest (bagian, nama, nilai) "
        "SELECT 'aturan', value ->> 'id', value ->> 'version' FROM json_each(?1, '$.rules')",
        "INSERT INTO manifest (bagian, nama, nilai) "
        "SELECT 'skrip', value ->> 'name', value ->> 'sha256' FROM json_each(?1, '$.scripts')",
        "INSERT INTO manifest SELECT 'masukan', value ->> 'name', value ->> 'xxh3', "
        "value ->> 'size' FROM json_each(?1, '$.inputs')"};
    capai_text text;
    enum capai_status status = capai_file_read(path, d->arena, &text, d->err);
    for (size_t i = 0; !status && i < sizeof steps / sizeof *steps; i++) {
        sqlite3_stmt *step = NULL;
        int result = d->x.sqlite3_prepare_v2(d->handle, steps[i], -1, &step, NULL);
        if (result == SQLITE_OK && i > 0)
            result = d->x.sqlite3_bind_text(step, 1, text.data, (int)text.size, SQLITE_STATIC);
        if (result == SQLITE_OK)
            result = d->x.sqlite3_step(step);
        status = database_status(d, result);
        d->x.sqlite3_finalize(step);
    }
    return status;
}

/* ---- the file ---- */

/* Nobody else sees the file before it is complete, and one that is not is thrown away. The journal
 * is for an index that turns out not to be one; pages that are new need none. */
static enum capai_status begin(struct database *d)
{
    char *sql = d->x.sqlite3_mprintf("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; "
                                     "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -%d; "
                                     "PRAGMA user_version = 1; BEGIN",
                                     CACHE_KIB);
    enum capai_status status = database_run(d, sql);
    d->x.sqlite3_free(sql);
    return status;
}

static enum capai_status analyze_table(struct database *d, capai_text name)
{
    char *sql = d->x.sqlite3_mprintf("ANALYZE main.\"%.*w\"", (int)name.size, name.data);
    enum capai_status status = database_run(d, sql);
    d->x.sqlite3_free(sql);
    return status;
}

/* One table after the other: ANALYZE alone takes them in the order of a hash table, which is
 * another one where there was no memory to make that larger. */
static enum capai_status analyze(struct database *d, const struct capai_batch_results *results)
{
    enum capai_status status = database_run(d, "PRAGMA analysis_limit = 1000");
    for (size_t i = 0; !status && i < results->count; i++)
        status = analyze_table(d, results->files[i].name);
    return status ? status : analyze_table(d, CAPAI_TEXT("manifest"));
}

static enum capai_status write_all(struct database *d, const struct capai_batch_results *results)
{
    enum capai_status status = begin(d);
    if (!status)
        status = add_tables(d, results);
    if (!status)
        status = add_manifest(d, results->manifest);
    if (!status)
        status = database_views(d);
    if (!status)
        status = analyze(d, results);
    return status ? status : database_run(d, "COMMIT");
}

enum capai_status database_write(const char *path, const char *name,
                                 const struct capai_batch_results *results,
                                 struct capai_arena *arena, struct capai_error *err)
{
    struct database d = {.name = name, .arena = arena, .err = err};
    const char *reason = sqlite_load(&d.x);
    if (reason) {
        capai_fail(err, CAPAI_MSG_DATABASE_WRITE, CAPAI_WORDS(capai_text_of(reason)));
        capai_error_place(err, name, 0, 0);
        return CAPAI_ERR_SYSTEM;
    }
    enum capai_status status = database_status(
        &d, d.x.sqlite3_open_v2(path, &d.handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL));
    if (!status)
        status = write_all(&d, results);
    int closed = d.x.sqlite3_close(d.handle);
    return status ? status : database_status(&d, closed);
}
