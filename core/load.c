/* From a folder to a data set: its files, one after the other. */
#include "core/load.h"

#include <string.h>

#include "capai/system.h"
#include "core/csv.h"
#include "core/error.h"
#include "core/keys.h"
#include "core/piece.h"
#include "core/workbook.h"

/* ---- files ---- */

/* What an earlier reading had of a file; NULL: nothing. */
static const struct capai_input *find_stored(const struct capai_dataset *dataset, const char *path)
{
    for (size_t i = 0; i < dataset->stored_count; i++)
        if (strcmp(dataset->stored[i].path, path) == 0)
            return &dataset->stored[i];
    return NULL;
}

/* What stands at a path; of what is stored a file, a folder where it is that of the data set. */
static enum capai_file_kind kind_of(const struct capai_dataset *dataset, const char *path)
{
    if (!dataset->stored)
        return capai_file_kind_of(path);
    return find_stored(dataset, path)         ? CAPAI_FILE_REGULAR
           : strcmp(path, dataset->path) == 0 ? CAPAI_FILE_FOLDER
                                              : CAPAI_FILE_NONE;
}

/* Reads a file of the data set, and remembers it. */
static enum capai_status read_input(struct capai_dataset *dataset, const char *path,
                                    capai_text *content, struct capai_error *err)
{
    const struct capai_input *stored = find_stored(dataset, path);
    enum capai_status status = CAPAI_OK;
    if (stored)
        *content = stored->bytes;
    else
        status = capai_file_read(path, dataset->arena, content, err);
    if (!status && !dataset_add_input(dataset, path, *content))
        status = capai_fail_memory(err);
    return status;
}

/* Lets the rows of a piece stand where they stand in the file that it was cut out of. */
static void place_rows(const struct piece_file *piece, struct grid *file)
{
    size_t next = 0;
    ptrdiff_t shift = 0;
    file->header.line = piece->header_line;
    for (size_t i = 0; i < file->count; i++) {
        struct grid_row *row = &file->rows[i];
        while (next < piece->count && piece->stretches[next].offset <= row->offset)
            shift = (ptrdiff_t)piece->stretches[next++].line - (ptrdiff_t)row->line;
        row->line = (size_t)((ptrdiff_t)row->line + shift);
    }
}

/* The same of the texts that the data set was made from. */
static enum capai_status read_given(struct capai_dataset *dataset, const char *name,
                                    const capai_text *columns, size_t count, bool *found,
                                    struct grid *file, struct capai_error *err)
{
    for (size_t i = 0; i < dataset->text_count; i++) {
        const struct capai_input *text = &dataset->texts[i];
        *found = capai_text_equal(text->name, capai_text_of(name));
        if (!*found)
            continue;
        const struct piece_file *piece = dataset->piece ? &dataset->piece->files[i] : NULL;
        if (!piece || !piece->header_line)
            return csv_read(text->path, text->bytes, columns, count, dataset->arena, dataset->pool,
                            dataset->notices, file, err);
        enum capai_status status =
            csv_read_piece(text->path, text->bytes, piece->delimiter, dataset->arena, dataset->pool,
                           dataset->notices, file, err);
        if (!status)
            place_rows(piece, file);
        return status;
    }
    *found = false;
    return CAPAI_OK;
}

static enum capai_status refuse_link(const char *path, struct capai_error *err)
{
    enum capai_status status = capai_fail(err, CAPAI_MSG_FILE_LINK, CAPAI_NO_WORDS);
    capai_error_place(err, path, 0, 0);
    return status;
}

/* Reads one file of the folder, or the sheet of the workbook that stands for it; *found says
 * whether it is there. `schema` is NULL for alias.csv. */
static enum capai_status read_file(struct capai_dataset *dataset, const struct schema *schema,
                                   const capai_text *columns, size_t count, bool *found,
                                   struct grid *file, struct capai_error *err)
{
    capai_text content;
    const char *name = schema ? schema->file : "alias.csv";
    if (dataset->book)
        return workbook_grid(dataset->book, schema ? schema->name.data : "alias", schema, columns,
                             count, found, file, err);
    if (dataset->texts)
        return read_given(dataset, name, columns, count, found, file, err);
    char *path = capai_path_join(dataset->path, name, dataset->arena);
    if (!path)
        return capai_fail_memory(err);
    enum capai_file_kind kind = kind_of(dataset, path);
    *found = kind != CAPAI_FILE_NONE;
    if (!*found)
        return CAPAI_OK;
    if (kind == CAPAI_FILE_DANGLING)
        return refuse_link(path, err);
    enum capai_status status = read_input(dataset, path, &content, err);
    return status ? status
                  : csv_read(path, content, columns, count, dataset->arena, dataset->pool,
                             dataset->notices, file, err);
}

