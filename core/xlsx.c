/* From a package of Office Open XML to sheets: which parts there are, the texts that all sheets
 * share, what number formats mean. The cells are read in xlsx_sheet.c. */
#include "core/xlsx.h"

#include "core/xlsx_sheet.h"
#include "core/xml.h"

/* ---- parts ---- */

/* One part that refers to others by these. */
struct relation {
    capai_text id, type, target;
};

struct relations {
    struct book *book;
    struct capai_error *err;
    const char *folder; /* what targets are relative to: "" or "xl/" */
    struct relation *list;
    size_t count, capacity;
};

static capai_text keep(struct book *book, const char *text)
{
    return capai_text_copy(capai_text_of(text ? text : ""), book->arena);
}

/* The name of the part that a target means. */
static capai_text resolve(const struct relations *r, const char *target)
{
    char *name = target[0] == '/'
                     ? NULL
                     : capai_arena_alloc(r->book->arena, strlen(r->folder) + strlen(target) + 1);
    if (target[0] == '/')
        return keep(r->book, target + 1);
    if (!name)
        return CAPAI_NO_TEXT;
    memcpy(name, r->folder, strlen(r->folder));
    memcpy(name + strlen(r->folder), target, strlen(target) + 1);
    return capai_text_of(name);
}

static bool on_relation(void *user, struct xml_name name, const char **attributes)
{
    struct relations *r = user;
    const char *target = xml_attribute(attributes, XML_NONE, "Target");
    if (!xml_is(name, XML_RELATIONS, "Relationship") || !target)
        return true;
    struct relation *list =
        capai_arena_grow(r->book->arena, r->list, r->count, &r->capacity, sizeof *list);
    if (list) {
        r->list = list;
        list[r->count] = (struct relation){
            keep(r->book, xml_attribute(attributes, XML_NONE, "Id")),
            keep(r->book, xml_attribute(attributes, XML_NONE, "Type")), resolve(r, target)};
    }
    if (!list || !list[r->count].id.data || !list[r->count].type.data ||
        !list[r->count].target.data) {
        capai_fail_memory(r->err);
        return false;
    }
    r->count++;
    return true;
}

/* The part of that type, by the end of its name: the beginning differs between the two dialects of
 * the format. NULL when there is none. */
static const char *part_of_type(const struct relations *r, capai_text type)
{
    for (size_t i = 0; i < r->count; i++) {
        capai_text t = r->list[i].type;
        if (t.size > type.size &&
            capai_text_equal((capai_text){t.data + t.size - type.size, type.size}, type))
            return r->list[i].target.data;
    }
    return NULL;
}

static const char *part_of_id(const struct relations *r, capai_text id)
{
    for (size_t i = 0; i < r->count; i++)
        if (id.data && capai_text_equal(r->list[i].id, id))
            return r->list[i].target.data;
    return NULL;
}

static enum capai_status read_relations(struct package *package, const char *part,
                                        struct relations *r)
{
    static const struct xml_handler handler = {on_relation, NULL, NULL};
    return xml_read(package, part, &handler, r, r->err);
}

/* Where the relations of a part stand: xl/workbook.xml has xl/_rels/workbook.xml.rels. Sets the
 * folder of `r`, too. NULL when memory ran out. */
static const char *relations_part(struct relations *r, const char *part)
{
    const char *slash = strrchr(part, '/');
    size_t folder = slash ? (size_t)(slash - part) + 1 : 0, size = strlen(part);
    char *name = capai_arena_alloc(r->book->arena, size + sizeof "_rels/.rels");
    capai_text prefix = capai_text_copy((capai_text){part, folder}, r->book->arena);
    if (!name || !prefix.data)
        return NULL;
    memcpy(name, part, folder);
    memcpy(name + folder, "_rels/", 6);
    memcpy(name + folder + 6, part + folder, size - folder);
    memcpy(name + size + 6, ".rels", 6);
    r->folder = prefix.data;
    return name;
}

/* ---- the list of sheets ---- */

struct listed_sheet {
    struct book_sheet *sheet;
    capai_text id;
};

struct listing {
    struct book *book;
    struct capai_error *err;
    struct listed_sheet *list;
    size_t count, capacity;
    bool from_1904;
};

