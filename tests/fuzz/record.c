/* What a batch keeps of its OPDs in files: bytes of any kind are records or no records; records
 * that were read are written so that they are read again as they were. Input: a choice of the kind
 * of record, then the bytes. */
#include "fuzz.h"

#include "core/batch_record.h"

enum { MEMORY = 64 << 20 };

/* Reads a record and writes it again. False: there is none. */
typedef bool again(capai_text *text, struct capai_arena *arena, struct bytes *out);

static bool total_again(capai_text *text, struct capai_arena *arena, struct bytes *out)
{
    const capai_text whole = *text;
    struct total_record record;
    if (!record_read_total(text, arena, &record))
        return false;
    CHECK(fuzz_within(record.opd, whole) && fuzz_within(record.predikat, whole));
    record_total(out, &record);
    return true;
}

static bool notice_again(capai_text *text, struct capai_arena *arena, struct bytes *out)
{
    struct capai_error error;
    if (!record_read_notice(text, arena, &error))
        return false;
    fuzz_check_complaint(&error);
    record_notice(out, &error);
    return true;
}

static bool failed_again(capai_text *text, struct capai_arena *arena, struct bytes *out)
{
    struct failed_record record;
    if (!record_read_failed(text, arena, &record))
        return false;
    fuzz_check_complaint(&record.error);
    record_failed(out, record.opd, &record.error);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static again *const kinds[] = {total_again, notice_again, failed_again};
    struct fuzz_input input = {data, size};
    again *const kind = kinds[fuzz_choice(&input, 3)];
    capai_text text = {(const char *)input.data, input.size};
    struct capai_arena arena;
    struct bytes first = {.data = NULL}, second = {.data = NULL};
    capai_arena_init(&arena, NULL, NULL, MEMORY);
    for (size_t before = text.size + 1; text.size < before && kind(&text, &arena, &first);)
        before = text.size + 1;
    capai_text written = {first.data, first.size};
    while (written.size)
        CHECK(kind(&written, &arena, &second));
    CHECK(first.size == second.size);
    CHECK(!first.size || memcmp(first.data, second.data, first.size) == 0);
    bytes_clear(&first);
    bytes_clear(&second);
    capai_arena_clear(&arena);
    return 0;
}
