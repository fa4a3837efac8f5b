/* Complaints for people: place, message, the line in question, what was expected. */
#include "bindings/cli/cli.h"

#include <errno.h>
#include <string.h>

#include "bindings/cli/lua_words.h"
#include "bindings/cli/near_path.h"

enum { TEXT_SIZE = 2048, MARGIN = 7 };

enum exit_status exit_status_of(enum capai_status status)
{
    switch (status) {
    case CAPAI_OK:
    case CAPAI_NOTE:
    case CAPAI_WARNING:
        return EXIT_DONE;
    case CAPAI_ERR_DATA:
        return EXIT_FOUND;
    case CAPAI_ERR_UNUSABLE:
    case CAPAI_ERR_RULES:
    case CAPAI_ERR_USAGE:
        return EXIT_UNUSABLE;
    case CAPAI_ERR_SYSTEM:
    case CAPAI_ERR_MEMORY:
    default:
        return EXIT_SYSTEM;
    }
}

static void severity(enum capai_status status, enum capai_message *label, int *style)
{
    *label = status == CAPAI_NOTE      ? CAPAI_MSG_LABEL_NOTE
             : status == CAPAI_WARNING ? CAPAI_MSG_LABEL_WARNING
                                       : CAPAI_MSG_LABEL_ERROR;
    *style = status == CAPAI_NOTE      ? STYLE_SOFT
             : status == CAPAI_WARNING ? STYLE_ATTENTION
                                       : STYLE_ERROR;
}

/* Where the last quoted line began: complaints come in the order of lines, so the next one is not
 * looked for from the beginning. */
struct cursor {
    const char *data;
    size_t line, offset;
};

/* Line `number` of a file, without its end. */
static capai_text line_of(capai_text source, size_t number, struct cursor *cursor)
{
    if (cursor->data != source.data || cursor->line > number)
        *cursor = (struct cursor){source.data, 1, 0};
    const char *p = source.data + cursor->offset, *end = source.data + source.size;
    for (size_t line = cursor->line; line < number && p < end; line++) {
        while (p < end && *p != '\n' && *p != '\r')
            p++;
        if (p < end)
            p += p[0] == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
    }
    cursor->line = number;
    cursor->offset = (size_t)(p - source.data);
    const char *start = p;
    while (p < end && *p != '\n' && *p != '\r')
        p++;
    return (capai_text){start, (size_t)(p - start)};
}

/* The part of `text` from character `from` on, at most `count` characters. */
static capai_text slice(capai_text text, size_t from, size_t count)
{
    size_t i = 0;
    for (size_t n = 0; i < text.size && n < from; n++)
        do
            i++;
        while (i < text.size && ((unsigned char)text.data[i] & 0xC0) == 0x80);
    size_t start = i;
    for (size_t n = 0; i < text.size && n < count; n++)
        do
            i++;
        while (i < text.size && ((unsigned char)text.data[i] & 0xC0) == 0x80);
    return (capai_text){text.data + start, i - start};
}

static void margin(const struct terminal *terminal, size_t number)
{
    char text[32];
    int size = number ? snprintf(text, sizeof text, "%*zu | ", MARGIN - 2, number)
                      : snprintf(text, sizeof text, "%*s | ", MARGIN - 2, "");
    terminal_put(terminal, STYLE_SOFT, (capai_text){text, size > 0 ? (size_t)size : 0});
}

/* The line with a caret below the place; a long line is cut to what stands around it. */
static void print_excerpt(const struct terminal *terminal, const struct capai_error *error,
                          capai_text source, int style, struct cursor *cursor)
{
    capai_text line = line_of(source, error->line, cursor);
    size_t room = terminal->width - MARGIN - 1, at = error->column ? error->column - 1 : 0;
    size_t length = capai_text_length(line), from = 0;
    if (!line.size)
        return;
    if (length > room && at > room / 2)
        from = at - room / 2;
    margin(terminal, error->line);
    terminal_put(terminal, STYLE_PLAIN, slice(line, from, room));
    fputc('\n', terminal->file);
    if (!error->column)
        return;
    margin(terminal, 0);
    for (size_t i = from; i < at; i++)
        fputc(' ', terminal->file);
    terminal_put(terminal, style, CAPAI_TEXT("^"));
    for (size_t i = 1; i < error->width && at - from + i < room; i++)
        terminal_put(terminal, style, CAPAI_TEXT("~"));
    fputc('\n', terminal->file);
}

/* A hint behind `indent` columns: a person's is broken at blanks, a program's stays one line. */
static void print_hint(const struct terminal *terminal, capai_text text, size_t indent)
{
    if (terminal->interactive) {
        print_wrapped(terminal, STYLE_SOFT, text, indent);
        return;
    }
    terminal_put(terminal, STYLE_SOFT, text);
    fputc('\n', terminal->file);
}

