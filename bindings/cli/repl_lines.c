/* Lines for repl: typed by a person, with editing and history by libedit, or piped. */
#define _GNU_SOURCE

#include <errno.h>
#include <fcntl.h>
#include <histedit.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bindings/cli/repl.h"
#include "capai/system.h"

enum { HISTORY_MOST = 1000 };

struct lines {
    lua_State *L;
    struct capai_arena arena; /* the path of the history */
    EditLine *editor;         /* NULL: piped */
    HistoryW *history;
    const char *history_path; /* NULL: none is kept */
    locale_t utf8;
    bool more;
    char *line; /* of malloc */
    size_t capacity;
};

/* Set by signals; a process has one terminal. */
static volatile sig_atomic_t interrupted, resized;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

static void on_resize(int number)
{
    (void)number;
    resized = 1;
}

static void handle(int number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler}; /* without SA_RESTART: reading stops */
    sigaction(number, &action, NULL);
}

static struct sigaction reading; /* what Ctrl-C does to what reads lines */

void interrupt_catch(void (*handler)(int number))
{
    struct sigaction action = {.sa_handler = handler};
    sigaction(SIGINT, &action, &reading);
}

void interrupt_release(void)
{
    sigaction(SIGINT, &reading, NULL);
}

/* ---- characters ---- */

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

/* The UTF-8 of a character; its size. */
static size_t encode(wchar_t character, char *out)
{
    unsigned long c = (unsigned long)character;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = {0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(lead[more] | c >> (6 * more));
    for (size_t i = 1; i <= more; i++)
        out[i] = (char)(0x80 | (c >> (6 * (more - i)) & 0x3F));
    return more + 1;
}

/* The character at the beginning of UTF-8 text; one that is none is U+FFFD. */
static wchar_t decode(capai_text text, size_t *size)
{
    *size = capai_text_character(text);
    if (!*size) {
        *size = 1;
        return 0xFFFD;
    }
    unsigned long c = (unsigned char)text.data[0];
    c &= *size == 1 ? 0x7FU : 0xFFU >> (*size + 1);
    for (size_t i = 1; i < *size; i++)
        c = c << 6 | ((unsigned char)text.data[i] & 0x3F);
    return (wchar_t)c;
}

/* Reads one byte; -1 with errno EINTR after Ctrl-C. */
static int read_byte(EditLine *editor, char *byte)
{
    for (;;) {
        ssize_t n = interrupted ? -1 : read(STDIN_FILENO, byte, 1);
        if (n >= 0)
            return (int)n;
        if (resized) {
            resized = 0;
            el_resize(editor);
        }
        if (interrupted || errno != EINTR) {
            errno = interrupted ? EINTR : errno;
            return -1;
        }
    }
}

/* Reads one character, whatever the locale: terminals speak UTF-8. */
static int read_character(EditLine *editor, wchar_t *out)
{
    char bytes[4];
    size_t size;
    int n = read_byte(editor, bytes);
    if (n <= 0)
        return n;
    unsigned char lead = (unsigned char)bytes[0];
    size_t whole = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    for (size_t i = 1; i < whole; i++)
        if ((n = read_byte(editor, &bytes[i])) <= 0)
            return n;
    *out = decode((capai_text){bytes, whole}, &size);
    return 1;
}

/* ---- history ---- */

/* $XDG_STATE_HOME/capai/history, else ~/.local/state/capai/history, its folders made; NULL when it
 * cannot be. */
static const char *find_history(struct capai_arena *arena)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    const char *const below_home[] = {".local", "state", "capai"};
    bool made, own = state && *state == '/';
    const char *path = own ? state : home;
    if (!path || *path != '/' || (own && capai_folder_make(path, &made, NULL) != CAPAI_OK))
        return NULL;
    for (size_t i = own ? 2 : 0; i < 3; i++) {
        path = capai_path_join(path, below_home[i], arena);
        if (!path || capai_folder_make(path, &made, NULL) != CAPAI_OK)
            return NULL;
    }
    return capai_path_join(path, "history", arena);
}

static void enter_history(struct lines *lines, capai_text line)
{
    HistEventW event;
    wchar_t *wide = calloc(line.size + 1, sizeof *wide);
    size_t n = 0, step;
    for (size_t i = 0; wide && i < line.size; i += step)
        wide[n++] = decode((capai_text){line.data + i, line.size - i}, &step);
    if (wide)
        history_w(lines->history, &event, H_ENTER, wide);
    free(wide);
}

