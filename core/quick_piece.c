#include "core/quick_piece.h"

#include <stdlib.h>
#include <string.h>

enum { AHEAD_MOST = 1 << 20, ROWS_MOST = 64 << 20 };

/* ---- reading ---- */

static enum capai_status reserve(struct quick_piece *piece, size_t size, struct capai_error *err)
{
    if (size <= piece->capacity)
        return CAPAI_OK;
    size_t wanted = piece->capacity ? piece->capacity : 1 << 16;
    while (wanted < size)
        wanted *= 2;
    char *data = realloc(piece->data, wanted);
    if (!data)
        return capai_fail_memory(err);
    piece->data = data;
    piece->capacity = wanted;
    return CAPAI_OK;
}

/* Reads `size` bytes behind what is there already. */
static enum capai_status append(struct quick_piece *piece, const struct scan *scan, uint64_t offset,
                                size_t size, bool *whole, struct capai_error *err)
{
    size_t done = 0;
    enum capai_status status = reserve(piece, piece->size + size + 1, err);
    if (!status)
        status = scan_read(scan, offset, piece->data + piece->size, size, &done, err);
    *whole = *whole && done == size;
    piece->size += done;
    return status;
}

/* The only stretch of an OPD, and what stands behind it up to `ahead`. */
static enum capai_status read_stretch(struct quick_piece *piece, const struct scan *scan,
                                      const struct stretch *stretch, uint64_t ahead, bool *whole,
                                      struct capai_error *err)
{
    const uint64_t end = stretch->offset + stretch->size;
    if (stretch->offset < piece->offset || end > piece->offset + piece->size) {
        const uint64_t most = stretch->offset + AHEAD_MOST;
        const uint64_t to = ahead > end && ahead <= most ? ahead : end;
        piece->size = 0;
        piece->offset = stretch->offset;
        enum capai_status status =
            append(piece, scan, stretch->offset, (size_t)(to - stretch->offset), whole, err);
        if (status || !*whole) {
            piece->size = 0;
            return status;
        }
    }
    piece->rows.text = piece->data + (stretch->offset - piece->offset);
    return CAPAI_OK;
}

/* Rows that stand here and there, one behind the other. */
static enum capai_status read_stretches(struct quick_piece *piece, const struct batch_set *set,
                                        size_t s, size_t opd, bool *whole, struct capai_error *err)
{
    const struct scan *scan = &set->scans[s];
    enum capai_status status = CAPAI_OK;
    piece->size = 0;
    for (size_t i = 0; !status && *whole && i < plan_stretches(set, s, opd); i++) {
        const struct stretch *stretch = plan_stretch(set, s, opd, i);
        status = append(piece, scan, stretch->offset, (size_t)stretch->size, whole, err);
        if (!status && piece->size && piece->data[piece->size - 1] != '\n')
            piece->data[piece->size++] = '\n';
    }
    piece->offset = UINT64_MAX; /* it is no stretch of the file */
    piece->rows.text = piece->data;
    return status;
}

enum capai_status quick_piece_read(struct quick_piece *piece, const struct batch_set *set, size_t s,
                                   size_t opd, size_t columns, uint64_t ahead, bool *whole,
                                   struct capai_error *err)
{
    const struct scan *scan = &set->scans[s];
    const size_t count = plan_stretches(set, s, opd);
    uint64_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += plan_stretch(set, s, opd, i)->size;
    piece->rows.rows = 0;
    piece->rows.columns = columns;
    *whole = size <= ROWS_MOST;
    if (!*whole || !count)
        return CAPAI_OK;
    enum capai_status status =
        count == 1 ? read_stretch(piece, scan, plan_stretch(set, s, opd, 0), ahead, whole, err)
                   : read_stretches(piece, set, s, opd, whole, err);
    if (status || !*whole)
        return status;
    const capai_text text = {piece->rows.text, count == 1 ? (size_t)size : piece->size};
    *whole = csv_index_make(&piece->index, text, scan->delimiter);
    if (piece->index.memory)
        return capai_fail_memory(err);
    piece->rows.ends = piece->index.ends;
    piece->rows.start = 0;
    piece->rows.rows = piece->index.row_count;
    for (size_t i = 0; *whole && i < piece->rows.rows; i++)
        *whole = piece->index.rows[i] + 1 == (i + 1) * columns;
    return CAPAI_OK;
}

void quick_piece_clear(struct quick_piece *piece)
{
    free(piece->data);
    csv_index_clear(&piece->index);
    *piece = (struct quick_piece){.data = NULL};
}