/* Columns of schema_alias. */
enum { ALIAS_KOLOM, ALIAS_NAMA, ALIAS_BAKU };

static capai_text alias_column(size_t which)
{
    return schema_alias()->columns[which].name;
}

/* What is wrong with row `at` of alias.csv, and in which of its columns. */
static bool find_alias_fault(const struct capai_dataset *dataset, size_t at, capai_text fold_baku,
                             struct capai_error *error, size_t *where)
{
    static const capai_text known[] = {{"tujuan", 6}, {"sasaran", 7}, {"indikator", 9}};
    const struct grid *file = &dataset->alias;
    const capai_text *fields = file->rows[at].fields;
    char line[CAPAI_DECIMAL_TEXT];
    bool column = false;
    for (*where = 0; *where < 3; ++*where)
        if (!fields[*where].size) {
            capai_fail(error, CAPAI_MSG_KEY_MISSING, CAPAI_WORDS(alias_column(*where)));
            return true;
        }
    for (size_t i = 0; i < 3; i++)
        column |= capai_text_equal_nocase(fields[ALIAS_KOLOM], known[i]);
    *where = ALIAS_KOLOM;
    if (!column) {
        capai_fail(error, CAPAI_MSG_WORD_UNKNOWN,
                   CAPAI_WORDS(fields[ALIAS_KOLOM], alias_column(ALIAS_KOLOM),
                               CAPAI_TEXT("tujuan, sasaran, indikator"),
                               capai_text_nearest(fields[ALIAS_KOLOM], known, 3)));
        return true;
    }
    *where = ALIAS_BAKU;
    for (size_t i = 0; i < file->count; i++) {
        const capai_text *other = file->rows[i].fields;
        if (i == at || !capai_text_equal_nocase(other[ALIAS_KOLOM], fields[ALIAS_KOLOM]))
            continue;
        /* a row that only settles how its own baku is spelt is no chain */
        bool chain = fold_baku.data && other[ALIAS_NAMA].data == fold_baku.data &&
                     fields[ALIAS_NAMA].data != fold_baku.data &&
                     !capai_text_equal(other[ALIAS_BAKU], fields[ALIAS_BAKU]);
        bool conflict = i < at && other[ALIAS_NAMA].data == fields[ALIAS_NAMA].data &&
                        !capai_text_equal(other[ALIAS_BAKU], fields[ALIAS_BAKU]);
        if (!chain && !conflict)
            continue;
        capai_decimal_format(capai_decimal_from_int((int64_t)file->rows[i].line),
                             CAPAI_NOTATION_PLAIN, line);
        capai_fail(error, chain ? CAPAI_MSG_ALIAS_CHAIN : CAPAI_MSG_ALIAS_CONFLICT,
                   CAPAI_WORDS(fields[ALIAS_BAKU], capai_text_of(line)));
        return true;
    }
    return false;
}

/* Complains of rows of alias.csv that say nothing, or contradict one another, and drops them.
 * `field` says where the file has its columns. */
static enum capai_status check_alias(struct capai_dataset *dataset, const size_t *field)
{
    struct grid *file = &dataset->alias;
    bool *dropped = capai_arena_array(dataset->arena, file->count, sizeof *dropped);
    if (!dropped)
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < file->count; i++) {
        struct capai_error error = {0};
        capai_text fold;
        size_t where;
        if (!dataset_fold(dataset, file->rows[i].fields[ALIAS_BAKU], &fold))
            return CAPAI_ERR_MEMORY;
        dropped[i] = find_alias_fault(dataset, i, fold, &error, &where);
        if (!dropped[i])
            continue;
        grid_place(file, &file->rows[i], field[where], &error);
        if (capai_notices_add(dataset->notices, &error) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
    }
    size_t kept = 0;
    for (size_t i = 0; i < file->count; i++)
        if (!dropped[i])
            file->rows[kept++] = file->rows[i];
    file->count = kept;
    return CAPAI_OK;
}

