#include "capai/packs.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bindings/lua/function.h"
#include "bindings/lua/pack_needs.h"
#include "bindings/lua/pack_replaced.h"
#include "bindings/lua/pack_test.h"
#include "bindings/lua/rules.h"
#include "bindings/lua/sandbox.h"
#include "bindings/lua/script_here.h"
#include "capai/system.h"

/* One script that was loaded, in a state of its own. */
struct pack {
    const char *path;
    lua_State *L; /* keeps what `versions` points to */
    const struct capai_rules **versions;
    size_t count; /* 0: loading failed, with `error` */
    struct capai_error error;
    struct capai_input *scripts; /* its own, and those of the packs that it names */
    size_t script_count, script_capacity;
    struct pack *next;
};

/* A script, read once. */
struct script {
    struct capai_input input;
    struct script *next;
};

struct capai_packs {
    struct capai_arena *arena;
    struct capai_notices *notices;
    const char *const *folders;
    size_t folder_count;
    struct pack *loaded;
    struct script *scripts;
    struct sandbox_limits limits;
};

struct capai_packs *capai_packs_new(const char *const *folders, size_t count,
                                    struct capai_arena *arena, struct capai_notices *notices)
{
    struct capai_packs *packs = capai_arena_array(arena, 1, sizeof *packs);
    if (packs)
        *packs = (struct capai_packs){.arena = arena,
                                      .notices = notices,
                                      .folders = folders,
                                      .folder_count = count,
                                      .limits = SANDBOX_LIMITS};
    return packs;
}

void capai_packs_limit(struct capai_packs *packs, struct capai_script_limits limits)
{
    packs->limits = SANDBOX_LIMITS;
    if (limits.memory)
        packs->limits.memory = limits.memory;
    if (limits.milliseconds) {
        packs->limits.milliseconds = limits.milliseconds;
        packs->limits.steps = (long long)limits.milliseconds * SANDBOX_STEPS_PER_MILLISECOND;
    }
}

void capai_packs_free(struct capai_packs *packs)
{
    if (!packs)
        return;
    for (struct pack *pack = packs->loaded; pack; pack = pack->next)
        sandbox_close(pack->L);
    packs->loaded = NULL;
}

capai_text capai_packs_source(const struct capai_packs *packs, const char *file)
{
    for (const struct script *script = packs->scripts; script; script = script->next)
        if (strcmp(script->input.path, file) == 0)
            return script->input.bytes;
    return CAPAI_NO_TEXT;
}

/* The pack that holds `rules`, and which of its versions they are; NULL when none does. */
static const struct pack *pack_of(const struct capai_packs *packs, const struct capai_rules *rules,
                                  size_t *version)
{
    for (const struct pack *pack = packs->loaded; pack; pack = pack->next)
        for (*version = 0; *version < pack->count; ++*version)
            if (pack->versions[*version] == rules)
                return pack;
    return NULL;
}

size_t capai_packs_scripts(const struct capai_packs *packs, const struct capai_rules *rules,
                           const struct capai_input **list)
{
    size_t version;
    const struct pack *pack = pack_of(packs, rules, &version);
    if (!pack)
        return 0;
    *list = pack->scripts;
    return pack->script_count;
}

/* Rules of a pack are the first thing in their box. */
static const struct rules_box *box_of(const struct capai_rules *rules)
{
    return (const struct rules_box *)rules;
}

size_t pack_tests(const struct capai_packs *packs, const struct capai_rules *rules,
                  const struct pack_test **tests)
{
    size_t version;
    if (!pack_of(packs, rules, &version))
        return 0;
    *tests = box_of(rules)->tests;
    return box_of(rules)->test_count;
}

size_t pack_version(const struct capai_packs *packs, const struct capai_rules *rules)
{
    size_t version;
    return pack_of(packs, rules, &version) ? version : 0;
}

const struct capai_rules *pack_sibling(const struct capai_packs *packs,
                                       const struct capai_rules *rules, size_t version)
{
    size_t own;
    const struct pack *pack = pack_of(packs, rules, &own);
    return pack && version < pack->count ? pack->versions[version] : NULL;
}

size_t pack_tests_before(const struct capai_packs *packs, const struct capai_rules *rules)
{
    size_t version, count = 0;
    const struct pack *pack = pack_of(packs, rules, &version);
    for (size_t i = 0; pack && i < version; i++)
        count += box_of(pack->versions[i])->test_count > 0;
    return count;
}

