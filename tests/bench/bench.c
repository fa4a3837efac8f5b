/* bench PROGRAM DATA SMALL RULES: how long the evaluation of a large data set takes, against libcsv
 * that only splits the same files into fields, the same for a batch, and how long one OPD takes
 * from start to printed table. With the packs in the folder RULES: what it costs to say a formula
 * as a text or as a Lua function. Each figure is the least and the median of several runs; those of
 * the two parties alternate. Output goes to /dev/null. */
#define _GNU_SOURCE /* wait4 */

#include <csv.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS = 5, STARTS = 50 };

static const char *const files[] = {"opd.csv", "indikator.csv", "anggaran.csv"};

static _Noreturn void die(const char *what)
{
    perror(what);
    exit(1);
}

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

/* ---- children, so that the memory of one run is that of no other ---- */

struct cost {
    uint64_t wall, cpu; /* nanoseconds */
    long peak;          /* KiB */
};

static uint64_t nanoseconds(struct timeval t)
{
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_usec * 1000;
}

/* Waits for a child that was started at `start`. It may exit with 0 or 1: data have flaws. */
static struct cost wait_for(pid_t child, uint64_t start)
{
    int status;
    struct rusage usage;
    if (wait4(child, &status, 0, &usage) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        fprintf(stderr, "bench: a run failed\n");
        exit(1);
    }
    return (struct cost){now() - start, nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime),
                         usage.ru_maxrss};
}

static struct cost run_program(const char *const *argv)
{
    uint64_t start = now();
    pid_t child = fork();
    if (child < 0)
        die("fork");
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, 1);
        dup2(null, 2);
        execv(argv[0], (char *const *)(uintptr_t)argv); /* it changes nothing */
        _exit(127);
    }
    return wait_for(child, start);
}

/* ---- libcsv alone ---- */

static void field(void *data, size_t size, void *user)
{
    (void)data;
    (void)size;
    (void)user;
}

static void record(int end, void *user)
{
    (void)end;
    ++*(uint64_t *)user;
}

static uint64_t tokenise(const char *folder, const char *name)
{
    static char block[1 << 18];
    char path[1024];
    struct csv_parser parser;
    uint64_t rows = 0;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int file = open(path, O_RDONLY);
    if (file < 0 || csv_init(&parser, CSV_APPEND_NULL) != 0)
        die(path);
    for (ssize_t size; (size = read(file, block, sizeof block)) > 0;)
        if (csv_parse(&parser, block, (size_t)size, field, record, &rows) != (size_t)size)
            die(path);
    csv_fini(&parser, field, record, &rows);
    csv_free(&parser);
    close(file);
    return rows;
}

static struct cost run_tokeniser(const char *folder)
{
    uint64_t start = now();
    pid_t child = fork();
    if (child < 0)
        die("fork");
    if (child == 0) {
        for (size_t i = 0; i < sizeof files / sizeof *files; i++)
            tokenise(folder, files[i]);
        _exit(0);
    }
    return wait_for(child, start);
}

/* ---- figures ---- */

