/* Rows of CSV: where the index proves how libcsv splits them, and where the reader of the core
 * does, the fields are those of libcsv. Input: a choice of delimiter, then the text; its header is
 * found, or the text taken as it is. */
#include "fuzz.h"

#include "core/csv_header.h"

#define REQUIRE CHECK
#include "csv_split.h"

/* Cells of one text; more would leave no room to show them. */
enum { LONGEST = ROOM / 8 };

static void compare(capai_text text, char delimiter)
{
    static struct shown ours, theirs;
    bool proven;
    CHECK(split_all(text, delimiter, &ours, &theirs, &proven) == SPLIT_SAME);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const capai_text names[] = {{"opd", 3}, {"tahun", 5}, {"indikator", 9}, {"kode", 4}};
    struct fuzz_input input = {data, size};
    const unsigned choice = fuzz_choice(&input, 6);
    const capai_text text = {(const char *)input.data, input.size};
    if (text.size > LONGEST)
        return 0;
    compare(text, ",;\t"[choice % 3]);
    if (choice >= 3) {
        const struct csv_header header = csv_find_header(text, names, 4);
        CHECK(header.offset <= text.size && header.line > 0);
        CHECK(strchr(",;\t", header.delimiter) && header.delimiter);
        compare((capai_text){text.data + header.offset, text.size - header.offset},
                header.delimiter);
    }
    return 0;
}
