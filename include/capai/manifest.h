/* What results were made from: the manifest that stands beside them.
 *
 * A manifest names inputs, scripts and rules, with the SHA-256 of every file. It holds no time, no
 * host and no path, so that the same input gives the same bytes anywhere.
 */
#ifndef CAPAI_MANIFEST_H
#define CAPAI_MANIFEST_H

#include "capai/api.h"
#include "capai/rules.h"
#include "capai/write.h"

CAPAI_API_BEGIN

/* A file that was read. */
struct capai_input {
    const char *path;
    capai_text name;  /* without the folders above: "semboro-2024/indikator.csv" */
    capai_text bytes; /* as they stand in the file */
};

struct capai_manifest {
    const struct capai_input *inputs;
    size_t input_count;
    const struct capai_input *scripts;
    size_t script_count;
    const struct capai_rules *const *rules;
    size_t rules_count;
    enum capai_notation texts; /* of numbers in cells that results copy as text: "1.250 Dok" */
};

/* A JSON object: "capai" (version of the program), "notation" (plain: how the numbers beside it are
 * written), "text_notation" (that of cells copied as text), "rules" (id and version), "scripts" and
 * "inputs" (name and sha256), each list sorted and without repetition. Uses `arena` for what it
 * sorts. False: memory; part may have been written. */
bool capai_write_manifest(struct capai_sink *sink, const struct capai_manifest *manifest,
                          struct capai_arena *arena);

/* How numbers are written in files that stand beside a manifest. */
struct capai_manifest_notation {
    enum capai_notation numbers, texts;
    bool results; /* the files are results of ours: a bare number is never ambiguous */
};

/* Reads from the text of a manifest how the numbers beside it are written. False when it is no JSON
 * object, or a notation is none of ours; *out is then unchanged, and what the manifest does not
 * name is unchanged always. */
bool capai_manifest_read(capai_text text, struct capai_manifest_notation *out);

enum { CAPAI_SHA256_TEXT = 65 };

/* SHA-256 as 64 small hexadecimal digits and a NUL. */
void capai_sha256(capai_text bytes, char text[CAPAI_SHA256_TEXT]);

CAPAI_API_END

#endif
