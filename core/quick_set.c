#include "core/quick_set.h"

#include "core/load.h"

/* False: the file is of a kind that is not done here. */
static bool make_file(const struct batch_set *set, enum schema_file which, size_t scan,
                      struct quick_file *out)
{
    const struct capai_table *table = set->header->sheets[which].table;
    const struct scan *source = &set->scans[scan];
    if (!table || source->controls || source->cut)
        return false;
    const struct grid *grid = &table->origin->file;
    *out = quick_file_none();
    out->present = true;
    out->scan = scan;
    out->columns = grid->header.count;
    if (out->columns > QUICK_FIELDS)
        return false;
    /* a column without a name, or one that stands there twice, is nobody's */
    size_t known = 0;
    for (size_t c = 0; c < table->column_count; c++) {
        const struct capai_column *column = &table->columns[c];
        if (table->origin->field[c] < 0)
            continue;
        known++;
        quick_file_add(out, column->name, column->kind == CAPAI_COLUMN_TEXT,
                       table->origin->field[c]);
    }
    return known == out->columns;
}

static bool has(const struct quick_file *file, enum quick_role role)
{
    return file->field[role] >= 0;
}

static bool make(const struct batch_set *set, struct quick_set *out)
{
    const struct capai_manifest_notation *notation = &set->piece.notation;
    if (set->whole || !set->header || set->alias.path || notation->results ||
        notation->numbers != notation->texts)
        return false;
    out->notation = notation->numbers;
    for (size_t s = 0; s < set->scan_count; s++) {
        const enum schema_file which = set->scans[s].which;
        struct quick_file *file = which == SCHEMA_OPD         ? &out->opd
                                  : which == SCHEMA_INDIKATOR ? &out->indikator
                                  : which == SCHEMA_ANGGARAN  ? &out->anggaran
                                                              : NULL;
        if (file && !make_file(set, which, s, file))
            return false;
    }
    const struct quick_file *budget = &out->anggaran;
    for (int i = 4, year = set->piece.year; i-- > 0; year /= 10)
        out->year[i] = (char)('0' + year % 10);
    return out->indikator.present && has(&out->indikator, QUICK_TAHUN) &&
           (!budget->present || (has(budget, QUICK_TAHUN) && has(budget, QUICK_KODE) &&
                                 has(budget, QUICK_PAGU) && has(budget, QUICK_REALISASI)));
}

void quick_set_make(const struct batch_set *set, struct quick_set *out)
{
    *out = (struct quick_set){.set = set};
    out->fit = make(set, out);
}
