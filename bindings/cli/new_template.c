/* capai new data NAME: a data set to be filled in. What is in it is made by the library's Lua half,
 * scripts/capai/template; here it is told of the contract and of the pack, and written. */
#include "bindings/cli/new_template.h"

#include <string.h>

#include "bindings/cli/library.h"
#include "bindings/cli/new_data.h"
#include "bindings/cli/script.h"
#include "capai/schema.h"
#include "capai/system.h"

/* The pack whose scale holds for all, and that has a survey; rows of example fit it. */
#define USUAL_PACK "permenpanrb-14-2017"

struct making {
    struct pack_run *run;
    const char *name;
    const struct capai_rules *rules;
    int year;
    lua_State *L;
    struct capai_error error; /* of a page that is not there */
};

/* ---- facts ---- */

static void set_text(lua_State *L, const char *key, capai_text text)
{
    lua_pushlstring(L, text.data ? text.data : "", text.size);
    lua_setfield(L, -2, key);
}

static void set_integer(lua_State *L, const char *key, lua_Integer number)
{
    lua_pushinteger(L, number);
    lua_setfield(L, -2, key);
}

/* Puts the value on top of the stack behind the last one of the list below it. */
static void append(lua_State *L)
{
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
}

static void append_text(lua_State *L, capai_text text)
{
    lua_pushlstring(L, text.data, text.size);
    append(L);
}

static void push_column(lua_State *L, const struct capai_schema_column *column)
{
    static const char *const entries[] = {"text", "name", "year", "quantity", "rupiah"};
    lua_newtable(L);
    set_text(L, "name", column->name);
    set_text(L, "entry", capai_text_of(entries[column->entry]));
    lua_pushboolean(L, column->required);
    lua_setfield(L, -2, "required");
    if (column->first)
        set_integer(L, "first", column->first);
    if (!column->words)
        return;
    lua_newtable(L);
    for (const capai_text *word = column->words; word->data; word++)
        append_text(L, *word);
    lua_setfield(L, -2, "words");
}

static void push_files(lua_State *L)
{
    struct capai_schema_file file;
    struct capai_schema_column column;
    lua_newtable(L);
    for (size_t i = 0; capai_schema_file(i, &file); i++) {
        lua_newtable(L);
        set_text(L, "name", file.name);
        lua_pushboolean(L, file.required);
        lua_setfield(L, -2, "required");
        lua_pushboolean(L, file.printed);
        lua_setfield(L, -2, "printed");
        lua_newtable(L);
        for (size_t k = 0; capai_schema_column(i, k, &column); k++) {
            push_column(L, &column);
            append(L);
        }
        lua_setfield(L, -2, "columns");
        append(L);
    }
}

static void push_survey(lua_State *L, const struct capai_survey *survey)
{
    lua_newtable(L);
    for (size_t i = 0; i < survey->count; i++) {
        lua_newtable(L);
        set_text(L, "column", survey->unsur[i].column);
        set_text(L, "name", survey->unsur[i].name);
        append(L);
    }
    lua_setfield(L, -2, "unsur");
    set_integer(L, "lowest", survey->lowest);
    set_integer(L, "highest", survey->highest);
}

/* Those parts that are answered; the others are their sums. */
static void push_worksheet(lua_State *L, const struct capai_lke *lke)
{
    char number[CAPAI_DECIMAL_TEXT];
    lua_newtable(L);
    for (size_t i = 0; i < lke->count; i++) {
        const struct capai_lke_part *part = &lke->parts[i];
        if (part->end != i + 1)
            continue;
        lua_newtable(L);
        set_text(L, "code", part->code);
        set_text(L, "name", part->name);
        size_t size = capai_decimal_format(part->weight, CAPAI_NOTATION_INDONESIA, number);
        set_text(L, "weight", (capai_text){number, size});
        append(L);
    }
    lua_setfield(L, -2, "lke");
    lua_newtable(L);
    for (size_t i = 0; i < lke->answer_count; i++)
        append_text(L, lke->answers[i].name);
    lua_setfield(L, -2, "answers");
}

static void push_pack(lua_State *L, const struct capai_rules *rules)
{
    lua_newtable(L);
    set_text(L, "id", rules->id);
    lua_newtable(L);
    for (size_t i = 0; i < rules->arah_count; i++)
        append_text(L, rules->arah[i].name);
    lua_setfield(L, -2, "arah");
    push_survey(L, &rules->survey);
    push_worksheet(L, &rules->lke);
}

static void push_ids(lua_State *L, struct pack_run *run)
{
    capai_text *ids;
    struct capai_error error = {0};
    size_t count = pack_ids(run->packs, &run->arena, &ids, &error);
    if (error.status)
        binding_raise(L, &error);
    lua_newtable(L);
    for (size_t i = 0; i < count; i++)
        append_text(L, ids[i]);
}

/* read(path): a page of help */
static int read_page(lua_State *L)
{
    struct pack_run *run = lua_touserdata(L, lua_upvalueindex(1));
    struct capai_arena *arena = &run->arena;
    const char *rules = capai_packs_installed(arena);
    const char *below = lua_pushfstring(L, "../help/%s", luaL_checkstring(L, 1));
    const char *path = rules ? capai_path_join(rules, below, arena) : NULL;
    binding_push_file(L, path, arena);
    return 1;
}

