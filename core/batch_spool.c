#include "core/batch_spool.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

const char *const spool_endings[2] = {".gz", ".zst"};

static bool has_ending(const char *path, const char *ending)
{
    size_t size = strlen(path), end = strlen(ending);
    return size > end && strcmp(path + size - end, ending) == 0;
}

enum spool_kind spool_kind_of(const char *path)
{
    return strcmp(path, "-") == 0               ? SPOOL_INPUT
           : has_ending(path, spool_endings[0]) ? SPOOL_GZIP
           : has_ending(path, spool_endings[1]) ? SPOOL_ZSTD
                                                : SPOOL_NONE;
}

/* An input on its way into the store. */
struct spool {
    const char *path;
    struct capai_source *source;
    struct capai_part *part;
    char *in, *out; /* DIGEST_BLOCK bytes each */
    struct digest digest;
    struct capai_error *err;
};

/* The next block; *got is 0 at the end. */
static enum capai_status next_block(struct spool *s, size_t *got)
{
    enum capai_status status = capai_source_next(s->source, s->in, DIGEST_BLOCK, got, s->err);
    if (!status && *got)
        digest_block(&s->digest, s->in, *got);
    return status;
}

static enum capai_status put(struct spool *s, const char *data, size_t size)
{
    return capai_part_write(s->part, (capai_text){data, size}, s->err);
}

static enum capai_status fail_damaged(struct spool *s)
{
    enum capai_status status = capai_fail(s->err, CAPAI_MSG_INPUT_DAMAGED, CAPAI_NO_WORDS);
    capai_error_place(s->err, s->path, 0, 0);
    return status;
}

static enum capai_status copy_all(struct spool *s)
{
    size_t got = 1;
    enum capai_status status = CAPAI_OK;
    while (!status && got) {
        status = next_block(s, &got);
        if (!status)
            status = put(s, s->in, got);
    }
    return status;
}

/* Unpacks a block; *ended tells whether a member ends with it. */
static enum capai_status inflate_block(struct spool *s, z_stream *z, bool *ended)
{
    enum capai_status status = CAPAI_OK;
    do {
        if (*ended && inflateReset(z) != Z_OK) /* members may follow one another */
            return fail_damaged(s);
        z->next_out = (unsigned char *)s->out;
        z->avail_out = DIGEST_BLOCK;
        int code = inflate(z, Z_NO_FLUSH);
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
            return code == Z_MEM_ERROR ? capai_fail_memory(s->err) : fail_damaged(s);
        *ended = code == Z_STREAM_END;
        status = put(s, s->out, DIGEST_BLOCK - z->avail_out);
    } while (!status && (z->avail_in || (!*ended && !z->avail_out)));
    return status;
}

static enum capai_status unpack_gzip(struct spool *s)
{
    z_stream z = {.zalloc = NULL};
    size_t got;
    bool ended = false, any = false;
    if (inflateInit2(&z, 15 + 16) != Z_OK)
        return capai_fail_memory(s->err);
    enum capai_status status = next_block(s, &got);
    while (!status && got) {
        z.next_in = (unsigned char *)s->in;
        z.avail_in = (unsigned)got;
        any = true;
        status = inflate_block(s, &z, &ended);
        if (!status)
            status = next_block(s, &got);
    }
    inflateEnd(&z);
    return status || (ended && any) ? status : fail_damaged(s);
}

static enum capai_status unpack_zstd(struct spool *s)
{
    ZSTD_DStream *stream = ZSTD_createDStream();
    size_t got, left = 1;
    if (!stream)
        return capai_fail_memory(s->err);
    enum capai_status status = next_block(s, &got);
    while (!status && got) {
        ZSTD_inBuffer in = {s->in, got, 0};
        ZSTD_outBuffer out = {s->out, DIGEST_BLOCK, 0};
        do {
            out.pos = 0;
            left = ZSTD_decompressStream(stream, &out, &in);
            if (ZSTD_isError(left))
                status = fail_damaged(s);
            else
                status = put(s, s->out, out.pos);
        } while (!status && (in.pos < in.size || out.pos == out.size));
        if (!status)
            status = next_block(s, &got);
    }
    ZSTD_freeDStream(stream);
    return status || left == 0 ? status : fail_damaged(s);
}

static enum capai_status fill(struct spool *s, enum spool_kind kind)
{
    if (!digest_begin(&s->digest))
        return capai_fail_memory(s->err);
    switch (kind) {
    case SPOOL_GZIP:
        return unpack_gzip(s);
    case SPOOL_ZSTD:
        return unpack_zstd(s);
    case SPOOL_NONE:
    case SPOOL_INPUT:
    default:
        return copy_all(s);
    }
}

enum capai_status spool_open(struct capai_store *store, const char *path, struct capai_arena *arena,
                             struct capai_source **out, uint64_t *size,
                             unsigned char digest[DIGEST_SIZE], struct capai_error *err)
{
    static const char name[] = "spool";
    struct spool s = {.path = path, .err = err};
    const char *inside = capai_store_path(store, name, arena);
    enum capai_status status = CAPAI_OK;
    s.in = malloc(DIGEST_BLOCK);
    s.out = malloc(DIGEST_BLOCK);
    if (!s.in || !s.out || !inside)
        status = capai_fail_memory(err);
    if (!status)
        status = capai_source_open(path, arena, &s.source, err);
    if (!status)
        status = capai_part_open(store, name, 0, &s.part, err);
    if (!status)
        status = fill(&s, spool_kind_of(path));
    if (!status)
        status = capai_part_flush(s.part, err);
    if (!status)
        status = capai_source_open(inside, arena, out, err);
    *size = digest_end(&s.digest, digest);
    capai_part_close(s.part);
    capai_source_close(s.source);
    capai_store_drop(store, name);
    free(s.in);
    free(s.out);
    return status;
}
