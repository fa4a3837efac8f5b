/* generate DIR ROWS SEED: a data set as a whole province has it, for measuring: ROWS indicators, 12
 * for an OPD, and for each OPD 40 budget lines whose sums agree. The same arguments give the same
 * bytes. */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { INDICATORS = 12, SASARAN = 4, KEGIATAN = 3, SUB = 2, OPD_OF_KABUPATEN = 60 };

static uint64_t state;

/* A number below `bound` (xorshift64*). */
static uint64_t below(uint64_t bound)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return ((state * UINT64_C(2685821657736338717)) >> 16) % bound;
}

#define PICK(list) (list)[below(sizeof(list) / sizeof *(list))]

static const char *const things[] = {
    "pelayanan publik",  "sarana prasarana",    "akuntabilitas kinerja", "pendidikan dasar",
    "layanan kesehatan", "infrastruktur jalan", "perlindungan sosial",   "ketahanan pangan"};
static const char *const qualities[] = {"berkualitas", "merata",        "terstandar",
                                        "baik",        "berkelanjutan", "transparan dan akuntabel"};
static const char *const people[] = {"masyarakat perdesaan",    "satuan kerja perangkat daerah",
                                     "kecamatan tertinggal",    "kelompok rentan",
                                     "penduduk usia produktif", "wilayah kabupaten"};

/* A name for which CSV needs quotes now and then. */
static void put_name(char *out, size_t size, const char *verb, unsigned number)
{
    const char *thing = PICK(things), *quality = PICK(qualities), *who = PICK(people);
    uint64_t kind = below(100);
    if (kind < 12)
        snprintf(out, size, "\"%s %s yang %s bagi %s %u, termasuk wilayah terpencil\"", verb, thing,
                 quality, who, number);
    else if (kind < 13)
        snprintf(out, size, "\"%s %s yang \"\"%s\"\" bagi %s %u\"", verb, thing, quality, who,
                 number);
    else
        snprintf(out, size, "%s %s yang %s bagi %s %u", verb, thing, quality, who, number);
}

/* value / 10^decimals as an Indonesian office writes it. */
static void put_number(FILE *file, uint64_t value, unsigned decimals)
{
    static const uint64_t powers[] = {1, 10, 100, 1000};
    uint64_t whole = value / powers[decimals], group = 1;
    const char *quote = decimals ? "\"" : "";
    while (whole / group >= 1000)
        group *= 1000;
    fprintf(file, "%s%" PRIu64, quote, whole / group);
    for (whole %= group; group > 1; whole %= group) {
        group /= 1000;
        fprintf(file, ".%03" PRIu64, whole / group);
    }
    if (decimals)
        fprintf(file, ",%0*" PRIu64, (int)decimals, value % powers[decimals]);
    fputs(quote, file);
}

static void put_indicator(FILE *file, unsigned opd, unsigned i, const char *sasaran)
{
    static const struct {
        const char *satuan;
        unsigned decimals;
        uint64_t least, room;
    } kinds[] = {{"persen", 2, 2000, 8000},     {"persen", 0, 20, 80},
                 {"indeks", 3, 1000, 3000},     {"nilai", 2, 4000, 6000},
                 {"dokumen", 0, 1000, 2000000}, {"hari", 0, 1, 60}};
    size_t k = below(sizeof kinds / sizeof *kinds);
    uint64_t target = kinds[k].least + below(kinds[k].room), real = target, part = below(100);
    char name[256];
    if (part < 2)
        real = 0;
    else if (part > 10)
        real = target * (60 + below(60)) / 100;
    put_name(name, sizeof name, "Persentase", i);
    fprintf(file, "opd-%05u,2024,%s,%s,%s,%s,", opd, sasaran, name, kinds[k].satuan,
            below(5) ? "positif" : "negatif");
    put_number(file, target, kinds[k].decimals);
    fputc(',', file);
    put_number(file, real, kinds[k].decimals);
    fputc('\n', file);
}

/* A line of the budget with the sums of those below it. */
static void put_budget(FILE *file, unsigned opd, const char *kode, const char *sasaran,
                       const uint64_t sums[2])
{
    char name[256];
    put_name(name, sizeof name, "Penyelenggaraan", opd);
    fprintf(file, "opd-%05u,2024,%s,%s,%s,", opd, kode, name, sasaran);
    put_number(file, sums[0], 2);
    fputc(',', file);
    put_number(file, sums[1], 2);
    fputc('\n', file);
}

/* One program with its kegiatan and sub kegiatan. */
static void put_program(FILE *file, unsigned opd, unsigned program, const char *sasaran)
{
    uint64_t sub[KEGIATAN][SUB][2], kegiatan[KEGIATAN][2] = {{0}}, total[2] = {0};
    char kode[64];
    for (unsigned k = 0; k < KEGIATAN; k++)
        for (unsigned s = 0; s < SUB; s++) {
            sub[k][s][0] = (1000000 + below(4000000000)) * 100 + below(2) * 50;
            sub[k][s][1] = sub[k][s][0] / 100 * (70 + below(31));
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

static FILE *create(const char *folder, const char *name, const char *header)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        exit(1);
    }
    fprintf(file, "%s\n", header);
    return file;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return fprintf(stderr, "usage: generate DIR ROWS SEED\n"), 2;
    unsigned long rows = strtoul(argv[2], NULL, 10);
    state = strtoull(argv[3], NULL, 10) * 2 + 1;
    mkdir(argv[1], 0777);
    FILE *opds = create(argv[1], "opd.csv", "opd,nama,kabupaten,provinsi,tahun,aturan");
    FILE *indicators = create(argv[1], "indikator.csv",
                              "opd,tahun,sasaran,indikator,satuan,arah,target,realisasi");
    FILE *budget = create(argv[1], "anggaran.csv", "opd,tahun,kode,uraian,sasaran,pagu,realisasi");
    for (unsigned opd = 0; opd * INDICATORS < rows; opd++) {
        char sasaran[SASARAN][256];
        unsigned long left = rows - opd * INDICATORS;
        unsigned count = left < INDICATORS ? (unsigned)left : INDICATORS;
        fprintf(opds, "opd-%05u,Dinas %u,Kabupaten %u,Jawa Timur,2024,jember-2024\n", opd,
                opd % OPD_OF_KABUPATEN + 1, opd / OPD_OF_KABUPATEN + 1);
        for (unsigned s = 0; s < SASARAN; s++)
            put_name(sasaran[s], sizeof *sasaran, "Meningkatnya", s + 1);
        for (unsigned i = 0; i < count; i++)
            put_indicator(indicators, opd, i + 1, sasaran[i * SASARAN / INDICATORS]);
        for (unsigned s = 0; s <= (count - 1) * SASARAN / INDICATORS; s++)
            put_program(budget, opd, s + 1, sasaran[s]);
    }
    return fclose(opds) || fclose(indicators) || fclose(budget);
}
