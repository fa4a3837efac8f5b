#include "core/xlsx_sheet.h"

#include "core/xml.h"

/* What the text that comes belongs to. */
enum target { NOWHERE, VALUE, FORMULA };

struct cell {
    size_t column;
    const char *type; /* as <c t=""> says: a literal of ours */
    size_t style;
    bool has_value, has_formula;
};

struct sheet_reading {
    struct book *book;
    struct book_sheet *sheet;
    const struct xlsx_shared *shared;
    bool in_row, in_cell, aside;
    size_t line; /* of the current or the last row */
    size_t next; /* column of the cell after the last one */
    struct cell cell;
    enum target target;
    struct book_bytes value, formula;
};

/* ---- addresses ---- */

/* Reads "D7" and moves *text behind it: column from 0, row from 1. False beyond the limits. */
static bool take_address(const char **text, size_t *column, size_t *row)
{
    const char *p = *text;
    size_t letters = 0, number = 0;
    for (; *p >= 'A' && *p <= 'Z' && letters <= BOOK_COLUMNS; p++)
        letters = letters * 26 + (size_t)(*p - 'A' + 1);
    if (!letters || letters > BOOK_COLUMNS)
        return false;
    for (; *p >= '0' && *p <= '9' && number <= BOOK_ROWS; p++)
        number = number * 10 + (size_t)(*p - '0');
    if (!number || number > BOOK_ROWS)
        return false;
    *column = letters - 1;
    *row = number;
    *text = p;
    return true;
}

static bool refuse_address(struct sheet_reading *r, const char *address)
{
    return book_refuse(r->sheet, r->line, CAPAI_MSG_CELL_ADDRESS,
                       CAPAI_WORDS(capai_text_of(address)));
}

static bool add_merge(struct sheet_reading *r, const char *address)
{
    const char *p = address ? address : "";
    struct book_range range;
    if (!take_address(&p, &range.first_column, &range.first_row) || *p++ != ':' ||
        !take_address(&p, &range.last_column, &range.last_row) || *p ||
        range.last_row < range.first_row || range.last_column < range.first_column)
        return refuse_address(r, address);
    return book_merge(r->book, r->sheet, range);
}

static bool hide_columns(struct sheet_reading *r, const char **attributes)
{
    size_t first, last;
    if (!xml_says_yes(xml_attribute(attributes, XML_NONE, "hidden")) ||
        !xml_number(xml_attribute(attributes, XML_NONE, "min"), BOOK_COLUMNS, &first) ||
        !xml_number(xml_attribute(attributes, XML_NONE, "max"), BOOK_COLUMNS, &last) || !first ||
        last < first)
        return true;
    return book_hide(r->book, r->sheet, &r->sheet->hidden_columns, first, last);
}

/* ---- opening ---- */

static bool open_row(struct sheet_reading *r, const char **attributes)
{
    const char *number = xml_attribute(attributes, XML_NONE, "r");
    size_t line = r->line + 1;
    if ((number && !xml_number(number, BOOK_ROWS, &line)) || line <= r->line || line > BOOK_ROWS)
        return refuse_address(r, number ? number : "");
    r->in_row = true;
    r->line = line;
    r->next = 0;
    return !xml_says_yes(xml_attribute(attributes, XML_NONE, "hidden")) ||
           book_hide(r->book, r->sheet, &r->sheet->hidden_rows, line, line);
}

static const char *type_of(const char *type)
{
    static const char *const types[] = {"s", "str", "inlineStr", "b", "e", "d"};
    for (size_t i = 0; type && i < sizeof types / sizeof *types; i++)
        if (strcmp(type, types[i]) == 0)
            return types[i];
    return "n";
}

static bool open_cell(struct sheet_reading *r, const char **attributes)
{
    const char *address = xml_attribute(attributes, XML_NONE, "r"), *p = address;
    size_t column = r->next, row = r->line, style = 0;
    if ((address && (!take_address(&p, &column, &row) || *p)) || row != r->line ||
        column < r->next || column >= BOOK_COLUMNS)
        return refuse_address(r, address ? address : "");
    const char *number = xml_attribute(attributes, XML_NONE, "s");
    if (number && !xml_number(number, BOOK_FORMATS, &style))
        style = BOOK_FORMATS; /* none */
    r->in_cell = true;
    r->next = column + 1;
    r->cell = (struct cell){.column = column,
                            .type = type_of(xml_attribute(attributes, XML_NONE, "t")),
                            .style = style};
    r->value.size = r->formula.size = 0;
    return true;
}

static bool on_open(void *user, struct xml_name name, const char **attributes)
{
    struct sheet_reading *r = user;
    if (name.space != XML_SHEET)
        return true;
    if (!r->in_row && xml_is(name, XML_SHEET, "row"))
        return open_row(r, attributes);
    if (!r->in_row && xml_is(name, XML_SHEET, "col"))
        return hide_columns(r, attributes);
    if (!r->in_row && xml_is(name, XML_SHEET, "mergeCell"))
        return add_merge(r, xml_attribute(attributes, XML_NONE, "ref"));
    if (r->in_row && !r->in_cell && xml_is(name, XML_SHEET, "c"))
        return open_cell(r, attributes);
    if (!r->in_cell)
        return true;
    if (xml_is(name, XML_SHEET, "rPh")) {
        r->aside = true;
    } else if (xml_is(name, XML_SHEET, "v") || (xml_is(name, XML_SHEET, "t") && !r->aside)) {
        r->cell.has_value = true;
        r->target = VALUE;
    } else if (xml_is(name, XML_SHEET, "f")) {
        r->cell.has_formula = true;
        r->target = FORMULA;
    }
    return true;
}

