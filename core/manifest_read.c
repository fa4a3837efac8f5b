/* What is read back from a manifest: two words. The JSON text is walked through once, and nothing
 * of it is kept. */
#include "capai/manifest.h"

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

/* The strings that are looked for, by their keys. */
struct wanted {
    capai_text key, value;
};
enum { NUMBERS, TEXTS, WANTED };

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
        if (wanted && i < WANTED ? !take_string(w, &wanted[i].value) : !take_value(w, depth))
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

bool capai_manifest_read(capai_text text, struct capai_manifest_notation *out)
{
    struct wanted wanted[WANTED] = {[NUMBERS] = {{"notation", 8}, CAPAI_NO_TEXT},
                                    [TEXTS] = {{"text_notation", 13}, CAPAI_NO_TEXT}};
    struct capai_manifest_notation found = *out;
    struct walk w = {text.data, text.data + text.size};
    if (text.size >= 3 && memcmp(text.data, "\xEF\xBB\xBF", 3) == 0)
        w.at += 3; /* what an editor may put before it */
    if (!take(&w, '{') || !take_entries(&w, '}', 1, wanted) || w.at != w.end)
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
