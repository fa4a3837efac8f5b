/* What -o names: files, and folders for all tables. All of them are written, or none. */
#include "bindings/cli/cli.h"

#include <string.h>

#include "capai/system.h"

static const struct {
    capai_text ending;
    enum format format;
} endings[] = {{{".csv", 4}, FORMAT_CSV},     {{".json", 5}, FORMAT_JSON},
               {{".md", 3}, FORMAT_MARKDOWN}, {{".sarif", 6}, FORMAT_SARIF},
               {{".txt", 4}, FORMAT_TEXT},    {{".html", 5}, FORMAT_HTML},
               {{".docx", 5}, FORMAT_DOCX},   {{".xlsx", 5}, FORMAT_XLSX},
               {{".pdf", 4}, FORMAT_PDF},     {{".sqlite", 7}, FORMAT_SQLITE}};
enum { ENDINGS = sizeof endings / sizeof *endings };

/* One -o. */
struct out {
    const char *path;
    bool folder;
    enum format format;
};

/* The ending of the last part of a path, ".csv"; missing where it has none, or a slash is last. */
static capai_text ending_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    while (*name == '.')
        name++;
    return capai_text_of(strrchr(name, '.'));
}

static enum capai_status refuse_ending(const char *path, capai_text ending,
                                       const struct writer *writer, struct capai_error *err)
{
    capai_text names[ENDINGS];
    char list[128];
    size_t size = 0, count = 0;
    for (size_t i = 0; i < ENDINGS; i++) {
        if (!(writer->formats & WRITES(endings[i].format)))
            continue;
        names[count++] = endings[i].ending;
        size = capai_text_append(list, sizeof list, size, endings[i].ending);
    }
    return capai_fail(err, CAPAI_MSG_OUT_ENDING,
                      CAPAI_WORDS(capai_text_of(path), ending,
                                  capai_text_nearest(ending, names, count),
                                  ((capai_text){list, size}),
                                  writer->folders ? CAPAI_TEXT("folder") : CAPAI_NO_TEXT));
}

/* What an -o means. Error: OUT_ENDING. */
static enum capai_status read_out(const char *path, const struct writer *writer, struct out *out,
                                  struct capai_error *err)
{
    capai_text ending = ending_of(path);
    *out = (struct out){.path = path};
    for (size_t i = 0; i < ENDINGS; i++)
        if (capai_text_equal_nocase(ending, endings[i].ending) &&
            (writer->formats & WRITES(endings[i].format))) {
            out->format = endings[i].format;
            return CAPAI_OK;
        }
    out->folder = writer->folders && (capai_file_kind_of(path) == CAPAI_FILE_FOLDER ||
                                      (!ending.size && *path && strcmp(path, "-") != 0));
    return out->folder ? CAPAI_OK : refuse_ending(path, ending, writer, err);
}

enum capai_status output_read(const char *path, const struct writer *writer, bool *folder,
                              enum format *format, struct capai_error *err)
{
    struct out out;
    enum capai_status status = read_out(path, writer, &out, err);
    *folder = out.folder;
    *format = out.format;
    return status;
}

enum capai_status outputs_check(const struct options *options, const struct writer *writer,
                                struct capai_error *err)
{
    if (options->output_count && options->has_format)
        return capai_fail(err, CAPAI_MSG_OUT_FORMAT, CAPAI_NO_WORDS);
    for (size_t i = 0; i < options->output_count; i++) {
        struct out out;
        char option[256];
        if (read_out(options->outputs[i], writer, &out, err) != CAPAI_OK)
            return CAPAI_ERR_USAGE;
        if (out.folder || out.format != FORMAT_CSV || options->table || !writer->csv_of_table)
            continue;
        snprintf(option, sizeof option, "-o %s", out.path);
        return capai_fail(err, CAPAI_MSG_CSV_TABLE, CAPAI_WORDS(capai_text_of(option)));
    }
    return CAPAI_OK;
}

/* ---- writing ---- */

/* All that one run writes. */
struct writing {
    const struct writer *writer;
    const struct written_from *from;
    struct capai_output **outputs; /* still under temporary names */
    size_t count;
    const char **made; /* folders that were not there before */
    size_t made_count;
};

static bool is_one_of(const struct capai_input *inputs, size_t count, const char *path)
{
    size_t i = 0;
    while (i < count && !capai_file_same(inputs[i].path, path))
        i++;
    return i < count;
}

/* True for a file that the results were made from. */
static bool is_input(const struct written_from *from, const char *path)
{
    const struct capai_manifest *manifest = from->manifest;
    const struct capai_input *inputs;
    for (size_t d = 0; d < from->dataset_count; d++) {
        size_t count = capai_dataset_inputs(from->datasets[d], &inputs);
        if (is_one_of(inputs, count, path))
            return true;
    }
    return manifest && (is_one_of(manifest->inputs, manifest->input_count, path) ||
                        is_one_of(manifest->scripts, manifest->script_count, path));
}

