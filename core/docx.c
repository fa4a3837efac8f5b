#include "core/docx.h"

#include <stdio.h>

#include "core/book.h"
#include "core/xml.h"

/* ---- the main part ---- */

struct search {
    struct capai_arena *arena;
    struct capai_error *err;
    const char *found;
};

static bool ends_in(const char *text, const char *ending)
{
    size_t size = strlen(text), end = strlen(ending);
    return size >= end && strcmp(text + size - end, ending) == 0;
}

static bool on_relation(void *user, struct xml_name name, const char **attributes)
{
    struct search *s = user;
    const char *type = xml_attribute(attributes, XML_NONE, "Type");
    const char *target = xml_attribute(attributes, XML_NONE, "Target");
    if (!xml_is(name, XML_RELATIONS, "Relationship") || !type || !target ||
        !ends_in(type, "/officeDocument"))
        return true;
    target += *target == '/';
    if (strncmp(target, "word/", 5) != 0)
        return true;
    s->found = capai_text_copy(capai_text_of(target), s->arena).data;
    if (!s->found)
        capai_fail_memory(s->err);
    return s->found != NULL;
}

enum capai_status docx_main(struct package *package, struct capai_arena *arena, const char **main,
                            struct capai_error *err)
{
    static const struct xml_handler handler = {on_relation, NULL, NULL};
    struct search search = {.arena = arena, .err = err};
    enum capai_status status = xml_read(package, "_rels/.rels", &handler, &search, err);
    *main = search.found;
    return status;
}

/* ---- its body ---- */

enum { SPAN = 1 << 10 }; /* columns that one cell may reach over */

struct reading {
    struct book book; /* only for its arena: growing texts */
    struct capai_error *err;
    struct capai_report_row *rows;
    size_t count, capacity;
    size_t tables; /* within one another; only the outermost one has rows of ours */
    size_t number; /* of that table in the document */
    size_t line;   /* of its row */
    const char *part;
    capai_text *cells; /* of that row */
    size_t cell_count, cell_capacity, all_cells;
    size_t span;  /* of the current cell */
    size_t depth; /* of the current element */
    size_t aside; /* depth of an element that repeats another for old programs; 0: none */
    bool inside;  /* a text */
    bool goes_on; /* the cell belongs to the one above it */
    struct book_bytes text;
};

static bool out_of_memory(struct reading *r)
{
    capai_fail_memory(r->err);
    return false;
}

static bool put(struct reading *r, capai_text text)
{
    return book_append(&r->book, &r->text, text) || out_of_memory(r);
}

static bool add_cell(struct reading *r, capai_text text)
{
    char number[CAPAI_DECIMAL_TEXT];
    if (++r->all_cells > BOOK_CELLS) {
        capai_fail(r->err, CAPAI_MSG_SHEET_CELLS, CAPAI_WORDS(book_limit(BOOK_CELLS, number)));
        return false;
    }
    capai_text *cells =
        capai_arena_grow(r->book.arena, r->cells, r->cell_count, &r->cell_capacity, sizeof *cells);
    if (!cells)
        return out_of_memory(r);
    r->cells = cells;
    cells[r->cell_count++] = text;
    return true;
}

/* Adds a row of the cells that were gathered, and begins anew. */
static bool add_row(struct reading *r, const char *part, size_t line)
{
    struct capai_report_row *rows =
        capai_arena_grow(r->book.arena, r->rows, r->count, &r->capacity, sizeof *rows);
    capai_text *cells = capai_arena_array(r->book.arena, r->cell_count, sizeof *cells);
    if (!rows || !cells)
        return out_of_memory(r);
    if (r->cell_count)
        memcpy(cells, r->cells, r->cell_count * sizeof *cells);
    r->rows = rows;
    rows[r->count++] = (struct capai_report_row){part, line, cells, r->cell_count};
    r->cell_count = 0;
    return true;
}

/* What was gathered of a text, without blanks at its ends; missing for none. */
static bool take_text(struct reading *r, capai_text *out)
{
    capai_text text = capai_text_trim((capai_text){r->text.data, r->text.size});
    *out = CAPAI_NO_TEXT;
    if (text.size && r->text.data)
        *out = capai_text_copy(text, r->book.arena);
    r->text.size = 0;
    return !text.size || out->data || out_of_memory(r);
}

