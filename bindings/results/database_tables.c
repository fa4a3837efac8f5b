/* Tables of a database: their columns, keys and indexes. */
#include <stdio.h>
#include <string.h>

#include "bindings/results/database_parts.h"

enum { NAME_ROOM = 16 };

/* ---- names of columns ---- */

/* True for what a printed document reports of a column of words, such as predikat_lapor. */
static bool reports_words(const struct capai_batch_file *file, capai_text source)
{
    static const capai_text ending = {"_lapor", 6};
    if (source.size <= ending.size)
        return false;
    const capai_text stem = {source.data, source.size - ending.size};
    if (memcmp(stem.data + stem.size, ending.data, ending.size) != 0)
        return false;
    for (size_t c = 0; c < file->column_count; c++)
        if (capai_text_equal(file->columns[c].source, stem))
            return file->columns[c].kind == CAPAI_COLUMN_TEXT;
    return false;
}

/* A quantity has a number, and digits of which the number may not keep all. */
static bool is_quantity(const struct capai_batch_file *file,
                        const struct capai_batch_column *column)
{
    return column->kind == CAPAI_COLUMN_VALUE ||
           (column->kind == CAPAI_COLUMN_CELL && !column->original &&
            !reports_words(file, column->source));
}

/* SQLite takes names for one that differ in the case of ASCII letters only. */
static bool is_taken(const struct database_table *table, capai_text name)
{
    for (size_t c = 0; c < table->file->column_count; c++)
        if (capai_text_equal_nocase(capai_text_of(table->columns[c].name), name) ||
            capai_text_equal_nocase(capai_text_of(table->columns[c].digits), name))
            return true;
    return false;
}

/* A name that begins so, and that no column has. NULL: memory. */
static const char *new_name(struct database *d, const struct database_table *table, capai_text stem,
                            const char *ending)
{
    size_t room = stem.size + strlen(ending) + NAME_ROOM;
    char *name = capai_arena_alloc(d->arena, room);
    if (!name)
        return NULL;
    snprintf(name, room, "%.*s%s", (int)stem.size, stem.data, ending);
    for (unsigned i = 2; is_taken(table, capai_text_of(name)); i++)
        snprintf(name, room, "%.*s%s_%u", (int)stem.size, stem.data, ending, i);
    return name;
}

enum capai_status database_name_columns(struct database *d, struct database_table *table)
{
    const struct capai_batch_file *file = table->file;
    bool good = true;
    table->columns = capai_arena_array(d->arena, file->column_count, sizeof *table->columns);
    if (!table->columns)
        return capai_fail_memory(d->err);
    for (size_t c = 0; good && c < file->column_count; c++) {
        table->columns[c].of = &file->columns[c];
        table->columns[c].name = new_name(d, table, file->columns[c].title, "");
        good = table->columns[c].name != NULL;
    }
    for (size_t c = 0; good && c < file->column_count; c++)
        if (is_quantity(file, &file->columns[c])) {
            table->columns[c].digits = new_name(d, table, file->columns[c].title, "_teks");
            good = table->columns[c].digits != NULL;
        }
    return good ? CAPAI_OK : capai_fail_memory(d->err);
}

const char *database_find(const struct database_table *table, capai_text source)
{
    for (size_t c = 0; c < table->file->column_count; c++)
        if (capai_text_equal(table->columns[c].of->source, source) &&
            !table->columns[c].of->original)
            return table->columns[c].name;
    return NULL;
}

/* ---- tables ---- */

/* What makes a number of digits. The cell of an input may hold a word or a range in their place. */
static void put_number(struct database *d, sqlite3_str *sql, const struct database_column *column)
{
    const char *digits = column->digits;
    d->x.sqlite3_str_appendf(sql, "\"%w\" NUMERIC GENERATED ALWAYS AS (", column->name);
    if (column->of->kind == CAPAI_COLUMN_CELL)
        d->x.sqlite3_str_appendf(
            sql,
            "CASE WHEN \"%w\" GLOB '*[0-9]' AND \"%w\" NOT GLOB '*[^0-9.-]*' AND "
            "\"%w\" NOT GLOB '?*-*' AND \"%w\" NOT GLOB '*.*.*' THEN CAST(\"%w\" AS NUMERIC) END",
            digits, digits, digits, digits, digits);
    else
        d->x.sqlite3_str_appendf(sql, "CAST(\"%w\" AS NUMERIC)", digits);
    d->x.sqlite3_str_appendf(sql, ") VIRTUAL");
}

