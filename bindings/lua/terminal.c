#include "bindings/lua/print.h"

#include <stdlib.h>
#include <string.h>

#include "bindings/lua/native.h"

enum { WIDTH_PLAIN = 100, WIDTH_LEAST = 40, WIDTH_MOST = 132 };

/* Letters and signs of ASCII that cannot steer a terminal, from `i` on: most of any text. */
static size_t plain_end(capai_text text, size_t i)
{
    while (i < text.size && text.data[i] >= ' ' && text.data[i] <= '~')
        i++;
    return i;
}

/* Writes text where people look at it, so that data cannot steer it: a character that would
 * becomes U+FFFD, tabs and line breaks too become a blank unless `lines` keeps them. */
static void put_seen(FILE *file, capai_text text, bool lines)
{
    for (size_t i = 0, step; i < text.size; i += step) {
        unsigned char c = (unsigned char)text.data[i];
        step = plain_end(text, i) - i;
        if (step) {
            fwrite(&text.data[i], 1, step, file);
            continue;
        }
        step = capai_text_character((capai_text){text.data + i, text.size - i});
        if (c == '\n' || c == '\t' || (c == '\r' && !lines))
            fputc(lines ? c : ' ', file);
        else if (!step || capai_text_steers((capai_text){text.data + i, step}))
            fputs("\xEF\xBF\xBD", file);
        else
            fwrite(&text.data[i], 1, step, file);
        step += !step;
    }
}

static bool write_file(void *user, const char *data, size_t size)
{
    return fwrite(data, 1, size, user) == size;
}

static bool write_terminal(void *user, const char *data, size_t size)
{
    put_seen(user, (capai_text){data, size}, true);
    return !ferror(user);
}

struct capai_sink sink_of(FILE *file)
{
    return (struct capai_sink){native_terminal_is(file) ? write_terminal : write_file, file, false};
}

struct terminal terminal_of(FILE *file, enum capai_language language)
{
    struct terminal terminal = {.file = file, .width = WIDTH_PLAIN, .language = language};
    const char *no_colour = getenv("NO_COLOR");
    if (!native_terminal_is(file))
        return terminal;
    terminal.interactive = true;
    terminal.colour = !(no_colour && *no_colour) && native_terminal_has_colours(file);
    unsigned width = native_terminal_width(file);
    if (width)
        terminal.width = width;
    if (terminal.width < WIDTH_LEAST)
        terminal.width = WIDTH_LEAST;
    if (terminal.width > WIDTH_MOST) /* longer lines are hard to follow */
        terminal.width = WIDTH_MOST;
    return terminal;
}

int style_of_class(size_t index, size_t count)
{
    if (count < 2)
        return STYLE_CLASS;
    return STYLE_CLASS + (int)(index * 4 / (count - 1));
}

static const char *code_of(int style)
{
    /* blue to orange through grey: the classes are ordered, and never green against red */
    static const char *const codes[] = {
        [STYLE_PLAIN] = "",
        [STYLE_BOLD] = "\033[1m",
        [STYLE_SOFT] = "\033[38;5;246m",
        [STYLE_ATTENTION] = "\033[38;5;215m",
        [STYLE_ERROR] = "\033[38;5;210m",
        [STYLE_CLASS] = "\033[38;5;117m",
        [STYLE_CLASS + 1] = "\033[38;5;75m",
        [STYLE_CLASS + 2] = "\033[38;5;248m",
        [STYLE_CLASS + 3] = "\033[38;5;215m",
        [STYLE_CLASS + 4] = "\033[38;5;209m",
    };
    return codes[style];
}

void terminal_put(const struct terminal *terminal, int style, capai_text text)
{
    bool styled = terminal->colour && style != STYLE_PLAIN && text.size;
    if (styled)
        fputs(code_of(style), terminal->file);
    put_seen(terminal->file, text, false);
    if (styled)
        fputs("\033[0m", terminal->file);
}
