#include "core/error.h"

#include <stdlib.h>
#include <string.h>

#include "core/text.h"

/* What a word begins with that stands for an entry. A word of the data that begins so gets another
 * character there, which is shown the same way. */
#define MARK "\1"
#define NO_MARK '\2'

struct entry {
    const char *name;
    const char *word; /* the name behind the mark */
    enum capai_status status;
    const char *text[2]; /* by enum capai_language */
    const char *hint[2];
};

static const struct entry entries[CAPAI_MESSAGE_COUNT] = {
    [CAPAI_MSG_NONE] = {"NONE", MARK "NONE", CAPAI_OK, {"", ""}, {"", ""}},
#define CAPAI_MESSAGE(id, status, indonesian, english, hint_indonesian, hint_english)              \
    [CAPAI_MSG_##id] = {                                                                           \
        #id, MARK #id, CAPAI_##status, {indonesian, english}, {hint_indonesian, hint_english}},
#include "capai/messages.def"
#undef CAPAI_MESSAGE
};

enum capai_status capai_message_status(enum capai_message message)
{
    return entries[message].status;
}

const char *capai_message_name(enum capai_message message)
{
    return entries[message].name;
}

const char *capai_label(enum capai_message message, enum capai_language language)
{
    return entries[message].text[language];
}

capai_text capai_message_word(enum capai_message message)
{
    return capai_text_of(entries[message].word);
}

/* True for what only looks like the word of an entry. */
static bool is_forged(capai_text word)
{
    if (*word.data != *MARK)
        return false;
    for (size_t i = 0; i < CAPAI_MESSAGE_COUNT; i++)
        if (entries[i].word == word.data)
            return false;
    return true;
}

/* The entry that a word stands for; NULL for a word that is one itself. */
static const struct entry *entry_of(const char *word, size_t size)
{
    for (size_t i = 0; size && *word == *MARK && i < CAPAI_MESSAGE_COUNT; i++)
        if (strlen(entries[i].word) == size && memcmp(entries[i].word, word, size) == 0)
            return &entries[i];
    return NULL;
}

/* The largest length up to `size` that does not cut a UTF-8 character. */
static size_t whole_characters(const char *data, size_t length, size_t size)
{
    if (length <= size)
        return length;
    while (size && ((unsigned char)data[size] & 0xC0) == 0x80)
        size--;
    return size;
}

enum capai_status capai_fail(struct capai_error *err, enum capai_message message,
                             const capai_text *words, size_t count)
{
    enum capai_status status = entries[message].status;
    if (!err || err->status >= CAPAI_ERR_DATA)
        return status;

    *err = (struct capai_error){.status = status, .message = message};
    size_t used = 0;
    for (size_t i = 0; i < CAPAI_ERROR_WORDS; i++) {
        if (i < count && words[i].size) {
            /* a long word must leave room for those after it */
            size_t room = (CAPAI_ERROR_TEXT - used) / (count - i);
            size_t size = whole_characters(words[i].data, words[i].size, room);
            memcpy(err->text + used, words[i].data, size);
            if (size && is_forged(words[i]))
                err->text[used] = NO_MARK;
            used += size;
        }
        err->word[i + 1] = (unsigned short)used;
    }
    return status;
}

enum capai_status capai_fail_memory(struct capai_error *err)
{
    return capai_fail(err, CAPAI_MSG_MEMORY, CAPAI_NO_WORDS);
}

enum capai_status error_pass(struct capai_error *err, const struct capai_error *failure)
{
    if (err && err->status < CAPAI_ERR_DATA)
        *err = *failure;
    return failure->status;
}

void capai_error_place(struct capai_error *err, const char *file, size_t line, size_t column)
{
    if (!err)
        return;
    if (!err->file)
        err->file = file;
    if (!err->line) {
        err->line = line;
        err->column = column;
    }
}

/* Output that counts what it would need and keeps what fits. */
struct sink {
    char *buffer;
    size_t size;
    size_t length;
};

static void put(struct sink *sink, const char *data, size_t size)
{
    if (sink->length < sink->size) {
        size_t room = sink->size - sink->length;
        memcpy(sink->buffer + sink->length, data, size < room ? size : room);
    }
    sink->length += size;
}

/* Puts text from elsewhere: line breaks and tabs become blanks; what is no UTF-8, and what could
 * drive a terminal or turn the direction of writing, becomes U+FFFD. */
static void put_word(struct sink *sink, const char *data, size_t size)
{
    for (size_t i = 0, step; i < size; i += step) {
        unsigned char c = (unsigned char)data[i];
        step = capai_text_character((capai_text){data + i, size - i});
        if (c == '\n' || c == '\r' || c == '\t')
            put(sink, " ", 1);
        else if (!step || capai_text_steers((capai_text){data + i, step}))
            put(sink, "\xEF\xBF\xBD", 3);
        else
            put(sink, &data[i], step);
        step += !step;
    }
}

/* Length of `buffer` without a character that was cut at its end. */
static size_t last_whole(const char *buffer, size_t size)
{
    size_t start = size;
    while (start && ((unsigned char)buffer[start - 1] & 0xC0) == 0x80)
        start--;
    if (!start || (unsigned char)buffer[start - 1] < 0xC0)
        return size;
    unsigned char lead = (unsigned char)buffer[start - 1];
    size_t needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    return size - (start - 1) < needed ? start - 1 : size;
}

static size_t word_size(const struct capai_error *err, int n)
{
    return (size_t)(err->word[n + 1] - err->word[n]);
}

/* Which word "{1}" to "{5}" at `p` stands for, from 0; -1 when there is none. */
static int placeholder(const char *p)
{
    bool is = p[0] == '{' && p[1] >= '1' && p[1] <= '0' + CAPAI_ERROR_WORDS && p[2] == '}';
    return is ? p[1] - '1' : -1;
}

/* Puts the form of "{1|row|rows}" at `p` that goes with the count {1}; returns its last byte. */
static const char *put_form(struct sink *sink, const struct capai_error *err, const char *p)
{
    int n = p[1] - '1';
    const char *one = p + 3, *more = strchr(one, '|') + 1, *end = strchr(more, '}');
    if (word_size(err, n) == 1 && err->text[err->word[n]] == '1')
        put(sink, one, (size_t)(more - 1 - one));
    else
        put(sink, more, (size_t)(end - more));
    return end;
}

/* A part of a message in brackets is left out where a word of it is missing. */
static bool all_words(const struct capai_error *err, const char *bracket)
{
    for (const char *p = bracket; *p != ']'; p++) {
        int n = placeholder(p);
        if (n >= 0 && !word_size(err, n))
            return false;
    }
    return true;
}

/* Ends what was put with a NUL, at a whole character; returns the bytes that were wanted. */
static size_t finish(const struct sink *sink, size_t size)
{
    if (size)
        sink->buffer[sink->length <= sink->size ? sink->length
                                                : last_whole(sink->buffer, sink->size)] = '\0';
    return sink->length;
}

static void put_number(struct sink *sink, size_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    put(sink, digits + at, sizeof digits - at);
}

size_t capai_error_where(const struct capai_error *err, char *buffer, size_t size)
{
    char letters[TEXT_LETTERS];
    struct sink sink = {buffer, size ? size - 1 : 0, 0};
    if (err->file)
        put_word(&sink, err->file, strlen(err->file));
    if (err->file && err->sheet) {
        put(&sink, ":", 1);
        put_word(&sink, err->sheet, strlen(err->sheet));
    }
    if (err->file && err->line) {
        put(&sink, err->sheet ? "!" : ":", 1);
        if (err->sheet)
            put(&sink, letters, text_letters(err->column, letters));
        put_number(&sink, err->line);
        if (!err->sheet && err->column) {
            put(&sink, ":", 1);
            put_number(&sink, err->column);
        }
    }
    return finish(&sink, size);
}

size_t capai_error_text(const struct capai_error *err, enum capai_language language, bool hint,
                        char *buffer, size_t size)
{
    const struct entry *entry = &entries[err->message];
    const char *template = hint ? entry->hint[language] : entry->text[language];
    struct sink sink = {buffer, size ? size - 1 : 0, 0};

    for (const char *p = template; *p; p++) {
        int n = placeholder(p);
        if (*p == '[' && !all_words(err, p))
            p = strchr(p, ']');
        else if (n >= 0) {
            const char *word = err->text + err->word[n];
            const struct entry *other = entry_of(word, word_size(err, n));
            if (other)
                put(&sink, other->text[language], strlen(other->text[language]));
            else
                put_word(&sink, word, word_size(err, n));
            p += 2;
        } else if (*p == '{' && p[1] && p[2] == '|') {
            p = put_form(&sink, err, p);
        } else if (*p != '[' && *p != ']') {
            put(&sink, p, 1);
        }
    }
    return finish(&sink, size);
}

void capai_notices_init(struct capai_notices *notices, struct capai_arena *arena, size_t limit)
{
    *notices = (struct capai_notices){.arena = arena, .limit = limit};
}

bool capai_notices_wants(const struct capai_notices *notices, enum capai_status status)
{
    return notices->seen[status] < notices->limit;
}

enum capai_status capai_notices_add(struct capai_notices *notices, const struct capai_error *err)
{
    if (notices->seen[err->status]++ >= notices->limit)
        return CAPAI_OK;
    struct capai_error *list = capai_arena_grow(notices->arena, notices->list, notices->count,
                                                &notices->capacity, sizeof *list);
    if (!list)
        return CAPAI_ERR_MEMORY;
    notices->list = list;
    list[notices->count] = *err;
    list[notices->count].sequence = notices->count;
    notices->count++;
    return CAPAI_OK;
}

static int compare_places(const void *a, const void *b)
{
    const struct capai_error *x = a, *y = b;
    if (!x->file != !y->file)
        return x->file ? 1 : -1;
    int sign = x->file ? strcmp(x->file, y->file) : 0;
    if (!sign && (x->sheet || y->sheet))
        sign = strcmp(x->sheet ? x->sheet : "", y->sheet ? y->sheet : "");
    if (sign)
        return sign;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (x->sequence > y->sequence) - (x->sequence < y->sequence);
}

void capai_notices_sort(struct capai_notices *notices)
{
    if (notices->count)
        qsort(notices->list, notices->count, sizeof *notices->list, compare_places);
}
