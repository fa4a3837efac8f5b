/* The result rows of one OPD, written as bytes: what the input has is copied as it stands. Private
 * to the core. */
#ifndef CORE_QUICK_WRITE_H
#define CORE_QUICK_WRITE_H

#include "core/quick_indicators.h"

/* Where the text of a result column comes from. */
enum quick_source {
    QUICK_EMPTY,   /* there is never anything in it here */
    QUICK_COPY,    /* a field of the input */
    QUICK_AMOUNT,  /* target or realisasi in plain notation */
    QUICK_KIND,    /* jenis */
    QUICK_NOTHING, /* "belum_diisi" */
    QUICK_RESULT,  /* a word or number of struct quick_opd or of an indicator */
    QUICK_RANK     /* left open until all OPDs are known */
};

struct quick_output {
    enum quick_source source;
    int field;   /* COPY */
    size_t span; /* so many columns from here on copy fields that stand side by side */
    size_t slot; /* RESULT, AMOUNT: which */
};

/* The columns of the tables that are written. */
struct quick_outputs {
    struct quick_output columns[UNIT_COLUMNS];
    size_t count;
};

/* What a row of results has beside the input, in the order of the names in quick_write.c. */
enum quick_slot {
    QUICK_AT_CAPAIAN,
    QUICK_AT_PREDIKAT,
    QUICK_AT_STATUS,
    QUICK_AT_DI_BATAS,
    QUICK_AT_JUMLAH_INDIKATOR,
    QUICK_AT_PAGU,
    QUICK_AT_REALISASI,
    QUICK_AT_SERAPAN,
    QUICK_AT_STATUS_SERAPAN,
    QUICK_AT_EFISIENSI,
    QUICK_AT_ATURAN,
    QUICK_AT_OPD,
    QUICK_AT_TAHUN,
    QUICK_AT_URUTAN,
    QUICK_AT_JUMLAH,
    QUICK_SLOTS
};

/* Finds out where the columns of a table come from: `table` is INDIKATOR, OPD or REKAP. False:
 * there are too many. */
bool quick_outputs_make(enum capai_result table, const struct batch_table *columns,
                        const struct quick_set *set, struct quick_outputs *out);

/* Writes the row of an indicator. */
void quick_write_indicator(struct bytes *out, const struct quick_outputs *columns,
                           const struct quick_rows *rows, size_t row, char delimiter,
                           const struct quick_indicator *indicator, const struct quick_rules *rules,
                           int jenis);

/* Writes a row of which all that is no copy stands in `slots`; `rows` is NULL where there is no
 * input. *before is what stands before the rank, unless that is none. */
void quick_write_slots(struct bytes *out, const struct quick_outputs *columns,
                       const struct quick_rows *rows, char delimiter, const capai_text *slots,
                       size_t *before);

#endif
