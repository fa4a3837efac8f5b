/* tokenise FILE...: how long libcsv takes to split the files into fields and do nothing with them:
 * wall and processor time in nanoseconds, and how many rows there are. The bytes are in memory when
 * the clock runs. This is L, by which the times of the benchmark are measured. */
#define _POSIX_C_SOURCE 200809L /* clock_gettime */

#include <csv.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void field(void *data, size_t size, void *user)
{
    (void)data;
    (void)size;
    (void)user;
}

static void row(int end, void *user)
{
    (void)end;
    ++*(uint64_t *)user;
}

static uint64_t now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static _Noreturn void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(int argc, char **argv)
{
    static char block[1 << 18];
    uint64_t wall = 0, cpu = 0, rows = 0;
    for (int i = 1; i < argc; i++) {
        struct csv_parser parser;
        int file = open(argv[i], O_RDONLY);
        if (file < 0 || csv_init(&parser, CSV_APPEND_NULL) != 0)
            die(argv[i]);
        for (ssize_t size; (size = read(file, block, sizeof block)) != 0;) {
            if (size < 0)
                die(argv[i]);
            uint64_t wall_start = now(CLOCK_MONOTONIC), start = now(CLOCK_PROCESS_CPUTIME_ID);
            size_t used = csv_parse(&parser, block, (size_t)size, field, row, &rows);
            cpu += now(CLOCK_PROCESS_CPUTIME_ID) - start;
            wall += now(CLOCK_MONOTONIC) - wall_start;
            if (used != (size_t)size)
                die(argv[i]);
        }
        csv_fini(&parser, field, row, &rows);
        csv_free(&parser);
        close(file);
    }
    printf("%" PRIu64 " %" PRIu64 " %" PRIu64 "\n", wall, cpu, rows);
    return 0;
}
