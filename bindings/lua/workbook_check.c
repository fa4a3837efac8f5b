/* Whether a workbook is whole. The library does not look at what writing its temporary files gives:
 * on a full disk a part ends in its middle, or lacks some of it, and nobody says so. */
#include "bindings/lua/workbook.h"

#include <string.h>

#include <expat.h>
#include <minizip/unzip.h>

#include "capai/system.h"

/* What a part is called, as far as it is looked at. */
enum { NAME = 200 };

static bool is_sheet(const char *name)
{
    static const char folder[] = "xl/worksheets/sheet";
    return strncmp(name, folder, sizeof folder - 1) == 0;
}

static bool look_at(unzFile archive, unz_file_info64 *info, char name[NAME])
{
    memset(name, 0, NAME);
    return unzGetCurrentFileInfo64(archive, info, name, NAME - 1, NULL, 0, NULL, 0) == UNZ_OK;
}

/* ---- one workbook ---- */

static void XMLCALL count_cell(void *user, const XML_Char *name, const XML_Char **attributes)
{
    uint64_t *cells = user;
    (void)attributes;
    *cells += strcmp(name, "c") == 0;
}

static bool parse(unzFile archive, XML_Parser parser)
{
    char buffer[16384];
    for (;;) {
        int size = unzReadCurrentFile(archive, buffer, sizeof buffer);
        if (size < 0 || XML_Parse(parser, buffer, size, size == 0) != XML_STATUS_OK)
            return false;
        if (size == 0)
            return true;
    }
}

static bool is_whole(unzFile archive, uint64_t *cells)
{
    unz_file_info64 info;
    char name[NAME];
    XML_Parser parser = XML_ParserCreate(NULL);
    bool whole = parser && look_at(archive, &info, name);
    if (whole && is_sheet(name)) {
        XML_SetUserData(parser, cells);
        XML_SetStartElementHandler(parser, count_cell);
    }
    whole = whole && XML_SetHashSalt(parser, capai_process_salt()) &&
            unzOpenCurrentFile(archive) == UNZ_OK && parse(archive, parser) &&
            unzCloseCurrentFile(archive) == UNZ_OK;
    XML_ParserFree(parser);
    return whole;
}

const char *workbook_check(const char *path, uint64_t cells)
{
    uint64_t found = 0;
    unzFile archive = unzOpen64(path);
    int status = archive ? unzGoToFirstFile(archive) : UNZ_BADZIPFILE;
    while (status == UNZ_OK)
        status = is_whole(archive, &found) ? unzGoToNextFile(archive) : UNZ_BADZIPFILE;
    if (archive)
        unzClose(archive);
    return status == UNZ_END_OF_LIST_OF_FILE && found == cells ? NULL
                                                               : "penyimpanan sementara penuh";
}

/* ---- two ---- */

static bool is_same(unzFile a, unzFile b, bool but_rows)
{
    unz_file_info64 x, y;
    char name[NAME], other[NAME];
    if (!look_at(a, &x, name) || !look_at(b, &y, other) || strcmp(name, other) != 0)
        return false;
    return (but_rows && (is_sheet(name) || strcmp(name, "xl/styles.xml") == 0)) ||
           (x.crc == y.crc && x.uncompressed_size == y.uncompressed_size);
}

bool workbook_same(const char *path, const char *other, bool but_rows)
{
    unzFile a = unzOpen64(path), b = a ? unzOpen64(other) : NULL;
    int status = b ? unzGoToFirstFile(a) : UNZ_BADZIPFILE;
    int of_other = b ? unzGoToFirstFile(b) : UNZ_BADZIPFILE;
    while (status == UNZ_OK && of_other == UNZ_OK && is_same(a, b, but_rows)) {
        status = unzGoToNextFile(a);
        of_other = unzGoToNextFile(b);
    }
    if (a)
        unzClose(a);
    if (b)
        unzClose(b);
    return status == UNZ_END_OF_LIST_OF_FILE && of_other == UNZ_END_OF_LIST_OF_FILE;
}