capai_text pack_base(const struct capai_packs *packs, const struct capai_rules *rules)
{
    size_t version;
    return pack_of(packs, rules, &version) ? box_of(rules)->base : CAPAI_NO_TEXT;
}

const char *pack_path(const struct capai_packs *packs, const struct capai_rules *rules)
{
    size_t version;
    const struct pack *pack = pack_of(packs, rules, &version);
    return pack ? pack->path : NULL;
}

/* ---- finding ---- */

enum { ID_SIZE = 123 };

/* An id is checked letter by letter, so that it can never lead out of its folder. */
static bool is_id(capai_text id)
{
    for (size_t i = 0; i < id.size; i++) {
        char c = id.data[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
            return false;
    }
    return id.size > 0 && id.size <= ID_SIZE;
}

static enum capai_status not_found(const struct capai_packs *packs, capai_text id, bool may_be_path,
                                   struct capai_error *err);

/* folder/id.lua of the first folder that has it. `may_be_path`: see not_found. */
static enum capai_status find_path(const struct capai_packs *packs, capai_text id, bool may_be_path,
                                   const char **out, struct capai_error *err)
{
    char name[ID_SIZE + 5];
    if (!is_id(id))
        return not_found(packs, id, may_be_path, err);
    memcpy(name, id.data, id.size);
    memcpy(name + id.size, ".lua", 5);
    for (size_t i = 0; i < packs->folder_count; i++) {
        struct capai_mark mark = capai_arena_mark(packs->arena);
        const char *path = capai_path_join(packs->folders[i], name, packs->arena);
        if (!path)
            return capai_fail_memory(err);
        enum capai_file_kind kind = capai_file_kind_of(path);
        if (kind == CAPAI_FILE_REGULAR || kind == CAPAI_FILE_UNKNOWN) {
            *out = path;
            return CAPAI_OK;
        }
        capai_arena_release(packs->arena, mark);
    }
    return not_found(packs, id, may_be_path, err);
}

static int compare_ids(const void *a, const void *b)
{
    return capai_text_compare(*(const capai_text *)a, *(const capai_text *)b);
}

/* Ids in all folders, without those that an earlier folder hides, in byte order. */
static size_t list_ids(const struct capai_packs *packs, struct capai_arena *arena, capai_text **out,
                       struct capai_error *err)
{
    size_t total = 0, capacity = 0;
    capai_text *ids = NULL;
    for (size_t f = 0; f < packs->folder_count; f++) {
        capai_text *names;
        size_t count;
        if (capai_folder_list(packs->folders[f], ".lua", arena, &names, &count, err) != CAPAI_OK)
            break;
        for (size_t i = 0; i < count; i++) {
            capai_text id = {names[i].data, names[i].size - 4};
            size_t at = 0;
            if (!is_id(id))
                continue;
            while (at < total && !capai_text_equal(ids[at], id))
                at++;
            capai_text *grown = capai_arena_grow(arena, ids, total, &capacity, sizeof *ids);
            if (!grown)
                capai_fail_memory(err);
            if (at < total || !grown)
                continue;
            ids = grown;
            ids[total++] = id;
        }
    }
    if (total)
        qsort(ids, total, sizeof *ids, compare_ids);
    *out = ids;
    return total;
}

/* The pack `id` is not there. `may_be_path`: a script of that name in this folder is what a person
 * who names a pack may mean. */
static enum capai_status not_found(const struct capai_packs *packs, capai_text id, bool may_be_path,
                                   struct capai_error *err)
{
    capai_text *ids;
    struct capai_mark mark = capai_arena_mark(packs->arena);
    size_t count = list_ids(packs, packs->arena, &ids, NULL), size = 0;
    char list[256];
    for (size_t i = 0; i < count; i++)
        size = capai_text_append(list, sizeof list, size, ids[i]);
    capai_text near = may_be_path ? script_here(id, packs->arena) : CAPAI_NO_TEXT;
    if (!near.size)
        near = capai_text_nearest(id, ids, count);
    enum capai_status status = capai_fail(err, CAPAI_MSG_RULES_NOT_FOUND,
                                          CAPAI_WORDS(id, near, ((capai_text){list, size})));
    capai_arena_release(packs->arena, mark);
    return status;
}

/* ---- loading ----
 *
 * What follows down to load_pack runs inside sandbox_do: it may raise. */

/* What the finder of one state needs, and where its pack goes. */
struct loading {
    struct capai_packs *packs;
    struct pack *pack;
};

enum { SCRIPT_SIZE = 1 << 20 }; /* bytes; a pack is a few hundred lines */

/* Asks the system, and notes in the bool at `user` that it had no more. */
static void *ask_system(void *user, void *old, size_t old_size, size_t size)
{
    void *block = capai_alloc_default(NULL, old, old_size, size);
    if (!block && size)
        *(bool *)user = true;
    return block;
}

/* Reads a script, unless it is far too large to be one. */
static void read_text(struct capai_packs *packs, const char *path, capai_text *text,
                      struct capai_error *error)
{
    struct capai_arena arena;
    capai_text content;
    bool starved = false;
    capai_arena_init(&arena, ask_system, &starved, SCRIPT_SIZE);
    enum capai_status status = capai_file_read(path, &arena, &content, error);
    if (status == CAPAI_ERR_MEMORY && !starved) {
        *error = (struct capai_error){.status = CAPAI_OK};
        capai_fail(error, CAPAI_MSG_RULES_MEMORY, CAPAI_NO_WORDS);
        capai_error_place(error, path, 0, 0);
    }
    if (!status) {
        *text = capai_text_copy(content, packs->arena);
        if (!text->data)
            capai_fail_memory(error);
    }
    capai_arena_clear(&arena);
}

/* The script at `path`, read once; raises when it cannot be read. */
static const struct capai_input *read_script(lua_State *L, struct capai_packs *packs,
                                             const char *path)
{
    struct capai_error error = {0};
    const char *slash = strrchr(path, '/');
    for (const struct script *known = packs->scripts; known; known = known->next)
        if (strcmp(known->input.path, path) == 0)
            return &known->input;
    struct script *script = capai_arena_array(packs->arena, 1, sizeof *script);
    if (!script)
        capai_fail_memory(&error);
    else
        read_text(packs, path, &script->input.bytes, &error);
    if (script && !error.status &&
        pack_replaced_check(pack_replaced, script->input.bytes, path, packs->notices) != CAPAI_OK)
        capai_fail_memory(&error);
    if (error.status)
        binding_raise(L, &error);
    script->input.path = path;
    script->input.name = capai_text_of(slash ? slash + 1 : path);
    script->next = packs->scripts;
    packs->scripts = script;
    return &script->input;
}

/* Runs the script at `path` for a pack; pushes what it returns. */
static void run_script(lua_State *L, const struct loading *loading, const char *path)
{
    struct capai_error error = {0};
    struct pack *pack = loading->pack;
    const struct capai_input *script = read_script(L, loading->packs, path);
    struct capai_input *scripts =
        capai_arena_grow(loading->packs->arena, pack->scripts, pack->script_count,
                         &pack->script_capacity, sizeof *scripts);
    if (!scripts) {
        capai_fail_memory(&error);
        binding_raise(L, &error);
    }
    pack->scripts = scripts;
    scripts[pack->script_count++] = *script;
    if (pack_needs_check(script->bytes, &error) != CAPAI_OK) {
        capai_error_place(&error, path, 0, 0);
        binding_raise(L, &error);
    }
    const char *chunkname = lua_pushfstring(L, "@%s", path);
    binding_add_source(L, chunkname, script->bytes);
    sandbox_script(L, chunkname, script->bytes);
    lua_remove(L, -2);
}

static _Noreturn void raise_return(lua_State *L, const char *path)
{
    struct capai_error error = {0};
    capai_fail(&error, CAPAI_MSG_RULES_RETURN, CAPAI_NO_WORDS);
    capai_error_place(&error, path, 1, 0);
    binding_raise(L, &error);
}

/* True while the script at `path` is running further down the stack. */
static bool is_running(lua_State *L, const char *path)
{
    lua_Debug ar;
    for (int level = 0; lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "S", &ar);
        if (strcmp(ar.what, "main") == 0 && *ar.source == '@' && strcmp(ar.source + 1, path) == 0)
            return true;
    }
    return false;
}