/* Shortens a history that has grown to twice what is used to its last lines. */
static void trim_history(const struct lines *lines, capai_text kept, struct capai_arena *arena)
{
    struct capai_output *output;
    if (capai_output_open(lines->history_path, arena, &output, NULL) != CAPAI_OK)
        return;
    fwrite(kept.data, 1, kept.size, capai_output_stream(output));
    if (capai_output_close(output, NULL) != CAPAI_OK ||
        capai_output_commit(output, NULL) != CAPAI_OK)
        capai_output_drop(output);
}

static void load_history(struct lines *lines)
{
    struct capai_arena arena;
    capai_text text;
    capai_arena_init(&arena, NULL, NULL, 0);
    if (capai_file_read(lines->history_path, &arena, &text, NULL) == CAPAI_OK) {
        size_t count = 0, at = text.size;
        for (; at > 0; at--)
            if (text.data[at - 1] == '\n' && count++ == HISTORY_MOST)
                break;
        capai_text kept = {text.data + at, text.size - at}, rest = kept;
        for (const char *end; rest.size && (end = memchr(rest.data, '\n', rest.size));) {
            size_t size = (size_t)(end - rest.data);
            enter_history(lines, (capai_text){rest.data, size});
            rest = (capai_text){end + 1, rest.size - size - 1};
        }
        if (at > kept.size)
            trim_history(lines, kept, &arena);
    }
    capai_arena_clear(&arena);
}

/* Keeps a line, at once, so that nothing is lost however the session ends. */
static void remember(struct lines *lines, capai_text line)
{
    enter_history(lines, line);
    int fd = lines->history_path
                 ? open(lines->history_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)
                 : -1;
    if (fd < 0)
        return;
    lines->line[line.size] = '\n'; /* in one write, and so whole beside those of other sessions */
    bool kept = write(fd, line.data, line.size + 1) == (ssize_t)line.size + 1;
    lines->line[line.size] = '\0';
    if (close(fd) != 0 || !kept)
        lines->history_path = NULL; /* no use in trying again */
}

/* ---- completion ---- */

/* Shows the names side by side. */
static void list_names(const capai_text *names, size_t count)
{
    struct terminal terminal = terminal_of(stdout, CAPAI_ENGLISH);
    size_t widest = 0, column = 0;
    for (size_t i = 0; i < count; i++)
        widest = names[i].size > widest ? names[i].size : widest;
    size_t columns = terminal.width / (widest + 2);
    fputc('\n', stdout);
    for (size_t i = 0; i < count; i++) {
        bool last = i + 1 == count || ++column >= columns;
        terminal_put(&terminal, STYLE_PLAIN, names[i]);
        for (size_t k = names[i].size; !last && k < widest + 2; k++)
            fputc(' ', stdout);
        if (last) {
            fputc('\n', stdout);
            column = 0;
        }
    }
    fflush(stdout);
}

/* How much the names have in common. */
static size_t common_size(const capai_text *names, size_t count)
{
    size_t size = names[0].size;
    for (size_t i = 1; i < count; i++) {
        size_t k = 0;
        while (k < size && k < names[i].size && names[i].data[k] == names[0].data[k])
            k++;
        size = k;
    }
    return size;
}

/* The Tab key: inserts what all names have in common, or shows them. */
static unsigned char complete(EditLine *editor, int key)
{
    struct lines *lines;
    struct capai_arena arena;
    capai_text *names;
    size_t count, size = 0;
    unsigned char result = CC_ERROR;
    (void)key;
    el_wget(editor, EL_CLIENTDATA, &lines);
    const LineInfoW *info = el_wline(editor);
    size_t characters = (size_t)(info->cursor - info->buffer);
    capai_arena_init(&arena, NULL, NULL, 0);
    char *before = capai_arena_alloc(&arena, 4 * characters + 1);
    for (size_t i = 0; before && i < characters; i++)
        size += encode(info->buffer[i], before + size);
    size_t stem = before
                      ? complete_names(lines->L, (capai_text){before, size}, &arena, &names, &count)
                      : (count = 0);
    size_t common = count ? common_size(names, count) : 0;
    if (common > stem) {
        wchar_t word[256] = {0}; /* names are ASCII */
        for (size_t i = stem; i < common && i - stem < 255; i++)
            word[i - stem] = (wchar_t)names[0].data[i];
        result = el_winsertstr(editor, word) == 0 ? CC_REFRESH : CC_ERROR;
    } else if (count > 1) {
        list_names(names, count);
        result = CC_REDISPLAY;
    }
    capai_arena_clear(&arena);
    return result;
}

