/* Batch: every OPD of the country, one after the other, with results in files.
 *
 * Data sets are read one OPD at a time, so that memory grows with the largest OPD and with the
 * number of OPDs, not with their rows. Results are the tables of capai/evaluate.h with all years, a
 * CSV file each; gagal.csv names the OPDs that have none, and why. The same input gives the same
 * bytes, whatever the number of threads, and whether or not the process was killed and began again.
 */
#ifndef CAPAI_BATCH_H
#define CAPAI_BATCH_H

#include <stdint.h>

#include "capai/api.h"
#include "capai/evaluate.h"
#include "capai/trace.h"

CAPAI_API_BEGIN

/* Where rules come from. Each thread opens its own, so that nothing is shared. */
struct capai_batch_rules {
    void *user;
    void *(*open)(void *user); /* NULL: memory ran out */
    /* The rules of an OPD whose data set reports opd->tahun; an error has a place only where the
     * fault is not that of the cell `aturan`. */
    enum capai_status (*find)(void *opened, const struct capai_opd *opd,
                              const struct capai_rules **out, struct capai_error *err);
    /* The scripts that they come from, and their number. */
    size_t (*scripts)(void *opened, const struct capai_rules *rules,
                      const struct capai_input **list);
    void (*close)(void *opened); /* harmless on NULL */
    /* for capai_batch_merge: takes the `option` of the shards, and gives the `name` that goes with
     * it. False: memory */
    bool (*adopt)(void *user, capai_text option, capai_text *name);
    capai_text option; /* what the user chose them by; missing: nothing */
    capai_text name;   /* whatever chooses them beside the data: part of what a run is known by */
};

/* How far it is. */
struct capai_batch_progress {
    size_t done, total; /* of the data: thousandths of it, when its OPDs are not counted yet */
    size_t opds, failed;
    uint64_t rows; /* of indicators and budget */
    bool reports;  /* all of it is computed: `done` counts the reports that waited for that, by data
                    * sets or OPDs */
};

/* A column of a result file. */
struct capai_batch_column {
    capai_text source; /* its name in the result table */
    capai_text title;  /* as the file has it */
    enum capai_column_kind kind;
    bool original; /* the text of the source in place of its number */
};

/* A file of the results, complete, in plain notation as capai/write.h describes. */
struct capai_batch_file {
    capai_text name;  /* of the table: "opd", "gagal" */
    const char *path; /* until it is published */
    const struct capai_batch_column *columns;
    size_t column_count;
};

struct capai_batch_results {
    const struct capai_batch_file *files;
    size_t count;
    const char *manifest; /* path */
    const char *folder;   /* for files that are gone when the batch is done */
};

/* Brings results into other forms, such as a database. */
struct capai_batch_delivery {
    /* Called once all tables are made, before a folder gets them; again by the process that goes on
     * after one that was ended later than that. May be NULL. A failure ends the batch, and
     * everything waits for `resume`. */
    enum capai_status (*deliver)(void *user, const struct capai_batch_results *results,
                                 struct capai_error *err);
    void *user;
    bool only; /* nobody wants the folder itself: in the end it is removed */
};

/* An OPD that was evaluated, for its report. */
struct capai_batch_report {
    /* Of it alone. It has its rank, and the table kabupaten that where it is, once all OPDs are
     * computed: a report that was made before, and has looked at them, is dropped and made again.
     */
    struct capai_evaluation *evaluation;
    struct capai_dataset *dataset;   /* that has it; others may be in it, too */
    const struct capai_trace *trace; /* of the evaluation */
    const struct capai_input *texts; /* what people wrote for it; never NULL */
    size_t text_count;
    struct capai_arena *arena;
};

/* Reports of single OPDs, files in the folder "laporan" of that of the results. */
struct capai_batch_reports {
    /* Makes the report of an OPD: out[i] becomes its bytes in the form of endings[i], in the arena
     * of the report. `opened` is what rules.open has given to this thread; several threads call
     * this at once. What goes wrong is listed in gagal.csv. NULL: no reports are made. */
    enum capai_status (*make)(void *user, void *opened, const struct capai_batch_report *report,
                              capai_text *out, struct capai_error *err);
    void *user;
    const capai_text *endings; /* "docx" */
    size_t count;
    capai_text name;   /* whatever decides what they look like: part of what a run is known by */
    capai_text option; /* what the user chose them by */
    /* for capai_batch_merge, where reports wait for ranks: takes the `option` of the shards, and
     * sets make, endings, count and name in *out */
    enum capai_status (*adopt)(void *user, capai_text option, struct capai_batch_reports *out,
                               struct capai_error *err);
};

