#include "core/quick_set.h"

#include "core/load.h"

/* What is looked at in each file. A column that is neither named here nor a text must be empty. */
static const capai_text roles[QUICK_ROLE_COUNT] = {
    [QUICK_OPD] = {"opd", 3},
    [QUICK_TAHUN] = {"tahun", 5},
    [QUICK_JENIS] = {"jenis", 5},
    [QUICK_TUJUAN] = {"tujuan", 6},
    [QUICK_SASARAN] = {"sasaran", 7},
    [QUICK_INDIKATOR] = {"indikator", 9},
    [QUICK_ARAH] = {"arah", 4},
    [QUICK_TARGET] = {"target", 6},
    [QUICK_REALISASI] = {"realisasi", 9},
    [QUICK_KODE] = {"kode", 4},
    [QUICK_TABEL] = {"tabel", 5},
    [QUICK_PAGU] = {"pagu", 4},
    [QUICK_NAMA] = {"nama", 4},
    [QUICK_KABUPATEN] = {"kabupaten", 9},
    [QUICK_PROVINSI] = {"provinsi", 8},
    [QUICK_ATURAN] = {"aturan", 6},
};

static enum quick_role role_of(capai_text name)
{
    size_t role = 0;
    while (role < QUICK_ROLE_COUNT && !capai_text_equal(roles[role], name))
        role++;
    return (enum quick_role)role;
}

/* Texts that decide how a row counts: what they say is not done here. */
static bool decides(capai_text name)
{
    static const capai_text names[] = {
        {"versi", 5}, {"iku", 3}, {"jenjang", 7}, {"tabel_anggaran", 14}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (capai_text_equal(names[i], name))
            return true;
    return false;
}

/* False: the file is of a kind that is not done here. */
static bool make_file(const struct batch_set *set, enum schema_file which, size_t scan,
                      struct quick_file *out)
{
    const struct capai_table *table = set->header->sheets[which].table;
    const struct scan *source = &set->scans[scan];
    if (!table || source->controls || source->cut)
        return false;
    const struct grid *grid = &table->origin->file;
    *out = (struct quick_file){.present = true, .scan = scan, .columns = grid->header.count};
    for (size_t role = 0; role < QUICK_ROLE_COUNT; role++)
        out->field[role] = CAPAI_NO_COLUMN;
    /* a column without a name, or one that stands there twice, is nobody's */
    size_t known = 0;
    for (size_t c = 0; c < table->column_count; c++) {
        const struct capai_column *column = &table->columns[c];
        const int field = table->origin->field[c];
        const enum quick_role role = role_of(column->name);
        if (field < 0)
            continue;
        known++;
        if (role < QUICK_ROLE_COUNT)
            out->field[role] = field;
        else if (column->kind != CAPAI_COLUMN_TEXT || decides(column->name))
            out->empty[out->empty_count++] = field;
    }
    return known == out->columns && out->columns <= QUICK_FIELDS;
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
