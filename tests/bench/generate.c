/* generate DIR ROWS SEED [flat] [windows]: a data set as a whole country has it, for measuring:
 * ROWS indicators, 12 for an OPD, and for each OPD 40 budget lines. The same arguments give the
 * same bytes. The budget is a tree whose sums agree; with `flat` it has sub kegiatan only. With
 * `windows` the same cells stand there as a spreadsheet exports them: semicolons, CR LF, and blanks
 * round every cell. */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    INDICATORS = 12,
    SASARAN = 4,
    KEGIATAN = 3,
    SUB = 2,
    OPD_OF_KABUPATEN = 60,
    CELL = 256,
    NAME = 64,
    PIECE = 1 << 20
};

/* ---- random numbers ---- */

static uint64_t state;

/* A number below `bound` (xorshift64*). */
static uint64_t below(uint64_t bound)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return ((state * UINT64_C(2685821657736338717)) >> 16) % bound;
}

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define PICK(list) (list)[below(COUNT(list))]

/* ---- rows ---- */

static bool windows, flat;

/* A cell, in quotes where the file needs them. */
static void put(FILE *file, const char *cell)
{
    const char *pad = windows ? " " : "";
    if (!strpbrk(cell, windows ? ";\"" : ",\"")) {
        fprintf(file, "%s%s%s", pad, cell, pad);
        return;
    }
    fprintf(file, "%s\"", pad);
    for (; *cell; cell++) {
        if (*cell == '"')
            fputc('"', file);
        fputc(*cell, file);
    }
    fprintf(file, "\"%s", pad);
}

static void put_row(FILE *file, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            fputc(windows ? ';' : ',', file);
        put(file, cells[i]);
    }
    fputs(windows ? "\r\n" : "\n", file);
}

/* ---- cells ---- */

static const char *const things[] = {
    "pelayanan publik",  "sarana prasarana",    "akuntabilitas kinerja", "pendidikan dasar",
    "layanan kesehatan", "infrastruktur jalan", "perlindungan sosial",   "ketahanan pangan"};
static const char *const qualities[] = {"berkualitas", "merata",        "terstandar",
                                        "baik",        "berkelanjutan", "transparan dan akuntabel"};
static const char *const people[] = {"masyarakat perdesaan",    "satuan kerja perangkat daerah",
                                     "kecamatan tertinggal",    "kelompok rentan",
                                     "penduduk usia produktif", "wilayah kabupaten"};

/* A name for which CSV needs quotes now and then. */
static void name_of(char *out, const char *verb, unsigned number)
{
    const char *thing = PICK(things), *quality = PICK(qualities), *who = PICK(people);
    uint64_t kind = below(100);
    const char *quote = kind == 12 ? "\"" : "";
    snprintf(out, CELL, "%s %s yang %s%s%s bagi %s %u%s", verb, thing, quote, quality, quote, who,
             number, kind < 12 ? ", termasuk wilayah terpencil" : "");
}

/* The name of a kabupaten: as long as most are, and no two alike. */
static void kabupaten_of(char *out, unsigned kabupaten)
{
    static const char *const regions[] = {
        "Aceh",      "Asahan",      "Bandung",    "Bangka",   "Banjar",        "Banggai",
        "Barito",    "Bengkulu",    "Bolaang",    "Bulungan", "Buton",         "Flores",
        "Gorontalo", "Halmahera",   "Jayawijaya", "Kapuas",   "Konawe",        "Kotawaringin",
        "Kutai",     "Labuhanbatu", "Lampung",    "Lombok",   "Luwu",          "Mamuju",
        "Manggarai", "Minahasa",    "Nias",       "Pasaman",  "Penajam",       "Seram",
        "Simeulue",  "Sumba",       "Sumbawa",    "Tapanuli", "Tulang Bawang", "Tanjung Jabung",
        "Timor",     "Toraja",      "Wakatobi",   "Yahukimo"};
    static const char *const parts[] = {"Barat",      "Timur",      "Utara",  "Selatan", "Tengah",
                                        "Tenggara",   "Barat Daya", "Hulu",   "Hilir",   "Raya",
                                        "Timur Laut", "Kepulauan",  "Pesisir"};
    const unsigned names = COUNT(regions) * COUNT(parts), again = kabupaten / names;
    const char *region = regions[kabupaten / COUNT(parts) % COUNT(regions)];
    int size = snprintf(out, NAME, "Kabupaten %s %s", region, parts[kabupaten % COUNT(parts)]);
    if (again)
        snprintf(out + size, NAME - (size_t)size, " %u", again + 1);
}

