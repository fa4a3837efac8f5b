#include "core/batch_digest.h"

#include <string.h>
#define XXH_INLINE_ALL /* compiled here, for what this machine can do */
#include <xxhash.h>

bool digest_begin(struct digest *digest)
{
    *digest = (struct digest){.state = XXH3_createState()};
    if (digest->state)
        XXH3_128bits_reset(digest->state);
    return digest->state != NULL;
}

void digest_value(const char *block, size_t size, unsigned char value[DIGEST_SIZE])
{
    XXH128_canonical_t text;
    if (digest_wide(block, size, value))
        return;
    XXH128_canonicalFromHash(&text, XXH3_128bits(block, size));
    memcpy(value, text.digest, DIGEST_SIZE);
}

void digest_add(struct digest *digest, const unsigned char value[DIGEST_SIZE], size_t size)
{
    XXH3_128bits_update(digest->state, value, DIGEST_SIZE);
    digest->size += size;
}

void digest_block(struct digest *digest, const char *block, size_t size)
{
    unsigned char value[DIGEST_SIZE];
    digest_value(block, size, value);
    digest_add(digest, value, size);
}

uint64_t digest_end(struct digest *digest, unsigned char out[DIGEST_SIZE])
{
    XXH128_canonical_t text;
    if (!digest->state)
        return 0;
    XXH128_canonicalFromHash(&text, XXH3_128bits_digest(digest->state));
    memcpy(out, text.digest, DIGEST_SIZE);
    XXH3_freeState(digest->state);
    digest->state = NULL;
    return digest->size;
}

bool digest_of(capai_text bytes, unsigned char out[DIGEST_SIZE])
{
    struct digest digest;
    if (!digest_begin(&digest))
        return false;
    for (size_t at = 0; at < bytes.size; at += DIGEST_BLOCK)
        digest_block(&digest, bytes.data + at,
                     bytes.size - at < DIGEST_BLOCK ? bytes.size - at : DIGEST_BLOCK);
    digest_end(&digest, out);
    return true;
}
