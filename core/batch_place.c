/* The end of reports: names, files, and the list of them. */
#include <stdio.h>
#include <string.h>

#include "core/batch_report.h"
#include "core/report_names.h"

/* ---- names ---- */

/* The end: what names were given. */
struct placing {
    struct batch_run *run;
    struct capai_arena *arena;
    struct report_walk walk;
    struct report_names names;
    const char *folder;
    struct bytes list; /* laporan.csv */
    struct capai_error *err;
};

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

/* True for what can stand behind the point of a name, wherever the report comes from. */
static bool is_ending(capai_text ending)
{
    bool sound = ending.size && ending.size <= 8;
    for (size_t i = 0; sound && i < ending.size; i++)
        sound = (ending.data[i] >= 'a' && ending.data[i] <= 'z') ||
                (ending.data[i] >= '0' && ending.data[i] <= '9');
    return sound;
}

/* The report of one OPD, in all its forms. */
static enum capai_status place_one(struct placing *p, struct report_file *file)
{
    capai_text opd, ending, bytes;
    uint64_t count = 0;
    const char *stem = NULL;
    enum capai_status status = report_read_text(file, p->arena, &opd);
    if (!status)
        status = report_read(file, &count, sizeof count);
    if (!status && !(stem = names_take(&p->names, opd)))
        status = capai_fail_memory(p->err);
    for (uint64_t i = 0; !status && i < count; i++) {
        char name[NAMES_SIZE + 16];
        status = report_read_text(file, p->arena, &ending);
        if (!status)
            status = report_read_text(file, p->arena, &bytes);
        if (!status && !is_ending(ending))
            status = report_damaged(file);
        if (status)
            break;
        snprintf(name, sizeof name, "%s.%.*s", stem, (int)ending.size, ending.data);
        list_file(p, opd, name);
        status = names_note_file(&p->names, name) ? place_file(p, name, bytes)
                                                  : capai_fail_memory(p->err);
    }
    return status;
}

/* *any is false where there is none. */
static enum capai_status place_all(struct placing *p, bool *any)
{
    struct report_file *file;
    struct report_head head;
    enum capai_status status = CAPAI_OK;
    *any = false;
    while (!status && !(status = walk_next(&p->walk, &file, &head)) && file) {
        /* what is written needs memory of the run, what is read that of the end */
        struct capai_mark mark = capai_arena_mark(p->arena);
        struct capai_mark run = capai_arena_mark(p->run->arena);
        bool made;
        if (head.kind == REPORT_MADE && !*any)
            status = capai_folder_make_inside(p->folder, &made, p->err);
        *any |= head.kind == REPORT_MADE;
        if (head.kind != REPORT_MADE)
            file->at += head.size;
        else if (!status)
            status = place_one(p, file);
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
    bool any = false;
    p.folder = capai_path_join(run->batch->folder, BATCH_REPORTS, run->arena);
    if (!p.folder)
        return capai_fail_memory(err);
    capai_text old = read_old(&p);
    enum capai_status status = walk_open(run, arena, &p.walk, err);
    names_init(&p.names, arena);
    bytes_add(&p.list, titles, sizeof titles - 1);
    if (!status)
        status = place_all(&p, &any);
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
    walk_close(&p.walk);
    return status;
}
