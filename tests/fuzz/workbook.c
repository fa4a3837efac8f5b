/* Workbooks (.xlsx, .ods) as data sets, and office documents (.docx too) as reports: rows or a
 * refusal that says why. Input: the bytes of a file; or parts of one (files.h), which are packed
 * here, so that what is changed reaches the reader of XML and not only that of the archive. */
#define _GNU_SOURCE /* memfd_create */

#include <sys/mman.h>
#include <unistd.h>

#include <zlib.h>

#include "capai/report.h"
#include "core/workbook.h"
#include "evaluate.h"
#include "files.h"

enum { MEMORY = 256 << 20, ROOM = 1 << 18 };

/* ---- an archive of parts that are not compressed ---- */

struct archive {
    uint8_t data[ROOM];
    size_t size;
};

static void put(struct archive *archive, const void *data, size_t size)
{
    CHECK(archive->size + size <= ROOM);
    memcpy(archive->data + archive->size, data, size);
    archive->size += size;
}

/* A number of `size` bytes, the lowest first. */
static void put_number(struct archive *archive, size_t size, unsigned long number)
{
    for (size_t i = 0; i < size; i++)
        put(archive, &(uint8_t){(uint8_t)(number >> (8 * i))}, 1);
}

/* What the entry of a part and that of the list have in common. */
static void put_entry(struct archive *archive, const struct capai_input *part)
{
    const unsigned long size = part->bytes.size;
    put_number(archive, 2, 20);         /* version */
    put_number(archive, 2, 0);          /* flags */
    put_number(archive, 2, 0);          /* not compressed */
    put_number(archive, 4, 0x00210000); /* 1 January 1980 */
    put_number(archive, 4, crc32(0, (const Bytef *)part->bytes.data, (uInt)size));
    put_number(archive, 4, size);
    put_number(archive, 4, size);
    put_number(archive, 2, part->name.size);
    put_number(archive, 2, 0); /* nothing more */
}

static capai_text pack(const struct fuzz_files *parts, struct archive *archive)
{
    size_t offsets[FUZZ_FILES];
    archive->size = 0;
    for (size_t i = 0; i < parts->count; i++) {
        offsets[i] = archive->size;
        put(archive, "PK\3\4", 4);
        put_entry(archive, &parts->list[i]);
        put(archive, parts->list[i].name.data, parts->list[i].name.size);
        put(archive, parts->list[i].bytes.data, parts->list[i].bytes.size);
    }
    const size_t list = archive->size;
    for (size_t i = 0; i < parts->count; i++) {
        put(archive, "PK\1\2\24\0", 6);
        put_entry(archive, &parts->list[i]);
        put_number(archive, 2, 0); /* no remark */
        put_number(archive, 4, 0);
        put_number(archive, 4, 0);
        put_number(archive, 4, offsets[i]);
        put(archive, parts->list[i].name.data, parts->list[i].name.size);
    }
    const size_t end = archive->size;
    put(archive, "PK\5\6\0\0\0\0", 8);
    put_number(archive, 2, parts->count);
    put_number(archive, 2, parts->count);
    put_number(archive, 4, end - list);
    put_number(archive, 4, list);
    put_number(archive, 2, 0);
    return (capai_text){(const char *)archive->data, archive->size};
}

/* ---- reading ---- */

/* As the program does, from a file, which is in memory only. */
static void read_dataset(capai_text content)
{
    static int file = -1;
    static char path[64];
    const struct capai_dataset_options options = {.notation = CAPAI_NOTATION_INDONESIA,
                                                  .printed = true};
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_dataset *dataset;
    struct capai_error err = {0};
    if (file < 0) {
        file = memfd_create("workbook", 0);
        snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    }
    CHECK(file >= 0 && ftruncate(file, 0) == 0);
    CHECK(pwrite(file, content.data, content.size, 0) == (ssize_t)content.size);
    capai_arena_init(&arena, NULL, NULL, MEMORY);
    capai_notices_init(&notices, &arena, CAPAI_NOTICES_LIMIT);
    const enum capai_status status =
        capai_dataset_load(path, &options, &arena, &notices, &dataset, &err);
    fuzz_check_status(status, &err);
    CHECK(status == CAPAI_OK || status == CAPAI_ERR_UNUSABLE);
    fuzz_check_notices(&notices);
    if (!status)
        fuzz_evaluate(fuzz_packs(), "jember-2024", dataset, &arena);
    capai_arena_clear(&arena);
}

static void read_report(capai_text content)
{
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_report report;
    struct capai_error err = {0};
    capai_arena_init(&arena, NULL, NULL, MEMORY);
    capai_notices_init(&notices, &arena, CAPAI_NOTICES_LIMIT);
    if (capai_report_is(content)) {
        const enum capai_status status =
            capai_report_read("x.docx", content, &arena, &notices, &report, &err);
        fuzz_check_status(status, &err);
        CHECK(status == CAPAI_OK || status == CAPAI_ERR_UNUSABLE);
        for (size_t i = 0; !status && i < report.count; i++) {
            CHECK(report.rows[i].part || (report.rows[i].count == 1 && !report.rows[i].line));
            for (size_t c = 0; c < report.rows[i].count; c++)
                CHECK(!report.rows[i].cells[c].size || report.rows[i].cells[c].data);
        }
    } else {
        capai_text text;
        const enum capai_status status =
            capai_report_text("x.txt", content, &arena, &notices, &text, &err);
        fuzz_check_status(status, &err);
        for (size_t at = 0, size; !status && at < text.size; at += size) /* UTF-8 throughout */
            CHECK((size = capai_text_character((capai_text){text.data + at, text.size - at})) > 0);
    }
    fuzz_check_notices(&notices);
    capai_arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct fuzz_files files;
    static struct archive archive;
    capai_text content = {(const char *)data, size};
    if (size > ROOM / 4)
        return 0;
    fuzz_files_split(content, &files);
    if (files.count)
        content = pack(&files, &archive);
    if (workbook_is(content))
        read_dataset(content);
    read_report(content);
    fuzz_files_free(&files);
    return 0;
}