/* The name of an OPD, by which its rows are known. */
static void opd_of(char *out, unsigned opd)
{
    static const char *const kinds[] = {"Dinas", "Badan", "Kantor", "Inspektorat"};
    static const char *const fields[] = {"Pendidikan dan Kebudayaan",
                                         "Kesehatan",
                                         "Pekerjaan Umum",
                                         "Perhubungan, Laut dan Udara",
                                         "Lingkungan Hidup",
                                         "Ketahanan Pangan",
                                         "Kearsipan"};
    unsigned number = opd % OPD_OF_KABUPATEN;
    char kabupaten[NAME];
    kabupaten_of(kabupaten, opd / OPD_OF_KABUPATEN);
    snprintf(out, CELL, "%s %s %u %s", kinds[number % COUNT(kinds)], fields[number % COUNT(fields)],
             number + 1, kabupaten);
}

/* value / 10^decimals as an Indonesian office writes it. */
static void number_of(char *out, uint64_t value, unsigned decimals)
{
    static const uint64_t powers[] = {1, 10, 100, 1000};
    uint64_t whole = value / powers[decimals], group = 1;
    while (whole / group >= 1000)
        group *= 1000;
    size_t at = (size_t)snprintf(out, CELL, "%" PRIu64, whole / group);
    for (whole %= group; group > 1; whole %= group) {
        group /= 1000;
        at += (size_t)snprintf(out + at, CELL - at, ".%03" PRIu64, whole / group);
    }
    if (decimals)
        snprintf(out + at, CELL - at, ",%0*" PRIu64, (int)decimals, value % powers[decimals]);
}

/* ---- indicators ---- */

static void put_indicator(FILE *file, const char *opd, unsigned i, const char *sasaran)
{
    static const struct {
        const char *satuan;
        unsigned decimals;
        uint64_t least, room;
    } kinds[] = {{"persen", 2, 2000, 8000},     {"persen", 0, 20, 80},
                 {"indeks", 3, 1000, 3000},     {"nilai", 2, 4000, 6000},
                 {"dokumen", 0, 1000, 2000000}, {"hari", 0, 1, 60}};
    size_t k = below(COUNT(kinds));
    uint64_t target = kinds[k].least + below(kinds[k].room), real = target, part = below(100);
    char name[CELL], numbers[2][CELL];
    if (part < 2)
        real = 0;
    else if (part > 10)
        real = target * (60 + below(60)) / 100;
    name_of(name, "Persentase", i);
    const char *arah = below(5) ? "positif" : "negatif";
    number_of(numbers[0], target, kinds[k].decimals);
    number_of(numbers[1], real, kinds[k].decimals);
    const char *const cells[] = {opd,  "2024",     sasaran,   name, kinds[k].satuan,
                                 arah, numbers[0], numbers[1]};
    put_row(file, cells, COUNT(cells));
}

/* ---- budget ---- */

/* A line with the sums of those below it. */
static void put_budget(FILE *file, const char *opd, const char *kode, const char *sasaran,
                       const uint64_t sums[2])
{
    char name[CELL], numbers[2][CELL];
    name_of(name, "Penyelenggaraan", (unsigned)below(90) + 10);
    number_of(numbers[0], sums[0], 2);
    number_of(numbers[1], sums[1], 2);
    const char *const cells[] = {opd, "2024", kode, name, sasaran, numbers[0], numbers[1]};
    put_row(file, cells, COUNT(cells));
}

/* A pagu and what was spent of it, in hundredths of a rupiah. */
static void draw_amounts(uint64_t out[2])
{
    out[0] = (1000000 + below(4000000000)) * 100 + below(2) * 50;
    out[1] = out[0] / 100 * (70 + below(31));
}

