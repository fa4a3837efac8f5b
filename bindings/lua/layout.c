#include "bindings/lua/layout.h"

#include <string.h>

#include "bindings/lua/api.h"
#include "bindings/lua/crossing.h"
#include "bindings/lua/data.h"
#include "bindings/lua/script_here.h"
#include "capai/system.h"
#include "capai/version.h"

/* Reports are larger than rules: hundreds of rows, each a table. */
enum { LAYOUT_MEMORY = 256, LAYOUT_MILLISECONDS = 5000 };

/* A run of one layout. */
struct run {
    const struct layout_job *job;
    const char *scripts; /* the folder of our scripts */
    const char *chunkname;
    struct capai_input script;
    const struct capai_input *texts; /* narasi/NAME.md */
    size_t text_count;
    struct crossing crossing;
    int line; /* of the layout, where it failed */
};

/* The run whose state this is. */
static const char run_key;

static struct run *run_of(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &run_key);
    struct run *run = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return run;
}

/* ---- what the library's scripts call ---- */

/* How many functions are running. To look at the n-th takes n steps, so they are not counted one by
 * one. */
static int depth_of(lua_State *L)
{
    lua_Debug ar;
    int low = 0, high = 1;
    while (lua_getstack(L, high, &ar))
        low = high, high *= 2;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        *(lua_getstack(L, middle, &ar) ? &low : &high) = middle;
    }
    return high;
}

/* The line in which the layout is, at one of the levels from `first` on; 0 where it is at none. */
static int line_at(lua_State *L, int first, int last)
{
    lua_Debug ar;
    const char *chunkname = run_of(L)->chunkname;
    for (int level = first; level < last && lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        if (strcmp(ar.source, chunkname) == 0)
            return ar.currentline;
    }
    return 0;
}

/* The line of the layout that runs; 0 where none does. Of a stack that is full only both ends are
 * looked at: the layout is at the bottom. */
static int line_of(lua_State *L)
{
    enum { NEAR = 100 };
    int depth = depth_of(L), line = line_at(L, 0, depth < NEAR ? depth : NEAR);
    return line || depth <= NEAR ? line : line_at(L, depth > 2 * NEAR ? depth - NEAR : NEAR, depth);
}

/* here(): the line of the layout that runs */
static int here(lua_State *L)
{
    lua_pushinteger(L, line_of(L));
    return 1;
}

/* The message named at 1 with the words from 4 on, at the file named at 2 (nil: the layout) and the
 * line at 3 (nil: that which runs). */
static void message_at(lua_State *L, struct capai_error *error)
{
    const struct run *run = run_of(L);
    const char *name = luaL_checkstring(L, 1), *file = run->script.path;
    capai_text words[CAPAI_ERROR_WORDS];
    size_t count = 0;
    for (int arg = 4; arg <= lua_gettop(L) && count < CAPAI_ERROR_WORDS; arg++, count++) {
        words[count] = CAPAI_NO_TEXT;
        if (lua_isstring(L, arg))
            words[count].data = lua_tolstring(L, arg, &words[count].size);
    }
    enum capai_message message = CAPAI_MSG_NONE + 1;
    while (message < CAPAI_MESSAGE_COUNT - 1 && strcmp(capai_message_name(message), name) != 0)
        message++;
    capai_fail(error, message, words, count);
    for (size_t i = 0; i < run->text_count && lua_isstring(L, 2); i++)
        if (strcmp(run->texts[i].name.data, lua_tostring(L, 2)) == 0)
            file = run->texts[i].path;
    capai_error_place(error, file,
                      lua_isnoneornil(L, 3) ? (size_t)line_of(L) : (size_t)lua_tointeger(L, 3), 0);
}

/* fail(message, text, line, words...): ends the layout */
static int fail(lua_State *L)
{
    struct capai_error error = {0};
    message_at(L, &error);
    binding_raise(L, &error);
}

/* warn(message, text, line, words...): a complaint; the layout goes on */
static int warn(lua_State *L)
{
    struct capai_error error = {0};
    message_at(L, &error);
    if (capai_notices_add(run_of(L)->job->notices, &error) != CAPAI_OK)
        sandbox_starve(L);
    return 0;
}

