#include "core/schema.h"

#include "capai/schema.h"

/* Closed lists: what is none of these words is reported, and never taken for one of them. */
#define W(word)                                                                                    \
    {                                                                                              \
        word, sizeof(word) - 1                                                                     \
    }
static const capai_text jenis[] = {W("tujuan"),   W("sasaran"),     W("program"),
                                   W("kegiatan"), W("subkegiatan"), {NULL, 0}};
static const capai_text iku[] = {W("ya"), W("tidak"), {NULL, 0}};
static const capai_text versi[] = {
    W("murni"), W("perubahan"), W("sebelum perubahan"), W("setelah perubahan"), {NULL, 0}};
static const capai_text jenjang[] = {W("total"),    W("urusan"),      W("bidang"),  W("program"),
                                     W("kegiatan"), W("subkegiatan"), W("belanja"), {NULL, 0}};

static const capai_text perhitungan[] = {
    W("jumlah"), W("terakhir"), W("tidak_turun"), W("kenaikan"), {NULL, 0}};

static const capai_text kolom[] = {W("tujuan"), W("sasaran"), W("indikator"), {NULL, 0}};

/* of a plan: its goals stand above the programmes */
static const capai_text jenjang_rencana[] = {
    W("tujuan"),  W("sasaran"),  W("total"),       W("urusan"),  W("bidang"),
    W("program"), W("kegiatan"), W("subkegiatan"), W("belanja"), {NULL, 0}};

#define TEXT(name)                                                                                 \
    {                                                                                              \
        W(name), SCHEMA_TEXT, false, false, NULL                                                   \
    }
#define KEY(name, type)                                                                            \
    {                                                                                              \
        W(name), SCHEMA_##type, true, false, NULL                                                  \
    }
#define COLUMN(name, type)                                                                         \
    {                                                                                              \
        W(name), SCHEMA_##type, false, false, NULL                                                 \
    }
#define REQUIRED(name, type)                                                                       \
    {                                                                                              \
        W(name), SCHEMA_##type, false, true, NULL                                                  \
    }
#define WORDS(name, key, words)                                                                    \
    {                                                                                              \
        W(name), SCHEMA_TEXT, key, false, words                                                    \
    }

static const struct schema_column opd_columns[] = {
    KEY("opd", TEXT), KEY("tahun", YEAR), TEXT("nama"),           TEXT("kabupaten"),
    TEXT("provinsi"), TEXT("aturan"),     TEXT("tabel_anggaran"),
};

static const struct schema_column indikator_columns[] = {
    KEY("opd", TEXT),
    KEY("tahun", YEAR),
    WORDS("versi", true, versi),
    WORDS("jenis", true, jenis),
    KEY("tujuan", NAME),
    KEY("sasaran", NAME),
    {W("indikator"), SCHEMA_NAME, true, true, NULL},
    TEXT("id"),
    WORDS("iku", false, iku),
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
    KEY("opd", TEXT),
    KEY("tahun", YEAR),
    WORDS("versi", true, versi),
    KEY("tabel", TEXT),
    KEY("kode", TEXT),
    WORDS("jenjang", false, jenjang),
    TEXT("uraian"),
    COLUMN("sasaran", NAME),
    COLUMN("pagu", RUPIAH),
    COLUMN("realisasi", RUPIAH),
};

static const struct schema_column sasaran_columns[] = {
    KEY("opd", TEXT),
    KEY("tahun", YEAR),
    WORDS("jenis", true, jenis),
    {W("sasaran"), SCHEMA_NAME, true, true, NULL},
    COLUMN("efisiensi", REPORTED),
};

static const struct schema_column output_columns[] = {
    KEY("opd", TEXT),
    KEY("tahun", YEAR),
    KEY("kode", TEXT),
    {W("output"), SCHEMA_TEXT, true, true, NULL},
    COLUMN("sasaran", NAME),
    TEXT("subkegiatan"),
    TEXT("satuan"),
    TEXT("arah"),
    REQUIRED("target", QUANTITY),
    REQUIRED("realisasi", QUANTITY),
};

/* The columns of the unsur are named by the rules, which are not known while a file is read. */
static const struct schema_column skm_columns[] = {
    KEY("opd", TEXT),
    KEY("tahun", YEAR),
    KEY("responden", TEXT),
};

static const struct schema_column lke_columns[] = {
    KEY("opd", TEXT), KEY("tahun", YEAR),        {W("kode"), SCHEMA_TEXT, true, true, NULL},
    TEXT("kriteria"), REQUIRED("jawaban", TEXT), COLUMN("bobot", QUANTITY),
};

static const struct schema_column rencana_aksi_columns[] = {
    KEY("opd", TEXT),
    KEY("tahun", YEAR),
    KEY("sasaran", NAME),
    {W("indikator"), SCHEMA_NAME, true, true, NULL},
    WORDS("perhitungan", false, perhitungan),
    COLUMN("tw1", QUANTITY),
    COLUMN("tw2", QUANTITY),
    COLUMN("tw3", QUANTITY),
    COLUMN("tw4", QUANTITY),
    COLUMN("realisasi_tw1", QUANTITY),
    COLUMN("realisasi_tw2", QUANTITY),
    COLUMN("realisasi_tw3", QUANTITY),
    COLUMN("realisasi_tw4", QUANTITY),
};