/* alias.csv: kolom, nama, baku, in any order; brought into that order, `nama` folded. */
static enum capai_status load_alias(struct capai_dataset *dataset, struct capai_error *err)
{
    const capai_text names[] = {alias_column(ALIAS_KOLOM), alias_column(ALIAS_NAMA),
                                alias_column(ALIAS_BAKU)};
    struct grid *file = &dataset->alias;
    struct absent absent = {.count = 0};
    size_t field[3];
    bool found = false;
    enum capai_status status = read_file(dataset, NULL, names, 3, &found, file, err);
    if (status || !found)
        return status;

    for (size_t n = 0; n < 3; n++) {
        for (field[n] = 0; field[n] < file->header.count; field[n]++)
            if (capai_text_equal_nocase(capai_text_trim(file->header.fields[field[n]]), names[n]))
                break;
        if (field[n] == file->header.count)
            header_absent(&absent, names[n],
                          capai_text_nearest(names[n], file->header.fields, file->header.count));
    }
    if (absent.count)
        return header_refuse(&absent, file, err);
    for (size_t i = 0; i < file->count; i++) {
        struct grid_row *row = &file->rows[i];
        capai_text *fields = capai_arena_array(dataset->arena, 3, sizeof *fields);
        if (!fields)
            return capai_fail_memory(err);
        for (size_t n = 0; n < 3; n++)
            fields[n] =
                field[n] < row->count ? capai_text_trim(row->fields[field[n]]) : CAPAI_NO_TEXT;
        if (!dataset_fold(dataset, fields[1], &fields[1]) ||
            !capai_pool_text(dataset->pool, fields[2], &fields[2]))
            return capai_fail_memory(err);
        row->fields = fields;
    }
    return check_alias(dataset, field) == CAPAI_OK ? CAPAI_OK : capai_fail_memory(err);
}

/* A file that the data set can do without is left out when it cannot be used, and reported. */
static enum capai_status leave_out(struct capai_dataset *dataset, struct capai_error *error)
{
    if (error->status == CAPAI_ERR_UNUSABLE)
        error->status = CAPAI_ERR_DATA;
    return capai_notices_add(dataset->notices, error);
}

/* A folder of results has a manifest, which says how its numbers are written. Error:
 * MANIFEST_NEWER. */
static enum capai_status load_manifest(struct capai_dataset *dataset, struct capai_error *err)
{
    capai_text text;
    struct capai_error error = {0};
    char *path = capai_path_join(dataset->path, "manifest.json", dataset->arena);
    if (!path)
        return capai_fail_memory(err);
    enum capai_file_kind kind = kind_of(dataset, path);
    if (kind == CAPAI_FILE_NONE)
        return CAPAI_OK;
    enum capai_status status = kind == CAPAI_FILE_DANGLING
                                   ? refuse_link(path, &error)
                                   : read_input(dataset, path, &text, &error);
    if (!status && capai_manifest_known(text, path, err) != CAPAI_OK)
        return CAPAI_ERR_UNUSABLE;
    if (!status && !capai_manifest_read(text, &dataset->notation)) {
        status = capai_fail(&error, CAPAI_MSG_MANIFEST, CAPAI_NO_WORDS);
        capai_error_place(&error, path, 0, 0);
    }
    if (status && (status == CAPAI_ERR_MEMORY || leave_out(dataset, &error) != CAPAI_OK))
        return capai_fail_memory(err);
    return CAPAI_OK;
}

/* The file in the folder whose name is most like that of the one that is missing, such as
 * indikatr.csv; missing for none, and where memory ran out, since it is only a hint. */
static capai_text nearest_file(const char *folder, const struct schema *schema,
                               struct capai_arena *arena)
{
    capai_text *names;
    size_t count;
    if (capai_folder_list(folder, ".csv", arena, &names, &count, NULL) != CAPAI_OK)
        return CAPAI_NO_TEXT;
    return capai_text_nearest(capai_text_of(schema->file), names, count);
}

