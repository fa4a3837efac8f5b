/* What fuzz targets have in common. A target is one file with LLVMFuzzerTestOneInput, which
 * libFuzzer and AFL++ call with bytes of their making, and replay.c with those of
 * tests/fuzz/corpus. It checks more than that nothing crashes: what it says of the bytes must hold,
 * or the process ends.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capai/arena.h"
#include "capai/error.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Unlike assert, also in a release build. */
#define CHECK(right) ((right) ? (void)0 : fuzz_fail(__FILE__, __LINE__, #right))

static inline _Noreturn void fuzz_fail(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    abort();
}

/* The input from which choices are taken first, a byte each, and the rest as a text. */
struct fuzz_input {
    const uint8_t *data;
    size_t size;
};

/* From 0 to below `limit`; 0 where the input has ended. */
static inline unsigned fuzz_choice(struct fuzz_input *input, unsigned limit)
{
    if (!input->size)
        return 0;
    input->size--;
    return *input->data++ % limit;
}

/* Up to the next byte `end`, which is skipped, or all that is left. */
static inline capai_text fuzz_text(struct fuzz_input *input, int end)
{
    capai_text text = {(const char *)input->data, input->size};
    const char *found = text.size ? memchr(text.data, end, text.size) : NULL;
    if (found)
        text.size = (size_t)(found - text.data);
    const size_t used = text.size + (found != NULL);
    input->data += used;
    input->size -= used;
    return text;
}

/* True where `part` is missing or lies within `whole`. */
static inline bool fuzz_within(capai_text part, capai_text whole)
{
    return !part.data ||
           (part.data >= whole.data && part.data + part.size <= whole.data + whole.size);
}

/* A complaint that can be shown: its words lie in its text, and no byte of them drives a terminal.
 */
static inline void fuzz_check_complaint(const struct capai_error *err)
{
    char text[2048];
    CHECK(err->message > CAPAI_MSG_NONE && err->message < CAPAI_MESSAGE_COUNT);
    CHECK(err->word[0] == 0);
    for (int i = 0; i < CAPAI_ERROR_WORDS; i++)
        CHECK(err->word[i] <= err->word[i + 1]);
    CHECK(err->word[CAPAI_ERROR_WORDS] <= CAPAI_ERROR_TEXT);
    /* one of its four forms, since to write them is slower than what is tried */
    const unsigned form = err->word[CAPAI_ERROR_WORDS] % 4u;
    CHECK(capai_error_text(err, (enum capai_language)(form % 2), form >= 2, text, sizeof text) >
              0 ||
          form >= 2);
    for (const char *c = text; *c; c++)
        CHECK((unsigned char)*c >= ' ' && *c != 0x7F);
}

/* *err, all zero before the call, says what `status` does: nothing, or why. */
static inline void fuzz_check_status(enum capai_status status, const struct capai_error *err)
{
    CHECK(err->status == status);
    if (status == CAPAI_OK)
        CHECK(err->message == CAPAI_MSG_NONE);
    else
        fuzz_check_complaint(err);
}

#endif