static const struct schema_column renstra_columns[] = {
    KEY("opd", TEXT),
    WORDS("versi", true, versi),
    KEY("kode", TEXT),
    KEY("indikator", NAME),
    WORDS("jenjang", false, jenjang_rencana),
    TEXT("uraian"),
    TEXT("satuan"),
    COLUMN("awal", REPORTED),
    COLUMN("target_akhir", REPORTED),
    COLUMN("rp_akhir", REPORTED_RUPIAH),
};

/* The feet of the printed table of a survey: of each unsur, and of all ("total"). */
static const struct schema_column skm_lapor_columns[] = {
    KEY("opd", TEXT), KEY("tahun", YEAR), {W("unsur"), SCHEMA_TEXT, true, true, NULL}};

/* What the running text says, and how to test it. */
static const struct schema_column narasi_columns[] = {
    KEY("opd", TEXT),          KEY("tahun", YEAR),   KEY("tabel", TEXT),
    KEY("baris", TEXT),        KEY("besaran", TEXT), REQUIRED("dilaporkan", TEXT),
    REQUIRED("operasi", TEXT), TEXT("operan"),       TEXT("keterangan"),
};

/* Which printed table shows which column of which file, and which table it repeats. */
static const struct schema_column tabel_columns[] = {
    KEY("opd", TEXT),    {W("tabel"), SCHEMA_TEXT, true, true, NULL},
    KEY("berkas", TEXT), KEY("jenis", TEXT),
    KEY("kolom", TEXT),  TEXT("acuan"),
};

/* The same line under another code in the table that a printed one repeats. */
static const struct schema_column padanan_columns[] = {
    KEY("opd", TEXT),
    {W("tabel"), SCHEMA_TEXT, true, true, NULL},
    {W("kode"), SCHEMA_TEXT, true, true, NULL},
    KEY("tabel_acuan", TEXT),
    TEXT("kode_acuan"),
};

static const struct schema_column alias_columns[] = {
    {W("kolom"), SCHEMA_TEXT, false, true, kolom},
    REQUIRED("nama", TEXT),
    REQUIRED("baku", TEXT),
};

static const struct schema_series renstra_series[] = {
    {W("target_"), 1900, 2199, SCHEMA_QUANTITY, W("target_2024")},
    {W("rp_"), 1900, 2199, SCHEMA_RUPIAH_MIXED, W("rp_2024")},
    {{NULL, 0}, 0, 0, SCHEMA_TEXT, {NULL, 0}}};

static const struct schema_series rencana_aksi_series[] = {
    {W("tw"), 1, 4, SCHEMA_QUANTITY, W("tw1")},
    {W("realisasi_tw"), 1, 4, SCHEMA_QUANTITY, W("realisasi_tw1")},
    {{NULL, 0}, 0, 0, SCHEMA_TEXT, {NULL, 0}}};

#define SCHEMA(name, columns, series)                                                              \
    {                                                                                              \
        name ".csv", {name, sizeof(name) - 1}, columns, sizeof(columns) / sizeof *(columns),       \
            series                                                                                 \
    }

const struct schema *schema_of(enum schema_file file)
{
    static const struct schema schemas[SCHEMA_COUNT] = {
        [SCHEMA_OPD] = SCHEMA("opd", opd_columns, NULL),
        [SCHEMA_INDIKATOR] = SCHEMA("indikator", indikator_columns, NULL),
        [SCHEMA_ANGGARAN] = SCHEMA("anggaran", anggaran_columns, NULL),
        [SCHEMA_SASARAN] = SCHEMA("sasaran", sasaran_columns, NULL),
        [SCHEMA_OUTPUT] = SCHEMA("output", output_columns, NULL),
        [SCHEMA_SKM] = SCHEMA("skm", skm_columns, NULL),
        [SCHEMA_LKE] = SCHEMA("lke", lke_columns, NULL),
        [SCHEMA_RENCANA_AKSI] = SCHEMA("rencana_aksi", rencana_aksi_columns, rencana_aksi_series),
        [SCHEMA_RENSTRA] = SCHEMA("renstra", renstra_columns, renstra_series),
        [SCHEMA_SKM_LAPOR] = SCHEMA("skm_lapor", skm_lapor_columns, NULL),
        [SCHEMA_NARASI] = SCHEMA("narasi", narasi_columns, NULL),
        [SCHEMA_TABEL] = SCHEMA("tabel", tabel_columns, NULL),
        [SCHEMA_PADANAN] = SCHEMA("padanan", padanan_columns, NULL),
    };
    return &schemas[file];
}

const struct schema *schema_alias(void)
{
    static const struct schema alias = SCHEMA("alias", alias_columns, NULL);
    return &alias;
}

