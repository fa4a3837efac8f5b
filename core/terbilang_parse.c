#include "capai/terbilang.h"
#include "core/decimal.h"
#include "core/error.h"
#include "core/text.h"

enum kind { MINUS, ZERO, DIGIT, ONE, BELAS, PULUH, RATUS, SCALE, KOMA, RUPIAH };

struct word {
    capai_text text;
    enum kind kind;
    unsigned value; /* of a digit; of a scale its power of 1000 */
};

#define WORD(text, kind, value)                                                                    \
    {                                                                                              \
        {text, sizeof(text) - 1}, kind, value                                                      \
    }

/* Every word and spelling that is read. ONE is the "se" of sepuluh, sebelas, seratus, seribu. */
static const struct word vocabulary[] = {
    WORD("minus", MINUS, 0),      WORD("negatif", MINUS, 0),    WORD("nol", ZERO, 0),
    WORD("satu", DIGIT, 1),       WORD("dua", DIGIT, 2),        WORD("tiga", DIGIT, 3),
    WORD("empat", DIGIT, 4),      WORD("lima", DIGIT, 5),       WORD("enam", DIGIT, 6),
    WORD("tujuh", DIGIT, 7),      WORD("delapan", DIGIT, 8),    WORD("sembilan", DIGIT, 9),
    WORD("se", ONE, 1),           WORD("belas", BELAS, 0),      WORD("puluh", PULUH, 0),
    WORD("ratus", RATUS, 0),      WORD("ribu", SCALE, 1),       WORD("juta", SCALE, 2),
    WORD("miliar", SCALE, 3),     WORD("milyar", SCALE, 3),     WORD("milliar", SCALE, 3),
    WORD("triliun", SCALE, 4),    WORD("trilyun", SCALE, 4),    WORD("trilliun", SCALE, 4),
    WORD("kuadriliun", SCALE, 5), WORD("kuadrilyun", SCALE, 5), WORD("kuintiliun", SCALE, 6),
    WORD("sekstiliun", SCALE, 7), WORD("septiliun", SCALE, 8),  WORD("oktiliun", SCALE, 9),
    WORD("noniliun", SCALE, 10),  WORD("desiliun", SCALE, 11),  WORD("koma", KOMA, 0),
    WORD("rupiah", RUPIAH, 0),
};
enum { VOCABULARY = sizeof vocabulary / sizeof *vocabulary };

/* What may be suggested beside the words above: "se" with what must follow. */
static const struct word joined[] = {
    WORD("sepuluh", PULUH, 0),
    WORD("sebelas", BELAS, 0),
    WORD("seratus", RATUS, 0),
    WORD("seribu", SCALE, 1),
};
enum { JOINED = sizeof joined / sizeof *joined, TOKEN_MAX = 64 };

/* ---- the grammar: what has been read, and what can follow ---- */

enum phase { START, SIGNED, NOTHING, WHOLE, DECIMALS, END };

struct number {
    enum phase phase; /* NOTHING: after "nol" */
    bool negative;
    bool one;            /* "se" was read, and not yet what it counts */
    int room;            /* places of the group that are free: 3, behind ratus 2, behind puluh 1 */
    unsigned digit;      /* 1 to 9, not yet placed; 0 none */
    unsigned group;      /* below 1000 */
    unsigned thousands;  /* of "tiga ribu" before a group or a larger scale: 3000 */
    capai_uint128 limit; /* what comes must stay below: the last scale */
    capai_uint128 total; /* with `decimals` decimals */
    int decimals;
};

static capai_uint128 power(unsigned n)
{
    capai_uint128 p = 1;
    while (n-- > 0)
        p *= 10;
    return p;
}

/* What a scale would multiply; as "tiga ribu triliun" shows, that may have thousands. */
static unsigned counted(const struct number *n)
{
    return n->thousands + n->group + n->digit;
}

static bool scale_fits(const struct number *n, unsigned scale)
{
    if (n->one && n->group + n->thousands)
        return false; /* "dua ribu sejuta" */
    if (scale == 1 && n->thousands)
        return false;
    return counted(n) && counted(n) < n->limit / power(3 * scale);
}

