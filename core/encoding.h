/* Bytes of a file as UTF-8. Private to the core. */
#ifndef CORE_ENCODING_H
#define CORE_ENCODING_H

#include "capai/error.h"
#include "capai/text.h"

enum encoding {
    ENCODING_UTF8,    /* with or without a byte-order mark */
    ENCODING_UTF16,   /* with one: Excel's "Unicode text" */
    ENCODING_WINDOWS, /* 1252: what Windows writes as "CSV" */
    ENCODING_NONE     /* none of these, or a mixture */
};

/* Recognises the encoding of `content` and puts it into UTF-8 without a byte-order mark: *out, a
 * part of `content` where nothing changes, else a copy in `arena`. A byte-order mark decides;
 * without one it is UTF-8 where all of it is, and Windows-1252 where no character beyond ASCII is
 * UTF-8. For ENCODING_NONE *out is the content without its mark, and *bad the offset there of the
 * first byte that spoils it. Error: CAPAI_ERR_MEMORY. */
enum capai_status encoding_decode(capai_text content, struct capai_arena *arena,
                                  enum encoding *encoding, capai_text *out, size_t *bad,
                                  struct capai_error *err);

#endif
