/* The sasaran of one data set in its report year, from a program of your own:
 *
 *     cc eval.c -o eval $(pkg-config --cflags --libs capai)
 *     ./eval ../semboro-2024 $(pkg-config --variable=scripts capai)/rules
 */
#include <capai/capai.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    const struct capai_dataset_options options = {0}; /* Indonesian notation, the latest year */
    const char *const *folders = (const char *const *)&argv[2];
    struct capai_error error = {0};
    struct capai_arena arena;     /* owns all that is made below */
    struct capai_notices notices; /* what is wrong in the data; everything else is computed */
    struct capai_dataset *dataset;
    struct capai_evaluation *evaluation;
    struct capai_selection shown;
    if (argc != 3)
        return 2;
    capai_arena_init(&arena, NULL, NULL, 0);
    capai_notices_init(&notices, &arena, CAPAI_NOTICES_LIMIT);
    struct capai_packs *packs = capai_packs_new(folders, 1, &arena, &notices);

    /* NULL: by the rules that the data set itself names, in opd.csv */
    bool done = packs &&
                !capai_dataset_load(argv[1], &options, &arena, &notices, &dataset, &error) &&
                !capai_evaluate(packs, NULL, &dataset, 1, &arena, &notices, &evaluation, &error) &&
                capai_evaluation_select(evaluation, CAPAI_RESULT_SASARAN, false, &arena, &shown);
    if (done) {
        const struct capai_table *table = capai_evaluation_table(evaluation, CAPAI_RESULT_SASARAN);
        const capai_text *sasaran =
            capai_table_texts(table, capai_table_find(table, CAPAI_TEXT("sasaran")));
        const struct capai_value *capaian =
            capai_table_values(table, capai_table_find(table, CAPAI_TEXT("capaian")));
        for (size_t i = 0; i < shown.count; i++) {
            size_t row = shown.rows[i];
            char number[CAPAI_DECIMAL_TEXT] = "-"; /* a missing value is never zero */
            if (capaian[row].outcome == CAPAI_NILAI)
                capai_decimal_format(capaian[row].number, CAPAI_NOTATION_INDONESIA, number);
            printf("%6s  %s\n", number, sasaran[row].data);
        }
    }
    if (error.status) /* with the other complaints; they are values, and text when somebody reads */
        capai_notices_add(&notices, &error);
    for (size_t i = 0; i < notices.count; i++) {
        const struct capai_error *e = &notices.list[i];
        char text[1024];
        capai_error_text(e, CAPAI_INDONESIAN, false, text, sizeof text);
        fprintf(stderr, "%s:%zu:%zu: %s\n", e->file ? e->file : "", e->line, e->column, text);
    }
    capai_packs_free(packs);
    capai_arena_clear(&arena);
    return !done;
}
