/* A scale as a database writes it: "Tinggi >= 76 < 90; Sedang >= 66 < 76". */
#include "bindings/sql/sql.h"

#include <string.h>

enum { BANDS = 64 };

static enum capai_status wrong(capai_text band, struct capai_error *err)
{
    return capai_fail(err, CAPAI_MSG_SQL_BAND, CAPAI_WORDS(band));
}

/* Bytes of `text` before the first of `signs`. */
static size_t before(capai_text text, const char *signs)
{
    size_t at = 0;
    while (at < text.size && !strchr(signs, text.data[at]))
        at++;
    return at;
}

static capai_text rest(capai_text text, size_t from)
{
    return (capai_text){text.data + from, text.size - from};
}

/* One bound, which begins with its sign; returns the bytes that it takes, 0 on failure. */
static size_t parse_bound(capai_text text, capai_text whole, struct capai_band *band,
                          struct capai_error *err)
{
    struct capai_bound *bound = text.data[0] == '>' ? &band->low : &band->high;
    bool closed = text.size > 1 && text.data[1] == '=';
    size_t sign = closed ? 2 : 1, size = sign + before(rest(text, sign), "<>");
    capai_text number = capai_text_trim((capai_text){text.data + sign, size - sign});
    if (bound->present || !number.size) {
        wrong(whole, err);
        return 0;
    }
    if (capai_decimal_parse(number, &bound->value, err) != CAPAI_OK)
        return 0;
    bound->present = true;
    bound->closed = closed;
    return size;
}

static enum capai_status parse_band(capai_text text, struct capai_band *band,
                                    struct capai_error *err)
{
    struct capai_error error = {0};
    size_t at = before(text, "<>");
    *band = (struct capai_band){.name = capai_text_trim((capai_text){text.data, at})};
    if (!band->name.size || at == text.size)
        return wrong(text, err);
    while (at < text.size) {
        size_t size = parse_bound(rest(text, at), text, band, &error);
        if (!size) {
            if (err && !err->status)
                *err = error;
            return error.status;
        }
        at += size;
    }
    return CAPAI_OK;
}

enum capai_status sql_scale(capai_text text, struct capai_arena *arena, struct capai_scale *out,
                            struct capai_error *err)
{
    struct capai_band *bands = capai_arena_array(arena, BANDS, sizeof *bands);
    struct capai_flaw *flaws;
    size_t count = 0, flaw_count;
    if (!bands)
        return capai_fail_memory(err);
    while (text.size) {
        size_t size = before(text, ";\n");
        capai_text band = capai_text_trim((capai_text){text.data, size});
        text = rest(text, size < text.size ? size + 1 : size);
        if (!band.size)
            continue;
        enum capai_status status =
            count == BANDS ? wrong(band, err) : parse_band(band, &bands[count++], err);
        if (status)
            return status;
    }
    struct capai_scale scale = {.bands = bands,
                                .count = count,
                                .above = CAPAI_BEYOND_UNDECLARED,
                                .below = CAPAI_BEYOND_UNDECLARED};
    enum capai_status status = capai_scale_check(&scale, arena, &flaws, &flaw_count, err);
    if (!status)
        *out = scale;
    return status;
}
