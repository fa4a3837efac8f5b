/* Whether a workbook is whole. The library does not look at what writing its temporary files gives:
 * on a full disk a part ends in its middle, and nobody says so. */
#include "bindings/lua/workbook.h"

#include <expat.h>
#include <minizip/unzip.h>

#include "capai/system.h"

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

static bool is_whole(unzFile archive)
{
    XML_Parser parser = XML_ParserCreate(NULL);
    bool whole = parser && XML_SetHashSalt(parser, capai_process_salt()) &&
                 unzOpenCurrentFile(archive) == UNZ_OK && parse(archive, parser) &&
                 unzCloseCurrentFile(archive) == UNZ_OK;
    XML_ParserFree(parser);
    return whole;
}

const char *workbook_check(const char *path)
{
    unzFile archive = unzOpen64(path);
    int status = archive ? unzGoToFirstFile(archive) : UNZ_BADZIPFILE;
    while (status == UNZ_OK)
        status = is_whole(archive) ? unzGoToNextFile(archive) : UNZ_BADZIPFILE;
    if (archive)
        unzClose(archive);
    return status == UNZ_END_OF_LIST_OF_FILE ? NULL : "penyimpanan sementara penuh";
}
