/* What a batch keeps of an OPD until all are done, as bytes: files keep it, not memory. Private to
 * the core. */
#ifndef CORE_BATCH_RECORD_H
#define CORE_BATCH_RECORD_H

#include <stdint.h>

#include "core/evaluate.h"

/* Bytes that grow. Filled by one thread; `failed` sticks when memory ran out. */
struct bytes {
    char *data;
    size_t size, capacity;
    bool failed;
};

void bytes_add(struct bytes *bytes, const void *data, size_t size);
void bytes_clear(struct bytes *bytes);

/* A sink that adds to bytes. */
struct capai_sink bytes_sink(struct bytes *bytes);

/* Adds a number, or a text, which may be missing; and takes them from the beginning of a text,
 * whose rest *text is then. A text that is taken is copied to `arena`. False: it is cut off, or
 * memory. */
void bytes_put_number(struct bytes *out, uint64_t number);
void bytes_put_text(struct bytes *out, capai_text text);
bool bytes_get(capai_text *text, void *out, size_t size);
bool bytes_get_text(capai_text *text, struct capai_arena *arena, capai_text *out);

/* A row of the table opd, with what its kabupaten needs. */
struct total_record {
    struct opd_total total; /* without trace; rules NULL */
    capai_text opd, kabupaten, provinsi, aturan, predikat;
    size_t set; /* its data set */
};

void record_total(struct bytes *out, const struct total_record *record);

/* Reads the next record of a text, whose rest *text is then. The texts of the record lie in `text`,
 * its terms in `arena`. False at the end, when it is damaged, or when memory ran out: *text is as
 * before then, so that only at the end nothing is left of it. */
bool record_read_total(capai_text *text, struct capai_arena *arena, struct total_record *out);

/* A complaint, with the names that it borrows. */
void record_notice(struct bytes *out, const struct capai_error *error);

/* The same; its names are copied to `arena`. */
bool record_read_notice(capai_text *text, struct capai_arena *arena, struct capai_error *out);

/* A failed OPD, or data set. */
struct failed_record {
    capai_text opd;
    struct capai_error error;
};
void record_failed(struct bytes *out, capai_text opd, const struct capai_error *error);
bool record_read_failed(capai_text *text, struct capai_arena *arena, struct failed_record *out);

#endif
