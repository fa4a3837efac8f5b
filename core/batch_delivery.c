/* The results of a batch in other forms: here they are handed to whoever makes those. */
#include <stdio.h>
#include <string.h>

#include "core/batch_run.h"

/* Where a file of the results stands: in the store, unless an earlier process, which ended while it
 * gave the files their names, has given this one its own. */
static const char *path_of(const struct batch_run *run, const char *name, struct capai_arena *arena)
{
    return capai_store_has(run->store, name) ? capai_store_path(run->store, name, arena)
                                             : capai_path_join(run->batch->folder, name, arena);
}

static bool add_file(struct batch_run *run, capai_text name,
                     const struct capai_batch_column *columns, size_t count,
                     struct capai_arena *arena, struct capai_batch_file *out)
{
    char file[64];
    snprintf(file, sizeof file, "%.*s.csv", (int)name.size, name.data);
    *out = (struct capai_batch_file){name, path_of(run, file, arena), columns, count};
    return out->path != NULL;
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
static size_t list_files(struct batch_run *run, struct capai_arena *arena,
                         struct capai_batch_file *files)
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
    size_t count = 0;
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++) {
        const struct batch_table *table = &run->common.tables[r];
        if (!table->count)
            continue;
        const struct capai_batch_column *columns = columns_of(table, arena);
        if (!columns ||
            !add_file(run, capai_result_name(r), columns, table->count, arena, &files[count++]))
            return 0;
    }
    return add_file(run, CAPAI_TEXT("gagal"), failed, sizeof failed / sizeof *failed, arena,
                    &files[count])
               ? count + 1
               : 0;
}

enum capai_status batch_deliver(struct batch_run *run, struct capai_error *err)
{
    struct capai_arena *arena = run->arena; /* errors name files */
    const struct capai_batch_delivery *delivery = &run->batch->delivery;
    struct capai_batch_file files[CAPAI_RESULT_COUNT + 1];
    if (!delivery->deliver)
        return CAPAI_OK;
    const struct capai_batch_results results = {
        .files = files,
        .count = list_files(run, arena, files),
        .manifest = path_of(run, "manifest.json", arena),
        .folder = capai_path_join(run->batch->folder, CAPAI_STORE_NAME, arena)};
    if (!results.count || !results.manifest || !results.folder)
        return capai_fail_memory(err);
    return delivery->deliver(delivery->user, &results, err);
}