/* Pushes, of the list of versions on top of the stack, the last that holds in `year`, or, where
 * that is 0 or none holds, the last of all. */
static void push_version(lua_State *L, int year)
{
    lua_Integer last = (lua_Integer)lua_rawlen(L, -1);
    for (lua_Integer i = last; year && i > 0; i--) {
        lua_rawgeti(L, -1, i);
        const struct capai_rules *rules = luaL_testudata(L, -1, CAPAI_META_RULES);
        if (rules && capai_rules_valid(rules, year))
            return;
        lua_pop(L, 1);
    }
    lua_rawgeti(L, -1, last);
}

/* Pushes the pack `id`, for `base` and capai.grade of a pack in the same state. */
static bool find_in_state(lua_State *L, capai_text id, int year, void *user,
                          struct capai_error *error)
{
    const struct loading *loading = user;
    const char *path;
    if (find_path(loading->packs, id, false, &path, error) == CAPAI_OK && is_running(L, path))
        capai_fail(error, CAPAI_MSG_RULES_CYCLE, CAPAI_WORDS(id));
    if (error->status)
        return false;
    run_script(L, loading, path);
    if (lua_istable(L, -1))
        push_version(L, year);
    if (!luaL_testudata(L, -1, CAPAI_META_RULES))
        raise_return(L, path);
    return true;
}

