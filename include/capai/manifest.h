/* What results were made from: the manifest that stands beside them.
 *
 * A manifest names inputs, scripts and rules, with the SHA-256 of every file. It holds no time, no
 * host and no path, so that the same input gives the same bytes anywhere.
 */
#ifndef CAPAI_MANIFEST_H
#define CAPAI_MANIFEST_H

#include <stdint.h>

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

/* One that was read block by block, so that no bytes of it are left. */
enum { CAPAI_DIGEST_SIZE = 16 };
struct capai_manifest_file {
    capai_text name;
    uint64_t size;
    /* XXH3-128 of the XXH3-128 values of its blocks of 1 MiB, in the canonical form */
    unsigned char digest[CAPAI_DIGEST_SIZE];
};

/* A column of the results that does not stand there as evaluation names it. */
struct capai_manifest_column {
    capai_text table, title, column; /* `column` stands under `title` */
    bool original;                   /* with the text of the source in place of its number */
};

struct capai_manifest {
    const struct capai_input *inputs;
    size_t input_count;
    const struct capai_input *scripts;
    size_t script_count;
    const struct capai_rules *const *rules;
    size_t rules_count;
    enum capai_notation texts; /* of numbers in cells that results copy as text: "1.250 Dok" */
    /* what a batch has besides */
    const struct capai_manifest_file *files;
    size_t file_count;
    const struct capai_manifest_column *columns;
    size_t column_count;
};

/* The form of a manifest and of the files beside it; a whole number that grows when a program that
 * knows only the form before would read them wrongly. */
#define CAPAI_MANIFEST_FORMAT "1"

/* A JSON object: "capai" (version of the program), "format" (the form, as above), "notation"
 * (plain: how the numbers beside it are written), "text_notation" (that of cells copied as text),
 * "rules" (id and version), "scripts" and "inputs" (name and sha256, or name, size and xxh3), each
 * list sorted and without repetition; and where there are any "columns" (table, title, column,
 * original). Uses `arena` for what it sorts. False: memory; part may have been written. */
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

/* The version of the Capai that wrote a manifest of a later form than ours, "?" where it does not
 * say; missing for any other manifest. Points into `text`. */
capai_text capai_manifest_newer(capai_text text);

/* Fails with MANIFEST_NEWER, placed at `path`, for such a manifest. */
enum capai_status capai_manifest_known(capai_text text, const char *path, struct capai_error *err);

enum { CAPAI_SHA256_TEXT = 65 };

/* SHA-256 as 64 small hexadecimal digits and a NUL. */
void capai_sha256(capai_text bytes, char text[CAPAI_SHA256_TEXT]);

CAPAI_API_END

#endif