bool schema_same_word(capai_text text, capai_text word)
{
    size_t w = 0;
    for (size_t i = 0; i < text.size; i++) { /* "Sub Kegiatan" is subkegiatan */
        if (text.data[i] == ' ' && (w == word.size || word.data[w] != ' '))
            continue;
        if (w == word.size || !capai_text_equal_nocase((capai_text){&text.data[i], 1},
                                                       (capai_text){&word.data[w], 1}))
            return false;
        w++;
    }
    return w == word.size;
}

bool schema_has_year(const struct schema *schema)
{
    return schema->columns[1].type == SCHEMA_YEAR;
}

const struct schema_column *schema_find(const struct schema *schema, capai_text name)
{
    /* a column of a table bears the very name, which is asked for with every entry */
    for (size_t i = 0; i < schema->count; i++)
        if (schema->columns[i].name.data == name.data)
            return &schema->columns[i];
    for (size_t i = 0; i < schema->count; i++)
        if (capai_text_equal_nocase(schema->columns[i].name, name))
            return &schema->columns[i];
    return NULL;
}

const struct schema_series *schema_series_of(const struct schema *schema, capai_text name,
                                             int *number)
{
    for (const struct schema_series *s = schema->series; s && s->name.size; s++) {
        size_t size = s->name.size;
        if (name.size <= size || name.size > size + 4 ||
            !capai_text_equal_nocase((capai_text){name.data, size}, s->name))
            continue;
        *number = 0;
        for (; size < name.size && name.data[size] >= '0' && name.data[size] <= '9'; size++)
            *number = *number * 10 + (name.data[size] - '0');
        if (size == name.size && *number >= s->first && *number <= s->last)
            return s;
    }
    return NULL;
}

enum schema_type schema_type_of(const struct schema *schema, capai_text name)
{
    static const capai_text suffix = {"_lapor", 6};
    const struct schema_column *known = schema_find(schema, name);
    int number;
    if (known)
        return known->type;
    const struct schema_series *series = schema_series_of(schema, name, &number);
    if (series)
        return series->type;
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
        return CAPAI_COLUMN_WHOLE;
    case SCHEMA_QUANTITY:
    case SCHEMA_RUPIAH:
    case SCHEMA_RUPIAH_MIXED:
    case SCHEMA_REPORTED_RUPIAH:
    case SCHEMA_REPORTED:
        return CAPAI_COLUMN_CELL;
    case SCHEMA_TEXT:
    default: /* SCHEMA_NAME */
        return CAPAI_COLUMN_TEXT;
    }
}

/* ---- for other programs ---- */

/* In the order in which people fill them in; SCHEMA_COUNT stands for alias.csv. */
static const enum schema_file files[] = {
    SCHEMA_OPD,       SCHEMA_INDIKATOR, SCHEMA_ANGGARAN, SCHEMA_SASARAN,      SCHEMA_OUTPUT,
    SCHEMA_SKM,       SCHEMA_LKE,       SCHEMA_RENSTRA,  SCHEMA_RENCANA_AKSI, SCHEMA_COUNT,
    SCHEMA_SKM_LAPOR, SCHEMA_NARASI,    SCHEMA_TABEL,    SCHEMA_PADANAN};

static const struct schema *schema_at(size_t file)
{
    return files[file] == SCHEMA_COUNT ? schema_alias() : schema_of(files[file]);
}

bool capai_schema_file(size_t file, struct capai_schema_file *out)
{
    if (file >= sizeof files / sizeof *files)
        return false;
    out->name = schema_at(file)->name;
    out->required = files[file] == SCHEMA_INDIKATOR;
    out->printed = files[file] >= SCHEMA_PRINTED && files[file] != SCHEMA_COUNT;
    return true;
}

static enum capai_schema_entry entry_of(enum schema_type type)
{
    switch (type) {
    case SCHEMA_NAME:
        return CAPAI_SCHEMA_NAME;
    case SCHEMA_YEAR:
        return CAPAI_SCHEMA_YEAR;
    case SCHEMA_QUANTITY:
    case SCHEMA_REPORTED:
        return CAPAI_SCHEMA_QUANTITY;
    case SCHEMA_RUPIAH:
    case SCHEMA_RUPIAH_MIXED:
    case SCHEMA_REPORTED_RUPIAH:
        return CAPAI_SCHEMA_RUPIAH;
    default: /* SCHEMA_TEXT */
        return CAPAI_SCHEMA_TEXT;
    }
}

bool capai_schema_column(size_t file, size_t column, struct capai_schema_column *out)
{
    if (file >= sizeof files / sizeof *files)
        return false;
    const struct schema *schema = schema_at(file);
    if (column < schema->count) {
        const struct schema_column *c = &schema->columns[column];
        *out =
            (struct capai_schema_column){c->name, entry_of(c->type), c->required, 0, 0, c->words};
        return true;
    }
    const struct schema_series *s = schema->series;
    for (column -= schema->count; s && s->name.size; s++) {
        /* quarters have columns of their own */
        if (schema_find(schema, s->example) || column--)
            continue;
        *out = (struct capai_schema_column){s->name,  entry_of(s->type), false,
                                            s->first, s->last,           NULL};
        return true;
    }
    return false;
}