/* Collects the rules that the script returned: one value, or a list of them. */
static void collect(lua_State *L, struct capai_packs *packs, struct pack *pack)
{
    bool list = lua_istable(L, -1);
    size_t count = list ? (size_t)lua_rawlen(L, -1) : 1;
    struct capai_error error = {0};
    pack->versions = capai_arena_array(packs->arena, count, sizeof *pack->versions);
    if (!pack->versions) {
        capai_fail_memory(&error);
        binding_raise(L, &error);
    }
    for (size_t i = 0; i < count; i++) {
        if (list)
            lua_rawgeti(L, -1, (lua_Integer)i + 1);
        pack->versions[i] = luaL_testudata(L, -1, CAPAI_META_RULES);
        if (!pack->versions[i])
            break;
        lua_pushvalue(L, -1);
        luaL_ref(L, LUA_REGISTRYINDEX); /* what we point to stays */
        if (list)
            lua_pop(L, 1);
        pack->count++;
    }
    if (pack->count != count || !count) {
        pack->count = 0;
        raise_return(L, pack->path);
    }
}

static int load_pack(lua_State *L)
{
    struct loading *loading = lua_touserdata(L, 1);
    binding_set_finder(L, find_in_state, loading);
    run_script(L, loading, loading->pack->path);
    collect(L, loading->packs, loading->pack);
    for (size_t i = 0; i < loading->pack->count; i++)
        function_freeze(L, loading->pack->versions[i]);
    return 0;
}

static enum capai_status load(struct capai_packs *packs, const char *path, struct pack **out,
                              struct capai_error *err)
{
    for (struct pack *pack = packs->loaded; pack; pack = pack->next)
        if (strcmp(pack->path, path) == 0) {
            *out = pack;
            if (pack->count)
                return CAPAI_OK;
            if (err && err->status < CAPAI_ERR_DATA)
                *err = pack->error;
            return pack->error.status;
        }
    struct pack *pack = capai_arena_array(packs->arena, 1, sizeof *pack);
    struct loading *loading = capai_arena_array(packs->arena, 1, sizeof *loading);
    if (!pack || !loading)
        return capai_fail_memory(err);
    *loading = (struct loading){packs, pack};
    pack->path = path;
    pack->L = sandbox_new(packs->limits);
    if (!pack->L)
        return capai_fail_memory(err);
    pack->next = packs->loaded;
    packs->loaded = pack;
    enum capai_status status = sandbox_do(pack->L, load_pack, loading, packs->arena, &pack->error);
    if (status && !pack->error.file)
        pack->error.file = path;
    if (status && err && err->status < CAPAI_ERR_DATA)
        *err = pack->error;
    if (!status)
        *out = pack;
    return status;
}

/* ---- choosing ---- */

static const struct capai_rules *version_for(const struct pack *pack, int year)
{
    if (!year)
        return pack->versions[pack->count - 1];
    for (size_t i = pack->count; i-- > 0;)
        if (capai_rules_valid(pack->versions[i], year))
            return pack->versions[i];
    return NULL;
}

