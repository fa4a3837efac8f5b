#include "core/quick_rows.h"

#include <stdlib.h>
#include <string.h>

enum { AHEAD_MOST = 1 << 20, ROWS_MOST = 64 << 20 };

/* ---- reading ---- */

static enum capai_status reserve(struct quick_rows *rows, size_t size, struct capai_error *err)
{
    if (size <= rows->capacity)
        return CAPAI_OK;
    size_t wanted = rows->capacity ? rows->capacity : 1 << 16;
    while (wanted < size)
        wanted *= 2;
    char *data = realloc(rows->data, wanted);
    if (!data)
        return capai_fail_memory(err);
    rows->data = data;
    rows->capacity = wanted;
    return CAPAI_OK;
}

/* Reads `size` bytes behind what is there already. */
static enum capai_status append(struct quick_rows *rows, const struct scan *scan, uint64_t offset,
                                size_t size, bool *whole, struct capai_error *err)
{
    size_t done = 0;
    enum capai_status status = reserve(rows, rows->size + size + 1, err);
    if (!status)
        status = capai_source_read(scan->source, offset, rows->data + rows->size, size, &done, err);
    *whole = *whole && done == size;
    rows->size += done;
    return status;
}

/* The only stretch of an OPD, and what stands behind it up to `ahead`. */
static enum capai_status read_stretch(struct quick_rows *rows, const struct scan *scan,
                                      const struct stretch *stretch, uint64_t ahead, bool *whole,
                                      struct capai_error *err)
{
    const uint64_t end = stretch->offset + stretch->size;
    if (stretch->offset < rows->offset || end > rows->offset + rows->size) {
        const uint64_t most = stretch->offset + AHEAD_MOST;
        const uint64_t to = ahead > end && ahead <= most ? ahead : end;
        rows->size = 0;
        rows->offset = stretch->offset;
        enum capai_status status =
            append(rows, scan, stretch->offset, (size_t)(to - stretch->offset), whole, err);
        if (status || !*whole) {
            rows->size = 0;
            return status;
        }
    }
    rows->text = rows->data + (stretch->offset - rows->offset);
    return CAPAI_OK;
}

/* Rows that stand here and there, one behind the other. */
static enum capai_status read_stretches(struct quick_rows *rows, const struct batch_set *set,
                                        size_t s, size_t opd, bool *whole, struct capai_error *err)
{
    const struct scan *scan = &set->scans[s];
    enum capai_status status = CAPAI_OK;
    rows->size = 0;
    for (size_t i = 0; !status && *whole && i < plan_stretches(set, s, opd); i++) {
        const struct stretch *stretch = plan_stretch(set, s, opd, i);
        status = append(rows, scan, stretch->offset, (size_t)stretch->size, whole, err);
        if (!status && rows->size && rows->data[rows->size - 1] != '\n')
            rows->data[rows->size++] = '\n';
    }
    rows->offset = UINT64_MAX; /* it is no stretch of the file */
    rows->text = rows->data;
    return status;
}

enum capai_status quick_rows_read(struct quick_rows *rows, const struct batch_set *set, size_t s,
                                  size_t opd, size_t columns, uint64_t ahead, bool *whole,
                                  struct capai_error *err)
{
    const struct scan *scan = &set->scans[s];
    const size_t count = plan_stretches(set, s, opd);
    uint64_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += plan_stretch(set, s, opd, i)->size;
    rows->rows = 0;
    rows->columns = columns;
    *whole = size <= ROWS_MOST;
    if (!*whole || !count)
        return CAPAI_OK;
    enum capai_status status =
        count == 1 ? read_stretch(rows, scan, plan_stretch(set, s, opd, 0), ahead, whole, err)
                   : read_stretches(rows, set, s, opd, whole, err);
    if (status || !*whole)
        return status;
    const capai_text text = {rows->text, count == 1 ? (size_t)size : rows->size};
    *whole = csv_index_make(&rows->index, text, scan->delimiter);
    if (rows->index.memory)
        return capai_fail_memory(err);
    rows->rows = rows->index.row_count;
    for (size_t i = 0; *whole && i < rows->rows; i++)
        *whole = rows->index.rows[i] + 1 == (i + 1) * columns;
    return CAPAI_OK;
}

/* ---- fields ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

bool quick_rows_trim(const char *start, const char *end, struct quick_field *out)
{
    if (end > start && end[-1] == '\r')
        end--;
    while (start < end && is_blank(*start))
        start++;
    while (end > start && is_blank(end[-1]))
        end--;
    out->raw = out->text = (capai_text){start, (size_t)(end - start)};
    if (end - start >= 2 && *start == '"')
        out->text = (capai_text){start + 1, (size_t)(end - start) - 2};
    if (!out->text.size)
        return true;
    /* the two ends as capai_text_trim looks at them */
    const unsigned char first = (unsigned char)out->text.data[0];
    const unsigned char last = (unsigned char)out->text.data[out->text.size - 1];
    if (first > ' ' && first < 0x80 && last > ' ' && last < 0x80)
        return true;
    return capai_text_trim(out->text).size == out->text.size;
}

void quick_rows_clear(struct quick_rows *rows)
{
    free(rows->data);
    csv_index_clear(&rows->index);
    *rows = (struct quick_rows){.data = NULL};
}
