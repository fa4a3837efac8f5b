/* Questions that are asked of every database, as views. */
#include <string.h>

#include "bindings/results/database_parts.h"

/* What the table opd says of the OPD of a row of `t`; where it is there twice, the first time. */
#define OF_OPD(column)                                                                             \
    "(SELECT o." column " FROM opd AS o WHERE o.opd IS t.opd AND o.tahun IS t.tahun LIMIT 1)"
#define PLACE OF_OPD("nama") " AS nama_opd, " OF_OPD("kabupaten") " AS kabupaten_opd, "

/* `?name` is a column that data need not have: NULL where the table has it not. */
static const struct view {
    const char *name, *table, *query;
} views[] = {
    {"peringkat_opd", "opd",
     "SELECT tahun, ?provinsi, kabupaten, peringkat, opd, nama, capaian, predikat, serapan, "
     "efisiensi FROM opd WHERE peringkat IS NOT NULL "
     "ORDER BY tahun DESC, 2, kabupaten, peringkat, rowid"},
    {"sebaran_opd", "opd",
     "SELECT tahun, predikat, count(*) AS jumlah_opd, min(capaian) AS terendah, "
     "max(capaian) AS tertinggi FROM opd WHERE predikat IS NOT NULL GROUP BY tahun, predikat "
     "ORDER BY tahun DESC, max(capaian) DESC"},
    {"sebaran_indikator", "rekap",
     "SELECT tahun, kabupaten_opd AS kabupaten, predikat, min(urutan) AS urutan, "
     "sum(jumlah) AS jumlah_indikator FROM (SELECT " PLACE "t.* FROM rekap AS t) "
     "GROUP BY tahun, kabupaten_opd, predikat ORDER BY tahun DESC, kabupaten_opd, min(urutan)"},
    {"rincian_indikator", "indikator", "SELECT " PLACE "t.* FROM indikator AS t"},
    {"rincian_anggaran", "anggaran", "SELECT " PLACE "t.* FROM anggaran AS t"},
    {"belum_tercapai", "indikator",
     "SELECT tahun, opd, " PLACE "sasaran, indikator, ?satuan, target_teks AS target, "
     "realisasi_teks AS realisasi, capaian, predikat FROM indikator AS t WHERE capaian < 100 "
     "ORDER BY tahun DESC, capaian, rowid"},
    {"belum_diisi", "indikator",
     "SELECT tahun, opd, " PLACE "sasaran, indikator, target_teks AS target, "
     "realisasi_teks AS realisasi, status FROM indikator AS t WHERE status <> 'nilai'"},
    {"banding_tahun", "opd",
     "SELECT opd, nama, kabupaten, tahun, capaian, predikat, lag(tahun) OVER lalu AS tahun_lalu, "
     "lag(capaian) OVER lalu AS capaian_lalu, lag(predikat) OVER lalu AS predikat_lalu, "
     "round(capaian - lag(capaian) OVER lalu, 8) AS selisih FROM opd WHERE capaian IS NOT NULL "
     "WINDOW lalu AS (PARTITION BY opd ORDER BY tahun)"},
};

static enum capai_status has_column(struct database *d, const char *table, const char *column,
                                    int size, bool *has)
{
    sqlite3_stmt *query = NULL;
    char *sql = d->x.sqlite3_mprintf("SELECT 1 FROM pragma_table_xinfo('%q') WHERE name = '%.*q'",
                                     table, size, column);
    if (!sql)
        return capai_fail_memory(d->err);
    int result = d->x.sqlite3_prepare_v2(d->handle, sql, -1, &query, NULL);
    d->x.sqlite3_free(sql);
    if (result == SQLITE_OK)
        result = d->x.sqlite3_step(query);
    *has = result == SQLITE_ROW;
    d->x.sqlite3_finalize(query);
    return database_status(d, result);
}

/* The query of a view for the columns that its table has, to be freed. */
static enum capai_status expand(struct database *d, const struct view *view, char **out)
{
    enum capai_status status = CAPAI_OK;
    sqlite3_str *sql = d->x.sqlite3_str_new(d->handle);
    for (const char *at = view->query; !status && *at;) {
        int before = (int)strcspn(at, "?");
        d->x.sqlite3_str_appendf(sql, "%.*s", before, at);
        at += before;
        if (!*at)
            break;
        bool has = false;
        int size = (int)strspn(++at, "abcdefghijklmnopqrstuvwxyz_");
        status = has_column(d, view->table, at, size, &has);
        d->x.sqlite3_str_appendf(sql, has ? "%.*s" : "NULL AS %.*s", size, at);
        at += size;
    }
    *out = d->x.sqlite3_str_finish(sql);
    return status || *out ? status : capai_fail_memory(d->err);
}

/* Makes a view, unless a column that it needs was not chosen or has another title. */
static enum capai_status make(struct database *d, const struct view *view)
{
    sqlite3_stmt *query = NULL;
    char *text = NULL, *sql = NULL;
    enum capai_status status = expand(d, view, &text);
    if (!status) {
        int result = d->x.sqlite3_prepare_v2(d->handle, text, -1, &query, NULL);
        d->x.sqlite3_finalize(query);
        if (result == SQLITE_OK) {
            sql = d->x.sqlite3_mprintf("CREATE VIEW %s AS %s", view->name, text);
            status = database_run(d, sql);
        } else if (result != SQLITE_ERROR) {
            status = database_status(d, result);
        }
    }
    d->x.sqlite3_free(sql);
    d->x.sqlite3_free(text);
    return status;
}

enum capai_status database_views(struct database *d)
{
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < sizeof views / sizeof *views; i++)
        status = make(d, &views[i]);
    return status;
}