/* ---- opening and reading ---- */

static wchar_t *prompt(EditLine *editor)
{
    static wchar_t first[] = L"capai> ", next[] = L"    >> ";
    struct lines *lines;
    el_wget(editor, EL_CLIENTDATA, &lines);
    return lines->more ? next : first;
}

static void open_editor(struct lines *lines)
{
    static const wchar_t *const keys[][2] = {
        {L"^I", L"capai-complete"},          {L"^R", L"em-inc-search-prev"},
        {L"\\e[3~", L"ed-delete-next-char"}, {L"\\e[1;5C", L"em-next-word"},
        {L"\\e[1;5D", L"ed-prev-word"},      {L"\\e[H", L"ed-move-to-beg"},
        {L"\\e[F", L"ed-move-to-end"},
    };
    HistEventW event;
    lines->editor = el_init("capai", stdin, stdout, stderr);
    lines->history = history_winit();
    if (!lines->editor || !lines->history)
        return;
    history_w(lines->history, &event, H_SETSIZE, HISTORY_MOST);
    history_w(lines->history, &event, H_SETUNIQUE, 1);
    el_wset(lines->editor, EL_CLIENTDATA, lines);
    el_wset(lines->editor, EL_HIST, history_w, lines->history);
    el_wset(lines->editor, EL_EDITOR, L"emacs");
    el_wset(lines->editor, EL_PROMPT, prompt);
    el_wset(lines->editor, EL_GETCFN, read_character);
    el_wset(lines->editor, EL_ADDFN, L"capai-complete", L"complete a name", complete);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        el_wset(lines->editor, EL_BIND, keys[i][0], keys[i][1], NULL);
    lines->history_path = find_history(&lines->arena);
    if (lines->history_path)
        load_history(lines);
    handle(SIGINT, on_interrupt);
    handle(SIGWINCH, on_resize);
}

struct lines *lines_open(lua_State *L)
{
    struct lines *lines = calloc(1, sizeof *lines);
    if (!lines)
        return NULL;
    lines->L = L;
    capai_arena_init(&lines->arena, NULL, NULL, 0);
    if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
        lines->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
        if (lines->utf8)
            uselocale(lines->utf8); /* how the editor shows characters; numbers are untouched */
        open_editor(lines);
        if (!lines->editor || !lines->history) {
            lines_close(lines);
            return NULL;
        }
    }
    return lines;
}

void lines_close(struct lines *lines)
{
    if (lines->editor)
        el_end(lines->editor);
    if (lines->history)
        history_wend(lines->history);
    if (lines->utf8) {
        uselocale(LC_GLOBAL_LOCALE);
        freelocale(lines->utf8);
    }
    capai_arena_clear(&lines->arena);
    free(lines->line);
    free(lines);
}

bool lines_interactive(const struct lines *lines)
{
    return lines->editor != NULL;
}

static enum line_result read_typed(struct lines *lines, capai_text *line)
{
    int count = 0;
    size_t size = 0;
    interrupted = 0;
    const wchar_t *typed = el_wgets(lines->editor, &count);
    if (!typed && interrupted) {
        fputc('\n', stdout);
        return LINE_CANCELLED;
    }
    const bool ends = !typed || count <= 0;
    if (ends || !reserve(lines, 4 * (size_t)count + 2)) {
        fputc('\n', stdout);
        return ends ? LINE_END : LINE_STARVED;
    }
    for (int i = 0; i < count; i++)
        size += encode(typed[i], lines->line + size);
    if (size && lines->line[size - 1] == '\n')
        size--;
    lines->line[size] = '\0';
    *line = (capai_text){lines->line, size};
    if (capai_text_trim(*line).size)
        remember(lines, *line);
    return LINE_READ;
}

enum line_result lines_read(struct lines *lines, bool more, capai_text *line)
{
    lines->more = more;
    fflush(stdout);
    if (lines->editor)
        return read_typed(lines, line);
    errno = 0;
    ssize_t size = getline(&lines->line, &lines->capacity, stdin);
    if (size < 0)
        return errno == ENOMEM ? LINE_STARVED : LINE_END;
    if (size && lines->line[size - 1] == '\n')
        lines->line[--size] = '\0';
    *line = (capai_text){lines->line, (size_t)size};
    return LINE_READ;
}
