/* Lines for repl: typed into a console, whose own editing and history serve, or piped. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#include "bindings/cli/repl.h"
#include "bindings/lua/native.h"

struct lines {
    HANDLE console; /* NULL: piped */
    char *line;     /* of malloc */
    size_t capacity;
};

/* ---- Ctrl-C ---- */

void interrupt_catch(void (*handler)(int number))
{
    signal(SIGINT, handler);
}

void interrupt_release(void)
{
    signal(SIGINT, SIG_IGN);
}

/* ---- opening and reading ---- */

struct lines *lines_open(lua_State *L)
{
    struct lines *lines = calloc(1, sizeof *lines);
    (void)L; /* no names are completed here */
    if (lines && native_terminal_is(stdin) && native_terminal_is(stdout)) {
        lines->console = GetStdHandle(STD_INPUT_HANDLE);
        signal(SIGINT, SIG_IGN); /* it takes back a line, and ends nothing */
    }
    return lines;
}

void lines_close(struct lines *lines)
{
    free(lines->line);
    free(lines);
}

bool lines_interactive(const struct lines *lines)
{
    return lines->console != NULL;
}

/* Makes room for `size` bytes in the line. */
static bool reserve(struct lines *lines, size_t size)
{
    if (size <= lines->capacity)
        return true;
    char *line = realloc(lines->line, size * 2);
    if (!line)
        return false;
    lines->line = line;
    lines->capacity = size * 2;
    return true;
}

/* Adds what a console gives, until the end of a line. */
static enum line_result read_typed(struct lines *lines, size_t *size)
{
    wchar_t typed[512];
    DWORD count;
    do {
        SetLastError(ERROR_SUCCESS);
        if (!ReadConsoleW(lines->console, typed, sizeof typed / sizeof *typed, &count, NULL) ||
            (!count && GetLastError() != ERROR_OPERATION_ABORTED))
            return LINE_END;
        if (!count)
            return LINE_CANCELLED;
        if (!*size && typed[0] == 0x1A) /* Ctrl-Z */
            return LINE_END;
        if (!reserve(lines, *size + 3 * (size_t)count + 1))
            return LINE_STARVED;
        *size += (size_t)WideCharToMultiByte(CP_UTF8, 0, typed, (int)count, lines->line + *size,
                                             3 * (int)count, NULL, NULL);
    } while (lines->line[*size - 1] != '\n');
    return LINE_READ;
}

static enum line_result read_piped(struct lines *lines, size_t *size)
{
    int c;
    while ((c = getc(stdin)) != EOF) {
        if (!reserve(lines, *size + 2))
            return LINE_STARVED;
        lines->line[(*size)++] = (char)c;
        if (c == '\n')
            break;
    }
    return *size ? LINE_READ : LINE_END;
}

enum line_result lines_read(struct lines *lines, bool more, capai_text *line)
{
    size_t size = 0;
    if (lines->console)
        fputs(more ? "    >> " : "capai> ", stdout);
    fflush(stdout);
    enum line_result result = lines->console ? read_typed(lines, &size) : read_piped(lines, &size);
    if (result != LINE_READ) {
        if (lines->console)
            fputc('\n', stdout);
        return result;
    }
    while (size && (lines->line[size - 1] == '\n' || lines->line[size - 1] == '\r'))
        size--;
    lines->line[size] = '\0';
    *line = (capai_text){lines->line, size};
    return LINE_READ;
}