/* explained(): how every figure came about; nil where it was not followed */
static int explained(lua_State *L)
{
    const struct layout_job *job = run_of(L)->job;
    capai_text text = CAPAI_NO_TEXT;
    if (job->explain && !job->explain(job->user, job->arena, &text))
        sandbox_starve(L);
    if (text.data)
        lua_pushlstring(L, text.data, text.size);
    else
        lua_pushnil(L);
    return 1;
}

/* ---- the library in the sandbox ---- */

static const char modules_key;

/* require for the library: "capai", and its own modules below capai/document, each run once. */
static int require(lua_State *L)
{
    const char *name = luaL_checkstring(L, 1);
    if (strcmp(name, "capai") == 0) {
        lua_pushvalue(L, lua_upvalueindex(1));
        return 1;
    }
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &modules_key) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &modules_key);
    }
    int modules = lua_gettop(L);
    if (lua_getfield(L, modules, name) != LUA_TNIL)
        return 1;
    const struct run *run = run_of(L);
    struct capai_error error = {0};
    capai_text source;
    struct capai_arena *arena = binding_new_arena(L);
    luaL_gsub(L, name, ".", "/");
    const char *path = lua_pushfstring(L, "%s/%s.lua", run->scripts, lua_tostring(L, -1));
    if (capai_file_read(path, arena, &source, &error) != CAPAI_OK)
        binding_raise(L, &error);
    sandbox_library(L, lua_pushfstring(L, "@%s", path), source, require);
    lua_pushvalue(L, -1);
    lua_setfield(L, modules, name);
    return 1;
}

/* ---- capai.layout ---- */

static const struct api_value layout_fields[] = {
    {"name", "string", "For people: the form and who uses it."},
    {"numbering", "table?", ""},
    {"build", "function", ""},
    {NULL, NULL, NULL}};

static int layout(lua_State *L)
{
    struct reader r = reader_argument(L, 1, "layout");
    capai_text name;
    reader_check_keys(&r, layout_fields, 0);
    if (!reader_text(&r, "name", &name))
        reader_error(&r, NULL, CAPAI_MSG_RULES_KEY_MISSING,
                     CAPAI_WORDS(CAPAI_TEXT("name"), CAPAI_TEXT("layout")));
    if (reader_push(&r, "build") != LUA_TFUNCTION)
        reader_type_error(&r, "build", "function");
    lua_settop(L, 1);
    return 1;
}

static void open_module(lua_State *L)
{
    binding_open_reading(L);
    lua_pushcfunction(L, layout);
    lua_setfield(L, -2, "layout");
}

/* ---- the manifest ---- */

static void add_entry(lua_State *L, capai_text what, capai_text value)
{
    lua_createtable(L, 0, 2);
    lua_pushlstring(L, what.data, what.size);
    lua_setfield(L, -2, "what");
    lua_pushlstring(L, value.data ? value.data : "", value.size);
    lua_setfield(L, -2, "value");
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
}

static void add_files(lua_State *L, const struct capai_input *files, size_t count)
{
    char digest[CAPAI_SHA256_TEXT];
    for (size_t i = 0; i < count; i++) {
        capai_sha256(files[i].bytes, digest);
        add_entry(L, files[i].name, capai_text_of(digest));
    }
}

/* Pushes what the document is made from. */
static void push_manifest(lua_State *L, const struct run *run)
{
    const struct layout_job *job = run->job;
    struct capai_manifest manifest;
    lua_newtable(L);
    add_entry(L, CAPAI_TEXT("capai"), CAPAI_TEXT(CAPAI_VERSION));
    if (job->packs) {
        if (!capai_manifest_collect(job->packs, job->evaluation, job->datasets, job->dataset_count,
                                    job->arena, &manifest))
            sandbox_starve(L);
        for (size_t i = 0; i < manifest.rules_count; i++)
            add_entry(L, manifest.rules[i]->id, manifest.rules[i]->version);
        add_files(L, manifest.scripts, manifest.script_count);
        add_files(L, manifest.inputs, manifest.input_count);
    }
    add_files(L, &run->script, 1);
    add_files(L, run->texts, run->text_count);
}

/* ---- the run ---- */

