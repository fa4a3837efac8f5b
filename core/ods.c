#include "core/ods.h"

#include "core/stored.h"
#include "core/xml.h"

/* What a cell says its value is. */
enum value { VALUE_NONE, VALUE_NUMBER, VALUE_PERCENT, VALUE_ISO, VALUE_BOOLEAN, VALUE_TEXT };

struct cell {
    enum value value;
    bool covered; /* by the merged cell before it */
    bool has_formula;
    size_t depth;         /* of its element */
    size_t repeat;        /* so many columns hold it */
    size_t rows, columns; /* that it is merged over */
};

struct reading {
    struct book *book;
    struct capai_error *err;
    size_t depth;             /* of the current element */
    size_t body;              /* depth of the spreadsheet's element; 0: outside */
    size_t table;             /* depth of the table's element; 0: between tables */
    bool is_spreadsheet;      /* there was a body */
    struct book_sheet *sheet; /* the table's; NULL: nobody asks for it */
    size_t line, repeat; /* of the current row, or the one that comes; how many it stands for */
    size_t row;          /* depth of the row's element; 0: between rows */
    size_t column;       /* that comes next */
    struct cell cell;    /* depth 0: between cells */
    bool in_paragraph;
    size_t paragraphs;
    size_t aside;  /* depth of a remark within a paragraph; 0: none */
    size_t blanks; /* written as a count, in the whole workbook */
    struct book_bytes text, raw, formula;
    capai_text style;   /* whose properties are read */
    capai_text *hidden; /* styles of tables that are not shown */
    size_t hidden_count, hidden_capacity;
};

/* What becomes of a complaint about the sheet: the rest of the sheet is skipped; only want of
 * memory ends everything. */
static bool go_on(struct reading *r, bool done)
{
    if (done)
        return true;
    if (r->sheet->error.status == CAPAI_ERR_MEMORY) {
        capai_fail_memory(r->err);
        return false;
    }
    r->sheet = NULL;
    return true;
}

static bool out_of_memory(struct reading *r)
{
    capai_fail_memory(r->err);
    return false;
}

/* ---- tables, columns, rows ---- */

/* Remembers a style of tables that hides them. */
static bool open_style(struct reading *r, struct xml_name name, const char **attributes)
{
    const char *text = xml_attribute(attributes, XML_STYLE, "name");
    const char *display = xml_attribute(attributes, XML_TABLE, "display");
    if (xml_is(name, XML_STYLE, "style"))
        return capai_pool_text(r->book->pool, capai_text_of(text), &r->style) || out_of_memory(r);
    if (!xml_is(name, XML_STYLE, "table-properties") || !display || strcmp(display, "false") != 0)
        return true;
    capai_text *list = capai_arena_grow(r->book->arena, r->hidden, r->hidden_count,
                                        &r->hidden_capacity, sizeof *list);
    if (!list)
        return out_of_memory(r);
    r->hidden = list;
    list[r->hidden_count++] = r->style;
    return true;
}

static bool open_table(struct reading *r, const char **attributes)
{
    const char *name = xml_attribute(attributes, XML_TABLE, "name");
    const char *style = xml_attribute(attributes, XML_TABLE, "style-name");
    if (book_find(r->book, capai_text_of(name ? name : ""), &r->sheet, r->err) != CAPAI_OK)
        return false;
    r->table = r->depth;
    r->line = 1;
    r->column = 0;
    r->book->row.count = 0;
    for (size_t i = 0; r->sheet && style && i < r->hidden_count; i++)
        r->sheet->hidden |= capai_text_equal(r->hidden[i], capai_text_of(style));
    return true;
}

/* How often an element stands there; more than the limit counts as one over it. */
static size_t repeated(const char **attributes, const char *local, size_t most)
{
    size_t number;
    const char *text = xml_attribute(attributes, XML_TABLE, local);
    if (!text)
        return 1;
    return !xml_number(text, most, &number) ? most + 1 : number ? number : 1;
}

static bool is_hidden(const char **attributes)
{
    const char *how = xml_attribute(attributes, XML_TABLE, "visibility");
    return how && (strcmp(how, "collapse") == 0 || strcmp(how, "filter") == 0);
}

static bool open_column(struct reading *r, const char **attributes)
{
    size_t count = repeated(attributes, "number-columns-repeated", BOOK_COLUMNS);
    size_t first = r->column + 1;
    if (r->column >= BOOK_COLUMNS)
        return true;
    r->column += count;
    return !is_hidden(attributes) ||
           go_on(r, book_hide(r->book, r->sheet, &r->sheet->hidden_columns, first, r->column));
}

static bool open_row(struct reading *r, const char **attributes)
{
    r->row = r->depth;
    r->repeat = repeated(attributes, "number-rows-repeated", BOOK_ROWS);
    r->column = 0;
    return !is_hidden(attributes) || go_on(r, book_hide(r->book, r->sheet, &r->sheet->hidden_rows,
                                                        r->line, r->line + r->repeat - 1));
}

