/* The digest of an input of a batch: the XXH3-128 of the XXH3-128 values of its blocks of
 * DIGEST_BLOCK bytes, so that it can be made block by block. Private to the core. */
#ifndef CORE_BATCH_DIGEST_H
#define CORE_BATCH_DIGEST_H

#include <stdint.h>

#include "capai/manifest.h"

enum { DIGEST_SIZE = CAPAI_DIGEST_SIZE, DIGEST_BLOCK = 1 << 20 };

/* One that is being made; all blocks but the last one have DIGEST_BLOCK bytes. */
struct digest {
    void *state;
    uint64_t size;
};

/* False: memory; the digest is as one that was not begun. */
bool digest_begin(struct digest *digest);

void digest_block(struct digest *digest, const char *block, size_t size);

/* The same in two steps: the value of a block, which any thread can make, and adding it. */
void digest_value(const char *block, size_t size, unsigned char value[DIGEST_SIZE]);
void digest_add(struct digest *digest, const unsigned char value[DIGEST_SIZE], size_t size);

/* The value by the widest vectors; false where this machine has none. */
bool digest_wide(const char *block, size_t size, unsigned char value[DIGEST_SIZE]);

/* Ends it, and frees what it took; returns the number of bytes. Of one that was not begun `out` is
 * left as it is. */
uint64_t digest_end(struct digest *digest, unsigned char out[DIGEST_SIZE]);

/* That of bytes in memory. False: memory. */
bool digest_of(capai_text bytes, unsigned char out[DIGEST_SIZE]);

#endif