static bool can_follow(const struct number *n, enum kind kind, unsigned value)
{
    bool begin = n->phase == START || n->phase == SIGNED, whole = n->phase == WHOLE;
    switch (kind) {
    case MINUS:
        return n->phase == START;
    case ZERO:
        return begin || n->phase == DECIMALS;
    case DIGIT:
        return begin || n->phase == DECIMALS || (whole && !n->digit && n->room >= 1);
    case ONE:
        return begin || (whole && !n->digit && n->room >= 2);
    case BELAS:
    case PULUH:
        return whole && n->digit && n->room >= 2;
    case RATUS:
        return whole && n->digit && n->room == 3;
    case SCALE:
        return whole && scale_fits(n, value);
    case KOMA:
        return n->phase == NOTHING || (whole && !n->one);
    default: /* RUPIAH */
        return n->phase == NOTHING || (whole && !n->one) || (n->phase == DECIMALS && n->decimals);
    }
}

/* Puts the digit at its place in the group, `room` places being free behind it. */
static void place_digit(struct number *n, unsigned value, int room)
{
    n->group += value;
    n->room = room;
    n->digit = 0;
    n->one = false;
}

static void take_scale(struct number *n, unsigned scale)
{
    unsigned value = counted(n);
    n->thousands = n->group = 0;
    place_digit(n, 0, 3);
    if (scale == 1) {
        n->thousands = value * 1000;
    } else {
        n->limit = power(3 * scale);
        n->total += value * n->limit;
    }
}

static void close_whole(struct number *n, enum phase phase)
{
    n->total += counted(n);
    n->thousands = n->group = n->digit = 0;
    n->phase = phase;
}

/* Takes a word that can follow. False: the digits are too many. */
static bool take(struct number *n, enum kind kind, unsigned value)
{
    switch (kind) {
    case MINUS:
        n->negative = true;
        n->phase = SIGNED;
        return true;
    case ZERO:
    case DIGIT:
    case ONE:
        if (n->phase == DECIMALS) {
            if (n->total >= power(CAPAI_DECIMAL_DIGITS - 1) || n->decimals == CAPAI_DECIMAL_SCALE)
                return false;
            n->total = n->total * 10 + value;
            n->decimals++;
            return true;
        }
        n->phase = kind == ZERO ? NOTHING : WHOLE;
        n->digit = value;
        n->one = kind == ONE;
        return true;
    case BELAS:
        place_digit(n, 10 + n->digit, 0);
        return true;
    case PULUH:
        place_digit(n, 10 * n->digit, n->digit == 1 ? 0 : 1);
        return true;
    case RATUS:
        place_digit(n, 100 * n->digit, 2);
        return true;
    case SCALE:
        take_scale(n, value);
        return true;
    case KOMA:
    default: /* RUPIAH */
        close_whole(n, kind == KOMA ? DECIMALS : END);
        return true;
    }
}

static bool is_finished(const struct number *n)
{
    return n->phase == END || can_follow(n, RUPIAH, 0);
}

/* ---- words ---- */

struct reader {
    struct number number;
    capai_text text;  /* all of it, for places */
    capai_text rest;  /* not yet read */
    capai_text token; /* what is left of the word that was parted from the rest, in one piece */
    capai_text last;  /* the last word that was taken */
};

static capai_text behind(capai_text text, size_t size)
{
    return (capai_text){text.data + size, text.size - size};
}

/* Bytes of the blank or hyphen at the beginning of `text`. */
static size_t separator(capai_text text)
{
    return text.size && *text.data == '-' ? 1 : capai_text_blank(text);
}

/* The longest word that `token` begins with. */
static const struct word *find(capai_text token)
{
    const struct word *found = NULL;
    for (size_t i = 0; i < VOCABULARY; i++) {
        size_t size = vocabulary[i].text.size;
        if (size <= token.size && (!found || size > found->text.size) &&
            capai_text_equal_nocase((capai_text){token.data, size}, vocabulary[i].text))
            found = &vocabulary[i];
    }
    return found;
}

/* True when `token` is a word, or words joined. */
static bool is_words(capai_text token)
{
    if (token.size > TOKEN_MAX)
        return false;
    for (const struct word *word; token.size; token = behind(token, word->text.size))
        if (!(word = find(token)))
            return false;
    return true;
}

/* Parts the next token from the rest; it is empty at the end of the text. */
static void next_token(struct reader *r)
{
    size_t size;
    while ((size = separator(r->rest)) > 0)
        r->rest = behind(r->rest, size);
    r->token = (capai_text){r->rest.data, 0};
    while (r->rest.size && !separator(r->rest)) {
        r->rest = behind(r->rest, 1);
        r->token.size++;
    }
}

/* Without the parentheses around it and the full stop behind it. */
static capai_text undress(capai_text text)
{
    text = capai_text_trim(text);
    if (text.size && text.data[text.size - 1] == '.')
        text = capai_text_trim((capai_text){text.data, text.size - 1});
    if (text.size > 1 && text.data[0] == '(' && text.data[text.size - 1] == ')')
        text = capai_text_trim((capai_text){text.data + 1, text.size - 2});
    return text;
}