static void push_desk(lua_State *L, const struct run *run)
{
    static const luaL_Reg functions[] = {{"here", here},
                                         {"fail", fail},
                                         {"warn", warn},
                                         {"nearest", binding_nearest},
                                         {"explained", explained},
                                         {"guard", sandbox_guard_table},
                                         {NULL, NULL}};
    luaL_newlib(L, functions);
    lua_createtable(L, 0, (int)run->text_count);
    for (size_t i = 0; i < run->text_count; i++) {
        lua_pushlstring(L, run->texts[i].bytes.data, run->texts[i].bytes.size);
        lua_setfield(L, -2, run->texts[i].name.data);
    }
    lua_setfield(L, -2, "texts");
    push_manifest(L, run);
    lua_setfield(L, -2, "manifest");
}

/* Of an error that is raised: notes the line of the layout. */
static int note_line(lua_State *L)
{
    run_of(L)->line = line_of(L);
    return 1;
}

/* Raises where the value on top is no layout. */
static void check_layout(lua_State *L, const struct run *run)
{
    struct capai_error error = {0};
    if (lua_istable(L, -1) && lua_getfield(L, -1, "build") == LUA_TFUNCTION) {
        lua_pop(L, 1);
        return;
    }
    capai_fail(&error, CAPAI_MSG_LAYOUT_RETURN, CAPAI_NO_WORDS);
    capai_error_place(&error, run->script.path, 1, 0);
    binding_raise(L, &error);
}

/* Inside sandbox_do. */
static int build(lua_State *L)
{
    struct run *run = lua_touserdata(L, 1);
    const struct layout_job *job = run->job;
    lua_pushvalue(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &run_key);
    lua_settop(L, 0);
    lua_pushcfunction(L, note_line);
    binding_add_source(L, run->chunkname, run->script.bytes);
    sandbox_script(L, run->chunkname,
                   run->script.bytes); /* before the library, which takes longer */
    check_layout(L, run);
    open_module(L);
    lua_pushcclosure(L, require, 1);
    lua_pushliteral(L, "capai.document.build");
    lua_call(L, 1, 1);
    push_desk(L, run);
    lua_rotate(L, 2, -1); /* the layout goes behind what builds it and its desk */
    evaluation_push(L, (struct capai_evaluation *)(uintptr_t)job->evaluation, job->datasets,
                    job->dataset_count, job->year);
    lua_pushlstring(L, run->script.name.data, run->script.name.size);
    if (lua_pcall(L, 4, 1, 1) != LUA_OK)
        return lua_error(L);
    crossing_write(L, -1, &run->crossing);
    return 0;
}

/* ---- files ---- */

static const char *scripts_folder(struct capai_arena *arena)
{
    const char *rules = capai_packs_installed(arena), *slash = rules ? strrchr(rules, '/') : NULL;
    return slash ? capai_text_copy((capai_text){rules, (size_t)(slash - rules)}, arena).data : NULL;
}

bool layout_ids(struct capai_arena *arena, capai_text **ids, size_t *count)
{
    const char *scripts = scripts_folder(arena);
    const char *folder = scripts ? capai_path_join(scripts, "layouts", arena) : NULL;
    if (!folder || capai_folder_list(folder, ".lua", arena, ids, count, NULL) != CAPAI_OK)
        return false;
    for (size_t i = 0; i < *count; i++)
        (*ids)[i].size -= 4;
    return true;
}

static enum capai_status not_found(const char *name, struct capai_arena *arena,
                                   struct capai_error *err)
{
    char list[256];
    capai_text *ids, id = capai_text_of(name);
    size_t count, size = 0;
    if (!layout_ids(arena, &ids, &count))
        return capai_fail_memory(err);
    for (size_t i = 0; i < count; i++)
        size = capai_text_append(list, sizeof list, size, ids[i]);
    capai_text near = script_here(id, arena);
    if (!near.size)
        near = capai_text_nearest(id, ids, count);
    return capai_fail(err, CAPAI_MSG_LAYOUT_NOT_FOUND,
                      CAPAI_WORDS(id, near, ((capai_text){list, size})));
}