static void push_facts(lua_State *L, struct pack_run *run, const char *name,
                       const struct capai_rules *rules)
{
    luaL_checkstack(L, 20, NULL);
    lua_newtable(L);
    lua_pushboolean(L, new_template_is_workbook(name));
    lua_setfield(L, -2, "workbook");
    bool indonesian = run->options->language == CAPAI_INDONESIAN;
    set_text(L, "language", indonesian ? CAPAI_TEXT("id") : CAPAI_TEXT("en"));
    lua_pushlightuserdata(L, run);
    lua_pushcclosure(L, read_page, 1);
    lua_setfield(L, -2, "read");
    push_files(L);
    lua_setfield(L, -2, "files");
    push_pack(L, rules);
    lua_setfield(L, -2, "pack");
    push_ids(L, run);
    lua_setfield(L, -2, "packs");
}

/* ---- making ---- */

/* (making): the files, as pairs of name and bytes; nil where a page is missing. */
static int make(lua_State *L)
{
    struct making *making = lua_touserdata(L, 1);
    capai_text words[CAPAI_ERROR_WORDS];
    library_require(L, "capai.template");
    lua_getfield(L, -1, "empty");
    push_facts(L, making->run, making->name, making->rules);
    set_integer(L, "tahun", making->year);
    lua_call(L, 1, 3);
    if (lua_isnil(L, -3)) {
        size_t count = library_words(L, lua_gettop(L), words);
        capai_fail(&making->error, library_message(lua_tostring(L, -2)), words, count);
    }
    lua_pop(L, 2);
    return 1;
}

/* A year as it is written. */
static capai_text number(struct pack_run *run, int year)
{
    char digits[CAPAI_DECIMAL_TEXT];
    size_t size = capai_decimal_format(capai_decimal_from_int(year), CAPAI_NOTATION_PLAIN, digits);
    return capai_text_copy((capai_text){digits, size}, &run->arena);
}

static void tell(struct making *making)
{
    struct pack_run *run = making->run;
    print_wrapped(&run->terminal, STYLE_PLAIN,
                  pack_run_label(run, CAPAI_MSG_LABEL_NEW_TEMPLATE,
                                 CAPAI_WORDS(capai_text_of(making->name), number(run, making->year),
                                             making->rules->id)),
                  2);
}

static void make_and_write(struct making *making, struct capai_error *error)
{
    lua_pushcfunction(making->L, make);
    lua_pushlightuserdata(making->L, making);
    if (script_call(making->L, 1, 1) != LUA_OK) {
        binding_take_error(making->L, &making->run->arena, error);
        return;
    }
    bool is_folder = !new_template_is_workbook(making->name);
    *error = making->error;
    if (!error->status &&
        new_data_write(making->run, making->L, making->name, is_folder, error) == CAPAI_OK)
        tell(making);
}

/* ---- the pack, and the year ---- */

/* Of the versions that were loaded the one of that year, or the last. */
static const struct capai_rules *choose(const struct capai_rules *const *versions, size_t count,
                                        int year)
{
    for (size_t i = 0; i < count; i++)
        if (versions[i]->from <= year && year <= versions[i]->to)
            return versions[i];
    return versions[count - 1];
}

/* Without a word about the year it is the last one that is over, as far as the pack goes. */
static bool find_rules(struct making *making, struct capai_error *error)
{
    struct pack_run *run = making->run;
    const char *name = run->options->rules ? run->options->rules : USUAL_PACK;
    int over = capai_clock_year() - 1, year = run->options->year;
    const struct capai_rules *const *versions;
    size_t count;
    if (pack_versions(run->packs, name, &versions, &count, error) != CAPAI_OK)
        return false;
    const struct capai_rules *rules = choose(versions, count, year ? year : over);
    making->rules = rules;
    making->year = year                 ? year
                   : over > rules->to   ? rules->to
                   : over < rules->from ? rules->from
                                        : over;
    if (rules->from <= making->year && making->year <= rules->to)
        return true;
    capai_text years[] = {number(run, rules->from), number(run, rules->to),
                          number(run, making->year)};
    capai_fail(error, CAPAI_MSG_NEW_PACK_YEAR,
               CAPAI_WORDS(rules->id, years[0], years[1], years[2]));
    return false;
}

bool new_template_push_facts(lua_State *L, struct pack_run *run, const char *name,
                             struct capai_error *error)
{
    const struct capai_rules *const *versions;
    size_t count;
    if (pack_versions(run->packs, USUAL_PACK, &versions, &count, error) != CAPAI_OK)
        return false;
    push_facts(L, run, name, versions[count - 1]);
    return true;
}

bool new_template_is_workbook(const char *name)
{
    size_t size = strlen(name);
    return size > 5 &&
           capai_text_equal_nocase((capai_text){name + size - 5, 5}, CAPAI_TEXT(".xlsx"));
}

enum exit_status new_template(struct pack_run *run, const char *name)
{
    struct making making = {.run = run, .name = name};
    struct capai_error error = {0};
    if (new_data_is_free(name, &error) && find_rules(&making, &error)) {
        making.L = script_open(run->options->language);
        if (making.L)
            make_and_write(&making, &error);
        else
            capai_fail_memory(&error);
    }
    if (error.status)
        pack_run_note(run, &error);
    enum exit_status status = pack_run_close(run);
    if (making.L)
        lua_close(making.L);
    return status;
}