static bool on_text(void *user, capai_text text)
{
    struct sheet_reading *r = user;
    struct book_bytes *bytes = r->target == VALUE ? &r->value : &r->formula;
    return r->target == NOWHERE || book_append(r->book, bytes, text) ||
           book_out_of_memory(r->sheet);
}

/* ---- closing ---- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

capai_text xlsx_unescape(struct book_bytes *text)
{
    size_t size = 0;
    if (!text->data)
        return CAPAI_TEXT("");
    for (size_t i = 0; i < text->size; i++) {
        const char *p = text->data + i;
        text->data[size++] = *p;
        if (text->size - i < 7 || memcmp(p, "_x00", 4) != 0 || p[6] != '_')
            continue;
        int code = hex_digit(p[4]) * 16 + hex_digit(p[5]);
        if (hex_digit(p[4]) < 0 || hex_digit(p[5]) < 0 || code >= 0x80)
            continue;
        text->data[size - 1] = (char)code;
        i += 6;
    }
    text->size = size;
    return (capai_text){text->data, size};
}

static bool put(struct sheet_reading *r, capai_text text, enum grid_kind kind)
{
    return book_put(r->book, r->sheet, r->cell.column, text, kind);
}

/* A workbook without styles has plain numbers only; a style that is not there means nothing. */
static bool put_number(struct sheet_reading *r, capai_text raw)
{
    char out[STORED_TEXT];
    const struct xlsx_shared *shared = r->shared;
    enum stored_format format = STORED_GENERAL;
    if (shared->format_count && r->cell.style >= shared->format_count)
        return put(r, raw, GRID_DAMAGED);
    if (shared->format_count)
        format = (enum stored_format)shared->formats[r->cell.style];
    bool date = format == STORED_DATE || format == STORED_TIME;
    size_t size = date ? stored_date(raw, format, shared->from_1904, out)
                       : stored_number(raw, format == STORED_PERCENT, out);
    if (!size)
        return put(r, raw, !date && stored_is_number(raw) ? GRID_RANGE : GRID_DAMAGED);
    return put(r, (capai_text){out, size}, date ? GRID_DATE : GRID_NUMBER);
}

static bool put_shared(struct sheet_reading *r, capai_text raw)
{
    char text[24];
    size_t index;
    if (raw.size < sizeof text) {
        memcpy(text, raw.data, raw.size);
        text[raw.size] = '\0';
        if (xml_number(text, BOOK_CELLS, &index) && index < r->shared->string_count)
            return put(r, r->shared->strings[index], GRID_TEXT);
    }
    return put(r, raw, GRID_DAMAGED);
}

static bool put_iso(struct sheet_reading *r)
{
    return put(r, (capai_text){r->value.data, stored_iso(r->value.data, r->value.size)}, GRID_DATE);
}

/* A formula whose value is not stored: shown as people see it, "=B7/C7". */
static bool put_formula(struct sheet_reading *r)
{
    struct book_bytes *shown = &r->value;
    shown->size = 0;
    if (!book_append(r->book, shown, CAPAI_TEXT("=")) ||
        !book_append(r->book, shown, (capai_text){r->formula.data, r->formula.size}))
        return book_out_of_memory(r->sheet);
    return put(r, (capai_text){shown->data, shown->size}, GRID_FORMULA);
}

static bool close_cell(struct sheet_reading *r)
{
    const char *type = r->cell.type;
    bool text = strcmp(type, "str") == 0 || strcmp(type, "inlineStr") == 0;
    r->in_cell = false;
    r->target = NOWHERE;
    if (text && r->cell.has_value)
        return put(r, xlsx_unescape(&r->value), GRID_TEXT);
    capai_text raw = capai_text_trim((capai_text){r->value.data, r->value.size});
    if (!raw.size)
        return !r->cell.has_formula || put_formula(r);
    if (strcmp(type, "s") == 0)
        return put_shared(r, raw);
    if (strcmp(type, "b") == 0)
        return put(r, *raw.data == '0' ? CAPAI_TEXT("tidak") : CAPAI_TEXT("ya"), GRID_TEXT);
    if (strcmp(type, "d") == 0)
        return put_iso(r);
    return strcmp(type, "e") == 0 ? put(r, raw, GRID_TEXT) : put_number(r, raw);
}

static bool on_close(void *user, struct xml_name name)
{
    struct sheet_reading *r = user;
    if (xml_is(name, XML_SHEET, "rPh"))
        r->aside = false;
    if (r->in_cell && xml_is(name, XML_SHEET, "c"))
        return close_cell(r);
    if (xml_is(name, XML_SHEET, "v") || xml_is(name, XML_SHEET, "t") ||
        xml_is(name, XML_SHEET, "f"))
        r->target = NOWHERE;
    if (!r->in_row || r->in_cell || !xml_is(name, XML_SHEET, "row"))
        return true;
    r->in_row = false;
    return book_end_row(r->book, r->sheet, r->line, 1);
}

void xlsx_read_sheet(struct package *package, const char *part, const struct xlsx_shared *shared,
                     struct book *book, struct book_sheet *sheet)
{
    static const struct xml_handler handler = {on_open, on_close, on_text};
    struct sheet_reading reading = {.book = book, .sheet = sheet, .shared = shared};
    book->row.count = 0;
    xml_read(package, part, &handler, &reading, &sheet->error);
}
