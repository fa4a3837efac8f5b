#include "core/package.h"

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

static enum capai_status zip_failure(int code, const char *name, struct capai_error *err)
{
    if (code == ZIP_ER_MEMORY)
        return capai_fail_memory(err);
    if (code == ZIP_ER_WRONGPASSWD || code == ZIP_ER_NOPASSWD || code == ZIP_ER_ENCRNOTSUPP)
        return capai_fail(err, CAPAI_MSG_WORKBOOK_ENCRYPTED, CAPAI_NO_WORDS);
    return capai_fail(err, CAPAI_MSG_WORKBOOK_DAMAGED, CAPAI_WORDS(capai_text_of(name)));
}

bool package_is_zip(capai_text content)
{
    return content.size > 4 && memcmp(content.data, "PK\x03\x04", 4) == 0;
}

enum capai_status package_open(capai_text content, struct package *out, struct capai_error *err)
{
    enum capai_status status = CAPAI_OK;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(content.data, content.size, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (!zip) {
        status = zip_failure(zip_error_code_zip(&error), NULL, err);
        if (source)
            zip_source_free(source); /* a package that opened owns it */
    } else if (zip_get_num_entries(zip, 0) > PACKAGE_ENTRIES) {
        status = exceed(CAPAI_MSG_WORKBOOK_ENTRIES, NULL, PACKAGE_ENTRIES, err);
        zip_discard(zip);
    } else {
        *out = (struct package){.zip = zip};
    }
    zip_error_fini(&error);
    return status;
}

void package_close(struct package *package)
{
    zip_discard(package->zip);
}

bool package_has(const struct package *package, const char *name)
{
    return zip_name_locate(package->zip, name, ZIP_FL_NOCASE) >= 0;
}

/* True when another entry has the name of entry `index` too: which one counts, nobody knows. */
static bool is_doubled(zip_t *zip, zip_int64_t index, const char *name)
{
    zip_int64_t count = zip_get_num_entries(zip, 0);
    for (zip_int64_t i = 0; i < count; i++) {
        const char *other = zip_get_name(zip, (zip_uint64_t)i, 0);
        if (i != index && other &&
            capai_text_equal_nocase(capai_text_of(other), capai_text_of(name)))
            return true;
    }
    return false;
}

/* Refuses a part whose entry says already that it cannot be read. */
static enum capai_status check_entry(const char *name, const zip_stat_t *stat,
                                     struct capai_error *err)
{
    const zip_uint64_t wanted = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if ((stat->valid & ZIP_STAT_ENCRYPTION_METHOD) && stat->encryption_method != ZIP_EM_NONE)
        return capai_fail(err, CAPAI_MSG_WORKBOOK_ENCRYPTED, CAPAI_NO_WORDS);
    if ((stat->valid & wanted) != wanted)
        return capai_fail(err, CAPAI_MSG_WORKBOOK_DAMAGED, CAPAI_WORDS(capai_text_of(name)));
    if (stat->size >> 20 >= PACKAGE_PART_MB)
        return exceed(CAPAI_MSG_WORKBOOK_LARGE, name, PACKAGE_PART_MB, err);
    return CAPAI_OK;
}

enum capai_status package_part_open(struct package *package, const char *name,
                                    struct package_part *out, struct capai_error *err)
{
    zip_stat_t stat;
    zip_int64_t index = zip_name_locate(package->zip, name, ZIP_FL_NOCASE);
    if (index < 0)
        return capai_fail(err, CAPAI_MSG_WORKBOOK_PART_MISSING, CAPAI_WORDS(capai_text_of(name)));
    if (is_doubled(package->zip, index, name))
        return capai_fail(err, CAPAI_MSG_WORKBOOK_PART_TWICE, CAPAI_WORDS(capai_text_of(name)));
    if (zip_stat_index(package->zip, (zip_uint64_t)index, 0, &stat) != 0)
        return zip_failure(zip_error_code_zip(zip_get_error(package->zip)), name, err);
    enum capai_status status = check_entry(name, &stat, err);
    if (status)
        return status;
    zip_file_t *file = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
    if (!file)
        return zip_failure(zip_error_code_zip(zip_get_error(package->zip)), name, err);
    *out = (struct package_part){
        .package = package, .file = file, .name = name, .packed = (size_t)stat.comp_size};
    return CAPAI_OK;
}

enum capai_status package_part_read(struct package_part *part, char *buffer, size_t room,
                                    size_t *size, struct capai_error *err)
{
    zip_int64_t n = zip_fread(part->file, buffer, room);
    if (n < 0)
        return zip_failure(zip_error_code_zip(zip_file_get_error(part->file)), part->name, err);
    *size = (size_t)n;
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
    zip_fclose(part->file);
}
