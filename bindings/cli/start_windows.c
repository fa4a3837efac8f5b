/* How the program begins and ends on Windows: words and environment become UTF-8, consoles show
 * UTF-8 and colours, files and pipes get the bytes that are written, and a window that was opened
 * for the program alone stays until its reader has read. */
#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#include "bindings/cli/crt_windows.h"
#include "bindings/lua/language.h"
#include "capai/system.h"
#include "core/native_wide.h"

int main(int argc, char **argv);
int wmain(int argc, wchar_t **words);

/* ---- consoles ---- */

static UINT page_before;

static void restore_page(void)
{
    SetConsoleOutputCP(page_before);
}

static void show_codes(DWORD which)
{
    HANDLE console = GetStdHandle(which);
    DWORD mode;
    const DWORD wanted = ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING;
    if (GetConsoleMode(console, &mode))
        SetConsoleMode(console, mode | wanted);
}

static void prepare_console(void)
{
    static char room[1 << 16];
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
    _setmode(_fileno(stderr), _O_BINARY);
    _fmode = _O_BINARY;
    setvbuf(stdout, room, _IOFBF, sizeof room); /* a letter of several bytes goes out whole */
    page_before = GetConsoleOutputCP();
    if (page_before && page_before != CP_UTF8 && SetConsoleOutputCP(CP_UTF8))
        atexit(restore_page); /* the page is that of the window, for whatever runs in it next */
    show_codes(STD_OUTPUT_HANDLE);
    show_codes(STD_ERROR_HANDLE);
}

/* True when the window was opened for this program: by a double click, or by dropping a file on
 * it. It closes with the program. */
static bool is_alone(void)
{
    DWORD processes[2];
    return GetConsoleProcessList(processes, 2) == 1;
}

static void wait_for_reader(void)
{
    struct capai_error error = {0};
    char text[200];
    capai_fail(&error, CAPAI_MSG_LABEL_CLOSE, CAPAI_NO_WORDS);
    capai_error_text(&error, language_of_environment(), false, text, sizeof text);
    fflush(stdout);
    fprintf(stderr, "\n%s", text);
    fflush(stderr);
    for (int c = getchar(); c != EOF && c != '\n';)
        c = getchar();
}

/* ---- words ---- */

/* True when backslashes lead to something, or to where something can be made. */
static bool is_path(const wchar_t *word)
{
    const wchar_t *last = wcsrchr(word, L'\\');
    if (!last)
        return false;
    if (GetFileAttributesW(word) != INVALID_FILE_ATTRIBUTES)
        return true;
    wchar_t *folder = _wcsdup(word);
    if (folder)
        folder[last - word + (last == word)] = L'\0';
    bool found = folder && GetFileAttributesW(folder) != INVALID_FILE_ATTRIBUTES;
    free(folder);
    return found;
}

/* The words in UTF-8, and paths among them with slashes, as the program takes them apart. NULL:
 * memory. */
static char **take_words(int count, wchar_t **words)
{
    char **taken = calloc((size_t)count + 1, sizeof *taken);
    for (int i = 0; taken && i < count; i++) {
        bool path = is_path(words[i]);
        taken[i] = utf8_of(words[i]);
        if (!taken[i])
            return NULL;
        for (char *at = taken[i]; path && *at; at++)
            if (*at == '\\')
                *at = '/';
    }
    return taken;
}

int wmain(int argc, wchar_t **words)
{
    enum { NO_MEMORY = 3 }; /* EXIT_SYSTEM */
    bool alone = is_alone();
    prepare_console();
    char **argv = take_words(argc, words);
    if (!argv || !crt_take_environment())
        return NO_MEMORY;
    int status = main(argc, argv);
    if (alone)
        wait_for_reader();
    return status;
}
