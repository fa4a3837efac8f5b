/* OPDs, and data sets, that failed. */
#include <string.h>

#include "core/batch_check.h"
#include "core/batch_finish.h"
#include "core/batch_report.h"

/* What the results lack, as bytes of records. */
static enum capai_status read_failed(struct batch_run *run, struct capai_arena *arena,
                                     struct bytes *out, struct capai_error *err)
{
    capai_text text;
    const char *path = capai_store_path(run->store, part_name(PART_FAILED), arena);
    enum capai_status status =
        path ? capai_file_read(path, arena, &text, err) : capai_fail_memory(err);
    if (!status)
        bytes_add(out, text.data, text.size);
    return status;
}

enum capai_status batch_gather_failed(struct batch_run *run, struct capai_error *err)
{
    struct capai_arena arena;
    struct capai_part *part = NULL;
    struct bytes out = {.data = NULL};
    capai_arena_init(&arena, run->arena->alloc, run->arena->user, 0);
    enum capai_status status = read_failed(run, &arena, &out, err);
    if (!status)
        status = report_failures(run, &arena, &out, err);
    if (!status && out.failed)
        status = capai_fail_memory(err);
    if (!status)
        status = capai_part_open(run->store, BATCH_FAILURES, 0, &part, err);
    if (!status)
        status = capai_part_write(part, (capai_text){out.data, out.size}, err);
    if (!status)
        status = capai_part_seal(part, err);
    capai_part_close(part);
    bytes_clear(&out);
    capai_arena_clear(&arena);
    return status;
}

enum capai_status batch_count_failed(struct batch_run *run, size_t *count, struct capai_error *err)
{
    capai_text text;
    struct capai_arena arena;
    struct failed_record record;
    const char *path = capai_store_path(run->store, BATCH_FAILURES, run->arena);
    capai_arena_init(&arena, run->arena->alloc, run->arena->user, 0);
    enum capai_status status =
        path ? capai_file_read(path, &arena, &text, err) : capai_fail_memory(err);
    const struct capai_mark mark = capai_arena_mark(&arena);
    for (*count = 0; !status && record_read_failed(&text, &arena, &record); ++*count)
        capai_arena_release(&arena, mark);
    if (!status && text.size)
        status = batch_unread(run, &arena, BATCH_FAILURES, err);
    capai_arena_clear(&arena);
    return status;
}

/* A whole number as a field. */
static void add_number(struct bytes *out, size_t number)
{
    char text[CAPAI_DECIMAL_TEXT];
    if (number)
        bytes_add(out, text,
                  capai_decimal_format(capai_decimal_from_int((int64_t)number),
                                       CAPAI_NOTATION_PLAIN, text));
}

enum capai_status finish_failed(struct finish *f)
{
    capai_text text;
    struct bytes out = {.data = NULL};
    struct capai_sink sink = bytes_sink(&out);
    struct failed_record record;
    enum capai_status status = finish_read(f, BATCH_FAILURES, &text);
    capai_sink_text(&sink, CAPAI_TEXT("opd,pesan,sebab,berkas,nomor_baris,kolom\n"));
    while (!status && record_read_failed(&text, &f->arena, &record)) {
        char reason[2048];
        capai_error_text(&record.error, CAPAI_INDONESIAN, false, reason, sizeof reason);
        capai_write_csv_field(&sink, record.opd);
        bytes_add(&out, ",", 1);
        capai_write_csv_field(&sink, capai_text_of(capai_message_name(record.error.message)));
        bytes_add(&out, ",", 1);
        capai_write_csv_field(&sink, capai_text_of(reason));
        bytes_add(&out, ",", 1);
        capai_write_csv_field(&sink, capai_text_of(record.error.file));
        bytes_add(&out, ",", 1);
        add_number(&out, record.error.line);
        bytes_add(&out, ",", 1);
        add_number(&out, record.error.column);
        bytes_add(&out, "\n", 1);
    }
    if (!status && text.size)
        status = batch_unread(f->run, &f->arena, BATCH_FAILURES, f->err);
    if (!status)
        return finish_write(f, "gagal.csv", &out);
    bytes_clear(&out);
    return status;
}

static capai_text word_of(const struct capai_error *error, size_t i)
{
    return (capai_text){error->text + error->word[i],
                        (size_t)(error->word[i + 1] - error->word[i])};
}

/* Keeps of the words of a cause those that another failure for it has, too. */
static void keep_words(struct capai_error *cause, const struct capai_error *error)
{
    capai_text words[CAPAI_ERROR_WORDS];
    bool same = true;
    for (size_t i = 0; i < CAPAI_ERROR_WORDS; i++) {
        const bool equal = capai_text_equal(word_of(cause, i), word_of(error, i));
        words[i] = equal ? word_of(cause, i) : CAPAI_TEXT("…");
        same &= equal;
    }
    if (same)
        return;
    struct capai_error joined = {0};
    capai_fail(&joined, cause->message, words, CAPAI_ERROR_WORDS);
    *cause = joined;
}

static bool count_cause(struct finish *f, const struct capai_error *error, size_t *capacity)
{
    struct capai_batch_summary *summary = f->summary;
    for (size_t i = 0; i < summary->cause_count; i++)
        if (summary->causes[i].error.message == error->message) {
            summary->causes[i].count++;
            keep_words(&summary->causes[i].error, error);
            return true;
        }
    struct capai_batch_count *causes = capai_arena_grow(
        f->run->arena, summary->causes, summary->cause_count, capacity, sizeof *causes);
    if (!causes)
        return false;
    summary->causes = causes;
    causes[summary->cause_count++] =
        (struct capai_batch_count){capai_text_of(capai_message_name(error->message)), 1, *error};
    return true;
}

enum capai_status finish_causes(struct finish *f)
{
    capai_text text;
    struct failed_record record;
    enum capai_status status = finish_read(f, BATCH_FAILURES, &text);
    for (f->failed = 0; !status && record_read_failed(&text, &f->arena, &record); f->failed++)
        if (!count_cause(f, &record.error, &f->causes))
            status = capai_fail_memory(f->err);
    return !status && text.size ? batch_unread(f->run, &f->arena, BATCH_FAILURES, f->err) : status;
}

static bool same_failure(const struct capai_error *a, const struct capai_error *b)
{
    return a->message == b->message && a->line == b->line &&
           (a->file == b->file || (a->file && b->file && strcmp(a->file, b->file) == 0)) &&
           memcmp(a->word, b->word, sizeof a->word) == 0 &&
           memcmp(a->text, b->text, a->word[CAPAI_ERROR_WORDS]) == 0;
}

enum capai_status batch_say_failed(struct batch_run *run, struct capai_error *err)
{
    capai_text text;
    struct capai_error last = {0};
    struct failed_record record;
    const char *path = capai_store_path(run->store, BATCH_FAILURES, run->arena);
    enum capai_status status =
        path ? capai_file_read(path, run->arena, &text, err) : capai_fail_memory(err);
    const size_t limit = run->notices->limit;
    run->notices->limit += run->notices->seen[CAPAI_ERR_DATA]; /* cells leave them their room */
    while (!status && record_read_failed(&text, run->arena, &record)) {
        record.error.status = CAPAI_ERR_DATA; /* it is that of one OPD */
        if (!same_failure(&record.error, &last) &&
            capai_notices_add(run->notices, &record.error) != CAPAI_OK)
            status = capai_fail_memory(err);
        last = record.error;
    }
    run->notices->limit = limit;
    return !status && text.size ? batch_unread(run, run->arena, BATCH_FAILURES, err) : status;
}
