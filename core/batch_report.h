/* Reports of single OPDs beside the tables of a batch. Private to the core.
 *
 * They wait in two files of the store, as records: each begins with a head. The first has those
 * that were made with the results, and, of units whose layout asks for ranks or kabupaten, what
 * they are made of; the second what became of these in the end, in their order, a frame for each
 * unit.
 */
#ifndef CORE_BATCH_REPORT_H
#define CORE_BATCH_REPORT_H

#include "core/batch_run.h"

/* Their folder in that of the results, and, with .csv behind it, the list of them. */
#define BATCH_REPORTS "laporan"

enum report_kind {
    REPORT_MADE = 1, /* the OPD, how many forms there are, and each with its ending */
    REPORT_FAILED,   /* why, as record_failed has it */
    REPORT_WAITING   /* a packet (core/batch_packet.h), of all OPDs of a unit */
};

/* What stands before each record. */
struct report_head {
    uint64_t kind;
    uint64_t rows; /* of the table opd that it stands for */
    uint64_t size; /* of what follows */
};

/* True for the head of a record of a known kind, of which `rest` bytes of the file follow. */
static inline bool report_is_head(const struct report_head *head, uint64_t rest)
{
    return head->kind >= REPORT_MADE && head->kind <= REPORT_WAITING && head->size <= rest;
}

/* What stands before the records of a unit that waited. */
struct report_frame {
    uint64_t size;
    unsigned char digest[DIGEST_SIZE]; /* of what follows: a process may have been killed */
};

/* The second file. */
#define REPORTS_RANKED "ranked"

/* ---- making ---- */

/* Adds the report of OPD `opd` of a data set to `out`; `rows` as above. Errors: those of its maker;
 * CAPAI_ERR_MEMORY. Nothing is then added. */
enum capai_status report_make(const struct batch_worker *worker,
                              const struct capai_batch_report *report, size_t opd, uint64_t rows,
                              struct bytes *out, struct capai_error *err);

/* The same, or adds why it cannot be made, and returns false. */
bool report_make_or_fail(struct batch_worker *worker, const struct capai_batch_report *report,
                         size_t opd, uint64_t rows, struct bytes *out);

/* Adds that it cannot be made, as a complaint about its OPD. */
void report_put_failed(struct batch_worker *worker, const struct capai_dataset *dataset, size_t opd,
                       uint64_t rows, const struct capai_error *why, struct bytes *out);

/* The OPDs of a unit, while it is worked on. */
struct packet_opd;
struct report_unit {
    size_t start; /* where its records begin */
    struct packet_opd *opds;
    size_t count, capacity;
    bool asked; /* for what only the end knows */
};

/* Adds the report of an OPD that was evaluated to `out`, or takes it down as waiting. False: it
 * cannot be made. */
bool report_add(struct batch_worker *worker, struct capai_evaluation *evaluation,
                const struct capai_trace *trace, struct capai_dataset *dataset, size_t opd,
                struct capai_arena *arena, struct report_unit *unit, struct bytes *out);

/* Ends a unit: where one of its reports waits, all do. */
void report_end_unit(const struct batch_worker *worker, const struct capai_dataset *dataset,
                     const struct report_unit *unit, struct bytes *out);

/* ---- those that wait for the end (batch_ranked.c) ---- */

struct finish;

/* True in *any when some wait. Errors: those of reading. */
enum capai_status ranked_wait(struct batch_run *run, struct capai_arena *arena, bool *any,
                              struct capai_error *err);

/* Makes them, now that the ranks are known; goes on where an earlier process ended. Errors: those
 * of reading and writing; CAPAI_ERR_MEMORY. */
enum capai_status ranked_make(struct finish *f);

/* ---- reading ---- */

/* A file of records. */
struct report_file {
    struct capai_source *source;
    uint64_t at, end;
    const char *path;
    struct capai_error *err;
};

enum capai_status report_open(struct batch_run *run, const char *name, struct capai_arena *arena,
                              struct report_file *out, struct capai_error *err);
void report_close(struct report_file *file); /* harmless on one that is not open */

/* The file holds what no batch has written. */
enum capai_status report_damaged(const struct report_file *file);

/* Reads the next bytes, a head, or a text as bytes_put_text has written it. Errors: BATCH_DAMAGED,
 * those of reading, CAPAI_ERR_MEMORY. */
enum capai_status report_read(struct report_file *file, void *out, size_t size);
enum capai_status report_read_head(struct report_file *file, struct report_head *out);
enum capai_status report_read_text(struct report_file *file, struct capai_arena *arena,
                                   capai_text *out);

/* All records in the order of the OPDs, wherever they stand. */
struct report_walk {
    struct report_file made, ranked;
    uint64_t frame_end; /* of that of `ranked` */
};

enum capai_status walk_open(struct batch_run *run, struct capai_arena *arena,
                            struct report_walk *out, struct capai_error *err);
void walk_close(struct report_walk *walk);

/* The next one that was made, or failed: *file stands behind its head, and must be brought behind
 * it. NULL at the end. What waits still is left out. */
enum capai_status walk_next(struct report_walk *walk, struct report_file **file,
                            struct report_head *head);

/* Adds those that failed to `out`, as record_failed has them. */
enum capai_status report_failures(struct batch_run *run, struct capai_arena *arena,
                                  struct bytes *out, struct capai_error *err);

/* Writes all reports into their folder, with their list, and removes those of an earlier batch that
 * are no longer made (batch_place.c). Uses `arena`. Errors: those of writing and reading;
 * CAPAI_ERR_MEMORY. */
enum capai_status batch_place_reports(struct batch_run *run, struct capai_arena *arena,
                                      struct capai_error *err);

#endif
