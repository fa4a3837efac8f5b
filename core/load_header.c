/* The header of a file: what its columns are, and what is wrong with them. */
#include "core/error.h"
#include "core/load.h"

#include <stdio.h>

enum { COLUMNS_MOST = 1000 };

size_t header_named(const struct grid *file)
{
    size_t count = file->header.count;
    while (count && !capai_text_trim(file->header.fields[count - 1]).size)
        count--;
    return count;
}

int header_field(const struct grid *file, capai_text name)
{
    for (size_t i = 0; i < file->header.count; i++)
        if (capai_text_equal_nocase(capai_text_trim(file->header.fields[i]), name))
            return (int)i;
    return CAPAI_NO_COLUMN;
}

/* The unknown column of the file that is most like `name`. */
static capai_text nearest_unknown(const struct grid *file, const struct schema *schema,
                                  capai_text name)
{
    capai_text best = CAPAI_NO_TEXT;
    for (size_t i = 0; i < file->header.count; i++) {
        capai_text other = capai_text_trim(file->header.fields[i]);
        if (!schema_find(schema, other) && capai_text_nearest(name, &other, 1).data && !best.data)
            best = other;
    }
    return best;
}

/* A file of series, such as tw1 to tw4, says nothing without any of their columns. */
static enum capai_status check_series(const struct grid *file, const struct schema *schema,
                                      struct capai_error *err)
{
    int number;
    bool found = !schema->series;
    for (size_t i = 0; !found && i < file->header.count; i++)
        found = schema_series_of(schema, capai_text_trim(file->header.fields[i]), &number) != NULL;
    if (found)
        return CAPAI_OK;
    struct capai_error error = {0};
    capai_fail(&error, CAPAI_MSG_COLUMN_SERIES,
               CAPAI_WORDS(schema->series[0].example, schema->series[1].example));
    grid_place(file, &file->header, 0, &error);
    return error_pass(err, &error);
}

/* Appends "tagret -> target", where it fits. */
static size_t append_pair(char *list, size_t room, size_t size, capai_text from, capai_text to)
{
    char pair[128];
    int length = snprintf(pair, sizeof pair, "%.*s -> %.*s", (int)from.size, from.data,
                          (int)to.size, to.data);
    bool whole = length > 0 && (size_t)length < sizeof pair;
    return whole ? capai_text_append(list, room, size, (capai_text){pair, (size_t)length}) : size;
}

void header_absent(struct absent *absent, capai_text name, capai_text near)
{
    if (!absent->count++)
        absent->first = name;
    if (!absent->near.size)
        absent->near = near;
    absent->name_size =
        capai_text_append(absent->names, sizeof absent->names, absent->name_size, name);
    if (near.size)
        absent->pair_size =
            append_pair(absent->pairs, sizeof absent->pairs, absent->pair_size, near, name);
}

enum capai_status header_refuse(const struct absent *absent, const struct grid *file,
                                struct capai_error *err)
{
    struct capai_error error = {0};
    if (absent->count == 1)
        capai_fail(&error, CAPAI_MSG_COLUMN_MISSING, CAPAI_WORDS(absent->first, absent->near));
    else
        capai_fail(&error, CAPAI_MSG_COLUMNS_MISSING,
                   CAPAI_WORDS(((capai_text){absent->names, absent->name_size}),
                               ((capai_text){absent->pairs, absent->pair_size})));
    grid_place(file, &file->header,
               absent->near.size ? (size_t)header_field(file, absent->near) : 0, &error);
    return error_pass(err, &error);
}

static enum capai_status check_required(const struct grid *file, const struct schema *schema,
                                        struct capai_error *err)
{
    struct absent absent = {.count = 0};
    for (size_t i = 0; i < schema->count; i++) {
        const struct schema_column *column = &schema->columns[i];
        if (column->required && header_field(file, column->name) == CAPAI_NO_COLUMN)
            header_absent(&absent, column->name, nearest_unknown(file, schema, column->name));
    }
    return absent.count ? header_refuse(&absent, file, err) : check_series(file, schema, err);
}

static enum capai_status complain(struct capai_dataset *dataset, const struct grid *file,
                                  size_t field, enum capai_message message, capai_text a,
                                  capai_text b)
{
    struct capai_error error = {0};
    capai_fail(&error, message, CAPAI_WORDS(a, b));
    grid_place(file, &file->header, field, &error);
    return capai_notices_add(dataset->notices, &error);
}

/* Doubled columns, and unknown ones that look like a known one. */
static enum capai_status check_names(struct capai_dataset *dataset, const struct grid *file,
                                     const struct schema *schema)
{
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; i < file->header.count && !status; i++) {
        capai_text name = capai_text_trim(file->header.fields[i]);
        if (!name.size)
            continue;
        if (header_field(file, name) != (int)i) {
            status = complain(dataset, file, i, CAPAI_MSG_COLUMN_DOUBLED, name, CAPAI_NO_TEXT);
            continue;
        }
        if (schema_type_of(schema, name) != SCHEMA_TEXT || schema_find(schema, name))
            continue;
        for (size_t k = 0; k < schema->count && !status; k++) {
            capai_text known = schema->columns[k].name;
            if (capai_text_nearest(name, &known, 1).data) {
                status = complain(dataset, file, i, CAPAI_MSG_COLUMN_UNKNOWN, name, known);
                break;
            }
        }
    }
    return status;
}

enum capai_status header_check(struct capai_dataset *dataset, const struct grid *file,
                               const struct schema *schema, struct capai_error *err)
{
    if (header_named(file) > COLUMNS_MOST) {
        struct capai_error error = {0};
        capai_fail(&error, CAPAI_MSG_COLUMNS_MANY, CAPAI_WORDS(CAPAI_TEXT("1.000")));
        grid_place(file, &file->header, COLUMNS_MOST, &error);
        return error_pass(err, &error);
    }
    enum capai_status status = check_required(file, schema, err);
    if (status)
        return status;
    return check_names(dataset, file, schema) == CAPAI_OK ? CAPAI_OK : capai_fail_memory(err);
}
