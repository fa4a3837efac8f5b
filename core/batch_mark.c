#include "core/batch_mark.h"

#include <string.h>

#include "capai/version.h"

enum { LINE_MOST = 80 };

static void put_word(struct bytes *out, const char *word, const char *behind)
{
    bytes_add(out, word, strlen(word));
    bytes_add(out, behind, strlen(behind));
}

void mark_put(struct bytes *out, const char *what, const char *form)
{
    put_word(out, "capai", " ");
    put_word(out, what, " ");
    put_word(out, form, " ");
    put_word(out, CAPAI_VERSION, "\n");
}

/* Takes the bytes up to `behind`, and that byte; false where there are none. */
static bool take_word(capai_text *line, char behind, capai_text *word)
{
    const char *end = line->size ? memchr(line->data, behind, line->size) : NULL;
    if (!end || end == line->data)
        return false;
    *word = (capai_text){line->data, (size_t)(end - line->data)};
    *line = (capai_text){end + 1, line->size - word->size - 1};
    return true;
}

bool mark_take(capai_text *text, const char *what, struct mark *mark)
{
    capai_text line = {text->data, text->size < LINE_MOST ? text->size : LINE_MOST}, word;
    if (!take_word(&line, ' ', &word) || !capai_text_equal(word, CAPAI_TEXT("capai")) ||
        !take_word(&line, ' ', &word) || !capai_text_equal(word, capai_text_of(what)) ||
        !take_word(&line, ' ', &mark->form) || !take_word(&line, '\n', &mark->version))
        return false;
    *text = (capai_text){line.data, text->size - (size_t)(line.data - text->data)};
    return true;
}
