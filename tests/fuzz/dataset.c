/* Folders of CSV files: a data set or a refusal that says why, whatever stands in them; what is
 * read is evaluated. Input: choices of pack, notation, version and quarter, then the files
 * (files.h). */
#include "evaluate.h"
#include "files.h"

enum { MEMORY = 256 << 20 };

static const char *choose_rules(struct fuzz_input *input)
{
    static const char *const names[] = {NULL,
                                        "jember-2024",
                                        "karanganyar-2023",
                                        "permendagri-86-2017",
                                        "permenpanrb-88-2021",
                                        "pmk-22-2021",
                                        "jember-2023",
                                        "permenpanrb-14-2017"};
    return names[fuzz_choice(input, sizeof names / sizeof *names)];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct fuzz_files files;
    struct fuzz_input input = {data, size};
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_dataset *dataset;
    struct capai_error err = {0};
    const char *rules = choose_rules(&input);
    const unsigned choice = fuzz_choice(&input, 256);
    const struct capai_dataset_options options = {.notation = (enum capai_notation)(choice % 2),
                                                  .printed = choice & 2,
                                                  .versi = (enum capai_versi)(choice / 4 % 3),
                                                  .quarter = (int)(choice / 16 % 5)};
    fuzz_files_split((capai_text){(const char *)input.data, input.size}, &files);
    capai_arena_init(&arena, NULL, NULL, MEMORY);
    capai_notices_init(&notices, &arena, CAPAI_NOTICES_LIMIT);
    const enum capai_status status = capai_dataset_read("x", files.list, files.count, &options,
                                                        &arena, &notices, &dataset, &err);
    fuzz_check_status(status, &err);
    fuzz_check_notices(&notices);
    CHECK(status == CAPAI_OK || status == CAPAI_ERR_UNUSABLE);
    if (!status)
        fuzz_evaluate(fuzz_packs(), rules, dataset, &arena);
    capai_arena_clear(&arena);
    fuzz_files_free(&files);
    return 0;
}
