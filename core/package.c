#include "core/package.h"

#include <errno.h>
#include <string.h>

#include "capai/decimal.h"

/* Fails with a part, or what else is too large, and the limit. */
static enum capai_status exceed(enum capai_message message, const char *name, int limit,
                                struct capai_error *err)
{
    char number[CAPAI_DECIMAL_TEXT];
    capai_decimal_format(capai_decimal_from_int(limit), CAPAI_NOTATION_INDONESIA, number);
    return capai_fail(err, message, CAPAI_WORDS(capai_text_of(name), capai_text_of(number)));
}

/* Fails for what the library says of a part, or, without a name, of the archive. It does not tell
 * an archive that is none from memory that ran out, but the system does: errno is 0 before calls.
 */
static enum capai_status zip_failure(int code, const char *name, struct capai_error *err)
{
    if (code == UNZ_INTERNALERROR || code == Z_MEM_ERROR || errno == ENOMEM)
        return capai_fail_memory(err);
    return capai_fail(err, CAPAI_MSG_WORKBOOK_DAMAGED, CAPAI_WORDS(capai_text_of(name)));
}

/* ---- the archive in memory, as the library reads files ---- */

static voidpf memory_open(voidpf opaque, const void *name, int mode)
{
    (void)name, (void)mode;
    return opaque;
}

static uLong memory_read(voidpf opaque, voidpf stream, void *buffer, uLong size)
{
    struct package *package = opaque;
    size_t rest = package->content.size - package->at;
    size_t taken = size < rest ? size : rest;
    (void)stream;
    if (taken)
        memcpy(buffer, package->content.data + package->at, taken);
    package->at += taken;
    return (uLong)taken;
}

static ZPOS64_T memory_tell(voidpf opaque, voidpf stream)
{
    (void)stream;
    return ((struct package *)opaque)->at;
}

static long memory_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    struct package *package = opaque;
    size_t size = package->content.size;
    ZPOS64_T from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? package->at
                    : origin == ZLIB_FILEFUNC_SEEK_END ? size
                                                       : 0;
    (void)stream;
    if (offset > size - from)
        return -1;
    package->at = (size_t)(from + offset);
    return 0;
}

static int memory_done(voidpf opaque, voidpf stream)
{
    (void)opaque, (void)stream;
    return 0;
}

bool package_is_zip(capai_text content)
{
    return content.size > 4 && memcmp(content.data, "PK\x03\x04", 4) == 0;
}

enum capai_status package_open(capai_text content, struct package *out, struct capai_error *err)
{
    zlib_filefunc64_def memory = {memory_open, memory_read, NULL /* never writes */,
                                  memory_tell, memory_seek, memory_done,
                                  memory_done, out};
    unz_global_info64 info;
    *out = (struct package){.content = content};
    errno = 0;
    out->zip = unzOpen2_64("", &memory);
    if (!out->zip)
        return zip_failure(UNZ_BADZIPFILE, NULL, err);
    unzGetGlobalInfo64(out->zip, &info); /* fails without an archive only */
    if (info.number_entry <= PACKAGE_ENTRIES)
        return CAPAI_OK;
    unzClose(out->zip);
    return exceed(CAPAI_MSG_WORKBOOK_ENTRIES, NULL, PACKAGE_ENTRIES, err);
}

void package_close(struct package *package)
{
    unzClose(package->zip);
}

enum {
    NAME_MOST = 256
}; /* of the parts that anybody asks for; longer ones are told by a beginning */

/* Name and entry of the part that the archive stands at. */
static int entry_of(const struct package *package, char *name, unz_file_info64 *info)
{
    int code = unzGetCurrentFileInfo64(package->zip, info, name, NAME_MOST, NULL, 0, NULL, 0);
    name[NAME_MOST] = '\0';
    return code;
}

