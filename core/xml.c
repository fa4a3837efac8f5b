#include "core/xml.h"

#include <errno.h>
#include <expat.h>
#include <string.h>

#include "capai/system.h"

static const struct {
    enum xml_space space;
    const char *uri;
} spaces[] = {
    {XML_SHEET, "http://schemas.openxmlformats.org/spreadsheetml/2006/main"},
    {XML_SHEET, "http://purl.oclc.org/ooxml/spreadsheetml/main"},
    {XML_DOCUMENT, "http://schemas.openxmlformats.org/officeDocument/2006/relationships"},
    {XML_DOCUMENT, "http://purl.oclc.org/ooxml/officeDocument/relationships"},
    {XML_RELATIONS, "http://schemas.openxmlformats.org/package/2006/relationships"},
    {XML_WORD, "http://schemas.openxmlformats.org/wordprocessingml/2006/main"},
    {XML_WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main"},
    {XML_COMPATIBILITY, "http://schemas.openxmlformats.org/markup-compatibility/2006"},
    {XML_OFFICE, "urn:oasis:names:tc:opendocument:xmlns:office:1.0"},
    {XML_TABLE, "urn:oasis:names:tc:opendocument:xmlns:table:1.0"},
    {XML_TEXT, "urn:oasis:names:tc:opendocument:xmlns:text:1.0"},
    {XML_STYLE, "urn:oasis:names:tc:opendocument:xmlns:style:1.0"},
    {XML_MANIFEST, "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"},
};

/* What stands between namespace and name: no URI has it. */
enum { SEPARATOR = '\n' };

struct reading {
    XML_Parser parser;
    const struct xml_handler *handler;
    void *user;
    const char *part;
    size_t depth;
    struct capai_error *err;
};

static struct xml_name split(const char *full)
{
    const char *end = strchr(full, SEPARATOR);
    if (!end)
        return (struct xml_name){XML_NONE, full};
    capai_text uri = {full, (size_t)(end - full)};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (capai_text_equal(uri, capai_text_of(spaces[i].uri)))
            return (struct xml_name){spaces[i].space, end + 1};
    return (struct xml_name){XML_OTHER, end + 1};
}

static void refuse(struct reading *r, enum capai_message message)
{
    capai_fail(r->err, message, CAPAI_WORDS(capai_text_of(r->part)));
    XML_StopParser(r->parser, XML_FALSE);
}

static void XMLCALL on_open(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct reading *r = user;
    if (r->err->status)
        return; /* expat may call once more after it was stopped */
    if (++r->depth > XML_DEPTH)
        refuse(r, CAPAI_MSG_WORKBOOK_DEPTH);
    else if (!r->handler->open(r->user, split(name), attributes))
        XML_StopParser(r->parser, XML_FALSE);
}

static void XMLCALL on_close(void *user, const XML_Char *name)
{
    struct reading *r = user;
    if (r->err->status)
        return;
    r->depth--;
    if (r->handler->close && !r->handler->close(r->user, split(name)))
        XML_StopParser(r->parser, XML_FALSE);
}

static void XMLCALL on_text(void *user, const XML_Char *text, int size)
{
    struct reading *r = user;
    if (!r->err->status && r->handler->text &&
        !r->handler->text(r->user, (capai_text){text, (size_t)size}))
        XML_StopParser(r->parser, XML_FALSE);
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int internal)
{
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    refuse(user, CAPAI_MSG_WORKBOOK_DOCTYPE);
}

static enum capai_status feed(struct reading *r, struct package_part *part)
{
    enum { PIECE = 1 << 16 };
    for (size_t size = 1; size;) {
        void *buffer = XML_GetBuffer(r->parser, PIECE);
        if (!buffer)
            return capai_fail_memory(r->err);
        enum capai_status status = package_part_read(part, buffer, PIECE, &size, r->err);
        if (status)
            return status;
        errno = 0; /* not each request that fails within is told as one */
        if (XML_ParseBuffer(r->parser, (int)size, size == 0) == XML_STATUS_OK)
            continue;
        if (r->err->status)
            return r->err->status;
        if (XML_GetErrorCode(r->parser) == XML_ERROR_NO_MEMORY || errno == ENOMEM)
            return capai_fail_memory(r->err);
        return capai_fail(r->err, CAPAI_MSG_WORKBOOK_XML, CAPAI_WORDS(capai_text_of(r->part)));
    }
    return CAPAI_OK;
}

enum capai_status xml_read(struct package *package, const char *part,
                           const struct xml_handler *handler, void *user, struct capai_error *err)
{
    struct package_part source;
    struct reading r = {.handler = handler, .user = user, .part = part, .err = err};
    enum capai_status status = package_part_open(package, part, &source, err);
    if (status)
        return status;
    r.parser = XML_ParserCreateNS(NULL, SEPARATOR);
    if (r.parser) {
        /* its own way to one ends the process where it fails */
        XML_SetHashSalt(r.parser, capai_process_salt());
        XML_SetUserData(r.parser, &r);
        XML_SetElementHandler(r.parser, on_open, on_close);
        XML_SetCharacterDataHandler(r.parser, on_text);
        XML_SetStartDoctypeDeclHandler(r.parser, on_doctype);
        status = feed(&r, &source);
        XML_ParserFree(r.parser);
    } else {
        status = capai_fail_memory(err);
    }
    package_part_close(&source);
    return status;
}

bool xml_is(struct xml_name name, enum xml_space space, const char *local)
{
    return name.space == space && strcmp(name.local, local) == 0;
}

const char *xml_attribute(const char **attributes, enum xml_space space, const char *local)
{
    for (size_t i = 0; attributes[i]; i += 2) {
        size_t size = strlen(attributes[i]), wanted = strlen(local);
        if (size >= wanted && strcmp(attributes[i] + size - wanted, local) == 0 &&
            xml_is(split(attributes[i]), space, local))
            return attributes[i + 1];
    }
    return NULL;
}

bool xml_says_yes(const char *value)
{
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

bool xml_number(const char *text, size_t most, size_t *out)
{
    size_t number = 0;
    if (!text || !*text)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9' || number > most)
            return false;
        number = number * 10 + (size_t)(*text - '0');
    }
    *out = number;
    return number <= most;
}