static int compare(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void sort(uint64_t *times, size_t count)
{
    qsort(times, count, sizeof *times, compare);
}

static void bench_large(const char *program, const char *data)
{
    const char *const argv[] = {program, "eval",    data,        "--format",
                                "csv",   "--table", "indikator", NULL};
    uint64_t bare[RUNS], whole[RUNS];
    long peak = 0;
    uint64_t rows = tokenise(data, "indikator.csv") - 1, lines = tokenise(data, "anggaran.csv") - 1;
    for (size_t i = 0; i < RUNS; i++) {
        bare[i] = run_tokeniser(data).wall;
        struct cost cost = run_program(argv);
        whole[i] = cost.wall;
        peak = cost.peak > peak ? cost.peak : peak;
    }
    sort(bare, RUNS);
    sort(whole, RUNS);
    printf("%" PRIu64 " indicators, %" PRIu64 " budget lines, %d runs\n\n", rows, lines, RUNS);
    printf("                          least    median\n");
    printf("libcsv alone       s  %9.3f %9.3f\n", (double)bare[0] / 1e9,
           (double)bare[RUNS / 2] / 1e9);
    printf("capai eval         s  %9.3f %9.3f\n", (double)whole[0] / 1e9,
           (double)whole[RUNS / 2] / 1e9);
    printf("ratio to libcsv       %9.2f %9.2f\n", (double)whole[0] / (double)bare[0],
           (double)whole[RUNS / 2] / (double)bare[RUNS / 2]);
    printf("indicators per second %9.0f %9.0f\n", (double)rows * 1e9 / (double)whole[0],
           (double)rows * 1e9 / (double)whole[RUNS / 2]);
    printf("rows per second       %9.0f %9.0f\n", (double)(rows + lines) * 1e9 / (double)whole[0],
           (double)(rows + lines) * 1e9 / (double)whole[RUNS / 2]);
    printf("peak memory      MiB  %9.1f\n", (double)peak / 1024);
}

/* A batch over the same data, into files: with one thread, with all, and with libcsv alone to find
 * the rows. Each run is held against libcsv just before it. */
static void bench_batch(const char *program, const char *data)
{
    static const struct {
        const char *name, *jobs, *libcsv;
    } ways[] = {
        {"1 thread", "1", NULL}, {"2 threads", "2", NULL}, {"1, libcsv", "1", "--force-libcsv"}};
    enum { WAYS = sizeof ways / sizeof *ways };
    char out[1024];
    snprintf(out, sizeof out, "%s-batch", data);
    printf("\ncapai batch, to files     least    median   to libcsv   peak MiB\n");
    for (size_t w = 0; w < WAYS; w++) {
        const char *const argv[] = {program,  "batch",      data,      "-o",           out,
                                    "--jobs", ways[w].jobs, "--quiet", ways[w].libcsv, NULL};
        uint64_t bare[RUNS], whole[RUNS];
        long peak = 0;
        for (size_t i = 0; i < RUNS; i++) {
            bare[i] = run_tokeniser(data).wall;
            struct cost cost = run_program(argv);
            whole[i] = cost.wall;
            peak = cost.peak > peak ? cost.peak : peak;
        }
        sort(bare, RUNS);
        sort(whole, RUNS);
        printf("%-18s s  %9.3f %9.3f   %9.2f  %9.1f\n", ways[w].name, (double)whole[0] / 1e9,
               (double)whole[RUNS / 2] / 1e9, (double)whole[0] / (double)bare[0],
               (double)peak / 1024);
    }
}

static void bench_small(const char *program, const char *data)
{
    const char *const argv[] = {program, "eval", data, NULL};
    uint64_t cpu[STARTS];
    for (size_t i = 0; i < STARTS; i++)
        cpu[i] = run_program(argv).cpu;
    sort(cpu, STARTS);
    printf("\none OPD, CPU      ms  %9.2f %9.2f   (%d starts; aim: under 5)\n",
           (double)cpu[0] / 1e6, (double)cpu[STARTS / 2] / 1e6, STARTS);
}

/* The same evaluation by formulas that have a name, as texts, and as Lua functions. */
static void bench_formulas(const char *program, const char *data, const char *rules)
{
    static const struct {
        const char *name;
        double most; /* times the first */
    } packs[] = {{"named", 1}, {"text", 1.5}, {"function", 3}};
    enum { PACKS = sizeof packs / sizeof *packs };
    uint64_t wall[PACKS][RUNS];
    for (size_t i = 0; i < RUNS; i++)
        for (size_t k = 0; k < PACKS; k++) {
            char path[1024];
            snprintf(path, sizeof path, "%s/%s.lua", rules, packs[k].name);
            const char *const argv[] = {program,    "eval", data,      "--rules",   path,
                                        "--format", "csv",  "--table", "indikator", NULL};
            wall[k][i] = run_program(argv).wall;
        }
    printf("\nformulas                  least    median   times the first\n");
    for (size_t k = 0; k < PACKS; k++) {
        sort(wall[k], RUNS);
        printf("%-18s s  %9.3f %9.3f   %.2f (aim: at most %.1f)\n", packs[k].name,
               (double)wall[k][0] / 1e9, (double)wall[k][RUNS / 2] / 1e9,
               (double)wall[k][0] / (double)wall[0][0], packs[k].most);
    }
}

/* A report of three chapters in each form, from the start of the program to the file. */
static void bench_reports(const char *program, const char *data, const char *folder)
{
    static const struct {
        const char *ending;
        int most; /* ms of CPU */
    } forms[] = {{"html", 50}, {"docx", 150}, {"xlsx", 150}};
    printf("\nreport, CPU               least    median\n");
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
        char path[1024];
        uint64_t cpu[RUNS];
        snprintf(path, sizeof path, "%s/report.%s", folder, forms[k].ending);
        const char *const argv[] = {program,       "eval", data, "--layout",
                                    "jember-2024", "-o",   path, NULL};
        for (size_t i = 0; i < RUNS; i++)
            cpu[i] = run_program(argv).cpu;
        sort(cpu, RUNS);
        printf("%-17s ms  %9.1f %9.1f   (aim: under %d)\n", forms[k].ending, (double)cpu[0] / 1e6,
               (double)cpu[RUNS / 2] / 1e6, forms[k].most);
    }
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return fprintf(stderr, "usage: bench PROGRAM DATA SMALL RULES\n"), 2;
    bench_large(argv[1], argv[2]);
    fflush(stdout);
    bench_batch(argv[1], argv[2]);
    fflush(stdout);
    bench_small(argv[1], argv[3]);
    fflush(stdout);
    bench_formulas(argv[1], argv[2], argv[4]);
    fflush(stdout);
    bench_reports(argv[1], argv[3], argv[2]);
    return 0;
}
