/* Text that grows, and lines of CSV. Private to the bindings. */
#ifndef PAGE_H
#define PAGE_H

#include "capai/packs.h"

/* Begins as {.arena = arena}; its text lives there, always with a NUL behind it. */
struct page {
    struct capai_arena *arena;
    char *data;
    size_t size, capacity;
    bool failed; /* memory ran out: something is not there */
};

void page_put(struct page *page, capai_text text);

/* A field of CSV, in quotes, with the sign that stands in front of it. */
void page_field(struct page *page, const char *before, capai_text text);
void page_number(struct page *page, const char *before, size_t number);

/* A text as Lua reads it between quotation marks, with them. What is not seen, and what is no
 * UTF-8, is written by its bytes. */
void page_quoted(struct page *page, capai_text text);

capai_text page_text(const struct page *page);

#endif
