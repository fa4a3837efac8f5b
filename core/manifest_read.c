/* What is read back from a manifest: some words. The JSON text is walked through once, and nothing
 * of it is kept. */
#include "capai/manifest.h"

#include "capai/version.h"

enum { DEPTH_MOST = 32 };

struct walk {
    const char *at, *end;
};

static void skip_blanks(struct walk *w)
{
    while (w->at < w->end && (*w->at == ' ' || *w->at == '\t' || *w->at == '\n' || *w->at == '\r'))
        w->at++;
}

/* Takes one character, and the blanks before and behind it. */
static bool take(struct walk *w, char c)
{
    skip_blanks(w);
    if (w->at == w->end || *w->at != c)
        return false;
    w->at++;
    skip_blanks(w);
    return true;
}

/* Takes a string; *out is what stands between its quotes, escapes as they are. */
static bool take_string(struct walk *w, capai_text *out)
{
    if (w->at == w->end || *w->at != '"')
        return false;
    const char *start = ++w->at;
    while (w->at < w->end && *w->at != '"') {
        if ((unsigned char)*w->at < 0x20)
            return false;
        w->at += *w->at == '\\' && w->at + 1 < w->end;
        w->at++;
    }
    if (w->at >= w->end)
        return false;
    *out = (capai_text){start, (size_t)(w->at++ - start)};
    return true;
}

/* Takes a number, true, false or null. */
static bool take_word(struct walk *w)
{
    const char *start = w->at;
    for (; w->at < w->end; w->at++) {
        char c = *w->at;
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') && c != 'E' && c != '+' &&
            c != '-' && c != '.')
            break;
    }
    return w->at > start;
}

static bool take_value(struct walk *w, int depth);

/* What is looked for, by its key: a string, or a number as it is written. */
struct wanted {
    capai_text key, value;
    bool number;
};
enum { NUMBERS, TEXTS, FORMAT, MAKER, WANTED };

static bool take_wanted(struct walk *w, struct wanted *wanted)
{
    const char *start = w->at;
    if (!wanted->number)
        return take_string(w, &wanted->value);
    if (!take_word(w))
        return false;
    wanted->value = (capai_text){start, (size_t)(w->at - start)};
    return true;
}

/* Takes an object or array from its second character on, and keeps what is `wanted` (of WANTED
 * entries, or NULL). */
static bool take_entries(struct walk *w, char last, int depth, struct wanted *wanted)
{
    if (take(w, last))
        return true;
    do {
        capai_text key = CAPAI_NO_TEXT;
        if (last == '}' && (!take_string(w, &key) || !take(w, ':')))
            return false;
        size_t i = 0;
        while (wanted && i < WANTED && !capai_text_equal(key, wanted[i].key))
            i++;
        if (wanted && i < WANTED ? !take_wanted(w, &wanted[i]) : !take_value(w, depth))
            return false;
    } while (take(w, ','));
    return take(w, last);
}

static bool take_value(struct walk *w, int depth)
{
    capai_text ignored;
    if (depth > DEPTH_MOST)
        return false;
    if (take(w, '{'))
        return take_entries(w, '}', depth + 1, NULL);
    if (take(w, '['))
        return take_entries(w, ']', depth + 1, NULL);
    return take_string(w, &ignored) || take_word(w);
}

/* The notation of that name; what is missing changes nothing. */
static bool read_notation(capai_text name, enum capai_notation *out)
{
    bool plain =
        capai_text_equal(name, CAPAI_TEXT("plain")) || capai_text_equal(name, CAPAI_TEXT("us"));
    if (!name.data)
        return true;
    if (!plain && !capai_text_equal(name, CAPAI_TEXT("indonesia")))
        return false;
    *out = plain ? CAPAI_NOTATION_PLAIN : CAPAI_NOTATION_INDONESIA;
    return true;
}

/* Fills the values of what is there; false when the text is no JSON object. */
static bool read_wanted(capai_text text, struct wanted wanted[WANTED])
{
    static const struct wanted none[WANTED] = {
        [NUMBERS] = {{"notation", 8}, {NULL, 0}, false},
        [TEXTS] = {{"text_notation", 13}, {NULL, 0}, false},
        [FORMAT] = {{"format", 6}, {NULL, 0}, true},
        [MAKER] = {{"capai", 5}, {NULL, 0}, false},
    };
    struct walk w = {text.data, text.data + text.size};
    memcpy(wanted, none, sizeof none);
    if (text.size >= 3 && memcmp(text.data, "\xEF\xBB\xBF", 3) == 0)
        w.at += 3; /* what an editor may put before it */
    return take(&w, '{') && take_entries(&w, '}', 1, wanted) && w.at == w.end;
}

capai_text capai_manifest_newer(capai_text text)
{
    struct wanted wanted[WANTED];
    if (!read_wanted(text, wanted) || !wanted[FORMAT].value.data)
        return CAPAI_NO_TEXT;
    const capai_text format = wanted[FORMAT].value, ours = CAPAI_TEXT(CAPAI_MANIFEST_FORMAT);
    if (format.size < ours.size ||
        (format.size == ours.size && capai_text_compare(format, ours) <= 0))
        return CAPAI_NO_TEXT;
    return wanted[MAKER].value.size ? wanted[MAKER].value : CAPAI_TEXT("?");
}

enum capai_status capai_manifest_known(capai_text text, const char *path, struct capai_error *err)
{
    const capai_text maker = capai_manifest_newer(text);
    if (!maker.data)
        return CAPAI_OK;
    enum capai_status status =
        capai_fail(err, CAPAI_MSG_MANIFEST_NEWER, CAPAI_WORDS(maker, CAPAI_TEXT(CAPAI_VERSION)));
    capai_error_place(err, path, 0, 0);
    return status;
}

bool capai_manifest_read(capai_text text, struct capai_manifest_notation *out)
{
    struct wanted wanted[WANTED];
    struct capai_manifest_notation found = *out;
    if (!read_wanted(text, wanted))
        return false;
    if (!read_notation(wanted[NUMBERS].value, &found.numbers))
        return false;
    if (wanted[NUMBERS].value.data)
        found.texts = found.numbers;
    if (!read_notation(wanted[TEXTS].value, &found.texts))
        return false;
    found.results = wanted[TEXTS].value.data != NULL;
    *out = found;
    return true;
}