static bool close_row(struct reading *r)
{
    r->row = 0;
    bool done = book_end_row(r->book, r->sheet, r->line, r->repeat);
    r->line += r->line <= BOOK_ROWS ? r->repeat : 0;
    return go_on(r, done);
}

/* ---- cells ---- */

static enum value value_of(const char *type)
{
    static const struct {
        const char *type;
        enum value value;
    } types[] = {
        {"float", VALUE_NUMBER}, {"currency", VALUE_NUMBER}, {"percentage", VALUE_PERCENT},
        {"date", VALUE_ISO},     {"time", VALUE_TEXT},       {"boolean", VALUE_BOOLEAN},
        {"string", VALUE_TEXT},
    };
    for (size_t i = 0; type && i < sizeof types / sizeof *types; i++)
        if (strcmp(type, types[i].type) == 0)
            return types[i].value;
    return VALUE_NONE;
}

/* Keeps the attribute in which the value stands. */
static bool keep_value(struct reading *r, const char **attributes)
{
    static const char *const names[] = {[VALUE_NUMBER] = "value",
                                        [VALUE_PERCENT] = "value",
                                        [VALUE_ISO] = "date-value",
                                        [VALUE_BOOLEAN] = "boolean-value",
                                        [VALUE_TEXT] = "string-value"};
    const char *formula = xml_attribute(attributes, XML_TABLE, "formula");
    r->cell.value = value_of(xml_attribute(attributes, XML_OFFICE, "value-type"));
    r->cell.has_formula = formula != NULL;
    const char *raw =
        r->cell.value ? xml_attribute(attributes, XML_OFFICE, names[r->cell.value]) : NULL;
    r->raw.size = r->formula.size = 0;
    return (book_append(r->book, &r->raw, capai_text_of(raw)) &&
            book_append(r->book, &r->formula, capai_text_of(formula))) ||
           out_of_memory(r);
}

static bool open_cell(struct reading *r, bool covered, const char **attributes)
{
    r->cell =
        (struct cell){.covered = covered,
                      .depth = r->depth,
                      .repeat = repeated(attributes, "number-columns-repeated", BOOK_COLUMNS),
                      .rows = repeated(attributes, "number-rows-spanned", BOOK_ROWS),
                      .columns = repeated(attributes, "number-columns-spanned", BOOK_COLUMNS)};
    r->text.size = r->paragraphs = 0;
    return keep_value(r, attributes);
}

static bool put(struct reading *r, capai_text text, enum grid_kind kind)
{
    if (!text.size)
        return true;
    if (r->column + r->cell.repeat > BOOK_COLUMNS)
        return book_refuse(r->sheet, r->line, CAPAI_MSG_CELL_ADDRESS, CAPAI_NO_WORDS);
    for (size_t i = 0; i < r->cell.repeat; i++)
        if (!book_put(r->book, r->sheet, r->column + i, text, kind))
            return false;
    return true;
}

static bool put_number(struct reading *r, capai_text raw)
{
    char out[STORED_TEXT];
    size_t size = stored_number(raw, r->cell.value == VALUE_PERCENT, out);
    if (size)
        return put(r, (capai_text){out, size}, GRID_NUMBER);
    return put(r, raw, stored_is_number(raw) ? GRID_RANGE : GRID_DAMAGED);
}

/* A formula without its value, as people see it: "=B7/C7" for "of:=B7/C7". */
static bool put_formula(struct reading *r)
{
    capai_text formula = {r->formula.data, r->formula.size};
    const char *sign = formula.size ? memchr(formula.data, '=', formula.size) : NULL;
    if (sign)
        formula = (capai_text){sign, formula.size - (size_t)(sign - formula.data)};
    return put(r, formula.size ? formula : CAPAI_TEXT("="), GRID_FORMULA);
}

static bool put_value(struct reading *r)
{
    capai_text raw = {r->raw.data, r->raw.size}, text = {r->text.data, r->text.size};
    if (r->cell.covered)
        return true;
    if (r->cell.has_formula && !r->cell.value && !text.size)
        return put_formula(r);
    switch (r->cell.value) {
    case VALUE_NUMBER:
    case VALUE_PERCENT:
        return put_number(r, raw);
    case VALUE_ISO:
        return put(r, (capai_text){r->raw.data, stored_iso(r->raw.data, r->raw.size)}, GRID_DATE);
    case VALUE_BOOLEAN:
        return put(
            r, capai_text_equal(raw, CAPAI_TEXT("false")) ? CAPAI_TEXT("tidak") : CAPAI_TEXT("ya"),
            GRID_TEXT);
    case VALUE_TEXT:
    default: /* VALUE_NONE */
        return put(r, text.size ? text : raw, GRID_TEXT);
    }
}

static bool close_cell(struct reading *r)
{
    const struct cell *cell = &r->cell;
    bool done = put_value(r);
    if (done && !cell->covered && (cell->rows > 1 || cell->columns > 1))
        done = book_merge(r->book, r->sheet,
                          (struct book_range){r->line, r->line + cell->rows - 1, r->column,
                                              r->column + cell->columns - 1});
    r->column += r->column <= BOOK_COLUMNS ? cell->repeat : 0;
    r->cell.depth = 0;
    return go_on(r, done);
}

