/* Layouts: a script that makes a document of an evaluation, run in the sandbox. The document is
 * what docs/document.md says. Private to the bindings.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "bindings/lua/sandbox.h"
#include "capai/packs.h"

struct layout_job {
    const struct capai_evaluation *evaluation;
    struct capai_dataset **datasets;
    size_t dataset_count;
    int year;
    const struct capai_packs *packs; /* of the rules, for the manifest; may be NULL */
    const char *layout;              /* id of an installed layout, or the path of a script */
    const struct capai_input *texts; /* running text; NULL: what stands beside the data */
    size_t text_count;
    struct capai_script_limits limits;
    struct capai_arena *arena; /* for names in errors and complaints */
    struct capai_notices *notices;
    /* Writes how every figure came about, as Markdown in Indonesian; false: memory. NULL where the
     * evaluation was not traced. */
    bool (*explain)(void *user, struct capai_arena *arena, capai_text *out);
    void *user;
    /* what was read besides the data: the script and the texts; set by layout_document */
    const struct capai_input *read;
    size_t read_count;
};

/* Pushes the document. Errors, with nothing pushed: LAYOUT_NOT_FOUND with the nearest id and a
 * list, LAYOUT_ONE_OPD, FILE_READ, what the script does wrong, CAPAI_ERR_MEMORY. What is worth a
 * warning goes to the notices. Raises memory only. */
enum capai_status layout_document(lua_State *L, struct layout_job *job, struct capai_error *err);

/* Reads the script of a layout: an id of an installed one, or a path. Its name is that without
 * folder and ending. Errors: LAYOUT_NOT_FOUND with the nearest id and a list, those of
 * capai_file_read. */
enum capai_status layout_read(const char *name, struct capai_arena *arena,
                              struct capai_input *script, struct capai_error *err);

/* The ids of the installed layouts, in byte order, in `arena`. False: memory. */
bool layout_ids(struct capai_arena *arena, capai_text **ids, size_t *count);

/* Pushes `evaluation` as a value of its own, which does not own it; it and the data sets must
 * outlive the state. */
void evaluation_push(lua_State *L, struct capai_evaluation *evaluation,
                     struct capai_dataset **datasets, size_t count, int year);

/* The evaluation at `index`, for a job. */
void evaluation_read(lua_State *L, int index, struct layout_job *job);

#endif
