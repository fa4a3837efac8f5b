/* Reports of single OPDs: made with their results, kept in one file of the store, and given names
 * in the end. */
#include "core/batch_report.h"

#include <stdio.h>
#include <string.h>

#include "core/report_names.h"

/* ---- making ---- */

static void put_text(struct bytes *out, capai_text text)
{
    uint64_t size = text.size;
    bytes_add(out, &size, sizeof size);
    bytes_add(out, text.data, text.size);
}

/* A record: the OPD, how many forms there are, and each with its ending. */
static void put_record(const struct capai_batch_reports *reports, capai_text opd,
                       const capai_text *forms, struct bytes *out)
{
    uint64_t count = reports->count;
    put_text(out, opd);
    bytes_add(out, &count, sizeof count);
    for (size_t i = 0; i < reports->count; i++) {
        put_text(out, reports->endings[i]);
        put_text(out, forms[i]);
    }
}

enum capai_status report_make(const struct batch_worker *worker,
                              const struct capai_batch_report *report, size_t opd,
                              struct bytes *out, struct capai_error *err)
{
    const struct capai_batch_reports *reports = &worker->common->plan->batch->reports;
    capai_text *forms = capai_arena_array(report->arena, reports->count, sizeof *forms);
    if (!forms)
        return capai_fail_memory(err);
    enum capai_status status = reports->make(reports->user, worker->rules, report, forms, err);
    if (!status)
        put_record(reports, report->dataset->opds[opd], forms, out);
    return status;
}

/* ---- names ---- */

/* The end: where the file of the reports is read, and what names were given. */
struct placing {
    struct batch_run *run;
    struct capai_arena *arena;
    struct capai_source *source;
    uint64_t at;
    struct report_names names;
    const char *folder;
    struct bytes list; /* laporan.csv */
    struct capai_error *err;
};

static enum capai_status read_bytes(struct placing *p, void *out, size_t size)
{
    size_t done;
    enum capai_status status =
        capai_source_read(p->source, p->at, (char *)out, size, &done, p->err);
    if (!status && done < size) {
        status = capai_fail(p->err, CAPAI_MSG_BATCH_SHORT, CAPAI_NO_WORDS);
        capai_error_place(p->err, p->run->batch->folder, 0, 0);
    }
    p->at += done;
    return status;
}

static enum capai_status read_text(struct placing *p, capai_text *out)
{
    uint64_t size;
    enum capai_status status = read_bytes(p, &size, sizeof size);
    if (status)
        return status;
    char *data = capai_arena_alloc(p->arena, (size_t)size + 1);
    if (!data)
        return capai_fail_memory(p->err);
    data[size] = '\0';
    *out = (capai_text){data, (size_t)size};
    return read_bytes(p, data, (size_t)size);
}

/* ---- files ---- */

/* One file of a report, through the store. */
static enum capai_status place_file(struct placing *p, const char *name, capai_text bytes)
{
    struct capai_part *part = NULL;
    const char *path = capai_path_join(p->folder, name, p->run->arena);
    if (!path)
        return capai_fail_memory(p->err);
    enum capai_status status = capai_part_open(p->run->store, "report", 0, &part, p->err);
    if (!status)
        status = capai_part_write(part, bytes, p->err);
    if (!status)
        status = capai_part_flush(part, p->err); /* brought to the disk with all others */
    capai_part_close(part);
    return status ? status : capai_store_move(p->run->store, "report", path, p->err);
}

static void list_file(struct placing *p, capai_text opd, const char *name)
{
    struct capai_sink sink = bytes_sink(&p->list);
    capai_write_csv_field(&sink, opd);
    bytes_add(&p->list, "," BATCH_REPORTS "/", sizeof "," BATCH_REPORTS "/" - 1);
    bytes_add(&p->list, name, strlen(name));
    bytes_add(&p->list, "\n", 1);
}

/* The report of one OPD, in all its forms. */
static enum capai_status place_one(struct placing *p)
{
    capai_text opd, ending, bytes;
    uint64_t count;
    const char *stem = NULL;
    enum capai_status status = read_text(p, &opd);
    if (!status)
        status = read_bytes(p, &count, sizeof count);
    if (!status && !(stem = names_take(&p->names, opd)))
        status = capai_fail_memory(p->err);
    for (uint64_t i = 0; !status && i < count; i++) {
        char name[NAMES_SIZE + 16];
        status = read_text(p, &ending);
        if (!status)
            status = read_text(p, &bytes);
        if (status)
            break;
        snprintf(name, sizeof name, "%s.%.*s", stem, (int)ending.size, ending.data);
        list_file(p, opd, name);
        status = names_note_file(&p->names, name) ? place_file(p, name, bytes)
                                                  : capai_fail_memory(p->err);
    }
    return status;
}

