/* Rule packs: where they are found, how a script becomes rules, and the evaluation of data sets by
 * them. Scripts are not trusted: each runs in a Lua state of its own, under an allow-list and with
 * limits on memory, steps and time. One set of packs belongs to one thread.
 */
#ifndef CAPAI_PACKS_H
#define CAPAI_PACKS_H

#include "capai/api.h"
#include "capai/compare.h"
#include "capai/trace.h"

CAPAI_API_BEGIN

struct capai_packs;

/* The folder of the installed packs: rules/ in the folder that CAPAI_PATH names, else among the
 * scripts that the program carries inside, else beside the program or the library that holds this
 * code, or below the prefix where it is installed. In `arena`; NULL where there is none, or where
 * memory ran out, which `arena->starved` tells. */
const char *capai_packs_installed(struct capai_arena *arena);

/* Packs are looked for in `folders`, in their order. Everything lives in `arena`. NULL: memory. */
struct capai_packs *capai_packs_new(const char *const *folders, size_t count,
                                    struct capai_arena *arena, struct capai_notices *notices);

/* What one script may take; 0 stands for the usual: 64 MB, 500 ms. */
struct capai_script_limits {
    size_t memory;         /* bytes */
    unsigned milliseconds; /* of processor time; its steps are limited in proportion */
};

/* Sets the limits of the packs that are loaded from now on. */
void capai_packs_limit(struct capai_packs *packs, struct capai_script_limits limits);

/* Closes the Lua states of all packs; their rules must not be used any more. Harmless on NULL. */
void capai_packs_free(struct capai_packs *packs);

/* The rules `id` for reports of `year`, loaded on first use. Errors: RULES_NOT_FOUND (with the
 * nearest id and a list), RULES_NOT_VALID (no version holds in that year), whatever the script does
 * wrong. *out is unchanged on failure. */
enum capai_status capai_packs_find(struct capai_packs *packs, capai_text id, int year,
                                   const struct capai_rules **out, struct capai_error *err);

/* The rules that the user names: an id, or the path of a script (with a slash or ".lua"). Used for
 * any year, with a warning outside its own; for year 0 the newest version. Errors as above. */
enum capai_status capai_packs_named(struct capai_packs *packs, const char *name, int year,
                                    const struct capai_rules **out, struct capai_error *err);

/* Ids of all packs that are found, in byte order, in a list "a, b, c"; in `arena`. */
capai_text capai_packs_list(struct capai_packs *packs, int year, struct capai_arena *arena);

/* Evaluates every OPD of `count` data sets: by the rules `name` (as capai_packs_named takes it) or,
 * where it is NULL, by those that opd.csv names for the OPD. An OPD whose rules cannot be had is
 * left out, and said in the notices, as is what is wrong in the data. The evaluation lives in
 * `arena`; the packs and the data sets must outlive it. Errors: CAPAI_ERR_MEMORY; *out is then
 * unchanged. */
enum capai_status capai_evaluate(struct capai_packs *packs, const char *name,
                                 struct capai_dataset *const *datasets, size_t count,
                                 struct capai_arena *arena, struct capai_notices *notices,
                                 struct capai_evaluation **out, struct capai_error *err);

/* The rules of one side of a comparison: `rules`, else those of that `name`, taken as above; where
 * both are NULL, those that opd.csv names for the OPD. */
struct capai_side {
    const struct capai_rules *rules;
    const char *name;
};

/* Compares every OPD of `count` data sets under the rules of two sides, A and B, in their report
 * years or in all. An OPD for which either cannot be had is left out, and said in the notices.
 * Lifetimes and errors as above. */
enum capai_status capai_compare(struct capai_packs *packs, const struct capai_side sides[2],
                                struct capai_dataset *const *datasets, size_t count, bool all_years,
                                struct capai_arena *arena, struct capai_notices *notices,
                                struct capai_comparison **out, struct capai_error *err);

/* capai_evaluate, and `trace`, made by capai_trace_init, follows how every value comes about; it
 * may be NULL. */
enum capai_status capai_evaluate_traced(struct capai_packs *packs, const char *name,
                                        struct capai_dataset *const *datasets, size_t count,
                                        struct capai_trace *trace, struct capai_arena *arena,
                                        struct capai_notices *notices,
                                        struct capai_evaluation **out, struct capai_error *err);

/* The scripts that `rules` come from: that of its pack, and those of the packs that it names, some
 * perhaps more than once; their number. None for rules that are not of these packs. */
size_t capai_packs_scripts(const struct capai_packs *packs, const struct capai_rules *rules,
                           const struct capai_input **list);

/* What an evaluation by these packs was made from. The lists lie in `arena`, what they name in the
 * data sets and packs. False: memory; *out is then unchanged. */
bool capai_manifest_collect(const struct capai_packs *packs,
                            const struct capai_evaluation *evaluation,
                            struct capai_dataset *const *datasets, size_t count,
                            struct capai_arena *arena, struct capai_manifest *out);

/* Text of a script that was loaded, for showing a line of it; the missing text when unknown. */
capai_text capai_packs_source(const struct capai_packs *packs, const char *file);

CAPAI_API_END

#endif
