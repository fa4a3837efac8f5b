/* The parts of a zip package, unpacked piece by piece within limits. Private to the core. */
#ifndef CORE_PACKAGE_H
#define CORE_PACKAGE_H

#include <minizip/unzip.h>

#include "capai/error.h"
#include "capai/text.h"
#include "core/book_limits.h"

/* It must stay where it was opened: the reader of the archive knows its address. */
struct package {
    unzFile zip;
    capai_text content;
    size_t at;       /* where the archive is read */
    size_t unpacked; /* bytes of all parts so far */
};

/* True when `content` begins as a zip archive does. */
bool package_is_zip(capai_text content);

/* Opens `content`, which must outlive the package. Errors: CAPAI_ERR_UNUSABLE with
 * WORKBOOK_DAMAGED or WORKBOOK_LARGE, CAPAI_ERR_MEMORY; nothing is then to be closed. */
enum capai_status package_open(capai_text content, struct package *out, struct capai_error *err);

void package_close(struct package *package);

/* True when there is a part of that name; capitals do not count, as the format has it. */
bool package_has(const struct package *package, const char *name);

struct package_part {
    struct package *package;
    const char *name;
    size_t packed, size; /* as the archive says */
    size_t unpacked;
    bool open;
};

/* Opens a part for reading, one at a time. `name` must outlive it. Errors: CAPAI_ERR_UNUSABLE with
 * WORKBOOK_PART_MISSING, WORKBOOK_PART_TWICE, WORKBOOK_ENCRYPTED, WORKBOOK_DAMAGED or
 * WORKBOOK_LARGE; CAPAI_ERR_MEMORY; nothing is then to be closed. */
enum capai_status package_part_open(struct package *package, const char *name,
                                    struct package_part *out, struct capai_error *err);

/* The next bytes of the part, at most `room`; *size is 0 at its end. Errors: CAPAI_ERR_UNUSABLE
 * with WORKBOOK_DAMAGED, WORKBOOK_LARGE or WORKBOOK_BOMB; CAPAI_ERR_MEMORY. */
enum capai_status package_part_read(struct package_part *part, char *buffer, size_t room,
                                    size_t *size, struct capai_error *err);

void package_part_close(struct package_part *part);

#endif