/* ---- complaints ---- */

/* The words that can follow now; returns how many. Of several spellings the first is listed. */
static size_t list_words(const struct number *n, capai_text *list)
{
    size_t count = 0;
    for (size_t i = 0; i < VOCABULARY; i++) {
        const struct word *word = &vocabulary[i];
        bool spelling = i && word->kind == word[-1].kind && word->value == word[-1].value;
        if (word->kind != ONE && !spelling && can_follow(n, word->kind, word->value))
            list[count++] = word->text;
    }
    for (size_t i = 0; i < JOINED; i++) {
        struct number after = *n;
        if (can_follow(n, ONE, 1) && take(&after, ONE, 1) &&
            can_follow(&after, joined[i].kind, joined[i].value))
            list[count++] = joined[i].text;
    }
    return count;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static enum capai_status complain(const struct reader *r, enum capai_message message,
                                  capai_text word, struct capai_error *err)
{
    capai_text list[VOCABULARY + JOINED];
    char text[256];
    size_t count = list_words(&r->number, list), size = 0;
    capai_text near = CAPAI_NO_TEXT;
    if (message == CAPAI_MSG_WORDS_PLACE)
        near = capai_text_nearest(word, list, count);
    /* a typo may differ more than in other lists: few words are numbers, fewer can stand here */
    if (message == CAPAI_MSG_WORDS_UNKNOWN)
        near = text_nearest_within(word, list, count, (least(word.size, TOKEN_MAX) + 1) / 3);
    for (size_t i = 0; i < count && !near.data; i++)
        size = capai_text_append(text, sizeof text, size, list[i]);
    struct capai_error error = {0};
    capai_fail(&error, message, CAPAI_WORDS(word, near, ((capai_text){text, size})));
    error.column = 1;
    if (word.data)
        error.column +=
            capai_text_length((capai_text){r->text.data, (size_t)(word.data - r->text.data)});
    error.width = capai_text_length(word);
    return error_pass(err, &error);
}

/* The word as a reader sees it: "se" with what it is joined to. */
static capai_text shown(const struct word *word, capai_text token)
{
    size_t size = word->text.size;
    if (word->kind == ONE && token.size > size)
        size += find(behind(token, size))->text.size;
    return (capai_text){token.data, size};
}

/* True where a scale cannot follow only because no decimal is so large: none was read before. */
static bool is_too_large(const struct number *n, const struct word *word)
{
    return word->kind == SCALE && word->value > 1 && n->limit == power(CAPAI_TERBILANG_DIGITS) &&
           counted(n) && !n->one;
}

static enum capai_status read_token(struct reader *r, struct capai_error *err)
{
    if (!is_words(r->token))
        return complain(r, CAPAI_MSG_WORDS_UNKNOWN, r->token, err);
    while (r->token.size) {
        const struct word *word = find(r->token);
        capai_text seen = shown(word, r->token);
        if (!can_follow(&r->number, word->kind, word->value)) {
            bool large = is_too_large(&r->number, word);
            return complain(r, large ? CAPAI_MSG_WORDS_DIGITS : CAPAI_MSG_WORDS_PLACE, seen, err);
        }
        if (!take(&r->number, word->kind, word->value))
            return complain(r, CAPAI_MSG_WORDS_DIGITS, seen, err);
        r->last = (capai_text){r->token.data, word->text.size};
        r->token = behind(r->token, word->text.size);
    }
    return CAPAI_OK;
}

enum capai_status capai_terbilang_parse(capai_text text, capai_decimal *out,
                                        struct capai_error *err)
{
    struct reader r = {.text = text, .rest = undress(text)};
    r.number = (struct number){.room = 3, .limit = power(CAPAI_TERBILANG_DIGITS)};

    for (next_token(&r); r.token.size; next_token(&r)) {
        enum capai_status status = read_token(&r, err);
        if (status)
            return status;
    }
    if (!r.last.size)
        return complain(&r, CAPAI_MSG_WORDS_EMPTY, CAPAI_NO_TEXT, err);
    if (!is_finished(&r.number))
        return complain(&r, CAPAI_MSG_WORDS_END, r.last, err);
    close_whole(&r.number, END);
    *out =
        decimal_join((struct decimal_parts){r.number.total, -r.number.decimals, r.number.negative});
    return CAPAI_OK;
}
