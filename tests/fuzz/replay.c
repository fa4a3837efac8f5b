/* Calls a fuzz target with each file of the folders and the files that are named, for machines
 * without a fuzzer: every input of the corpus is a test. Fails where there is none. */
#define _XOPEN_SOURCE 700 /* nftw */

#include <ftw.h>

#include "fuzz.h"

static unsigned long count;

static int replay(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    (void)where;
    if (kind != FTW_F)
        return 0;
    /* of its size to the byte, so that a sanitizer sees who reads beyond it */
    const size_t size = (size_t)info->st_size;
    uint8_t *data = malloc(size + !size);
    FILE *file = fopen(path, "rb");
    if (!data || !file || fread(data, 1, size, file) != size) {
        fprintf(stderr, "%s: cannot be read\n", path);
        exit(2);
    }
    fclose(file);
    if (getenv("REPLAY_NAMES"))
        fprintf(stderr, "%s\n", path);
    LLVMFuzzerTestOneInput(data, size);
    free(data);
    count++;
    return 0;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (nftw(argv[i], replay, 8, FTW_PHYS) != 0) {
            fprintf(stderr, "%s: cannot be read\n", argv[i]);
            return 2;
        }
    printf("%lu inputs\n", count);
    return count == 0;
}
