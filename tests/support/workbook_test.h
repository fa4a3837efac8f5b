/* For tests of workbooks: packages out of parts that a test writes by hand, and what was said of
 * them. Include it first.
 */
#ifndef WORKBOOK_TEST_H
#define WORKBOOK_TEST_H

#include "data_test.h"

#include <zip.h>

#include "capai/system.h"

struct part {
    const char *name, *content;
};

enum { PARTS = 12 };

/* What stands around the parts of a sheet of Excel. */
#define TYPES                                                                                      \
    {                                                                                              \
        "[Content_Types].xml", "<Types xmlns='"                                                    \
                               "http://schemas.openxmlformats.org/package/2006/content-types'/>"   \
    }
#define RELS(body)                                                                                 \
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" body    \
    "</Relationships>"
#define REL_TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define REL(id, type, target)                                                                      \
    "<Relationship Id='" id "' Type='" REL_TYPE type "' Target='" target "'/>"
#define MAIN(element, body)                                                                        \
    "<" element " xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='"     \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships'>" body "</" element ">"
#define SHEETS(body) MAIN("workbook", "<sheets>" body "</sheets>")
#define SHEET(name, id) "<sheet name='" name "' sheetId='1' r:id='" id "'/>"
#define ROOT                                                                                       \
    {                                                                                              \
        "_rels/.rels", RELS(REL("r1", "officeDocument", "xl/workbook.xml"))                        \
    }
#define BOOK(body)                                                                                 \
    {                                                                                              \
        "xl/workbook.xml", SHEETS(body)                                                            \
    }
#define BOOK_RELS                                                                                  \
    {                                                                                              \
        "xl/_rels/workbook.xml.rels",                                                              \
            RELS(REL("s1", "worksheet", "worksheets/sheet1.xml")                                   \
                     REL("s2", "worksheet", "/xl/worksheets/sheet2.xml")                           \
                         REL("st", "styles", "styles.xml")                                         \
                             REL("ss", "sharedStrings", "sharedStrings.xml"))                      \
    }
#define DATA(body) MAIN("worksheet", "<sheetData>" body "</sheetData>")

/* Cells: text in place, number, shared text, anything. */
#define ROW(n, cells) "<row r='" n "'>" cells "</row>"
#define T(ref, text) "<c r='" ref "' t='inlineStr'><is><t>" text "</t></is></c>"
#define N(ref, number) "<c r='" ref "'><v>" number "</v></c>"
#define C(ref, attributes, body) "<c r='" ref "' " attributes ">" body "</c>"
#define HEADER                                                                                     \
    T("A1", "tahun")                                                                               \
    T("B1", "sasaran") T("C1", "indikator") T("D1", "arah") T("E1", "target") T("F1", "realisasi")
#define IND_ROW(n, sasaran, indikator, e, f)                                                       \
    ROW(n, N("A" n, "2024") T("B" n, sasaran) T("C" n, indikator) T("D" n, "positif") e f)

/* Loads a workbook with every request failing in turn; whole, it has so many notices. */
static inline void torture_workbook(struct data *d, const char *name, size_t notice_count)
{
    struct torture t = {.runs = 0};
    struct capai_dataset_options options = {.notation = CAPAI_NOTATION_INDONESIA};
    char path[1200];
    snprintf(path, sizeof path, "%s/%s", d->folder, name);
    while (torture_next(&t)) {
        struct capai_notices notices;
        struct capai_dataset *dataset;
        capai_notices_init(&notices, &t.arena, CAPAI_NOTICES_LIMIT);
        t.status = capai_dataset_load(path, &options, &t.arena, &notices, &dataset, &t.err);
        if (!t.status)
            assert_int_equal(notices.count, notice_count);
    }
}

