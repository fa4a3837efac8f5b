/* The rows of one OPD in one file, read for the quick way. Private to the core. */
#ifndef CORE_QUICK_PIECE_H
#define CORE_QUICK_PIECE_H

#include "core/batch_plan.h"
#include "core/csv_index.h"
#include "core/quick_rows.h"

/* A piece of a file in memory, kept from one OPD to the next. All zero is an empty one. */
struct quick_piece {
    char *data;
    size_t size, capacity;
    uint64_t offset; /* in the file */
    struct csv_index index;
    struct quick_rows rows; /* of the OPD that was read last */
};

/* Reads the rows of an OPD, each of `columns` fields. `ahead` is where the rows of the OPDs that
 * come next may end, in bytes of the file. CAPAI_OK with *whole false: they are doubtful. Errors:
 * those of reading, CAPAI_ERR_MEMORY. */
enum capai_status quick_piece_read(struct quick_piece *piece, const struct batch_set *set,
                                   size_t scan, size_t opd, size_t columns, uint64_t ahead,
                                   bool *whole, struct capai_error *err);

void quick_piece_clear(struct quick_piece *piece);

#endif