static enum capai_status place_all(struct placing *p)
{
    bool made;
    uint64_t size = capai_source_size(p->source);
    enum capai_status status = capai_folder_make_inside(p->folder, &made, p->err);
    while (!status && p->at < size) {
        /* what is written needs memory of the run, what is read that of the end */
        struct capai_mark mark = capai_arena_mark(p->arena);
        struct capai_mark run = capai_arena_mark(p->run->arena);
        status = place_one(p);
        if (!status) { /* an error names files */
            capai_arena_release(p->arena, mark);
            capai_arena_release(p->run->arena, run);
        }
    }
    return status;
}

/* ---- what an earlier batch has left ---- */

/* Removes a report that laporan.csv names and no new one has replaced; nothing but reports. */
static void remove_old(struct placing *p, capai_text line)
{
    static const capai_text before = {"," BATCH_REPORTS "/", sizeof BATCH_REPORTS + 1};
    const char *comma = NULL;
    for (size_t i = 0; i + before.size <= line.size; i++)
        if (memcmp(line.data + i, before.data, before.size) == 0)
            comma = line.data + i;
    if (!comma)
        return;
    const capai_text name = {comma + before.size,
                             (size_t)(line.data + line.size - comma) - before.size};
    if (names_has_file(&p->names, name) || memchr(name.data, '/', name.size) ||
        memchr(name.data, '\\', name.size))
        return;
    capai_text copy = capai_text_copy(name, p->arena);
    const char *path = copy.data ? capai_path_join(p->folder, copy.data, p->arena) : NULL;
    if (path && capai_file_kind_of(path) == CAPAI_FILE_REGULAR)
        remove(path);
}

/* What an earlier batch listed. */
static capai_text read_old(struct placing *p)
{
    capai_text text = CAPAI_NO_TEXT;
    const char *path = capai_path_join(p->run->batch->folder, BATCH_REPORTS ".csv", p->arena);
    if (path && capai_file_kind_of(path) == CAPAI_FILE_REGULAR)
        capai_file_read(path, p->arena, &text, NULL);
    return text;
}

static void remove_all_old(struct placing *p, capai_text old)
{
    if (capai_path_is_link(p->folder))
        return; /* no batch has made it: what it leads to is somebody else's */
    while (old.size) {
        const char *end = memchr(old.data, '\n', old.size);
        size_t size = end ? (size_t)(end - old.data) : old.size;
        remove_old(p, (capai_text){old.data, size});
        size += end != NULL;
        old = (capai_text){old.data + size, old.size - size};
    }
    capai_folder_remove(p->folder); /* if nothing is left in it */
}

/* ---- the end ---- */

static enum capai_status write_list(struct placing *p)
{
    struct capai_part *part = NULL;
    if (p->list.failed)
        return capai_fail_memory(p->err);
    enum capai_status status =
        capai_part_open(p->run->store, BATCH_REPORTS ".csv", 0, &part, p->err);
    if (!status)
        status = capai_part_write(part, (capai_text){p->list.data, p->list.size}, p->err);
    if (!status)
        status = capai_part_seal(part, p->err);
    capai_part_close(part);
    return status ? status : capai_store_publish(p->run->store, BATCH_REPORTS ".csv", p->err);
}

enum capai_status batch_place_reports(struct batch_run *run, struct capai_arena *arena,
                                      struct capai_error *err)
{
    static const char titles[] = "opd,berkas\n";
    struct placing p = {.run = run, .arena = arena, .err = err};
    const char *path = capai_store_path(run->store, part_name(PART_REPORTS), run->arena);
    p.folder = capai_path_join(run->batch->folder, BATCH_REPORTS, run->arena);
    if (!path || !p.folder)
        return capai_fail_memory(err);
    capai_text old = read_old(&p);
    enum capai_status status = capai_source_open(path, arena, &p.source, err);
    if (status)
        return status;
    names_init(&p.names, arena);
    bytes_add(&p.list, titles, sizeof titles - 1);
    bool any = capai_source_size(p.source) > 0;
    if (any)
        status = place_all(&p);
    if (!status && any)
        status = capai_store_sync_disk(run->store, err);
    if (!status && any)
        status = write_list(&p);
    if (!status)
        remove_all_old(&p, old);
    if (!status && !any)
        capai_store_remove(run->store, BATCH_REPORTS ".csv");
    names_clear(&p.names);
    bytes_clear(&p.list);
    capai_source_close(p.source);
    return status;
}
