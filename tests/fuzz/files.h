/* Inputs that stand for several files: each begins with a line "== NAME", and ends before the next
 * such line. What stands before the first one belongs to none. */
#ifndef FUZZ_FILES_H
#define FUZZ_FILES_H

#include "capai/manifest.h"
#include "fuzz.h"

enum { FUZZ_FILES = 24, FUZZ_NAME = 80 };

struct fuzz_files {
    struct capai_input list[FUZZ_FILES];
    char names[FUZZ_FILES][FUZZ_NAME]; /* with a NUL, cut at a NUL */
    char *bytes[FUZZ_FILES];           /* each piece of memory of its own, to the byte */
    size_t count;
};

/* The next "== " at the beginning of a line, or the end. */
static inline size_t fuzz_next_file(capai_text text, size_t at)
{
    for (; at + 3 <= text.size; at++)
        if (memcmp(text.data + at, "== ", 3) == 0 && (!at || text.data[at - 1] == '\n'))
            return at;
    return text.size;
}

static inline void fuzz_files_split(capai_text text, struct fuzz_files *files)
{
    files->count = 0;
    for (size_t at = fuzz_next_file(text, 0); at < text.size && files->count < FUZZ_FILES;) {
        const char *name = text.data + at + 3;
        const size_t end = fuzz_next_file(text, at + 3);
        const char *line = memchr(name, '\n', (size_t)(text.data + end - name));
        const char *stop = line ? line : text.data + end;
        const size_t length =
            (size_t)(stop - name) < FUZZ_NAME ? (size_t)(stop - name) : FUZZ_NAME - 1;
        const char *content = line ? line + 1 : stop;
        const size_t size = (size_t)(text.data + end - content);
        const size_t i = files->count++;
        memcpy(files->names[i], name, length);
        files->names[i][length] = '\0';
        files->bytes[i] = malloc(size + !size);
        CHECK(files->bytes[i]);
        memcpy(files->bytes[i], content, size);
        files->list[i] = (struct capai_input){
            files->names[i], capai_text_of(files->names[i]), {files->bytes[i], size}};
        at = end;
    }
}

static inline void fuzz_files_free(struct fuzz_files *files)
{
    for (size_t i = 0; i < files->count; i++)
        free(files->bytes[i]);
    files->count = 0;
}

#endif