struct capai_batch {
    const char *const *paths; /* data sets, folders of them, CSV files of one data set */
    size_t path_count;
    const char *folder; /* of the results */
    /* what of them: "indikator.capaian,target:asli,opd=dinas" is one column of one table, the text
     * that the source has in place of its number, another title. NULL: everything */
    const char *columns;
    struct capai_dataset_options data;
    struct capai_batch_rules rules;
    struct capai_batch_delivery delivery;
    struct capai_batch_reports reports;
    size_t jobs;            /* threads; 0: as many as there are processors */
    bool resume;            /* go on where an earlier process ended */
    unsigned shard, shards; /* 1 to `shards`: that part of the OPDs only; 0, 0: all */
    bool partial;      /* capai_batch_merge: not all shards are there yet; leave a larger one */
    size_t opd_memory; /* bytes that the evaluation of one OPD may take; 0: 1 GiB */
    /* processor time that it may take, which functions of rules are stopped at; 0: 5 minutes */
    unsigned opd_milliseconds;
    bool libcsv; /* let libcsv split every row, also where it can be proven how it would */
    void *user;
    /* told now and then, always by the thread that runs the batch; may be NULL */
    void (*progress)(void *user, const struct capai_batch_progress *progress);
};

/* An OPD that stands out. */
struct capai_batch_opd {
    capai_text opd;
    int tahun;
    capai_decimal capaian;
};

/* A cause, or a class, and how many OPDs have it. */
struct capai_batch_count {
    capai_text name;
    size_t count;
    /* of a cause: the complaint, with "…" in place of a word that is not the same in all */
    struct capai_error error;
};

enum { CAPAI_BATCH_EXTREMES = 10 };

/* What came of it. Texts live in the arena of the run. */
struct capai_batch_summary {
    size_t opds, failed;
    uint64_t indicators, lines; /* rows of the tables indikator and anggaran */
    size_t resumed;             /* OPDs that an earlier process had done */
    struct capai_batch_count *predicates, *causes;
    size_t predicate_count, cause_count;
    struct capai_batch_opd best[CAPAI_BATCH_EXTREMES], worst[CAPAI_BATCH_EXTREMES];
    size_t extreme_count;
    unsigned long long milliseconds, sync_milliseconds; /* all of it; of bringing it to the disk */
};

/* Runs a batch. What is wrong in the data goes to `notices`, in the order of the OPDs; what they
 * name lives in `arena`. *summary means something only on success. Errors: CAPAI_ERR_UNUSABLE
 * (nothing could be read), CAPAI_ERR_USAGE with BATCH_OTHER (what stands in the folder is of
 * another run), CAPAI_ERR_SYSTEM, CAPAI_ERR_MEMORY: the files of the folder are as they were then,
 * and what was done waits there for `resume`. */
enum capai_status capai_batch_run(const struct capai_batch *batch, struct capai_arena *arena,
                                  struct capai_notices *notices,
                                  struct capai_batch_summary *summary, struct capai_error *err);

/* Puts shards together: batch->paths are the folders of all parts of one run, in any order, and the
 * results those of that run, byte for byte. With `partial` the folder becomes a shard that stands
 * for those that were given, and goes into another merge; how shards are grouped changes nothing.
 * Of the batch folder, rules, paths and partial are used. Errors:
 * MERGE_NO_SHARD, MERGE_OTHER, MERGE_TWICE, MERGE_MISSING, MERGE_RULES, MERGE_LAYOUT, those of
 * capai_batch_run. */
enum capai_status capai_batch_merge(const struct capai_batch *batch, struct capai_arena *arena,
                                    struct capai_notices *notices,
                                    struct capai_batch_summary *summary, struct capai_error *err);

CAPAI_API_END

#endif