/* The text of the file that a complaint quotes; empty where it quotes none. */
static capai_text source_of(const struct capai_error *error, find_source find, void *user)
{
    bool quotes =
        error->file && !error->sheet && error->line && find && error->status != CAPAI_NOTE;
    return quotes ? find(user, error->file) : CAPAI_NO_TEXT;
}

/* A file that is not there gets the name of one that is. */
static void name_near_path(struct capai_error *error)
{
    struct capai_arena arena;
    struct capai_error told = {0};
    if ((error->message != CAPAI_MSG_READ_NO_FILE && error->message != CAPAI_MSG_DATA_NOT_FOUND) ||
        !error->file)
        return;
    capai_arena_init(&arena, NULL, NULL, 0);
    capai_fail(&told, error->message, CAPAI_WORDS(near_path(error->file, &arena)));
    told.file = error->file;
    *error = told;
    capai_arena_clear(&arena);
}

static void print_complaint(const struct terminal *terminal, const struct capai_error *complaint,
                            find_source find, void *user, struct cursor *cursor)
{
    char text[TEXT_SIZE];
    enum capai_message label;
    int style;
    struct capai_error told, *error = &told;
    capai_text source = source_of(complaint, find, user);
    lua_words_tell(complaint, source, &told);
    name_near_path(&told);
    severity(error->status, &label, &style);
    if (error->file) {
        capai_error_where(error, text, sizeof text);
        terminal_put(terminal, STYLE_BOLD, capai_text_of(text));
        terminal_put(terminal, STYLE_BOLD, CAPAI_TEXT(": "));
    }
    terminal_put(terminal, style, capai_text_of(capai_label(label, terminal->language)));
    fputs(": ", terminal->file);
    capai_error_text(error, terminal->language, false, text, sizeof text);
    terminal_put(terminal, STYLE_PLAIN, capai_text_of(text));
    fputc('\n', terminal->file);

    if (source.size)
        print_excerpt(terminal, error, source, style, cursor);
    capai_error_text(error, terminal->language, true, text, sizeof text);
    if (text[0]) {
        if (source.size)
            margin(terminal, 0);
        else
            fputs("  ", terminal->file);
        print_hint(terminal, capai_text_of(text), source.size ? MARGIN + 1 : 2);
    }
}

void print_error(const struct terminal *terminal, const struct capai_error *error)
{
    struct cursor cursor = {NULL, 1, 0};
    print_complaint(terminal, error, NULL, NULL, &cursor);
}

enum capai_status finish_output(struct capai_error *err)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return CAPAI_OK;
    return capai_fail(err, errno == EPIPE ? CAPAI_MSG_OUTPUT_CLOSED : CAPAI_MSG_OUTPUT,
                      CAPAI_NO_WORDS);
}

/* What was noted of that status and not kept: how much more there is, or that memory ran out. */
static void print_more(const struct terminal *terminal, enum capai_status status, size_t count,
                       bool starved)
{
    struct capai_error more = {0};
    enum capai_message label;
    int style;
    char number[CAPAI_DECIMAL_TEXT], text[TEXT_SIZE];
    if (starved) {
        capai_fail_memory(&more);
        print_error(terminal, &more);
        return;
    }
    severity(status, &label, &style);
    capai_decimal_format(capai_decimal_from_int((int64_t)count), CAPAI_NOTATION_INDONESIA, number);
    capai_fail(
        &more, CAPAI_MSG_LABEL_MORE,
        CAPAI_WORDS(capai_text_of(number), capai_text_of(capai_label(label, terminal->language))));
    capai_error_text(&more, terminal->language, false, text, sizeof text);
    terminal_put(terminal, style, capai_text_of(text));
    fputc('\n', terminal->file);
}

void print_notices(const struct terminal *terminal, const struct capai_notices *notices,
                   find_source find, void *user)
{
    size_t kept[CAPAI_ERR_MEMORY + 1] = {0};
    struct cursor cursor = {NULL, 1, 0};
    for (size_t i = 0; i < notices->count; i++) {
        print_complaint(terminal, &notices->list[i], find, user, &cursor);
        kept[notices->list[i].status]++;
    }
    for (enum capai_status s = CAPAI_NOTE; s <= CAPAI_ERR_MEMORY; s++)
        if (notices->seen[s] > kept[s])
            print_more(terminal, s, notices->seen[s] - kept[s],
                       s == CAPAI_ERR_MEMORY ||
                           (kept[s] < notices->limit && notices->arena->starved));
}