/* True for the name of a script in our folder: no path leads out of it. */
static bool is_id(const char *name)
{
    return *name && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

/* The path of the installed layout `id`; NULL: memory. */
static const char *installed(const char *id, struct capai_arena *arena)
{
    const char *scripts = scripts_folder(arena);
    char *name = capai_arena_alloc(arena, strlen(id) + sizeof "layouts/.lua");
    if (!scripts || !name)
        return NULL;
    size_t size = strlen(id);
    memcpy(name, "layouts/", 8);
    memcpy(name + 8, id, size);
    memcpy(name + 8 + size, ".lua", 5);
    return capai_path_join(scripts, name, arena);
}

enum capai_status layout_read(const char *name, struct capai_arena *arena,
                              struct capai_input *script, struct capai_error *err)
{
    const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name;
    const char *point = strrchr(base, '.'), *path = is_id(name) ? installed(name, arena) : name;
    bool is_script = point && strcmp(point, ".lua") == 0;
    if (!path)
        return capai_fail_memory(err);
    enum capai_file_kind kind = is_id(name) ? capai_file_kind_of(path) : CAPAI_FILE_REGULAR;
    bool there = kind == CAPAI_FILE_REGULAR || kind == CAPAI_FILE_UNKNOWN;
    if (!there || (!is_id(name) && !slash && !is_script))
        return not_found(name, arena, err);
    capai_text bytes;
    enum capai_status status = capai_file_read(path, arena, &bytes, err);
    if (!status)
        *script = (struct capai_input){
            path, {base, is_script ? (size_t)(point - base) : strlen(base)}, bytes};
    return status;
}

/* Those that were given, else those beside the first file of the data set. */
static enum capai_status read_texts(struct run *run, struct capai_error *err)
{
    struct capai_arena *arena = run->job->arena;
    const struct capai_input *inputs;
    size_t sections;
    if (run->job->texts) {
        run->texts = run->job->texts;
        run->text_count = run->job->text_count;
        return CAPAI_OK;
    }
    if (!capai_dataset_inputs(run->job->datasets[0], &inputs))
        return CAPAI_OK;
    const char *path = inputs[0].path, *slash = strrchr(path, '/');
    capai_text above = slash ? (capai_text){path, (size_t)(slash - path)} : CAPAI_TEXT(".");
    above = capai_text_copy(above, arena);
    if (!above.data)
        return capai_fail_memory(err);
    const struct capai_section *section =
        capai_evaluation_sections(run->job->evaluation, &sections);
    return capai_narasi_read(above.data, capai_dataset_opd(section->dataset, section->opd).opd,
                             arena, &run->texts, &run->text_count, err);
}

/* ---- the whole ---- */

static struct sandbox_limits limits_of(const struct layout_job *job)
{
    struct capai_script_limits own = job->limits;
    unsigned milliseconds = own.milliseconds ? own.milliseconds : LAYOUT_MILLISECONDS;
    return (struct sandbox_limits){own.memory ? own.memory : (size_t)LAYOUT_MEMORY << 20,
                                   (long long)milliseconds * SANDBOX_STEPS_PER_MILLISECOND,
                                   milliseconds};
}

/* Refuses any other number of OPDs than one, with their keys. */
static enum capai_status check_one(const struct run *run, struct capai_error *err)
{
    char list[200];
    size_t count, size = 0;
    const struct capai_section *sections = capai_evaluation_sections(run->job->evaluation, &count);
    if (count == 1)
        return CAPAI_OK;
    for (size_t i = 0; i < count; i++)
        size = capai_text_append(list, sizeof list, size,
                                 capai_dataset_opd(sections[i].dataset, sections[i].opd).opd);
    return capai_fail(err, CAPAI_MSG_LAYOUT_ONE_OPD,
                      CAPAI_WORDS(count ? (capai_text){list, size} : CAPAI_NO_TEXT));
}

static enum capai_status prepare(struct run *run, struct capai_error *err)
{
    run->scripts = scripts_folder(run->job->arena);
    if (!run->scripts)
        return capai_fail_memory(err);
    enum capai_status status = layout_read(run->job->layout, run->job->arena, &run->script, err);
    if (!status)
        status = check_one(run, err);
    if (!status)
        status = read_texts(run, err);
    if (status)
        return status;
    size_t size = strlen(run->script.path) + 2;
    char *chunkname = capai_arena_alloc(run->job->arena, size);
    if (!chunkname)
        return capai_fail_memory(err);
    chunkname[0] = '@';
    memcpy(chunkname + 1, run->script.path, size - 1);
    run->chunkname = chunkname;
    return CAPAI_OK;
}

/* What our own scripts raise is the fault of the line that called them. */
static void place(const struct run *run, struct capai_error *error)
{
    size_t size = strlen(run->scripts);
    bool ours = error->file && strncmp(error->file, run->scripts, size) == 0 &&
                strncmp(error->file + size, "/capai/", 7) == 0;
    if (error->file && (!ours || !run->line))
        return;
    error->file = run->script.path;
    error->line = (size_t)run->line;
    error->column = 0;
}

/* Notes what was read besides the data. */
static bool note_read(const struct run *run, struct layout_job *job)
{
    struct capai_input *list = capai_arena_array(job->arena, run->text_count + 1, sizeof *list);
    if (!list)
        return false;
    list[0] = run->script;
    for (size_t i = 0; i < run->text_count; i++)
        list[i + 1] = run->texts[i];
    job->read = list;
    job->read_count = run->text_count + 1;
    return true;
}

static int read_document(lua_State *L)
{
    crossing_read(L, lua_touserdata(L, 1));
    return 1;
}

/* Pushes what has crossed; nobody may stand above this who catches what Lua raises. */
static enum capai_status push_document(lua_State *L, const struct crossing *crossing,
                                       struct capai_error *err)
{
    if (!lua_checkstack(L, 2))
        return capai_fail_memory(err);
    lua_pushcfunction(L, read_document);
    lua_pushlightuserdata(L, (void *)(uintptr_t)crossing);
    if (lua_pcall(L, 1, 1, 0) == LUA_OK)
        return CAPAI_OK;
    lua_pop(L, 1);
    return capai_fail_memory(err); /* nothing else can happen to it */
}

enum capai_status layout_document(lua_State *L, struct layout_job *job, struct capai_error *err)
{
    struct run run = {.job = job, .crossing = {.arena = job->arena}};
    enum capai_status status = prepare(&run, err);
    if (!status && !note_read(&run, job))
        status = capai_fail_memory(err);
    if (status)
        return status;
    lua_State *sandbox = sandbox_new_with(limits_of(job), open_module);
    if (!sandbox)
        return capai_fail_memory(err);
    struct capai_error error = {0};
    status = sandbox_do(sandbox, build, &run, job->arena, &error);
    sandbox_close(sandbox);
    if (status) {
        place(&run, &error);
        *err = error;
        return status;
    }
    return push_document(L, &run.crossing, err);
}

/* ---- capai.document ---- */

static int document(lua_State *L)
{
    struct capai_error error = {0};
    struct capai_notices notices;
    struct layout_job job = {.layout = lua_tostring(L, 2)};
    evaluation_read(L, 1, &job);
    lua_settop(L, 2);
    job.arena = binding_new_arena(L);
    job.notices = &notices;
    capai_notices_init(&notices, job.arena, CAPAI_NOTICES_LIMIT);
    if (layout_document(L, &job, &error) == CAPAI_ERR_MEMORY)
        binding_raise(L, &error);
    if (error.status)
        return binding_data_error(L, &error);
    data_push_notices(L, &notices);
    return 2;
}

static const struct api_function functions[] = {
    {"document",
     document,
     "The report that a layout makes of an evaluation: a plain table (docs/document.md), for "
     "capai.render.\n\nThe layout is a script that is not trusted: it runs in the sandbox.",
     {{"evaluation", "capai.evaluation", "Of one OPD."},
      {"layout", "string", "Id of an installed layout, or the path of a script."}},
     {{"document", "table?", "nil where the layout cannot be had or is wrong."},
      {"message", "capai.info[]|string",
       "What is worth a warning; without a document what is wrong, and where."},
      {"info", "capai.info?", "Then: the same in parts."}},
     NULL},
    {.name = NULL}};

const struct api_part api_layout = {functions, NULL, NULL};
