#include "bindings/cli/pack_run.h"

#include <string.h>

#include "capai/system.h"

void pack_run_note(struct pack_run *run, const struct capai_error *error)
{
    enum exit_status status = exit_status_of(error->status);
    if (status > run->status)
        run->status = status;
    if (capai_notices_add(&run->notices, error) != CAPAI_OK)
        run->status = EXIT_SYSTEM;
}

void pack_run_note_memory(struct pack_run *run)
{
    struct capai_error error = {0};
    capai_fail_memory(&error);
    pack_run_note(run, &error);
}

bool pack_run_open(struct pack_run *run, const struct options *options)
{
    size_t count = 0;
    *run = (struct pack_run){.options = options};
    capai_heed_pipes();
    run->terminal = terminal_of(stdout, options->language);
    capai_arena_init(&run->arena, NULL, NULL, 0);
    capai_notices_init(&run->notices, &run->arena, CAPAI_NOTICES_LIMIT);
    const char *installed = capai_packs_installed(&run->arena);
    if (options->rules_path)
        run->folders[count++] = options->rules_path;
    if (installed)
        run->folders[count++] = installed;
    if (!run->arena.starved) /* else the folder may not have been seen */
        run->packs = capai_packs_new(run->folders, count, &run->arena, &run->notices);
    if (run->packs)
        capai_packs_limit(run->packs, options->limits);
    else
        pack_run_note_memory(run);
    return run->packs;
}

bool pack_run_usable(struct pack_run *run)
{
    static const char *const names[] = {"text", "csv", "json", "md"};
    struct capai_error error = {0};
    enum format format = run->options->format;
    if (format == FORMAT_TEXT || format == FORMAT_JSON)
        return true;
    capai_fail(&error, CAPAI_MSG_OPTION_VALUE,
               CAPAI_WORDS(CAPAI_TEXT("--format"), capai_text_of(names[format]),
                           CAPAI_TEXT("text, json")));
    pack_run_note(run, &error);
    return false;
}

/* ---- which packs ---- */

static void load_one(struct pack_run *run, const char *name)
{
    struct capai_error error = {0};
    const struct capai_rules *const *versions;
    size_t count;
    if (pack_versions(run->packs, name, &versions, &count, &error) != CAPAI_OK) {
        pack_run_note(run, &error);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const struct capai_rules **rules = capai_arena_grow(&run->arena, run->rules, run->count,
                                                            &run->capacity, sizeof *run->rules);
        if (!rules) {
            pack_run_note_memory(run);
            return;
        }
        run->rules = rules;
        rules[run->count++] = versions[i];
    }
}

/* Notes that a path leads to no pack: what check and test are for, and data is not. */
static void note_no_pack(struct pack_run *run, const char *path, enum capai_message message)
{
    struct capai_error error = {0};
    capai_fail(&error, message, CAPAI_WORDS(capai_text_of(run->options->command)));
    capai_error_place(&error, path, 0, 0);
    pack_run_note(run, &error);
}

static bool is_script(const char *path)
{
    size_t size = strlen(path);
    return size > 4 && strcmp(path + size - 4, ".lua") == 0;
}

static void load_folder(struct pack_run *run, const char *folder)
{
    struct capai_error error = {0};
    capai_text *names;
    size_t count;
    if (capai_folder_list(folder, ".lua", &run->arena, &names, &count, &error) != CAPAI_OK) {
        pack_run_note(run, &error);
        return;
    }
    if (!count)
        note_no_pack(run, folder, CAPAI_MSG_PACK_NONE_HERE);
    for (size_t i = 0; i < count; i++) {
        const char *path = capai_path_join(folder, names[i].data, &run->arena);
        if (path)
            load_one(run, path);
        else
            pack_run_note_memory(run);
    }
}

void pack_run_load(struct pack_run *run, const char *const *names, size_t count)
{
    capai_text *ids;
    for (size_t i = 0; i < count; i++)
        if (capai_file_kind_of(names[i]) == CAPAI_FILE_FOLDER)
            load_folder(run, names[i]);
        else if (strpbrk(names[i], "./") && !is_script(names[i]) &&
                 capai_file_kind_of(names[i]) == CAPAI_FILE_REGULAR)
            note_no_pack(run, names[i], CAPAI_MSG_PACK_NO_SCRIPT);
        else
            load_one(run, names[i]);
    struct capai_error error = {0};
    size_t found = count ? 0 : pack_ids(run->packs, &run->arena, &ids, &error);
    if (error.status)
        pack_run_note(run, &error);
    for (size_t i = 0; i < found; i++) {
        capai_text id = capai_text_copy(ids[i], &run->arena);
        if (id.data)
            load_one(run, id.data);
        else
            pack_run_note_memory(run);
    }
}

/* ---- the end ---- */

static capai_text find_line(void *user, const char *file)
{
    const struct pack_run *run = user;
    if (run->quoted.path && strcmp(run->quoted.path, file) == 0)
        return run->quoted.content;
    return run->packs ? capai_packs_source(run->packs, file) : CAPAI_NO_TEXT;
}

static void check_stdout(struct pack_run *run)
{
    struct capai_error error = {0};
    if (finish_output(&error) != CAPAI_OK)
        pack_run_note(run, &error);
}

enum exit_status pack_run_close(struct pack_run *run)
{
    struct terminal terminal = terminal_of(stderr, run->options->language);
    check_stdout(run);
    if (run->arena.starved && run->status < EXIT_SYSTEM) /* what was shown may lack words */
        pack_run_note_memory(run);
    if (run->notices.count && terminal.interactive)
        fputc('\n', stderr);
    capai_notices_sort(&run->notices);
    print_notices(&terminal, &run->notices, find_line, run);
    capai_packs_free(run->packs);
    capai_arena_clear(&run->arena);
    return run->status;
}

/* ---- words ---- */

void pack_put_pair(struct capai_sink *sink, const char *before, const char *key, capai_text text)
{
    capai_sink_text(sink, capai_text_of(before));
    capai_write_json_text(sink, capai_text_of(key));
    capai_sink_text(sink, CAPAI_TEXT(": "));
    capai_write_json_text(sink, text);
}

capai_text pack_run_label(struct pack_run *run, enum capai_message label, const capai_text *words,
                          size_t count)
{
    struct capai_error error = {0};
    char text[2 * CAPAI_ERROR_TEXT];
    capai_fail(&error, label, words, count);
    capai_error_text(&error, run->terminal.language, false, text, sizeof text);
    capai_text copy = capai_text_copy(capai_text_of(text), &run->arena);
    return copy.data ? copy : CAPAI_TEXT("");
}

capai_text pack_run_number(struct pack_run *run, capai_decimal x)
{
    char text[CAPAI_DECIMAL_TEXT];
    size_t size = capai_decimal_format(x, CAPAI_NOTATION_INDONESIA, text);
    capai_text copy = capai_text_copy((capai_text){text, size}, &run->arena);
    return copy.data ? copy : CAPAI_TEXT("");
}

capai_text pack_run_count(struct pack_run *run, size_t count)
{
    return pack_run_number(run, capai_decimal_from_int((int64_t)count));
}

capai_text pack_run_join(struct pack_run *run, capai_text list, capai_text word)
{
    char *text = capai_arena_alloc(&run->arena, list.size + word.size + 3);
    if (!text)
        return list;
    size_t size = list.size;
    if (size) {
        memcpy(text, list.data, size);
        memcpy(text + size, "; ", 2);
        size += 2;
    }
    memcpy(text + size, word.data, word.size);
    text[size + word.size] = 0;
    return (capai_text){text, size + word.size};
}
