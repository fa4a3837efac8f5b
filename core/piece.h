/* The rows of one OPD, cut out of files that are too large to be read as a whole. Private to the
 * core. */
#ifndef CORE_PIECE_H
#define CORE_PIECE_H

#include "core/dataset.h"

/* Rows that stand one behind the other in the file, too. */
struct piece_stretch {
    size_t offset; /* of its first row in the text */
    size_t line;   /* of that row in the file */
};

/* One text: the header of a file, and stretches of it. */
struct piece_file {
    size_t header_line; /* 0: the text is the whole file */
    char delimiter; /* what follows holds of a piece only: it begins with the header, in UTF-8 */
    const struct piece_stretch *stretches;
    size_t count;
};

/* What only the whole data set says. */
struct piece {
    const struct piece_file *files; /* one for each text */
    int year;                       /* to report */
    capai_text opd;                 /* of rows that name none; missing: there is none */
    struct capai_value tahun;       /* of rows that have none */
    bool listed;                    /* opd.csv has rows */
    bool header_only; /* the texts have no rows: only their columns are looked at, and complained of
                       */
    struct capai_manifest_notation notation;
    struct capai_notices *once; /* takes the complaints that are made once for a column */
};

/* capai_dataset_read of a piece, which must outlive the data set: complaints stand where the rows
 * stand in the files. `path` is that of the data set. */
enum capai_status dataset_read_piece(const char *path, const struct capai_input *files,
                                     size_t count, const struct piece *piece,
                                     const struct capai_dataset_options *options,
                                     struct capai_arena *arena, struct capai_notices *notices,
                                     struct capai_dataset **out, struct capai_error *err);

#endif
