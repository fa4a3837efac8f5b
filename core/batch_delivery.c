/* The results of a batch in other forms: here they are handed to whoever makes those. */
#include <stdio.h>
#include <string.h>

#include "core/batch_run.h"

/* Where a file of the results stands: in the store, unless an earlier process, which ended while it
 * gave the files their names, has given this one its own. */
static enum capai_status find_path(const struct batch_run *run, const char *name,
                                   struct capai_arena *arena, const char **path,
                                   struct capai_error *err)
{
    bool has;
    enum capai_status status = capai_store_has(run->store, name, &has, err);
    if (status)
        return status;
    *path = has ? capai_store_path(run->store, name, arena)
                : capai_path_join(run->batch->folder, name, arena);
    return *path ? CAPAI_OK : capai_fail_memory(err);
}

static enum capai_status add_file(struct batch_run *run, capai_text name,
                                  const struct capai_batch_column *columns, size_t count,
                                  struct capai_arena *arena, struct capai_batch_file *out,
                                  struct capai_error *err)
{
    char file[64];
    snprintf(file, sizeof file, "%.*s.csv", (int)name.size, name.data);
    *out = (struct capai_batch_file){name, NULL, columns, count};
    return find_path(run, file, arena, &out->path, err);
}

static const struct capai_batch_column *columns_of(const struct batch_table *table,
                                                   struct capai_arena *arena)
{
    struct capai_batch_column *columns = capai_arena_array(arena, table->count, sizeof *columns);
    for (size_t c = 0; columns && c < table->count; c++)
        columns[c] =
            (struct capai_batch_column){table->columns[c].source, table->columns[c].title,
                                        table->columns[c].kind, table->columns[c].original};
    return columns;
}

/* The files of the tables, and of what failed. */
static enum capai_status list_files(struct batch_run *run, struct capai_arena *arena,
                                    struct capai_batch_file *files, size_t *count,
                                    struct capai_error *err)
{
#define FAILED(title, kind)                                                                        \
    {                                                                                              \
        {(title), sizeof(title) - 1}, {(title), sizeof(title) - 1}, (kind), false                  \
    }
    static const struct capai_batch_column failed[] = {
        FAILED("opd", CAPAI_COLUMN_TEXT),          FAILED("pesan", CAPAI_COLUMN_TEXT),
        FAILED("sebab", CAPAI_COLUMN_TEXT),        FAILED("berkas", CAPAI_COLUMN_TEXT),
        FAILED("nomor_baris", CAPAI_COLUMN_WHOLE), FAILED("kolom", CAPAI_COLUMN_WHOLE)};
#undef FAILED
    enum capai_status status = CAPAI_OK;
    *count = 0;
    for (enum capai_result r = 0; !status && r < CAPAI_RESULT_COUNT; r++) {
        const struct batch_table *table = &run->common.tables[r];
        if (!table->count)
            continue;
        const struct capai_batch_column *columns = columns_of(table, arena);
        status = columns ? add_file(run, capai_result_name(r), columns, table->count, arena,
                                    &files[(*count)++], err)
                         : capai_fail_memory(err);
    }
    return status ? status
                  : add_file(run, CAPAI_TEXT("gagal"), failed, sizeof failed / sizeof *failed,
                             arena, &files[(*count)++], err);
}

enum capai_status batch_deliver(struct batch_run *run, struct capai_error *err)
{
    struct capai_arena *arena = run->arena; /* errors name files */
    const struct capai_batch_delivery *delivery = &run->batch->delivery;
    struct capai_batch_file files[CAPAI_RESULT_COUNT + 1];
    if (!delivery->deliver)
        return CAPAI_OK;
    struct capai_batch_results results = {.files = files};
    enum capai_status status = list_files(run, arena, files, &results.count, err);
    if (!status)
        status = find_path(run, "manifest.json", arena, &results.manifest, err);
    if (!status)
        results.folder = capai_path_join(run->batch->folder, CAPAI_STORE_NAME, arena);
    if (!status && !results.folder)
        status = capai_fail_memory(err);
    return status ? status : delivery->deliver(delivery->user, &results, err);
}
