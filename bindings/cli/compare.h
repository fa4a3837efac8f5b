/* capai compare, as seen by its own files. */
#ifndef CLI_COMPARE_H
#define CLI_COMPARE_H

#include "bindings/cli/cli.h"
#include "capai/compare.h"

/* What is shown of a comparison. */
struct compared {
    const struct capai_comparison *comparison;
    const char *rules[2]; /* as the user names them; NULL: each OPD's own */
    int table;            /* of enum capai_compared; ALL_TABLES */
    bool all_years;
    enum capai_language language;
    struct capai_arena *arena;
};

/* Shows the totals and what changes, for people. False: memory. */
bool compare_report(const struct terminal *terminal, const struct compared *compared);

#endif