/* The rows of that table are those of an OPD in a year that the table opd has. */
static bool belongs_to_opd(capai_text table)
{
    static const capai_text others[] = {{"opd", 3}, {"renstra", 7}, {"kabupaten", 9}, {"gagal", 5}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (capai_text_equal(table, others[i]))
            return false;
    return true;
}

enum capai_status database_create(struct database *d, const struct database_table *table)
{
    const size_t count = table->file->column_count;
    sqlite3_str *sql = d->x.sqlite3_str_new(d->handle);
    d->x.sqlite3_str_appendf(sql, "CREATE TABLE \"%w\" (\n  ", table->name);
    for (size_t c = 0; c < count; c++) {
        const struct database_column *column = &table->columns[c];
        d->x.sqlite3_str_appendf(sql, c ? ",\n  " : "");
        if (column->digits)
            put_number(d, sql, column);
        else
            d->x.sqlite3_str_appendf(sql, "\"%w\" %s", column->name,
                                     column->of->kind == CAPAI_COLUMN_WHOLE ? "INTEGER" : "TEXT");
    }
    for (size_t c = 0; c < count; c++)
        if (table->columns[c].digits)
            d->x.sqlite3_str_appendf(sql, ",\n  \"%w\" TEXT", table->columns[c].digits);
    const char *opd = database_find(table, CAPAI_TEXT("opd"));
    const char *tahun = database_find(table, CAPAI_TEXT("tahun"));
    if (d->known_opd && opd && tahun && belongs_to_opd(table->file->name))
        d->x.sqlite3_str_appendf(
            sql, ",\n  FOREIGN KEY (\"%w\", \"%w\") REFERENCES opd (\"%w\", \"%w\")", opd, tahun,
            d->opd_name, d->tahun_name);
    d->x.sqlite3_str_appendf(sql, ")");
    char *text = d->x.sqlite3_str_finish(sql);
    enum capai_status status = database_run(d, text);
    d->x.sqlite3_free(text);
    return status;
}

/* ---- keys and indexes ---- */

enum { KEY_MOST = 7 };

static const struct index {
    const char *table, *name, *columns[KEY_MOST];
    bool key;
} indexes[] = {
    {"opd", "opd_kunci", {"opd", "tahun"}, true},
    {"opd", "opd_tempat", {"provinsi", "kabupaten", "tahun"}, false},
    {"opd", "opd_capaian", {"tahun", "capaian"}, false},
    {"indikator",
     "indikator_kunci",
     {"opd", "tahun", "versi", "jenis", "tujuan", "sasaran", "indikator"},
     true},
    {"indikator", "indikator_capaian", {"tahun", "capaian"}, false},
    {"indikator", "indikator_status", {"status"}, false},
    {"sasaran", "sasaran_kunci", {"opd", "tahun", "sasaran"}, true},
    {"tujuan", "tujuan_kunci", {"opd", "tahun", "tujuan"}, true},
    {"anggaran", "anggaran_kunci", {"opd", "tahun", "versi", "tabel", "kode"}, true},
    {"anggaran", "anggaran_kode", {"kode"}, false},
    {"rekap", "rekap_kunci", {"opd", "tahun", "predikat"}, true},
    {"output", "output_kunci", {"opd", "tahun", "kode", "output"}, true},
    {"skm", "skm_kunci", {"opd", "tahun", "unsur"}, true},
    {"lke", "lke_kunci", {"opd", "tahun", "kode"}, true},
    {"triwulan", "triwulan_kunci", {"opd", "tahun", "sasaran", "indikator", "triwulan"}, true},
    {"renstra", "renstra_kunci", {"opd", "versi", "kode", "indikator", "tahun"}, true},
    {"kabupaten", "kabupaten_kunci", {"provinsi", "kabupaten", "tahun"}, true},
};

/* The statement that makes an index; NULL with *lacking where a column is not there, else memory.
 */
static char *index_text(struct database *d, const struct database_table *table,
                        const struct index *index, bool unique, bool *lacking)
{
    sqlite3_str *sql = d->x.sqlite3_str_new(d->handle);
    *lacking = false;
    d->x.sqlite3_str_appendf(sql, "CREATE %sINDEX %s ON \"%w\" (", unique ? "UNIQUE " : "",
                             index->name, table->name);
    for (size_t i = 0; i < KEY_MOST && index->columns[i]; i++) {
        const char *name = database_find(table, capai_text_of(index->columns[i]));
        *lacking |= !name;
        if (name)
            d->x.sqlite3_str_appendf(sql, i ? ", \"%w\"" : "\"%w\"", name);
    }
    d->x.sqlite3_str_appendf(sql, ")");
    char *text = d->x.sqlite3_str_finish(sql);
    if (!*lacking)
        return text;
    d->x.sqlite3_free(text);
    return NULL;
}

/* Makes an index; of a key one that lets nothing in twice, unless rows have it twice already. */
static enum capai_status make_index(struct database *d, const struct database_table *table,
                                    const struct index *index)
{
    bool lacking, unique = index->key;
    char *text = index_text(d, table, index, unique, &lacking);
    if (lacking)
        return CAPAI_OK;
    int result = text ? d->x.sqlite3_exec(d->handle, text, NULL, NULL, NULL) : SQLITE_NOMEM;
    d->x.sqlite3_free(text);
    if ((result & 0xff) == SQLITE_CONSTRAINT) {
        unique = false;
        text = index_text(d, table, index, unique, &lacking);
        result = text ? d->x.sqlite3_exec(d->handle, text, NULL, NULL, NULL) : SQLITE_NOMEM;
        d->x.sqlite3_free(text);
    }
    if (unique && strcmp(index->name, "opd_kunci") == 0) {
        d->known_opd = true;
        d->opd_name = database_find(table, CAPAI_TEXT("opd"));
        d->tahun_name = database_find(table, CAPAI_TEXT("tahun"));
    }
    return database_status(d, result);
}

enum capai_status database_index(struct database *d, const struct database_table *table)
{
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < sizeof indexes / sizeof *indexes; i++)
        if (capai_text_equal(table->file->name, capai_text_of(indexes[i].table)))
            status = make_index(d, table, &indexes[i]);
    return status;
}