static bool on_workbook(void *user, struct xml_name name, const char **attributes)
{
    struct listing *l = user;
    struct book_sheet *sheet;
    if (xml_is(name, XML_SHEET, "workbookPr"))
        l->from_1904 = xml_says_yes(xml_attribute(attributes, XML_NONE, "date1904"));
    if (!xml_is(name, XML_SHEET, "sheet"))
        return true;
    const char *title = xml_attribute(attributes, XML_NONE, "name");
    const char *state = xml_attribute(attributes, XML_NONE, "state");
    if (book_find(l->book, capai_text_of(title ? title : ""), &sheet, l->err) != CAPAI_OK)
        return false;
    if (!sheet)
        return true;
    struct listed_sheet *list =
        capai_arena_grow(l->book->arena, l->list, l->count, &l->capacity, sizeof *list);
    capai_text id = keep(l->book, xml_attribute(attributes, XML_DOCUMENT, "id"));
    if (!list || !id.data) {
        capai_fail_memory(l->err);
        return false;
    }
    sheet->hidden = state && strcmp(state, "visible") != 0;
    l->list = list;
    list[l->count++] = (struct listed_sheet){sheet, id};
    return true;
}

/* ---- shared texts ---- */

struct strings {
    struct book *book;
    struct xlsx_shared *shared;
    struct capai_error *err;
    struct book_bytes text;
    size_t capacity;
    bool inside; /* a <t> that is no reading aid */
    bool aside;  /* within <rPh>: how the text is pronounced */
};

static bool on_string_open(void *user, struct xml_name name, const char **attributes)
{
    struct strings *s = user;
    (void)attributes;
    if (xml_is(name, XML_SHEET, "si"))
        s->text.size = 0;
    else if (xml_is(name, XML_SHEET, "rPh"))
        s->aside = true;
    else if (xml_is(name, XML_SHEET, "t"))
        s->inside = !s->aside;
    return true;
}

static bool add_string(struct strings *s)
{
    struct xlsx_shared *shared = s->shared;
    char number[CAPAI_DECIMAL_TEXT];
    if (shared->string_count == BOOK_CELLS) {
        capai_fail(s->err, CAPAI_MSG_SHEET_CELLS, CAPAI_WORDS(book_limit(BOOK_CELLS, number)));
        return false;
    }
    capai_text *list = capai_arena_grow(s->book->arena, shared->strings, shared->string_count,
                                        &s->capacity, sizeof *list);
    capai_text text = xlsx_unescape(&s->text);
    if (!list || !capai_pool_text(s->book->pool, text, &list[shared->string_count])) {
        capai_fail_memory(s->err);
        return false;
    }
    shared->strings = list;
    shared->string_count++;
    return true;
}

static bool on_string_close(void *user, struct xml_name name)
{
    struct strings *s = user;
    if (xml_is(name, XML_SHEET, "t"))
        s->inside = false;
    else if (xml_is(name, XML_SHEET, "rPh"))
        s->aside = false;
    else if (xml_is(name, XML_SHEET, "si"))
        return add_string(s);
    return true;
}

static bool on_string_text(void *user, capai_text text)
{
    struct strings *s = user;
    if (!s->inside || book_append(s->book, &s->text, text))
        return true;
    capai_fail_memory(s->err);
    return false;
}

/* ---- number formats ---- */

struct custom_format {
    size_t id;
    enum stored_format format;
};

struct styles {
    struct book *book;
    struct xlsx_shared *shared;
    struct capai_error *err;
    struct custom_format *custom;
    size_t custom_count, custom_capacity, capacity;
    bool cells; /* within <cellXfs> */
};

static enum stored_format format_of(const struct styles *s, size_t id)
{
    for (size_t i = 0; i < s->custom_count; i++)
        if (s->custom[i].id == id)
            return s->custom[i].format;
    return stored_format_builtin(id);
}

/* More formats than any spreadsheet writes: what the cells past them mean cannot be known. */
static bool refuse_styles(struct styles *s)
{
    capai_fail(s->err, CAPAI_MSG_WORKBOOK_DAMAGED, CAPAI_WORDS(CAPAI_TEXT("styles.xml")));
    return false;
}

static bool add_custom(struct styles *s, const char **attributes)
{
    size_t id;
    const char *code = xml_attribute(attributes, XML_NONE, "formatCode");
    if (!xml_number(xml_attribute(attributes, XML_NONE, "numFmtId"), BOOK_FORMATS, &id) || !code)
        return true;
    if (s->custom_count == BOOK_CUSTOM)
        return refuse_styles(s);
    struct custom_format *list = capai_arena_grow(s->book->arena, s->custom, s->custom_count,
                                                  &s->custom_capacity, sizeof *list);
    if (!list) {
        capai_fail_memory(s->err);
        return false;
    }
    s->custom = list;
    list[s->custom_count++] = (struct custom_format){id, stored_format_of(capai_text_of(code))};
    return true;
}