/* ---- text ---- */

static bool append(struct reading *r, capai_text text)
{
    return book_append(r->book, &r->text, text) || out_of_memory(r);
}

static bool append_blanks(struct reading *r, const char **attributes)
{
    size_t count = 1;
    const char *text = xml_attribute(attributes, XML_TEXT, "c");
    if ((text && !xml_number(text, BOOK_BLANKS, &count)) || count > BOOK_BLANKS - r->blanks) {
        char number[CAPAI_DECIMAL_TEXT];
        return go_on(r, book_refuse(r->sheet, r->line, CAPAI_MSG_SHEET_CELLS,
                                    CAPAI_WORDS(book_limit(BOOK_CELLS, number))));
    }
    r->blanks += count;
    for (size_t i = 0; i < count; i++)
        if (!append(r, CAPAI_TEXT(" ")))
            return false;
    return true;
}

static bool open_in_cell(struct reading *r, struct xml_name name, const char **attributes)
{
    if (r->aside)
        return true;
    if (r->depth == r->cell.depth + 1 && xml_is(name, XML_TEXT, "p")) {
        r->in_paragraph = true;
        return r->paragraphs++ == 0 || append(r, CAPAI_TEXT("\n"));
    }
    if (!r->in_paragraph)
        return true;
    if (xml_is(name, XML_OFFICE, "annotation"))
        r->aside = r->depth;
    else if (xml_is(name, XML_TEXT, "s"))
        return append_blanks(r, attributes);
    else if (xml_is(name, XML_TEXT, "tab"))
        return append(r, CAPAI_TEXT("\t"));
    else if (xml_is(name, XML_TEXT, "line-break"))
        return append(r, CAPAI_TEXT("\n"));
    return true;
}

/* ---- events ---- */

static bool open_in_table(struct reading *r, struct xml_name name, const char **attributes)
{
    bool covered = xml_is(name, XML_TABLE, "covered-table-cell");
    if (r->cell.depth)
        return open_in_cell(r, name, attributes);
    if (r->row)
        return r->depth != r->row + 1 || (!covered && !xml_is(name, XML_TABLE, "table-cell")) ||
               open_cell(r, covered, attributes);
    if (xml_is(name, XML_TABLE, "table-row"))
        return open_row(r, attributes);
    return !xml_is(name, XML_TABLE, "table-column") || open_column(r, attributes);
}

static bool on_open(void *user, struct xml_name name, const char **attributes)
{
    struct reading *r = user;
    r->depth++;
    if (name.space == XML_STYLE)
        return open_style(r, name, attributes);
    if (r->table)
        return !r->sheet || open_in_table(r, name, attributes);
    if (!r->body && xml_is(name, XML_OFFICE, "spreadsheet")) {
        r->body = r->depth;
        r->is_spreadsheet = true;
    }
    /* tables elsewhere are a record of changes, or what another file held */
    return !r->body || r->depth != r->body + 1 || !xml_is(name, XML_TABLE, "table") ||
           open_table(r, attributes);
}

static bool on_close(void *user, struct xml_name name)
{
    struct reading *r = user;
    size_t depth = r->depth--;
    (void)name;
    if (depth == r->body)
        r->body = 0;
    if (depth == r->aside)
        r->aside = 0;
    if (r->cell.depth && depth == r->cell.depth + 1)
        r->in_paragraph = false;
    if (depth == r->table) {
        r->table = r->row = r->cell.depth = r->aside = 0;
        r->in_paragraph = false;
        r->sheet = NULL;
    }
    if (!r->sheet)
        return true;
    if (depth == r->cell.depth)
        return close_cell(r);
    return depth != r->row || close_row(r);
}

static bool on_text(void *user, capai_text text)
{
    struct reading *r = user;
    return !r->sheet || !r->in_paragraph || r->aside || append(r, text);
}

/* Stops at the first sign of encryption. */
static bool on_manifest(void *user, struct xml_name name, const char **attributes)
{
    struct capai_error *err = user;
    (void)attributes;
    if (!xml_is(name, XML_MANIFEST, "encryption-data"))
        return true;
    capai_fail(err, CAPAI_MSG_WORKBOOK_ENCRYPTED, CAPAI_NO_WORDS);
    return false;
}

bool ods_is(const struct package *package)
{
    return package_has(package, "mimetype") || package_has(package, "content.xml");
}

enum capai_status ods_read(struct package *package, struct book *book, struct capai_error *err)
{
    static const struct xml_handler content = {on_open, on_close, on_text};
    static const struct xml_handler manifest = {on_manifest, NULL, NULL};
    struct reading reading = {.book = book, .err = err};
    enum capai_status status = CAPAI_OK;
    if (package_has(package, "META-INF/manifest.xml"))
        status = xml_read(package, "META-INF/manifest.xml", &manifest, err, err);
    if (!status)
        status = xml_read(package, "content.xml", &content, &reading, err);
    if (!status && !reading.is_spreadsheet)
        status = capai_fail(err, CAPAI_MSG_DATA_NOT_WORKBOOK, CAPAI_NO_WORDS);
    return status;
}
