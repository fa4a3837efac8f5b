/* Nearness of words, hashes, and letters of columns. Private to the core. */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include <stdint.h>

#include "capai/text.h"

/* As capai_text_nearest, for a list so short that more may differ: up to `allowed` bytes. */
capai_text text_nearest_within(capai_text word, const capai_text *candidates, size_t count,
                               size_t allowed);

/* A hash of the bytes, the same in one process only. */
uint64_t text_hash(capai_text text);

enum { TEXT_LETTERS = 16 };

/* Writes the letters that a spreadsheet gives to a column, counted from 1 (28 is AB), into `out`
 * without a NUL, and returns how many they are. */
size_t text_letters(size_t column, char out[TEXT_LETTERS]);

#endif
