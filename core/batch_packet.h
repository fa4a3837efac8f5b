/* All that the reports of a unit are made of, as bytes: a report that needs what only the end of
 * the batch knows is made there, perhaps on a machine that does not have the data. Private to the
 * core.
 */
#ifndef CORE_BATCH_PACKET_H
#define CORE_BATCH_PACKET_H

#include "core/batch_plan.h"
#include "core/batch_record.h"

/* An OPD of the data set, whose report waits. */
struct packet_opd {
    size_t opd;
    uint64_t rows; /* of the table opd */
    const struct capai_input *texts;
    size_t text_count;
    struct capai_error error; /* why the texts cannot be read; status CAPAI_OK: they were */
};

struct packet {
    size_t opd_memory;
    unsigned opd_milliseconds;
    struct capai_dataset *dataset;
    struct packet_opd *opds;
    size_t count;
};

/* Adds a packet. */
void packet_put(struct bytes *out, const struct capai_batch *batch,
                const struct capai_dataset *dataset, const struct packet_opd *opds, size_t count);

/* Begins to read one: its limits, after which *text holds the rest. False: it is cut off. */
bool packet_begin(capai_text *text, struct packet *out);

/* Reads the rest into `arena`; what the data set complains of was said before. Errors:
 * BATCH_DAMAGED, without a place; CAPAI_ERR_MEMORY. */
enum capai_status packet_load(capai_text text, struct capai_arena *arena, struct packet *out,
                              struct capai_error *err);

#endif
