/* What -o of batch and merge names: a folder for the tables, and files that hold all of them. */
#include <stdlib.h>
#include <string.h>

#include "bindings/cli/batch.h"
#include "bindings/results/database.h"
#include "capai/store.h"

static const struct writer writer = {.formats = WRITES(FORMAT_SQLITE) | WRITES(FORMAT_XLSX),
                                     .folders = true};

/* ---- what is named ---- */

/* A folder for the work, beside the file for whose sake it is done. */
static const char *folder_beside(const char *path, struct capai_arena *arena)
{
    static const char before[] = ".capai-";
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t size = strlen(path) + sizeof before;
    char *folder = capai_arena_alloc(arena, size);
    if (folder)
        snprintf(folder, size, "%.*s%s%s", (int)(name - path), path, before, name);
    return folder;
}

static enum capai_status check_file(const struct options *options, const char *path,
                                    struct capai_error *err)
{
    enum capai_message message = CAPAI_MSG_NONE;
    for (size_t i = 0; i < options->argument_count; i++)
        if (capai_file_same(options->arguments[i], path))
            message = CAPAI_MSG_OUT_INPUT;
    if (options->shards || options->partial)
        message = CAPAI_MSG_BATCH_SHARD_FILE;
    if (message == CAPAI_MSG_NONE)
        return CAPAI_OK;
    enum capai_status status = capai_fail(err, message, CAPAI_NO_WORDS);
    capai_error_place(err, path, 0, 0);
    return status;
}

enum capai_status batch_outputs_read(const struct options *options, struct capai_arena *arena,
                                     struct batch_outputs *out, struct capai_error *err)
{
    *out = (struct batch_outputs){.arena = arena, .options = options};
    out->files = capai_arena_array(arena, options->output_count, sizeof *out->files);
    if (!out->files)
        return capai_fail_memory(err);
    for (size_t i = 0; i < options->output_count; i++) {
        bool folder;
        enum format format;
        const char *path = options->outputs[i];
        if (output_read(path, &writer, &folder, &format, err) != CAPAI_OK)
            return err->status;
        if (folder && out->folder)
            return capai_fail(err, CAPAI_MSG_BATCH_FOLDERS, CAPAI_NO_WORDS);
        if (folder)
            out->folder = path;
        else if (check_file(options, path, err) != CAPAI_OK)
            return err->status;
        else
            out->files[out->count++] = (struct batch_file){path, format, NULL};
    }
    out->only = !out->folder;
    if (out->only)
        out->folder = folder_beside(options->outputs[0], arena);
    return out->folder ? CAPAI_OK : capai_fail_memory(err);
}

/* ---- writing ---- */

static bool is_twice(const struct batch_outputs *outputs, size_t file)
{
    const char *target = capai_output_target(outputs->files[file].output);
    for (size_t i = 0; i < file; i++)
        if (strcmp(capai_output_target(outputs->files[i].output), target) == 0)
            return true;
    return false;
}

static enum capai_status write_file(struct batch_outputs *outputs, size_t index,
                                    const struct capai_batch_results *results,
                                    struct capai_error *err)
{
    struct batch_file *file = &outputs->files[index];
    enum capai_status status = capai_output_open(file->path, outputs->arena, &file->output, err);
    if (status)
        return status;
    if (is_twice(outputs, index)) {
        status = capai_fail(err, CAPAI_MSG_OUT_TWICE, CAPAI_NO_WORDS);
        capai_error_place(err, file->path, 0, 0);
        return status;
    }
    const char *path = capai_output_path(file->output);
    status = file->format == FORMAT_XLSX
                 ? batch_workbook(path, file->path, results, outputs->options->language,
                                  outputs->arena, err)
                 : database_write(path, file->path, results, outputs->arena, err);
    return status ? status : capai_output_close(file->output, err);
}

enum capai_status batch_outputs_deliver(void *user, const struct capai_batch_results *results,
                                        struct capai_error *err)
{
    struct batch_outputs *outputs = user;
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < outputs->count; i++)
        status = write_file(outputs, i, results, err);
    for (size_t i = 0; !status && i < outputs->count; i++)
        status = capai_output_commit(outputs->files[i].output, err);
    for (size_t i = 0; status && i < outputs->count; i++)
        if (outputs->files[i].output)
            capai_output_drop(outputs->files[i].output);
    return status;
}

void batch_outputs_end(const struct batch_outputs *outputs, bool done)
{
    const char *store = capai_path_join(outputs->folder, CAPAI_STORE_NAME, outputs->arena);
    if (!outputs->only)
        return;
    if (!done && store) /* where the work never began */
        capai_folder_remove(store);
    capai_folder_remove(outputs->folder);
}

void batch_outputs_announce(const struct batch_outputs *outputs, const struct terminal *terminal)
{
    char text[1024];
    for (size_t i = 0; i < outputs->count; i++) {
        struct capai_error line = {0};
        capai_fail(&line, CAPAI_MSG_LABEL_WRITTEN,
                   CAPAI_WORDS(capai_text_of(outputs->files[i].path)));
        capai_error_text(&line, terminal->language, false, text, sizeof text);
        terminal_put(terminal, STYLE_SOFT, capai_text_of(text));
        fputc('\n', terminal->file);
    }
}