static void year_text(int year, char *text)
{
    capai_decimal_format(capai_decimal_from_int(year), CAPAI_NOTATION_PLAIN, text);
}

static enum capai_status complain_year(const struct pack *pack, enum capai_message message,
                                       int year, struct capai_error *err)
{
    char wanted[CAPAI_DECIMAL_TEXT], from[CAPAI_DECIMAL_TEXT], to[CAPAI_DECIMAL_TEXT];
    const struct capai_rules *last = pack->versions[pack->count - 1];
    year_text(year, wanted);
    year_text(pack->versions[0]->from, from);
    year_text(last->to, to);
    enum capai_status status = capai_fail(
        err, message,
        CAPAI_WORDS(last->id, capai_text_of(wanted), capai_text_of(from), capai_text_of(to)));
    capai_error_place(err, pack->path, 0, 0);
    return status;
}

enum capai_status capai_packs_find(struct capai_packs *packs, capai_text id, int year,
                                   const struct capai_rules **out, struct capai_error *err)
{
    struct pack *pack;
    const char *path;
    enum capai_status status = find_path(packs, id, false, &path, err);
    if (!status)
        status = load(packs, path, &pack, err);
    if (status)
        return status;
    for (size_t i = 0; i < pack->count; i++)
        if (!capai_text_equal(pack->versions[i]->id, id)) {
            status =
                capai_fail(err, CAPAI_MSG_RULES_ID_FILE, CAPAI_WORDS(pack->versions[i]->id, id));
            capai_error_place(err, path, 0, 0);
            return status;
        }
    const struct capai_rules *rules = version_for(pack, year);
    if (!rules)
        return complain_year(pack, CAPAI_MSG_RULES_NOT_VALID, year, err);
    *out = rules;
    return CAPAI_OK;
}

/* The pack that the user names: an id, or the path of a script. */
static enum capai_status load_named(struct capai_packs *packs, const char *name, struct pack **out,
                                    struct capai_error *err)
{
    size_t size = strlen(name);
    bool is_path = strchr(name, '/') || (size > 4 && strcmp(name + size - 4, ".lua") == 0);
    const char *path = name;
    enum capai_status status =
        is_path ? CAPAI_OK : find_path(packs, capai_text_of(name), true, &path, err);
    return status ? status : load(packs, path, out, err);
}

enum capai_status pack_versions(struct capai_packs *packs, const char *name,
                                const struct capai_rules *const **versions, size_t *count,
                                struct capai_error *err)
{
    struct pack *pack;
    enum capai_status status = load_named(packs, name, &pack, err);
    if (status)
        return status;
    *versions = pack->versions;
    *count = pack->count;
    return CAPAI_OK;
}

size_t pack_ids(const struct capai_packs *packs, struct capai_arena *arena, capai_text **ids,
                struct capai_error *err)
{
    return list_ids(packs, arena, ids, err);
}

enum capai_status capai_packs_named(struct capai_packs *packs, const char *name, int year,
                                    const struct capai_rules **out, struct capai_error *err)
{
    struct pack *pack;
    enum capai_status status = load_named(packs, name, &pack, err);
    if (status)
        return status;
    *out = version_for(pack, year);
    if (!*out) {
        struct capai_error warning = {0};
        *out = pack->versions[pack->count - 1];
        complain_year(pack, CAPAI_MSG_RULES_YEAR, year, &warning);
        if (capai_notices_add(packs->notices, &warning) != CAPAI_OK)
            return capai_fail_memory(err);
    }
    return CAPAI_OK;
}

capai_text capai_packs_list(struct capai_packs *packs, int year, struct capai_arena *arena)
{
    capai_text *ids;
    size_t count = list_ids(packs, arena, &ids, NULL), room = 0, size = 0;
    for (size_t i = 0; i < count; i++)
        room += ids[i].size + 2;
    char *list = capai_arena_alloc(arena, room + 1);
    for (size_t i = 0; list && i < count; i++) {
        const struct capai_rules *rules;
        if (year && capai_packs_find(packs, ids[i], year, &rules, NULL) != CAPAI_OK)
            continue;
        size = capai_text_append(list, room, size, ids[i]);
    }
    return (capai_text){list, list ? size : 0};
}