/* One program with its kegiatan and sub kegiatan. */
static void put_program(FILE *file, const char *opd, unsigned program, const char *sasaran)
{
    uint64_t sub[KEGIATAN][SUB][2], kegiatan[KEGIATAN][2] = {{0}}, total[2] = {0};
    char kode[64];
    for (unsigned k = 0; k < KEGIATAN; k++)
        for (unsigned s = 0; s < SUB; s++) {
            draw_amounts(sub[k][s]);
            for (unsigned n = 0; n < 2; n++) {
                kegiatan[k][n] += sub[k][s][n];
                total[n] += sub[k][s][n];
            }
        }
    snprintf(kode, sizeof kode, "7.01.%02u", program);
    put_budget(file, opd, kode, sasaran, total);
    for (unsigned k = 0; k < KEGIATAN; k++) {
        snprintf(kode, sizeof kode, "7.01.%02u.2.%02u", program, k + 1);
        put_budget(file, opd, kode, sasaran, kegiatan[k]);
        for (unsigned s = 0; s < SUB; s++) {
            snprintf(kode, sizeof kode, "7.01.%02u.2.%02u.%04u", program, k + 1, s + 1);
            put_budget(file, opd, kode, sasaran, sub[k][s]);
        }
    }
}

/* As many lines, none above another. */
static void put_flat_program(FILE *file, const char *opd, unsigned program, const char *sasaran)
{
    for (unsigned s = 0; s < 1 + KEGIATAN + KEGIATAN * SUB; s++) {
        uint64_t amounts[2];
        char kode[64];
        draw_amounts(amounts);
        snprintf(kode, sizeof kode, "7.01.%02u.2.01.%04u", program, s + 1);
        put_budget(file, opd, kode, sasaran, amounts);
    }
}

/* ---- files ---- */

/* It is written in pieces as large as programs write that copy files: in as large ones the system
 * keeps it in memory, and gives it out. */
static FILE *create(const char *folder, const char *name, const char *const *titles, size_t count,
                    char room[PIECE])
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        exit(1);
    }
    setvbuf(file, room, _IOFBF, PIECE);
    put_row(file, titles, count);
    return file;
}

static void put_opd(FILE *files[3], unsigned opd, unsigned indicators)
{
    char key[CELL], kabupaten[NAME], sasaran[SASARAN][CELL];
    opd_of(key, opd);
    kabupaten_of(kabupaten, opd / OPD_OF_KABUPATEN);
    const char *const cells[] = {key, key, kabupaten, "Jawa Timur", "2024", "jember-2024"};
    put_row(files[0], cells, COUNT(cells));
    for (unsigned s = 0; s < SASARAN; s++)
        name_of(sasaran[s], "Meningkatnya", s + 1);
    for (unsigned i = 0; i < indicators; i++)
        put_indicator(files[1], key, i + 1, sasaran[i * SASARAN / INDICATORS]);
    for (unsigned s = 0; s <= (indicators - 1) * SASARAN / INDICATORS; s++)
        (flat ? put_flat_program : put_program)(files[2], key, s + 1, sasaran[s]);
}

int main(int argc, char **argv)
{
    static const char *const opd[] = {"opd", "nama", "kabupaten", "provinsi", "tahun", "aturan"};
    static const char *const indikator[] = {"opd",    "tahun", "sasaran", "indikator",
                                            "satuan", "arah",  "target",  "realisasi"};
    static const char *const anggaran[] = {"opd",     "tahun", "kode",     "uraian",
                                           "sasaran", "pagu",  "realisasi"};
    bool known = argc >= 4;
    for (int i = 4; i < argc; i++) {
        flat |= strcmp(argv[i], "flat") == 0;
        windows |= strcmp(argv[i], "windows") == 0;
        known &= strcmp(argv[i], "flat") == 0 || strcmp(argv[i], "windows") == 0;
    }
    if (!known)
        return fprintf(stderr, "usage: generate DIR ROWS SEED [flat] [windows]\n"), 2;
    unsigned long rows = strtoul(argv[2], NULL, 10);
    state = strtoull(argv[3], NULL, 10) * 2 + 1;
    mkdir(argv[1], 0777);
    static char room[3][PIECE];
    FILE *files[] = {create(argv[1], "opd.csv", opd, COUNT(opd), room[0]),
                     create(argv[1], "indikator.csv", indikator, COUNT(indikator), room[1]),
                     create(argv[1], "anggaran.csv", anggaran, COUNT(anggaran), room[2])};
    for (unsigned i = 0; (unsigned long)i * INDICATORS < rows; i++) {
        unsigned long left = rows - (unsigned long)i * INDICATORS;
        put_opd(files, i, left < INDICATORS ? (unsigned)left : INDICATORS);
    }
    int failed = 0;
    for (size_t i = 0; i < COUNT(files); i++)
        failed |= ferror(files[i]) | fclose(files[i]);
    if (failed)
        fprintf(stderr, "%s: cannot be written\n", argv[1]);
    return failed ? 1 : 0;
}