static bool open_table(struct reading *r)
{
    char name[40];
    if (r->tables++)
        return true;
    r->line = 0;
    r->text.size = 0;
    snprintf(name, sizeof name, "tabel %zu", ++r->number);
    r->part = capai_text_copy(capai_text_of(name), r->book.arena).data;
    return r->part || out_of_memory(r);
}

/* The elements that stand for a character. */
static bool open_character(struct reading *r, struct xml_name name)
{
    if (xml_is(name, XML_WORD, "tab") || xml_is(name, XML_WORD, "br") ||
        xml_is(name, XML_WORD, "cr"))
        return put(r, CAPAI_TEXT(" "));
    if (xml_is(name, XML_WORD, "noBreakHyphen"))
        return put(r, CAPAI_TEXT("-"));
    return !xml_is(name, XML_WORD, "sym") || put(r, CAPAI_TEXT("\xE2\x9C\x93"));
}

/* How many columns an element says; 1 where it says none. */
static size_t columns_of(const char **attributes)
{
    size_t number = 1;
    xml_number(xml_attribute(attributes, XML_WORD, "val"), SPAN, &number);
    return number ? number : 1;
}

/* The elements of the outermost table. */
static bool open_in_table(struct reading *r, struct xml_name name, const char **attributes)
{
    const char *value;
    if (xml_is(name, XML_WORD, "gridBefore")) {
        for (size_t n = columns_of(attributes); n; n--)
            if (!add_cell(r, CAPAI_NO_TEXT))
                return false;
    } else if (xml_is(name, XML_WORD, "tc")) {
        r->span = 1;
        r->goes_on = false;
        r->text.size = 0;
    } else if (xml_is(name, XML_WORD, "gridSpan")) {
        r->span = columns_of(attributes);
    } else if (xml_is(name, XML_WORD, "vMerge")) {
        value = xml_attribute(attributes, XML_WORD, "val");
        r->goes_on = !value || strcmp(value, "continue") == 0;
    }
    return true;
}

static bool on_open(void *user, struct xml_name name, const char **attributes)
{
    struct reading *r = user;
    r->depth++;
    if (r->aside)
        return true;
    if (xml_is(name, XML_COMPATIBILITY, "Fallback"))
        r->aside = r->depth;
    else if (xml_is(name, XML_WORD, "tbl"))
        return open_table(r);
    else if (xml_is(name, XML_WORD, "t"))
        r->inside = true;
    else if (r->tables == 1 && !open_in_table(r, name, attributes))
        return false;
    return r->aside || open_character(r, name);
}

static bool close_cell(struct reading *r)
{
    capai_text text;
    if (!take_text(r, &text) || !add_cell(r, r->goes_on ? CAPAI_TEXT("") : text))
        return false;
    for (size_t n = 1; n < r->span; n++)
        if (!add_cell(r, CAPAI_NO_TEXT))
            return false;
    return true;
}

/* A paragraph ends: within a table it is a part of its cell. */
static bool close_paragraph(struct reading *r)
{
    capai_text text;
    if (r->tables)
        return put(r, CAPAI_TEXT(" "));
    return take_text(r, &text) && (!text.size || (add_cell(r, text) && add_row(r, NULL, 0)));
}

static bool on_close(void *user, struct xml_name name)
{
    struct reading *r = user;
    bool was_aside = r->aside;
    if (r->aside == r->depth--)
        r->aside = 0;
    if (was_aside)
        return true;
    if (xml_is(name, XML_WORD, "t"))
        r->inside = false;
    else if (xml_is(name, XML_WORD, "tbl") && r->tables)
        r->tables--;
    else if (xml_is(name, XML_WORD, "p"))
        return close_paragraph(r);
    else if (r->tables == 1 && xml_is(name, XML_WORD, "tc"))
        return close_cell(r);
    else if (r->tables == 1 && xml_is(name, XML_WORD, "tr"))
        return add_row(r, r->part, ++r->line);
    return true;
}

static bool on_text(void *user, capai_text text)
{
    struct reading *r = user;
    return !r->inside || r->aside || put(r, text);
}

enum capai_status docx_read(struct package *package, const char *main, struct capai_arena *arena,
                            struct capai_report *out, struct capai_error *err)
{
    static const struct xml_handler handler = {on_open, on_close, on_text};
    struct reading r = {.book = {.arena = arena}, .err = err};
    enum capai_status status = xml_read(package, main, &handler, &r, err);
    if (!status)
        *out = (struct capai_report){r.rows, r.count};
    return status;
}
