#include "core/quick_file.h"

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

struct quick_file quick_file_none(void)
{
    struct quick_file file = {.columns = 0};
    for (size_t role = 0; role < QUICK_ROLE_COUNT; role++)
        file.field[role] = CAPAI_NO_COLUMN;
    return file;
}

void quick_file_add(struct quick_file *file, capai_text name, bool text, int field)
{
    const enum quick_role role = role_of(name);
    if (role < QUICK_ROLE_COUNT)
        file->field[role] = field;
    else if (!text || decides(name))
        file->empty[file->empty_count++] = field;
}

bool quick_file_same(const struct quick_file *a, const struct quick_file *b)
{
    bool same = a->columns == b->columns && a->empty_count == b->empty_count;
    for (size_t i = 0; same && i < QUICK_ROLE_COUNT; i++)
        same = a->field[i] == b->field[i];
    for (size_t i = 0; same && i < a->empty_count; i++)
        same = a->empty[i] == b->empty[i];
    return same;
}
