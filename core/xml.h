/* XML parts of a workbook through expat, piece by piece: element names by what their namespace
 * means, whatever prefix a writer uses. Document types, and with them entities of their own, are
 * refused. Private to the core. */
#ifndef CORE_XML_H
#define CORE_XML_H

#include "core/package.h"

/* The namespaces that matter to us. */
enum xml_space {
    XML_NONE, /* an attribute without a prefix */
    XML_OTHER,
    XML_SHEET,     /* SpreadsheetML */
    XML_DOCUMENT,  /* its r: attributes */
    XML_RELATIONS, /* which part refers to which */
    XML_WORD,      /* WordprocessingML */
    XML_COMPATIBILITY,
    XML_OFFICE, /* OpenDocument from here on */
    XML_TABLE,
    XML_TEXT,
    XML_STYLE,
    XML_MANIFEST
};

struct xml_name {
    enum xml_space space;
    const char *local;
};

/* Who is told what a part holds. A function that gives back false stops the reading; it has said
 * why in the *err that xml_read was given. Text comes in pieces. */
struct xml_handler {
    bool (*open)(void *user, struct xml_name name, const char **attributes);
    bool (*close)(void *user, struct xml_name name);
    bool (*text)(void *user, capai_text text);
};

/* Reads a part from beginning to end. `err` is not NULL. Errors: those of package_part_open and
 * package_part_read, CAPAI_ERR_UNUSABLE with WORKBOOK_XML, WORKBOOK_DOCTYPE or WORKBOOK_DEPTH,
 * CAPAI_ERR_MEMORY, and what the handler says. */
enum capai_status xml_read(struct package *package, const char *part,
                           const struct xml_handler *handler, void *user, struct capai_error *err);

bool xml_is(struct xml_name name, enum xml_space space, const char *local);

/* The value of an attribute, NULL when the element has none of that name. */
const char *xml_attribute(const char **attributes, enum xml_space space, const char *local);

/* True for an attribute that says yes. */
bool xml_says_yes(const char *value);

/* A whole number of at most `most`, without a sign, as `text` has it; false for anything else. */
bool xml_number(const char *text, size_t most, size_t *out);

#endif