/* True for a file that was read, or is written already: said in *err. */
static bool is_taken(const struct writing *w, const char *path, const struct capai_output *output,
                     struct capai_error *err)
{
    enum capai_message message = CAPAI_MSG_NONE;
    if (is_input(w->from, path))
        message = CAPAI_MSG_OUT_INPUT;
    for (size_t i = 0; i < w->count; i++)
        if (strcmp(capai_output_target(w->outputs[i]), capai_output_target(output)) == 0)
            message = CAPAI_MSG_OUT_TWICE;
    if (message == CAPAI_MSG_NONE)
        return false;
    capai_fail(err, message, CAPAI_NO_WORDS);
    capai_error_place(err, path, 0, 0);
    return true;
}

typedef enum capai_status open_output(const char *path, struct capai_arena *arena,
                                      struct capai_output **out, struct capai_error *err);

/* Begins a file under its temporary name. */
static enum capai_status begin(struct writing *w, const char *path, open_output *open,
                               struct capai_output **output, struct capai_error *err)
{
    enum capai_status status = open(path, w->from->arena, output, err);
    if (status)
        return status;
    if (is_taken(w, path, *output, err)) {
        capai_output_drop(*output);
        return CAPAI_ERR_USAGE;
    }
    w->outputs[w->count++] = *output;
    return CAPAI_OK;
}

static enum capai_status write_results(struct writing *w, const char *path, open_output *open,
                                       int table, enum format format, struct capai_error *err)
{
    struct capai_output *output;
    enum capai_status status = begin(w, path, open, &output, err);
    if (status)
        return status;
    if (!w->writer->write(w->writer->user, table, format, capai_output_stream(output), err))
        return err->status ? err->status : capai_fail_memory(err);
    return capai_output_close(output, err);
}

static enum capai_status write_manifest(struct writing *w, const char *folder,
                                        struct capai_error *err)
{
    struct capai_output *output;
    const char *path = capai_path_join(folder, "manifest.json", w->from->arena);
    if (!path)
        return capai_fail_memory(err);
    enum capai_status status = begin(w, path, capai_output_open_inside, &output, err);
    if (status)
        return status;
    struct capai_sink sink = sink_of(capai_output_stream(output));
    if (!capai_write_manifest(&sink, w->from->manifest, w->from->arena))
        return capai_fail_memory(err);
    return capai_output_close(output, err);
}

/* The name of a table's file in a folder; NULL when memory ran out. */
static const char *table_path(const struct writing *w, const char *folder, enum capai_result result)
{
    char name[64];
    snprintf(name, sizeof name, "%.*s.csv", (int)capai_result_name(result).size,
             capai_result_name(result).data);
    return capai_path_join(folder, name, w->from->arena);
}

static enum capai_status write_folder(struct writing *w, const char *folder,
                                      struct capai_error *err)
{
    bool made;
    enum capai_status status = capai_folder_make(folder, &made, err);
    if (made)
        w->made[w->made_count++] = folder;
    for (int r = 0; !status && r < CAPAI_RESULT_COUNT; r++) {
        const char *path = table_path(w, folder, (enum capai_result)r);
        status = path ? write_results(w, path, capai_output_open_inside, r, FORMAT_CSV, err)
                      : capai_fail_memory(err);
    }
    return status ? status : write_manifest(w, folder, err);
}

static enum capai_status write_all(struct writing *w, const struct options *options,
                                   struct capai_error *err)
{
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < options->output_count; i++) {
        struct out out;
        status = read_out(options->outputs[i], w->writer, &out, err);
        if (!status)
            status = out.folder ? write_folder(w, out.path, err)
                                : write_results(w, out.path, capai_output_open, w->writer->table,
                                                out.format, err);
    }
    for (size_t i = 0; !status && i < w->count; i++)
        status = capai_output_commit(w->outputs[i], err);
    return status;
}

enum capai_status outputs_write(const struct options *options, const struct writer *writer,
                                const struct written_from *from, struct capai_error *err)
{
    struct writing w = {.writer = writer, .from = from};
    w.outputs = capai_arena_array(from->arena, options->output_count * (CAPAI_RESULT_COUNT + 1),
                                  sizeof *w.outputs);
    w.made = capai_arena_array(from->arena, options->output_count, sizeof *w.made);
    if (!w.outputs || !w.made)
        return capai_fail_memory(err);
    enum capai_status status = write_all(&w, options, err);
    for (size_t i = 0; status && i < w.count; i++)
        capai_output_drop(w.outputs[i]);
    for (size_t i = 0; status && i < w.made_count; i++)
        capai_folder_remove(w.made[i]);
    return status;
}

void outputs_announce(const struct options *options, const struct writer *writer,
                      const struct terminal *terminal)
{
    char number[CAPAI_DECIMAL_TEXT], text[1024];
    capai_decimal_format(capai_decimal_from_int(CAPAI_RESULT_COUNT + 1), CAPAI_NOTATION_PLAIN,
                         number);
    for (size_t i = 0; i < options->output_count; i++) {
        struct capai_error line = {0};
        struct out out;
        read_out(options->outputs[i], writer, &out, NULL);
        capai_fail(&line, CAPAI_MSG_LABEL_WRITTEN,
                   CAPAI_WORDS(capai_text_of(out.path),
                               out.folder ? capai_text_of(number) : CAPAI_NO_TEXT));
        capai_error_text(&line, terminal->language, false, text, sizeof text);
        terminal_put(terminal, STYLE_SOFT, capai_text_of(text));
        fputc('\n', terminal->file);
    }
}
