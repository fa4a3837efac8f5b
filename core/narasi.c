/* The running text of reports, which people write beside the data. */
#include <string.h>

#include "capai/dataset.h"
#include "capai/system.h"

enum { TEXT_SIZE = 4 << 20 }; /* what is larger was not written for a report */

/* The folder of the texts of one OPD; NULL: its key is no name of a folder, or memory ran out. */
static const char *own_folder(const char *texts, capai_text opd, struct capai_arena *arena,
                              bool *memory)
{
    *memory = false;
    if (!opd.size || memchr(opd.data, '\0', opd.size) || capai_text_equal(opd, CAPAI_TEXT(".")) ||
        capai_text_equal(opd, CAPAI_TEXT("..")))
        return NULL;
    char *name = capai_arena_alloc(arena, opd.size + 1);
    const char *folder = NULL;
    if (name) {
        for (size_t i = 0; i < opd.size; i++)
            name[i] = opd.data[i];
        for (size_t i = 0; i < opd.size; i++)
            if (name[i] == '/' || name[i] == '\\')
                name[i] = '-';
        name[opd.size] = '\0';
        folder = capai_path_join(texts, name, arena);
    }
    *memory = !folder;
    return folder;
}

/* Puts the names of two lists into one, in byte order; of equal ones that of the second. */
static size_t join(const char *const folders[2], capai_text *const names[2], const size_t counts[2],
                   struct capai_arena *arena, struct capai_input *out)
{
    size_t at[2] = {0, 0}, count = 0;
    while (at[0] < counts[0] || at[1] < counts[1]) {
        int sign = at[0] == counts[0]   ? 1
                   : at[1] == counts[1] ? -1
                                        : capai_text_compare(names[0][at[0]], names[1][at[1]]);
        const int from = sign >= 0;
        const capai_text name = names[from][at[from]++];
        at[0] += sign == 0;
        out[count++] =
            (struct capai_input){capai_path_join(folders[from], name.data, arena), name, {0}};
    }
    return count;
}

static enum capai_status read_one(struct capai_input *text, struct capai_arena *arena,
                                  struct capai_error *err)
{
    if (!text->path)
        return capai_fail_memory(err);
    enum capai_status status = capai_file_read(text->path, arena, &text->bytes, err);
    if (status || text->bytes.size <= TEXT_SIZE)
        return status;
    status = capai_fail(err, CAPAI_MSG_LAYOUT_TEXT_LARGE, CAPAI_NO_WORDS);
    capai_error_place(err, text->path, 0, 0);
    return status;
}

enum capai_status capai_narasi_read(const char *folder, capai_text opd, struct capai_arena *arena,
                                    const struct capai_input **list, size_t *count,
                                    struct capai_error *err)
{
    bool memory;
    capai_text *names[2] = {NULL, NULL};
    size_t counts[2] = {0, 0};
    const char *texts = capai_path_join(folder, "narasi", arena);
    const char *folders[2] = {texts, texts ? own_folder(texts, opd, arena, &memory) : NULL};
    if (!texts || memory)
        return capai_fail_memory(err);
    for (int i = 0; i < 2; i++)
        if (folders[i] && capai_folder_list(folders[i], ".md", arena, &names[i], &counts[i], err))
            return CAPAI_ERR_MEMORY;
    struct capai_input *all = capai_arena_array(arena, counts[0] + counts[1], sizeof *all);
    if (!all)
        return capai_fail_memory(err);
    size_t found = join(folders, names, counts, arena, all);
    for (size_t i = 0; i < found; i++) {
        enum capai_status status = read_one(&all[i], arena, err);
        if (status)
            return status;
    }
    *list = all;
    *count = found;
    return CAPAI_OK;
}
