#include "core/batch_columns.h"

#include <string.h>

/* One entry of the list. */
struct choice {
    capai_text whole, table, column, title; /* table missing: of every table that has it */
    bool original;
};

static bool all_columns(const struct capai_table *table, struct capai_arena *arena,
                        struct batch_table *out)
{
    out->columns = capai_arena_array(arena, table->column_count, sizeof *out->columns);
    for (size_t c = 0; out->columns && c < table->column_count; c++)
        out->columns[c] = (struct batch_column){.source = table->columns[c].name,
                                                .title = table->columns[c].name,
                                                .kind = table->columns[c].kind};
    out->count = table->column_count;
    return out->columns != NULL;
}

/* Cuts `text` behind the first `sign`; what stands behind it goes to *rest. */
static bool cut(capai_text *text, char sign, capai_text *rest)
{
    const char *at = text->size ? memchr(text->data, sign, text->size) : NULL;
    if (!at)
        return false;
    size_t before = (size_t)(at - text->data);
    *rest = capai_text_trim((capai_text){at + 1, text->size - before - 1});
    *text = capai_text_trim((capai_text){text->data, before});
    return true;
}

/* Reads "[table.]column[:asli][=title]". */
static enum capai_status read_choice(capai_text entry, struct choice *out, struct capai_error *err)
{
    capai_text rest, mark;
    entry = capai_text_trim(entry);
    *out = (struct choice){.whole = entry};
    bool titled = cut(&entry, '=', &out->title);
    bool marked = cut(&entry, ':', &mark);
    out->original = marked && capai_text_equal(mark, CAPAI_TEXT("asli"));
    if (cut(&entry, '.', &rest)) {
        out->table = entry;
        entry = rest;
    }
    out->column = entry;
    if (!titled)
        out->title = entry;
    return entry.size && out->title.size && marked == out->original
               ? CAPAI_OK
               : capai_fail(err, CAPAI_MSG_COLUMNS_SYNTAX, CAPAI_WORDS(out->whole));
}

/* Adds the choice to each table that it means. */
static enum capai_status add_choice(const struct result *results, const struct choice *choice,
                                    struct capai_arena *arena, struct batch_table *tables,
                                    struct capai_error *err)
{
    bool found = false;
    capai_text near = CAPAI_NO_TEXT;
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++) {
        const struct capai_table *table = results[r].table;
        struct batch_table *out = &tables[r];
        if (choice->table.data && !capai_text_equal(choice->table, table->name))
            continue;
        int at = capai_table_find(table, choice->column);
        for (size_t c = 0; at < 0 && !near.data && c < table->column_count; c++)
            near = capai_text_nearest(choice->column, &table->columns[c].name, 1);
        if (at < 0)
            continue;
        found = true;
        for (size_t c = 0; c < out->count; c++)
            if (capai_text_equal(out->columns[c].title, choice->title))
                return capai_fail(err, CAPAI_MSG_COLUMNS_TWICE, CAPAI_WORDS(choice->title));
        struct batch_column *columns =
            capai_arena_array(arena, out->count + 1, sizeof *out->columns);
        if (!columns)
            return capai_fail_memory(err);
        if (out->count)
            memcpy(columns, out->columns, out->count * sizeof *columns);
        columns[out->count++] = (struct batch_column){.source = table->columns[at].name,
                                                      .title = choice->title,
                                                      .kind = table->columns[at].kind,
                                                      .original = choice->original};
        out->columns = columns;
    }
    return found ? CAPAI_OK
                 : capai_fail(err, CAPAI_MSG_COLUMNS_UNKNOWN, CAPAI_WORDS(choice->whole, near));
}

bool columns_within(const char *list, unsigned tables)
{
    bool within = list != NULL;
    for (capai_text rest = capai_text_of(list), entry; within && rest.data;) {
        struct choice choice;
        entry = rest;
        if (!cut(&entry, ',', &rest))
            rest = CAPAI_NO_TEXT;
        within = read_choice(entry, &choice, NULL) == CAPAI_OK && choice.table.data;
        bool named = false;
        for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++)
            named |= (tables & 1U << r) && capai_text_equal(choice.table, capai_result_name(r));
        within = within && named;
    }
    return within;
}

enum capai_status columns_choose(const struct result *results, const char *list,
                                 struct capai_arena *arena, struct batch_table *tables,
                                 struct capai_error *err)
{
    enum capai_status status = CAPAI_OK;
    for (enum capai_result r = 0; !list && r < CAPAI_RESULT_COUNT; r++)
        if (!all_columns(results[r].table, arena, &tables[r]))
            return capai_fail_memory(err);
    for (capai_text rest = capai_text_of(list), entry; !status && rest.data;) {
        struct choice choice;
        entry = rest;
        if (!cut(&entry, ',', &rest))
            rest = CAPAI_NO_TEXT;
        status = read_choice(entry, &choice, err);
        if (!status)
            status = add_choice(results, &choice, arena, tables, err);
    }
    return status;
}
