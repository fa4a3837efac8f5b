#include "bindings/lua/page.h"

#include <stdio.h>
#include <string.h>

void page_put(struct page *page, capai_text text)
{
    if (page->size + text.size + 1 > page->capacity) {
        size_t capacity = 2 * (page->size + text.size) + 256;
        char *data = capai_arena_alloc(page->arena, capacity);
        page->failed |= !data;
        if (!data)
            return;
        if (page->size)
            memcpy(data, page->data, page->size);
        page->data = data;
        page->capacity = capacity;
    }
    if (text.size)
        memcpy(page->data + page->size, text.data, text.size);
    page->size += text.size;
    page->data[page->size] = 0;
}

void page_field(struct page *page, const char *before, capai_text text)
{
    page_put(page, capai_text_of(before));
    page_put(page, CAPAI_TEXT("\""));
    for (size_t i = 0; i < text.size; i++) {
        page_put(page, (capai_text){text.data + i, 1});
        if (text.data[i] == '"')
            page_put(page, CAPAI_TEXT("\""));
    }
    page_put(page, CAPAI_TEXT("\""));
}

void page_number(struct page *page, const char *before, size_t number)
{
    char text[CAPAI_DECIMAL_TEXT];
    size_t size =
        capai_decimal_format(capai_decimal_from_int((int64_t)number), CAPAI_NOTATION_PLAIN, text);
    page_field(page, before, (capai_text){text, size});
}

void page_quoted(struct page *page, capai_text text)
{
    page_put(page, CAPAI_TEXT("\""));
    while (text.size) {
        const size_t size = capai_text_character(text);
        const capai_text c = {text.data, size ? size : 1};
        char escape[5];
        if (*c.data == '"' || *c.data == '\\')
            page_put(page, CAPAI_TEXT("\\"));
        if (capai_text_equal(c, CAPAI_TEXT("\n")))
            page_put(page, CAPAI_TEXT("\\n"));
        else if (size && !capai_text_steers(c))
            page_put(page, c);
        else
            for (size_t i = 0; i < c.size; i++) {
                snprintf(escape, sizeof escape, "\\%03u", (unsigned char)c.data[i]);
                page_put(page, capai_text_of(escape));
            }
        text = (capai_text){text.data + c.size, text.size - c.size};
    }
    page_put(page, CAPAI_TEXT("\""));
}

capai_text page_text(const struct page *page)
{
    return (capai_text){page->data, page->size};
}
