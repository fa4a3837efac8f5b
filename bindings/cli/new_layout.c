#include "bindings/cli/new_layout.h"

#include <string.h>

#include "bindings/cli/new_data.h"
#include "bindings/cli/new_editor.h"
#include "bindings/lua/layout.h"
#include "capai/system.h"

/* Reads what the new layout begins with. */
static enum capai_status read_model(struct pack_run *run, struct capai_input *model,
                                    struct capai_error *error)
{
    if (run->options->from)
        return layout_read(run->options->from, &run->arena, model, error);
    const char *folder = capai_packs_installed(&run->arena);
    const char *path = folder ? capai_path_join(folder, "../new/layout.lua", &run->arena) : NULL;
    struct capai_error why = {0};
    if (run->arena.starved)
        return capai_fail_memory(error);
    if (!path || capai_file_read(path, &run->arena, &model->bytes, &why) != CAPAI_OK)
        return why.status == CAPAI_ERR_MEMORY
                   ? capai_fail_memory(error)
                   : capai_fail(error, CAPAI_MSG_NEW_NO_TEMPLATE, CAPAI_NO_WORDS);
    model->name = CAPAI_TEXT("contoh");
    return CAPAI_OK;
}

/* Writes the model with its own name in place of that of the model, where it stands as the name of
 * a script. */
static void write_model(const struct capai_input *model, const char *name, FILE *file)
{
    const char *at = model->bytes.data, *end = at + model->bytes.size;
    while (at < end) {
        size_t left = (size_t)(end - at), size = model->name.size;
        bool is_name = size && left > size + 4 && memcmp(at, model->name.data, size) == 0 &&
                       memcmp(at + size, ".lua", 4) == 0;
        if (is_name)
            fputs(name, file);
        else
            fputc(*at, file);
        at += is_name ? size : 1;
    }
}

static void write_file(const struct capai_input *model, struct pack_run *run, const char *name,
                       const char *path, struct capai_error *error)
{
    struct capai_output *output;
    if (!new_data_is_free(path, error))
        return;
    if (capai_output_open(path, &run->arena, &output, error) != CAPAI_OK)
        return;
    write_model(model, name, capai_output_stream(output));
    if (capai_output_close(output, error) != CAPAI_OK ||
        capai_output_commit(output, error) != CAPAI_OK)
        capai_output_drop(output);
}

void new_layout(struct pack_run *run, const char *name, struct capai_error *error)
{
    struct capai_input model;
    capai_text path =
        pack_run_label(run, CAPAI_MSG_LABEL_NEW_FILE, CAPAI_WORDS(capai_text_of(name)));
    if (read_model(run, &model, error) != CAPAI_OK)
        return;
    if (run->arena.starved)
        capai_fail_memory(error);
    else
        write_file(&model, run, name, path.data, error);
    if (error->status)
        return;
    print_wrapped(&run->terminal, STYLE_PLAIN,
                  pack_run_label(run, CAPAI_MSG_LABEL_NEW_LAYOUT_DONE, CAPAI_WORDS(path)), 2);
    new_editor(run, error);
}
