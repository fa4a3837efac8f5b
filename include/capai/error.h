/* Errors, warnings and notes: one model for a function that fails and for a complaint about data.
 *
 * A complaint names what happened (an entry of the message list, capai/messages.def), where, and
 * the words that fill the message. It holds no prose: the prose is made when somebody reads it, in
 * the language of that reader (capai_error_text).
 *
 * Every fallible function takes `struct capai_error *err` last. err may be NULL; it is untouched on
 * success; the first error wins (a function that fails because one it called failed leaves what is
 * there). Filling allocates nothing.
 */
#ifndef CAPAI_ERROR_H
#define CAPAI_ERROR_H

#include <stdbool.h>
#include <stddef.h>

#include "capai/api.h"
#include "capai/text.h"

CAPAI_API_BEGIN

/* What a program needs to know. Everything from CAPAI_ERR_DATA on is a failure. */
enum capai_status {
    CAPAI_OK = 0,
    CAPAI_NOTE,         /* worth knowing: how a gap in the data was filled */
    CAPAI_WARNING,      /* doubtful, but computed */
    CAPAI_ERR_DATA,     /* a cell or row is wrong; the rest goes on */
    CAPAI_ERR_UNUSABLE, /* the data set cannot be evaluated at all */
    CAPAI_ERR_RULES,    /* the rule script is wrong */
    CAPAI_ERR_USAGE,    /* the command line is wrong */
    CAPAI_ERR_SYSTEM,   /* a file cannot be opened, read or written */
    CAPAI_ERR_MEMORY    /* memory ran out, or a limit was reached */
};

/* The message list: one identifier per entry of capai/messages.def. */
enum capai_message {
    CAPAI_MSG_NONE = 0,
#define CAPAI_MESSAGE(id, status, indonesian, english, hint_indonesian, hint_english)              \
    CAPAI_MSG_##id,
#include "capai/messages.def"
#undef CAPAI_MESSAGE
    CAPAI_MESSAGE_COUNT
};

enum capai_language { CAPAI_INDONESIAN = 0, CAPAI_ENGLISH };

enum { CAPAI_ERROR_TEXT = 400, CAPAI_ERROR_WORDS = 5 };

struct capai_error {
    enum capai_status status;
    enum capai_message message;
    const char *file;  /* borrowed from whoever reports; NULL: no file concerned */
    const char *sheet; /* of a workbook, borrowed likewise; NULL: the file has lines of text */
    size_t line;       /* 1-based; of a sheet: the row; 0 unknown */
    size_t column;     /* 1-based, in characters; of a sheet: the column; 0 unknown */
    size_t width;      /* characters that the complaint is about; 0 unknown */
    size_t sequence;   /* in a list: the order in which it arose */
    /* The words of the message, {1} to {5}, one after the other, each cut to fit at a character. */
    unsigned short word[CAPAI_ERROR_WORDS + 1];
    char text[CAPAI_ERROR_TEXT];
};

/* The words of a message as an argument list: capai_fail(err, CAPAI_MSG_X, CAPAI_WORDS(a, b)). */
#define CAPAI_WORDS(...)                                                                           \
    (const capai_text[]){__VA_ARGS__},                                                             \
        sizeof((const capai_text[]){__VA_ARGS__}) / sizeof(capai_text)
#define CAPAI_NO_WORDS NULL, 0

/* Fills *err, unless it is NULL or holds a failure already, and returns the status that the message
 * list gives to `message`. Place fields are cleared. */
enum capai_status capai_fail(struct capai_error *err, enum capai_message message,
                             const capai_text *words, size_t count);

/* The same for the commonest failure of all. */
enum capai_status capai_fail_memory(struct capai_error *err);

/* Fills the place of *err where it is still empty: the file, and, where it has no line, line and
 * column. Does nothing on NULL. */
void capai_error_place(struct capai_error *err, const char *file, size_t line, size_t column);

/* Writes the place of *err into `buffer` as people name it, NUL-terminated and cut to fit:
 * "file:line:column", in a workbook "file:sheet!D7"; what is unknown is left out, and all of it
 * where there is no file. Control characters become U+FFFD. Returns the bytes that the whole text
 * needs, without the NUL. */
size_t capai_error_where(const struct capai_error *err, char *buffer, size_t size);

/* The bare text of an entry as a word of another message: it is put in the language of whoever
 * reads that. Lives for ever. */
capai_text capai_message_word(enum capai_message message);

/* Status of an entry of the message list. */
enum capai_status capai_message_status(enum capai_message message);

/* Name of an entry, for programs: "NUMBER_GROUPS". Never NULL. */
const char *capai_message_name(enum capai_message message);

/* The bare text of an entry in a language: a label. Never NULL. */
const char *capai_label(enum capai_message message, enum capai_language language);

/* Writes the message with its words into `buffer` as NUL-terminated UTF-8, cut at a character when
 * it does not fit. A part in brackets is left out where one of its words is missing. Control
 * characters in words become U+FFFD, so that data cannot drive a terminal. `hint` asks for what was
 * expected and what happens next, which may be empty. Returns the bytes that the whole text needs,
 * without the NUL. */
size_t capai_error_text(const struct capai_error *err, enum capai_language language, bool hint,
                        char *buffer, size_t size);

/* A list of complaints, in the order in which they arose, all in one arena. Past `limit` of each
 * status they are counted only. */
struct capai_notices {
    struct capai_arena *arena;
    struct capai_error *list;
    size_t count;
    size_t capacity;
    size_t limit;                      /* kept per status */
    size_t seen[CAPAI_ERR_MEMORY + 1]; /* reported per status, kept or not */
};

enum { CAPAI_NOTICES_LIMIT = 1000 };

/* An empty list; allocates nothing. */
void capai_notices_init(struct capai_notices *notices, struct capai_arena *arena, size_t limit);

/* True while a complaint of that status would be kept. Otherwise it need only be counted, in
 * `seen`, and not be worked out. */
bool capai_notices_wants(const struct capai_notices *notices, enum capai_status status);

/* Adds a copy of *err. CAPAI_ERR_MEMORY when there is no room, else CAPAI_OK. */
enum capai_status capai_notices_add(struct capai_notices *notices, const struct capai_error *err);

/* Brings complaints into the order of their places: by name of the file (those without one first),
 * sheet, line, column, and the order in which they arose. Cannot fail. */
void capai_notices_sort(struct capai_notices *notices);

CAPAI_API_END

#endif
