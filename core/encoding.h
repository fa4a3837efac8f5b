/* Bytes of a file as UTF-8. Private to the core. */
#ifndef CORE_ENCODING_H
#define CORE_ENCODING_H

#include "capai/error.h"
#include "capai/text.h"

enum encoding {
    ENCODING_UTF8,  /* with or without a byte-order mark */
    ENCODING_UTF16, /* Excel's "Unicode text", with a byte-order mark or an ASCII letter in front */
    ENCODING_WINDOWS, /* 1252: what Windows writes as "CSV" */
    ENCODING_NONE     /* no text */
};

/* What text should not have. */
struct encoding_damage {
    size_t count;    /* bytes that are no character of the encoding; each was made U+FFFD */
    size_t first;    /* offset of the first U+FFFD in the text */
    size_t controls; /* control characters, which stay */
};

/* Recognises the encoding of `content` and puts it into UTF-8 without a byte-order mark: *out, a
 * part of `content` where nothing changes, else a copy in `arena`. A byte-order mark decides;
 * without one it is UTF-8 where all of it is, or any character beyond ASCII is; else Windows-1252.
 * Bytes that do not fit are counted in *damage. Where they and the control characters
 * are too many for text with a few mistakes, and in UTF-16 where there is one, it is ENCODING_NONE:
 * *out is then the content without its mark and damage->first the offset there of the first of
 * them. Error: CAPAI_ERR_MEMORY. */
enum capai_status encoding_decode(capai_text content, struct capai_arena *arena,
                                  enum encoding *encoding, capai_text *out,
                                  struct encoding_damage *damage, struct capai_error *err);

/* True for a control character that text does not need: all but tab, CR and LF. */
bool encoding_is_control(char c);

#endif