static bool add_format(struct styles *s, const char **attributes)
{
    size_t id = 0;
    xml_number(xml_attribute(attributes, XML_NONE, "numFmtId"), BOOK_FORMATS, &id);
    if (s->shared->format_count == BOOK_FORMATS)
        return refuse_styles(s);
    unsigned char *list = capai_arena_grow(s->book->arena, s->shared->formats,
                                           s->shared->format_count, &s->capacity, sizeof *list);
    if (!list) {
        capai_fail_memory(s->err);
        return false;
    }
    s->shared->formats = list;
    list[s->shared->format_count++] = (unsigned char)format_of(s, id);
    return true;
}

static bool on_style_open(void *user, struct xml_name name, const char **attributes)
{
    struct styles *s = user;
    if (xml_is(name, XML_SHEET, "numFmt"))
        return add_custom(s, attributes);
    if (xml_is(name, XML_SHEET, "cellXfs"))
        s->cells = true;
    return !s->cells || !xml_is(name, XML_SHEET, "xf") || add_format(s, attributes);
}

static bool on_style_close(void *user, struct xml_name name)
{
    struct styles *s = user;
    if (xml_is(name, XML_SHEET, "cellXfs"))
        s->cells = false;
    return true;
}

static enum capai_status read_shared(struct package *package, const struct relations *relations,
                                     struct xlsx_shared *shared, struct capai_error *err)
{
    static const struct xml_handler on_string = {on_string_open, on_string_close, on_string_text};
    static const struct xml_handler on_style = {on_style_open, on_style_close, NULL};
    struct strings strings = {.book = relations->book, .shared = shared, .err = err};
    struct styles styles = {.book = relations->book, .shared = shared, .err = err};
    const char *part = part_of_type(relations, CAPAI_TEXT("/sharedStrings"));
    enum capai_status status = part ? xml_read(package, part, &on_string, &strings, err) : CAPAI_OK;
    part = part_of_type(relations, CAPAI_TEXT("/styles"));
    return status || !part ? status : xml_read(package, part, &on_style, &styles, err);
}

/* ---- the whole ---- */

bool xlsx_is(const struct package *package)
{
    return package_has(package, "[Content_Types].xml");
}

static bool ends_in(const char *name, const char *ending)
{
    size_t size = strlen(name), end = strlen(ending);
    return size >= end &&
           capai_text_equal_nocase((capai_text){name + size - end, end}, (capai_text){ending, end});
}

/* Finds the main part and reads its list of sheets. */
static enum capai_status read_listing(struct package *package, struct relations *relations,
                                      struct listing *listing)
{
    static const struct xml_handler handler = {on_workbook, NULL, NULL};
    enum capai_status status = read_relations(package, "_rels/.rels", relations);
    if (status)
        return status;
    const char *main = part_of_type(relations, CAPAI_TEXT("/officeDocument"));
    if (main && ends_in(main, ".bin"))
        return capai_fail(relations->err, CAPAI_MSG_WORKBOOK_BINARY, CAPAI_NO_WORDS);
    if (!main || !ends_in(main, ".xml"))
        return capai_fail(relations->err, CAPAI_MSG_DATA_NOT_WORKBOOK, CAPAI_NO_WORDS);
    const char *rels = relations_part(relations, main);
    if (!rels)
        return capai_fail_memory(relations->err);
    status = xml_read(package, main, &handler, listing, relations->err);
    relations->count = 0;
    if (!status && package_has(package, rels))
        status = read_relations(package, rels, relations);
    if (!status && !listing->count && !listing->book->unused_count)
        status = capai_fail(relations->err, CAPAI_MSG_DATA_NOT_WORKBOOK, CAPAI_NO_WORDS);
    return status;
}

enum capai_status xlsx_read(struct package *package, struct book *book, struct capai_error *err)
{
    struct relations relations = {.book = book, .err = err, .folder = ""};
    struct listing listing = {.book = book, .err = err};
    enum capai_status status = read_listing(package, &relations, &listing);
    if (status)
        return status;
    struct xlsx_shared shared = {.from_1904 = listing.from_1904};
    if (listing.count)
        status = read_shared(package, &relations, &shared, err);
    for (size_t i = 0; !status && i < listing.count; i++) {
        struct book_sheet *sheet = listing.list[i].sheet;
        const char *part = part_of_id(&relations, listing.list[i].id);
        if (part)
            xlsx_read_sheet(package, part, &shared, book, sheet);
        else
            book_refuse(sheet, 0, CAPAI_MSG_WORKBOOK_PART_MISSING, CAPAI_WORDS(listing.list[i].id));
        if (sheet->error.status == CAPAI_ERR_MEMORY)
            status = capai_fail_memory(err);
    }
    return status;
}
