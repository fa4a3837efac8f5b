#include "bindings/cli/sources.h"

#include <string.h>

#include "capai/system.h"

void sources_add(struct sources *sources, const char *path)
{
    const char **paths = capai_arena_grow(sources->arena, sources->paths, sources->count,
                                          &sources->capacity, sizeof *paths);
    if (!paths || !path) {
        sources->failed = true;
        return;
    }
    sources->paths = paths;
    paths[sources->count++] = path;
}

void sources_add_inputs(struct sources *sources, const struct capai_input *inputs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        sources_add(sources, inputs[i].path);
}

static bool ends_in(const char *path, const char *ending)
{
    size_t size = strlen(path), end = strlen(ending);
    return size >= end && strcmp(path + size - end, ending) == 0;
}

/* The folder that `path` stands in; NULL: memory. */
static const char *folder_of(const char *path, struct capai_arena *arena)
{
    const char *slash = strrchr(path, '/');
    capai_text above =
        slash ? (capai_text){path, slash == path ? 1 : (size_t)(slash - path)} : CAPAI_TEXT(".");
    return capai_text_copy(above, arena).data;
}

static void add_below(struct sources *sources, const char *folder, const char *name)
{
    sources_add(sources, folder ? capai_path_join(folder, name, sources->arena) : NULL);
}

/* The folder of the running text, and those of single OPDs in it. */
static void add_texts(struct sources *sources, const char *folder)
{
    capai_text *names;
    size_t count;
    const char *texts = folder ? capai_path_join(folder, "narasi", sources->arena) : NULL;
    sources_add(sources, texts);
    if (!texts || capai_folder_list(texts, "", sources->arena, &names, &count, NULL) != CAPAI_OK) {
        sources->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const char *own = capai_path_join(texts, names[i].data, sources->arena);
        if (!own || capai_file_kind_of(own) == CAPAI_FILE_FOLDER)
            sources_add(sources, own);
    }
}

static void add_data(struct sources *sources, const char *path)
{
    sources_add(sources, path);
    add_texts(sources, path);
    if (capai_file_kind_of(path) == CAPAI_FILE_REGULAR)
        add_texts(sources, folder_of(path, sources->arena));
}

/* A script that is named by its path, not by its id. */
static bool is_path(const char *name)
{
    return name && (strchr(name, '/') || ends_in(name, ".lua"));
}

void sources_of_options(struct sources *sources, const struct options *options)
{
    const char *rules = capai_packs_installed(sources->arena);
    for (size_t i = 0; i < options->argument_count; i++)
        add_data(sources, options->arguments[i]);
    if (is_path(options->rules))
        sources_add(sources, options->rules);
    if (options->rules_path)
        sources_add(sources, options->rules_path);
    if (is_path(options->layout))
        sources_add(sources, options->layout);
    if (!rules)
        return;
    if (!is_path(options->rules))
        sources_add(sources, rules);
    if (options->layout && !is_path(options->layout))
        add_below(sources, folder_of(rules, sources->arena), "layouts");
}

/* The files of a data set, and its folder, where another may come. */
static void add_dataset(struct sources *sources, const struct capai_dataset *dataset)
{
    const struct capai_input *inputs;
    size_t count = capai_dataset_inputs(dataset, &inputs);
    sources_add_inputs(sources, inputs, count);
    if (count && ends_in(inputs[0].path, ".csv")) {
        const char *folder = folder_of(inputs[0].path, sources->arena);
        sources_add(sources, folder);
        add_texts(sources, folder);
    }
}

void sources_of_session(struct sources *sources, struct session *session)
{
    struct capai_manifest manifest;
    for (size_t i = 0; i < session->dataset_count; i++)
        add_dataset(sources, session->datasets[i]);
    for (size_t i = 0; i < session->notices.count; i++)
        if (session->notices.list[i].file)
            sources_add(sources, session->notices.list[i].file);
    if (!session->evaluation)
        return;
    if (capai_manifest_collect(session->packs, session->evaluation, session->datasets,
                               session->dataset_count, sources->arena, &manifest))
        sources_add_inputs(sources, manifest.scripts, manifest.script_count);
    else
        sources->failed = true;
}
