/* Documents of office programs as plain rows: the paragraphs and tables of a .docx, the sheets of a
 * workbook. What the rows mean is for others to say. */
#ifndef CAPAI_REPORT_H
#define CAPAI_REPORT_H

#include "capai/api.h"
#include "capai/arena.h"
#include "capai/error.h"
#include "capai/text.h"

CAPAI_API_BEGIN

/* A paragraph, which has one cell, or a row of a table or sheet. */
struct capai_report_row {
    const char *part;  /* "tabel 3" of a .docx, the name of a sheet; NULL: a paragraph */
    size_t line;       /* of the row within its part, from 1; 0 for a paragraph */
    capai_text *cells; /* missing where nothing stands; empty, CAPAI_TEXT(""), where a cell goes on
                        * that is merged with the one above */
    size_t count;
};

struct capai_report {
    struct capai_report_row *rows; /* in the order of the document */
    size_t count;
};

/* True when `content` is such a document, or looks like one that cannot be read: then
 * capai_report_read says why. */
bool capai_report_is(capai_text content);

/* Reads a .docx, .xlsx or .ods. All lives in `arena`; `content` is needed only until this comes
 * back. A number that a workbook stores is given in Indonesian notation (1234,5; 97,78%). A sheet
 * that is damaged is left out, which the notices say, and which sheets are hidden. `err` is not
 * NULL; `path` must outlive it and the notices. Errors, *out unchanged: CAPAI_ERR_UNUSABLE with
 * DATA_NOT_REPORT, or with what is wrong with the file (the limits of workbooks hold:
 * docs/data.md); CAPAI_ERR_MEMORY. */
enum capai_status capai_report_read(const char *path, capai_text content, struct capai_arena *arena,
                                    struct capai_notices *notices, struct capai_report *out,
                                    struct capai_error *err);

/* The text of a report that is no such document, in UTF-8: `content` itself, or a copy in `arena`
 * where it was written as UTF-16 or Windows-1252. What was done to it, and what is no character,
 * goes to `notices`. Errors, *out unchanged: CAPAI_ERR_UNUSABLE with REPORT_PDF, REPORT_EMPTY or
 * REPORT_BINARY; CAPAI_ERR_MEMORY. */
enum capai_status capai_report_text(const char *path, capai_text content, struct capai_arena *arena,
                                    struct capai_notices *notices, capai_text *out,
                                    struct capai_error *err);

CAPAI_API_END

#endif