static enum capai_status load_sheet(struct capai_dataset *dataset, enum schema_file which,
                                    struct capai_error *err)
{
    struct grid file = {.count = 0};
    bool found = false;
    const struct schema *schema = schema_of(which);
    if (which >= SCHEMA_PRINTED && !dataset->printed)
        return CAPAI_OK;
    if (dataset->notation.results &&
        (which == SCHEMA_RENSTRA || which == SCHEMA_SKM || which == SCHEMA_LKE))
        return CAPAI_OK; /* a result has the years of the plan, and the unsur, as rows: it is no
                            plan and no survey again */
    capai_text *columns = capai_arena_array(dataset->arena, schema->count, sizeof *columns);
    if (!columns)
        return capai_fail_memory(err);
    for (size_t i = 0; i < schema->count; i++)
        columns[i] = schema->columns[i].name;
    enum capai_status status =
        read_file(dataset, schema, columns, schema->count, &found, &file, err);
    /* an empty table of results stands for a file that the data did not have */
    bool empty = found && !status && dataset->notation.results && !file.count;
    if (!status && found && (!empty || which == SCHEMA_INDIKATOR))
        status = load_table(dataset, which, &file, err);
    if (!status && !found && which == SCHEMA_INDIKATOR) {
        status = dataset->book
                     ? capai_fail(
                           err, CAPAI_MSG_SHEET_MISSING,
                           CAPAI_WORDS(schema->name, workbook_nearest(dataset->book, schema->name)))
                     : capai_fail(err, CAPAI_MSG_FILE_MISSING,
                                  CAPAI_WORDS(capai_text_of(schema->file),
                                              nearest_file(dataset->path, schema, dataset->arena)));
        capai_error_place(err, dataset->path, 0, 0);
    }
    return status;
}

static enum capai_status load_sheets(struct capai_dataset *dataset, struct capai_error *err)
{
    struct capai_error error = {0};
    enum capai_status status = load_alias(dataset, &error);
    if (status) {
        dataset->alias.count = 0;
        if (status == CAPAI_ERR_MEMORY || leave_out(dataset, &error) != CAPAI_OK)
            return capai_fail_memory(err);
    }
    for (enum schema_file which = 0; which < SCHEMA_COUNT; which++) {
        error = (struct capai_error){0};
        status = load_sheet(dataset, which, &error);
        if (status == CAPAI_ERR_MEMORY)
            return capai_fail_memory(err);
        if (status && which == SCHEMA_INDIKATOR)
            return error_pass(err, &error);
        if (status && leave_out(dataset, &error) != CAPAI_OK)
            return capai_fail_memory(err);
    }
    return CAPAI_OK;
}

/* Reads the workbook, if the data set is one. */
static enum capai_status open_source(struct capai_dataset *dataset, struct capai_error *err)
{
    capai_text names[SCHEMA_COUNT + 1] = {[SCHEMA_COUNT] = CAPAI_TEXT("alias")}, content;
    struct capai_error error = {0};
    enum capai_file_kind kind = kind_of(dataset, dataset->path);
    enum capai_status status = CAPAI_OK;
    if (kind == CAPAI_FILE_FOLDER)
        return CAPAI_OK;
    for (enum schema_file which = 0; which < SCHEMA_COUNT; which++)
        names[which] = schema_of(which)->name;
    const bool is_read = kind == CAPAI_FILE_REGULAR || kind == CAPAI_FILE_UNKNOWN;
    if (is_read)
        status = read_input(dataset, dataset->path, &content, &error);
    if (kind == CAPAI_FILE_DANGLING)
        status = refuse_link(dataset->path, &error);
    else if (kind == CAPAI_FILE_NONE)
        status = capai_fail(&error, CAPAI_MSG_DATA_NOT_FOUND, CAPAI_NO_WORDS);
    else if (!is_read || (!status && !workbook_is(content)))
        status = capai_fail(&error, CAPAI_MSG_DATA_NOT_WORKBOOK, CAPAI_NO_WORDS);
    else if (!status)
        status = workbook_read(dataset->path, content, names, SCHEMA_COUNT + 1, dataset->arena,
                               dataset->pool, dataset->notices, &dataset->book, &error);
    capai_error_place(&error, dataset->path, 0, 0);
    return status ? error_pass(err, &error) : CAPAI_OK;
}

