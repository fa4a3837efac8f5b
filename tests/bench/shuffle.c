/* shuffle FROM TO SEED: the lines of FROM in another order, its first line first. The same
 * arguments give the same bytes. FROM is held in memory. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct line {
    const char *start;
    size_t size;
};

static _Noreturn void die(const char *what)
{
    perror(what);
    exit(1);
}

static char *read_all(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        die(path);
    long end = ftell(file);
    char *bytes = end > 0 ? malloc((size_t)end) : NULL;
    rewind(file);
    if (!bytes || fread(bytes, 1, (size_t)end, file) != (size_t)end)
        die(path);
    fclose(file);
    *size = (size_t)end;
    return bytes;
}

static struct line *split(const char *bytes, size_t size, size_t *count)
{
    size_t capacity = 1 << 16;
    struct line *lines = malloc(capacity * sizeof *lines);
    *count = 0;
    for (const char *at = bytes, *end = bytes + size; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (*count == capacity)
            lines = realloc(lines, (capacity *= 2) * sizeof *lines);
        if (!lines)
            die("shuffle");
        size_t length = stop ? (size_t)(stop - at) + 1 : (size_t)(end - at);
        lines[(*count)++] = (struct line){at, length};
        at += length;
    }
    return lines;
}

int main(int argc, char **argv)
{
    size_t size, count;
    if (argc != 4)
        return fprintf(stderr, "usage: shuffle FROM TO SEED\n"), 2;
    char *bytes = read_all(argv[1], &size);
    struct line *lines = split(bytes, size, &count);
    uint64_t state = strtoull(argv[3], NULL, 10) * 2 + 1;
    for (size_t i = count; i > 2; i--) { /* each of lines[1..i-1] is as likely to come to i-1 */
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        size_t k = 1 + (size_t)((state * UINT64_C(2685821657736338717)) >> 16) % (i - 1);
        struct line kept = lines[i - 1];
        lines[i - 1] = lines[k];
        lines[k] = kept;
    }
    static char room[1 << 20]; /* as generate.c writes */
    FILE *file = fopen(argv[2], "wb");
    if (!file)
        die(argv[2]);
    setvbuf(file, room, _IOFBF, sizeof room);
    for (size_t i = 0; i < count; i++)
        fwrite(lines[i].start, 1, lines[i].size, file);
    if (ferror(file) | fclose(file))
        die(argv[2]);
    free(lines);
    free(bytes);
    return 0;
}
