/* Archives that scripts write: another library reads what went in, and no request for memory that
 * fails leaves anything behind. */
#include "capai_test.h"

#include <stdlib.h>

#include <zip.h>

#include "bindings/lua/binding.h"

/* Memory that runs out for good after some requests; below 0 never. */
struct purse {
    long left, live;
};

static void *purse_alloc(void *user, void *block, size_t old_size, size_t size)
{
    struct purse *purse = user;
    if (size == 0) {
        purse->live -= block != NULL;
        return capai_alloc_default(NULL, block, old_size, 0);
    }
    bool grows = !block || size > old_size; /* Lua counts on blocks that shrink */
    if (grows && purse->left == 0)
        return NULL;
    purse->left -= grows && purse->left > 0;
    purse->live += block == NULL;
    return capai_alloc_default(NULL, block, block ? old_size : 0, size);
}

static const char script[] =
    "local big = {}\n"
    "for i = 1, 40000 do big[i] = ('%d,%x\\0'):format(i * 7919 % 104729, i * 31 % 65521) end\n"
    "parts = { { 'kosong', '' }, { 'a/b.txt', 'isi' }, { 'é', table.concat(big) } }\n";

static lua_State *open_state(struct purse *purse)
{
    lua_State *L = lua_newstate(purse_alloc, purse);
    assert_non_null(L);
    luaL_openlibs(L);
    luaL_requiref(L, "capai", luaopen_capai, 1);
    assert_int_equal(luaL_dostring(L, script), LUA_OK);
    lua_settop(L, 0);
    return L;
}

static int call_zip(lua_State *L)
{
    lua_getglobal(L, "capai");
    lua_getfield(L, -1, "zip");
    lua_getglobal(L, "parts");
    return lua_pcall(L, 1, 1, 0);
}

static void check_part(zip_t *archive, zip_uint64_t index, const char *name, const char *content,
                       size_t size)
{
    char *read = malloc(size + 1);
    zip_file_t *file = zip_fopen_index(archive, index, 0);
    zip_stat_t stat;
    assert_non_null(file);
    assert_string_equal(zip_get_name(archive, index, 0), name);
    assert_int_equal(zip_stat_index(archive, index, 0, &stat), 0);
    assert_int_equal(stat.size, size);
    assert_int_equal(stat.comp_method, ZIP_CM_DEFLATE);
    assert_int_equal(zip_fread(file, read, size + 1), size);
    assert_memory_equal(read, content, size);
    assert_int_equal(zip_fclose(file), 0); /* which compares the checksum */
    free(read);
}

static void test_zip_parts_are_read_back(void **state)
{
    struct purse purse = {-1, 0};
    lua_State *L = open_state(&purse);
    size_t size, big_size;
    (void)state;
    assert_int_equal(call_zip(L), LUA_OK);
    const char *bytes = lua_tolstring(L, -1, &size);
    zip_source_t *source = zip_source_buffer_create(bytes, size, 0, NULL);
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    assert_non_null(archive);
    assert_int_equal(zip_get_num_entries(archive, 0), 3);
    check_part(archive, 0, "kosong", "", 0);
    check_part(archive, 1, "a/b.txt", "isi", 3);
    assert_int_equal(luaL_dostring(L, "return parts[3][2]"), LUA_OK);
    const char *big = lua_tolstring(L, -1, &big_size);
    assert_true(big_size > 300000 && size < big_size);
    check_part(archive, 2, "é", big, big_size);
    zip_close(archive);
    lua_close(L);
    assert_int_equal(purse.live, 0);
}

static void test_zip_without_memory_fails_and_leaves_none(void **state)
{
    struct purse purse = {-1, 0};
    lua_State *L = open_state(&purse);
    int status = LUA_ERRMEM;
    long granted = 0, failures = 0;
    (void)state;
    for (; status != LUA_OK; granted++) {
        lua_gc(L, LUA_GCCOLLECT);
        long before = purse.live;
        purse.left = granted;
        status = call_zip(L);
        purse.left = -1;
        failures += status != LUA_OK;
        lua_settop(L, 0);
        lua_gc(L, LUA_GCCOLLECT);
        assert_true(purse.live <= before + 2); /* names that Lua keeps */
    }
    assert_true(failures > 5);
    lua_close(L);
    assert_int_equal(purse.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zip_parts_are_read_back),
        cmocka_unit_test(test_zip_without_memory_fails_and_leaves_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