/* How many parts have that name; the archive stands at the last of them. */
static size_t find(const struct package *package, const char *wanted)
{
    char name[NAME_MOST + 1];
    size_t count = 0;
    unz_file_info64 info;
    unz64_file_pos place = {0, 0};
    for (int code = unzGoToFirstFile(package->zip); code == UNZ_OK;
         code = unzGoToNextFile(package->zip)) {
        if (entry_of(package, name, &info) != UNZ_OK ||
            !capai_text_equal_nocase(capai_text_of(name), capai_text_of(wanted)))
            continue;
        count += unzGetFilePos64(package->zip, &place) == UNZ_OK;
    }
    return count && unzGoToFilePos64(package->zip, &place) == UNZ_OK ? count : 0;
}

bool package_has(const struct package *package, const char *name)
{
    return find(package, name) > 0;
}

/* Refuses a part whose entry says already that it cannot be read. */
static enum capai_status check_entry(const char *name, const unz_file_info64 *info,
                                     struct capai_error *err)
{
    const uLong encrypted = 1;
    if (info->flag & encrypted)
        return capai_fail(err, CAPAI_MSG_WORKBOOK_ENCRYPTED, CAPAI_NO_WORDS);
    if (info->uncompressed_size >> 20 >= PACKAGE_PART_MB)
        return exceed(CAPAI_MSG_WORKBOOK_LARGE, name, PACKAGE_PART_MB, err);
    return CAPAI_OK;
}

enum capai_status package_part_open(struct package *package, const char *name,
                                    struct package_part *out, struct capai_error *err)
{
    char found[NAME_MOST + 1];
    unz_file_info64 info;
    errno = 0;
    size_t count = find(package, name);
    if (!count)
        return capai_fail(err, CAPAI_MSG_WORKBOOK_PART_MISSING, CAPAI_WORDS(capai_text_of(name)));
    if (count > 1) /* which one counts, nobody knows */
        return capai_fail(err, CAPAI_MSG_WORKBOOK_PART_TWICE, CAPAI_WORDS(capai_text_of(name)));
    int code = entry_of(package, found, &info);
    if (code != UNZ_OK)
        return zip_failure(code, name, err);
    enum capai_status status = check_entry(name, &info, err);
    if (status)
        return status;
    code = unzOpenCurrentFile(package->zip);
    if (code != UNZ_OK)
        return zip_failure(code, name, err);
    *out = (struct package_part){.package = package,
                                 .name = name,
                                 .packed = (size_t)info.compressed_size,
                                 .size = (size_t)info.uncompressed_size,
                                 .open = true};
    return CAPAI_OK;
}

/* At its end a part is as long as its entry says, and sums up to its check sum. */
static enum capai_status finish(struct package_part *part, struct capai_error *err)
{
    int code = part->open ? unzCloseCurrentFile(part->package->zip) : UNZ_OK;
    part->open = false;
    if (code == UNZ_OK && part->unpacked != part->size)
        code = UNZ_BADZIPFILE;
    return code == UNZ_OK ? CAPAI_OK : zip_failure(code, part->name, err);
}

enum capai_status package_part_read(struct package_part *part, char *buffer, size_t room,
                                    size_t *size, struct capai_error *err)
{
    errno = 0;
    int n = part->open ? unzReadCurrentFile(part->package->zip, buffer, (unsigned)room) : 0;
    if (n < 0)
        return zip_failure(n, part->name, err);
    *size = (size_t)n;
    if (n == 0)
        return finish(part, err);
    part->unpacked += *size;
    part->package->unpacked += *size;
    if (part->unpacked >> 20 >= PACKAGE_PART_MB)
        return exceed(CAPAI_MSG_WORKBOOK_LARGE, part->name, PACKAGE_PART_MB, err);
    if (part->package->unpacked >> 20 >= PACKAGE_WHOLE_MB)
        return exceed(CAPAI_MSG_WORKBOOK_LARGE, part->name, PACKAGE_WHOLE_MB, err);
    if (part->unpacked >> 20 >= PACKAGE_RATIO_FROM_MB &&
        part->unpacked / PACKAGE_RATIO > part->packed)
        return exceed(CAPAI_MSG_WORKBOOK_BOMB, part->name, PACKAGE_RATIO, err);
    return CAPAI_OK;
}

void package_part_close(struct package_part *part)
{
    if (part->open)
        unzCloseCurrentFile(part->package->zip);
    part->open = false;
}