/* Writes a package of these parts, as `name` in the folder of `d`. */
static inline void put_package(struct data *d, const char *name, const struct part *parts,
                               size_t count)
{
    data_put(d, name, "");
    zip_t *zip = zip_open(data_path(d, name), ZIP_CREATE | ZIP_TRUNCATE, NULL);
    assert_non_null(zip);
    for (size_t i = 0; i < count && parts[i].name; i++) {
        zip_source_t *source =
            zip_source_buffer(zip, parts[i].content, strlen(parts[i].content), 0);
        assert_non_null(source);
        assert_true(zip_file_add(zip, parts[i].name, source, 0) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
}

/* The whole of a file of the folder, in the arena. */
static inline capai_text take_file(struct data *d, const char *name)
{
    static char path[1200];
    capai_text content;
    snprintf(path, sizeof path, "%s/%s", d->folder, name);
    assert_int_equal(capai_file_read(path, &d->arena, &content, NULL), CAPAI_OK);
    return content;
}

static inline void put_bytes(struct data *d, const char *name, capai_text content)
{
    data_put(d, name, "");
    FILE *file = fopen(data_path(d, name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content.data, 1, content.size, file), content.size);
    assert_int_equal(fclose(file), 0);
}

static inline enum capai_status load_workbook(struct data *d, const char *name)
{
    static char path[1200];
    snprintf(path, sizeof path, "%s/%s", d->folder, name);
    return data_load_path(d, path, 0);
}

/* A workbook of Excel whose sheet indikator holds these rows. */
static inline void put_sheet(struct data *d, const char *sheet)
{
    const struct part parts[] = {TYPES,
                                 ROOT,
                                 BOOK(SHEET("indikator", "s1")),
                                 BOOK_RELS,
                                 {"xl/worksheets/sheet1.xml", sheet},
                                 {"xl/styles.xml", MAIN("styleSheet", "")},
                                 {"xl/sharedStrings.xml", MAIN("sst", "")}};
    put_package(d, "data.xlsx", parts, sizeof parts / sizeof *parts);
}

/* What stands around the tables of a workbook of LibreOffice. */
#define ODF "urn:oasis:names:tc:opendocument:xmlns:"
#define MIMETYPE                                                                                   \
    {                                                                                              \
        "mimetype", "application/vnd.oasis.opendocument.spreadsheet"                               \
    }
#define CONTENT(styles, tables)                                                                    \
    "<o:document-content xmlns:o='" ODF "office:1.0' xmlns:t='" ODF "table:1.0' xmlns:x='" ODF     \
    "text:1.0' xmlns:s='" ODF "style:1.0' xmlns:c='urn:org:documentfoundation:names:"              \
    "experimental:calc:xmlns:calcext:1.0'><o:automatic-styles>" styles                             \
    "</o:automatic-styles><o:body><o:spreadsheet>" tables                                          \
    "</o:spreadsheet></o:body></o:document-content>"

/* ---- what was said ---- */

/* Adds "place MESSAGE" as a line, the place without its folder. */
static inline size_t show_said(const struct data *d, const struct capai_error *err, char *shown,
                               size_t room, size_t used)
{
    char where[1200];
    capai_error_where(err, where, sizeof where);
    size_t folder = strlen(d->folder) + 1;
    const char *place = strncmp(where, d->folder, folder - 1) == 0 ? where + folder : where;
    int n = snprintf(shown + used, room - used, "%s %s\n", place, capai_message_name(err->message));
    assert_in_range(n, 1, room - used - 1);
    return used + (size_t)n;
}

/* All notices, and the failure if there was one, are these lines. */
#define assert_said(d, expected)                                                                   \
    do {                                                                                           \
        char shown_[4096] = "";                                                                    \
        size_t used_ = 0;                                                                          \
        for (size_t i_ = 0; i_ < (d)->notices.count; i_++)                                         \
            used_ = show_said((d), &(d)->notices.list[i_], shown_, sizeof shown_, used_);          \
        if ((d)->err.status)                                                                       \
            show_said((d), &(d)->err, shown_, sizeof shown_, used_);                               \
        assert_string_equal(shown_, (expected));                                                   \
    } while (0)

#endif