/* An empty data set; NULL: memory. */
static struct capai_dataset *new_dataset(const char *path,
                                         const struct capai_dataset_options *options,
                                         struct capai_arena *arena, struct capai_notices *notices)
{
    struct capai_dataset *dataset = capai_arena_array(arena, 1, sizeof *dataset);
    struct capai_pool *pool = capai_pool_new(arena);
    if (!dataset || !pool)
        return NULL;
    *dataset = (struct capai_dataset){.arena = arena,
                                      .pool = pool,
                                      .notices = notices,
                                      .notation = {options->notation, options->notation, false},
                                      .quarter = options->quarter ? options->quarter : 4,
                                      .versi = options->versi,
                                      .printed = options->printed,
                                      .path = path};
    return dataset;
}

/* Reads all files of a data set whose source is open, checks and links them. */
static enum capai_status load_all(struct capai_dataset *dataset, int year, struct capai_error *err)
{
    enum capai_status status = load_sheets(dataset, err);
    if (!status)
        status = load_link(dataset, year, err);
    if (!status && load_name_cuts(dataset) != CAPAI_OK)
        status = capai_fail_memory(err);
    for (enum schema_file which = 0; !status && which < SCHEMA_COUNT; which++)
        if (load_cells(dataset, which) != CAPAI_OK || keys_check(dataset, which) != CAPAI_OK)
            status = capai_fail_memory(err);
    if (!status && (keys_check_names(dataset) != CAPAI_OK || load_check_opds(dataset) != CAPAI_OK))
        status = capai_fail_memory(err);
    return status;
}

static enum capai_status load(struct capai_dataset *dataset, int year, struct capai_dataset **out,
                              struct capai_error *err)
{
    enum capai_status status = open_source(dataset, err);
    if (!status && !dataset->book)
        status = load_manifest(dataset, err);
    if (!status)
        status = load_all(dataset, year, err);
    if (!status)
        *out = dataset;
    return status;
}

enum capai_status capai_dataset_load(const char *path, const struct capai_dataset_options *options,
                                     struct capai_arena *arena, struct capai_notices *notices,
                                     struct capai_dataset **out, struct capai_error *err)
{
    struct capai_dataset *dataset = new_dataset(path, options, arena, notices);
    return dataset ? load(dataset, options->year, out, err) : capai_fail_memory(err);
}

enum capai_status dataset_load_stored(const char *path, const struct capai_input *stored,
                                      size_t count, const struct capai_dataset_options *options,
                                      struct capai_arena *arena, struct capai_notices *notices,
                                      struct capai_dataset **out, struct capai_error *err)
{
    struct capai_dataset *dataset = new_dataset(path, options, arena, notices);
    if (!dataset)
        return capai_fail_memory(err);
    dataset->stored = stored;
    dataset->stored_count = count;
    return load(dataset, options->year, out, err);
}

enum capai_status capai_dataset_read(const char *name, const struct capai_input *files,
                                     size_t count, const struct capai_dataset_options *options,
                                     struct capai_arena *arena, struct capai_notices *notices,
                                     struct capai_dataset **out, struct capai_error *err)
{
    struct capai_dataset *dataset = new_dataset(name, options, arena, notices);
    if (!dataset)
        return capai_fail_memory(err);
    dataset->texts = files;
    dataset->text_count = count;
    enum capai_status status = load_all(dataset, options->year, err);
    if (!status)
        *out = dataset;
    return status;
}

enum capai_status dataset_read_piece(const char *path, const struct capai_input *files,
                                     size_t count, const struct piece *piece,
                                     const struct capai_dataset_options *options,
                                     struct capai_arena *arena, struct capai_notices *notices,
                                     struct capai_dataset **out, struct capai_error *err)
{
    struct capai_dataset *dataset = new_dataset(path, options, arena, notices);
    if (!dataset)
        return capai_fail_memory(err);
    dataset->texts = files;
    dataset->text_count = count;
    dataset->piece = piece;
    dataset->notation = piece->notation;
    enum capai_status status =
        piece->header_only ? load_sheets(dataset, err) : load_all(dataset, options->year, err);
    if (!status)
        *out = dataset;
    return status;
}
