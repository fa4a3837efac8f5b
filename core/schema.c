#include "core/schema.h"

#define TEXT(name)                                                                                 \
    {                                                                                              \
        {name, sizeof(name) - 1}, SCHEMA_TEXT, false, false                                        \
    }
#define KEY(name, type)                                                                            \
    {                                                                                              \
        {name, sizeof(name) - 1}, SCHEMA_##type, true, false                                       \
    }
#define COLUMN(name, type)                                                                         \
    {                                                                                              \
        {name, sizeof(name) - 1}, SCHEMA_##type, false, false                                      \
    }
#define REQUIRED(name, type)                                                                       \
    {                                                                                              \
        {name, sizeof(name) - 1}, SCHEMA_##type, false, true                                       \
    }

static const struct schema_column opd_columns[] = {
    KEY("opd", TEXT), KEY("tahun", YEAR), TEXT("nama"),           TEXT("kabupaten"),
    TEXT("provinsi"), TEXT("aturan"),     TEXT("tabel_anggaran"),
};

static const struct schema_column indikator_columns[] = {
    KEY("opd", TEXT),
    KEY("tahun", YEAR),
    KEY("versi", TEXT),
    KEY("jenis", TEXT),
    KEY("tujuan", NAME),
    KEY("sasaran", NAME),
    {{"indikator", 9}, SCHEMA_NAME, true, true},
    TEXT("id"),
    TEXT("iku"),
    TEXT("satuan"),
    TEXT("arah"),
    REQUIRED("target", QUANTITY),
    REQUIRED("realisasi", QUANTITY),
    COLUMN("target_akhir", QUANTITY),
    COLUMN("tahun_akhir", YEAR),
    COLUMN("pembanding", QUANTITY),
    COLUMN("bobot", QUANTITY),
};

static const struct schema_column anggaran_columns[] = {
    KEY("opd", TEXT),       KEY("tahun", YEAR),
    KEY("versi", TEXT),     KEY("tabel", TEXT),
    KEY("kode", TEXT),      TEXT("jenjang"),
    TEXT("uraian"),         COLUMN("sasaran", NAME),
    COLUMN("pagu", RUPIAH), COLUMN("realisasi", RUPIAH),
};

static const struct schema_column sasaran_columns[] = {
    KEY("opd", TEXT),
    KEY("tahun", YEAR),
    KEY("jenis", TEXT),
    {{"sasaran", 7}, SCHEMA_NAME, true, true},
};

#define SCHEMA(name, columns)                                                                      \
    {                                                                                              \
        name ".csv", {name, sizeof(name) - 1}, columns, sizeof(columns) / sizeof *(columns)        \
    }

const struct schema *schema_of(enum schema_file file)
{
    static const struct schema schemas[SCHEMA_COUNT] = {
        [SCHEMA_OPD] = SCHEMA("opd", opd_columns),
        [SCHEMA_INDIKATOR] = SCHEMA("indikator", indikator_columns),
        [SCHEMA_ANGGARAN] = SCHEMA("anggaran", anggaran_columns),
        [SCHEMA_SASARAN] = SCHEMA("sasaran", sasaran_columns),
    };
    return &schemas[file];
}

const struct schema_column *schema_find(const struct schema *schema, capai_text name)
{
    for (size_t i = 0; i < schema->count; i++)
        if (capai_text_equal_nocase(schema->columns[i].name, name))
            return &schema->columns[i];
    return NULL;
}

enum schema_type schema_type_of(const struct schema *schema, capai_text name)
{
    static const capai_text suffix = {"_lapor", 6};
    const struct schema_column *known = schema_find(schema, name);
    if (known)
        return known->type;
    if (name.size > suffix.size &&
        capai_text_equal_nocase((capai_text){name.data + name.size - suffix.size, suffix.size},
                                suffix))
        return SCHEMA_REPORTED;
    return SCHEMA_TEXT;
}

enum capai_column_kind schema_kind(enum schema_type type)
{
    switch (type) {
    case SCHEMA_YEAR:
        return CAPAI_COLUMN_VALUE;
    case SCHEMA_QUANTITY:
    case SCHEMA_RUPIAH:
    case SCHEMA_REPORTED:
        return CAPAI_COLUMN_CELL;
    case SCHEMA_TEXT:
    case SCHEMA_NAME:
    default:
        return CAPAI_COLUMN_TEXT;
    }
}
