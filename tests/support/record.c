/* Notes every message that arises while tests run, in both languages with the words it was given:
 * linked, with --wrap, into the test programs and into what the Lua tests load and start. A line of
 * the file that CAPAI_RECORD names is CODE, English, Indonesian, and the hints of both, between
 * tabs; of a process the first of each code. tests/support/recorded.lua reads it.
 */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "capai/error.h"

enum { TEXT = 1024 };

enum capai_status real_fail(struct capai_error *err, enum capai_message message,
                            const capai_text *words, size_t count) __asm__("__real_capai_fail");
enum capai_status noted_fail(struct capai_error *err, enum capai_message message,
                             const capai_text *words, size_t count) __asm__("__wrap_capai_fail");
enum capai_status noted_fail_memory(struct capai_error *err) __asm__("__wrap_capai_fail_memory");

/* One write, so that lines of several processes do not mix. */
static void note(const struct capai_error *err, const char *path)
{
    static const char *const form = "%s\t%s\t%s\t%s\t%s\n";
    struct rlimit limit;
    if (getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur != RLIM_INFINITY)
        return; /* a test of files that cannot grow: this one could not either */
    char text[4][TEXT], line[5 * TEXT];
    for (int i = 0; i < 4; i++)
        capai_error_text(err, i % 2 ? CAPAI_INDONESIAN : CAPAI_ENGLISH, i > 1, text[i], TEXT);
    int size = snprintf(line, sizeof line, form, capai_message_name(err->message), text[0], text[1],
                        text[2], text[3]);
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (file < 0)
        return; /* a test may have taken away all descriptors */
    if (write(file, line, (size_t)size) != size)
        fputs("record: a line is cut\n", stderr);
    close(file);
}

enum capai_status noted_fail(struct capai_error *err, enum capai_message message,
                             const capai_text *words, size_t count)
{
    static atomic_bool noted[CAPAI_MESSAGE_COUNT];
    const char *path = getenv("CAPAI_RECORD");
    if (path && *path && !atomic_load(&noted[message])) {
        struct capai_error own = {.status = CAPAI_OK};
        real_fail(&own, message, words, count);
        if (!atomic_exchange(&noted[message], true))
            note(&own, path);
    }
    return real_fail(err, message, words, count);
}

enum capai_status noted_fail_memory(struct capai_error *err)
{
    return noted_fail(err, CAPAI_MSG_MEMORY, CAPAI_NO_WORDS);
}
