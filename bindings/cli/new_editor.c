#include "bindings/cli/new_editor.h"

#include <string.h>

#include "bindings/cli/new_data.h"
#include "bindings/lua/pack_cover.h"
#include "capai/system.h"
#include "capai/write.h"

/* The server looks for its settings under this name in the folder that an editor has opened. */
static const char settings[] = ".luarc.json";

/* Stubs of a program that carries its scripts inside, where no editor can read them. */
static const char own_folder[] = ".capai-types", own_file[] = ".capai-types/capai.lua";

/* Writes `parts`, ended by NULL, one behind the other into the file `path`. */
static enum capai_status write_parts(const char *path, const capai_text *const *parts,
                                     struct capai_arena *arena, struct capai_error *error)
{
    struct capai_output *output;
    if (capai_output_open_inside(path, arena, &output, error) != CAPAI_OK)
        return error->status;
    for (; *parts; parts++)
        fwrite((*parts)->data, 1, (*parts)->size, capai_output_stream(output));
    if (capai_output_close(output, error) != CAPAI_OK ||
        capai_output_commit(output, error) != CAPAI_OK)
        capai_output_drop(output);
    return error->status;
}

/* Copies the stubs that are carried inside into a folder of the user's. */
static const char *unpack(struct capai_arena *arena, struct capai_error *error)
{
    capai_text stubs;
    bool made;
    const capai_text *const parts[] = {&stubs, NULL};
    const char *path = capai_path_join(capai_file_carried(), "types/capai.lua", arena);
    if (!path)
        capai_fail_memory(error);
    else if (capai_file_read(path, arena, &stubs, error) == CAPAI_OK &&
             capai_folder_make_inside(own_folder, &made, error) == CAPAI_OK)
        write_parts(own_file, parts, arena, error);
    return own_folder;
}

/* The folder that has the stubs; NULL where they are not found, or could not be put anywhere. */
static const char *types_folder(struct capai_arena *arena, struct capai_error *error)
{
    const char *rules = capai_packs_installed(arena), *carried = capai_file_carried();
    if (rules && carried && strncmp(rules, carried, strlen(carried)) == 0)
        return unpack(arena, error);
    const char *slash = rules ? strrchr(rules, '/') : NULL;
    const char *scripts =
        slash ? capai_text_copy((capai_text){rules, (size_t)(slash - rules)}, arena).data : NULL;
    const char *types = scripts ? capai_path_join(scripts, "types", arena) : NULL;
    if (arena->starved)
        capai_fail_memory(error);
    enum capai_file_kind kind = types ? capai_file_kind_of(types) : CAPAI_FILE_NONE;
    return kind == CAPAI_FILE_FOLDER || kind == CAPAI_FILE_UNKNOWN ? types : NULL;
}

/* A text of JSON, in an arena. */
struct json_text {
    char *data;
    size_t size;
};

static bool append(void *user, const char *data, size_t size)
{
    struct json_text *quoted = user;
    memcpy(quoted->data + quoted->size, data, size);
    quoted->size += size;
    return true;
}

static capai_text quote(const char *text, struct capai_arena *arena)
{
    size_t most = 6 * strlen(text) + 2; /* \u001f is the longest that a byte becomes */
    struct json_text quoted = {capai_arena_alloc(arena, most), 0};
    if (!quoted.data)
        return CAPAI_NO_TEXT;
    struct capai_sink sink = {append, &quoted, false};
    capai_write_json_text(&sink, capai_text_of(text));
    return (capai_text){quoted.data, quoted.size};
}

void new_editor(struct pack_run *run, struct capai_error *error)
{
    const capai_text begin = CAPAI_TEXT("{\n  \"runtime.version\": \"Lua 5.4\",\n"
                                        "  \"workspace.checkThirdParty\": false,\n"
                                        "  \"workspace.library\": ["),
                     end = CAPAI_TEXT("]\n}\n");
    const enum capai_file_kind kind = capai_file_kind_of(settings);
    if (kind != CAPAI_FILE_NONE &&
        (kind != CAPAI_FILE_UNKNOWN || !new_data_is_free(settings, error)))
        return; /* it is the user's, or cannot be looked at */
    const char *types = types_folder(&run->arena, error);
    if (!types || error->status)
        return;
    const capai_text path = quote(types, &run->arena);
    const capai_text *const parts[] = {&begin, &path, &end, NULL};
    if (!path.size)
        capai_fail_memory(error);
    else if (write_parts(settings, parts, &run->arena, error) == CAPAI_OK)
        print_wrapped(
            &run->terminal, STYLE_PLAIN,
            pack_run_label(run, CAPAI_MSG_LABEL_NEW_EDITOR, CAPAI_WORDS(capai_text_of(settings))),
            2);
}
