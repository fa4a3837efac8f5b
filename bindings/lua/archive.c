/* Files in one archive: what documents and workbooks of office suites are.
 *
 * The library that writes it calls back; nothing may raise before it has let go of its memory. So
 * the parts are checked first, and the archive grows by the allocator itself, which returns NULL.
 */
#include "bindings/lua/table.h"

#include <string.h>

#include <minizip/zip.h>

#define META_ARCHIVE "capai.archive"
#define WHOLE_MOST ((size_t)1 << 31) /* an archive above 4 GB needs fields that others have not */

enum {
    PARTS_MOST = 65535,
    NAME_MOST = 1024,
    PIECE_MOST = 1 << 30,
    FIRST_DAY = 0x21 << 16, /* 1 January 1980, 0:00: the same bytes on every day */
    UTF8_NAME = 0x800
};

/* An archive that is being written: `at` is where the next byte goes. */
struct archive {
    lua_Alloc alloc;
    void *user;
    char *data;
    size_t size, capacity, at;
    bool failed; /* memory ran out; from then on only the places are kept, not the bytes */
};

static void archive_clear(struct archive *archive)
{
    if (archive->data)
        archive->alloc(archive->user, archive->data, archive->capacity, 0);
    archive->data = NULL;
    archive->size = archive->capacity = archive->at = 0;
}

static int archive_gc(lua_State *L)
{
    archive_clear(luaL_checkudata(L, 1, META_ARCHIVE));
    return 0;
}

static struct archive *push_archive(lua_State *L)
{
    struct archive *archive = lua_newuserdatauv(L, sizeof *archive, 0);
    *archive = (struct archive){0};
    archive->alloc = lua_getallocf(L, &archive->user);
    luaL_setmetatable(L, META_ARCHIVE);
    return archive;
}

/* ---- a file in memory, as the library writes one ----
 *
 * The library loses memory where a write fails. So none does: when there is no more room, the bytes
 * go nowhere, and the failure is told after the part.
 */

static bool reserve(struct archive *archive, size_t size)
{
    size_t capacity = archive->capacity ? archive->capacity : 4096;
    if (archive->failed || size > 2 * WHOLE_MOST)
        return false;
    while (capacity < size)
        capacity *= 2;
    if (capacity == archive->capacity)
        return true;
    char *data = archive->alloc(archive->user, archive->data, archive->capacity, capacity);
    if (!data)
        return false;
    archive->data = data;
    archive->capacity = capacity;
    return true;
}

static voidpf memory_open(voidpf opaque, const void *name, int mode)
{
    (void)name, (void)mode;
    return opaque;
}

static uLong memory_read(voidpf opaque, voidpf stream, void *buffer, uLong size)
{
    (void)opaque, (void)stream, (void)buffer, (void)size;
    return 0;
}

static uLong memory_write(voidpf opaque, voidpf stream, const void *buffer, uLong size)
{
    struct archive *archive = opaque;
    (void)stream;
    if (!reserve(archive, archive->at + size))
        archive->failed = true;
    if (size && !archive->failed)
        memcpy(archive->data + archive->at, buffer, size);
    archive->at += size;
    if (archive->at > archive->size)
        archive->size = archive->at;
    return size;
}

static ZPOS64_T memory_tell(voidpf opaque, voidpf stream)
{
    (void)stream;
    return ((struct archive *)opaque)->at;
}

static long memory_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    struct archive *archive = opaque;
    ZPOS64_T from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? archive->at
                    : origin == ZLIB_FILEFUNC_SEEK_END ? archive->size
                                                       : 0;
    (void)stream;
    if (offset > archive->size - from)
        return -1;
    archive->at = (size_t)(from + offset);
    return 0;
}

static int memory_done(voidpf opaque, voidpf stream)
{
    (void)opaque, (void)stream;
    return 0;
}

/* ---- the parts ---- */

/* Pushes field `field` of the part on top of the stack, and takes it where it is a text. */
static bool push_text(lua_State *L, int field, capai_text *out)
{
    if (lua_rawgeti(L, -1, field) != LUA_TSTRING)
        return false;
    out->data = lua_tolstring(L, -1, &out->size);
    return true;
}

static bool is_name(capai_text name)
{
    return name.size && name.size <= NAME_MOST && !memchr(name.data, 0, name.size);
}

/* Raises unless the argument is what an archive can hold. */
static void check_parts(lua_State *L)
{
    size_t count = (size_t)lua_rawlen(L, 1), whole = 0;
    if (count > PARTS_MOST)
        api_argument_wants(L, 1, CAPAI_MSG_LABEL_WANT_PARTS_MANY);
    lua_createtable(L, 0, (int)count); /* the names that were met */
    for (size_t i = 0; i < count; i++, lua_settop(L, 2)) {
        capai_text name, content;
        if (lua_rawgeti(L, 1, (lua_Integer)i + 1) != LUA_TTABLE || !push_text(L, 1, &name))
            api_argument_wants(L, 1, CAPAI_MSG_LABEL_WANT_PARTS);
        if (!is_name(name))
            api_argument_wants(L, 1, CAPAI_MSG_LABEL_WANT_PARTS_NAMES);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, 2) != LUA_TNIL)
            api_argument_wants(L, 1, CAPAI_MSG_LABEL_WANT_PARTS_DIFFER);
        lua_pop(L, 1);
        lua_pushboolean(L, true);
        lua_rawset(L, 2);
        if (!push_text(L, 2, &content))
            api_argument_wants(L, 1, CAPAI_MSG_LABEL_WANT_PARTS);
        if (content.size > WHOLE_MOST - whole)
            api_argument_wants(L, 1, CAPAI_MSG_LABEL_WANT_PARTS_LARGE);
        whole += content.size;
    }
}

static bool is_ascii(capai_text name)
{
    for (size_t i = 0; i < name.size; i++)
        if ((unsigned char)name.data[i] >= 0x80)
            return false;
    return true;
}

static int write_part(zipFile zip, capai_text name, capai_text content)
{
    const zip_fileinfo info = {.dosDate = FIRST_DAY};
    uLong flags = is_ascii(name) ? 0 : UTF8_NAME;
    int code = zipOpenNewFileInZip4_64(zip, name.data, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED,
                                       Z_DEFAULT_COMPRESSION, 0, -MAX_WBITS, DEF_MEM_LEVEL,
                                       Z_DEFAULT_STRATEGY, NULL, 0, 0, flags, 0);
    for (size_t at = 0; code == ZIP_OK && at < content.size; at += PIECE_MOST) {
        size_t rest = content.size - at, piece = rest < PIECE_MOST ? rest : PIECE_MOST;
        code = zipWriteInFileInZip(zip, content.data + at, (unsigned)piece);
    }
    return code == ZIP_OK ? zipCloseFileInZip(zip) : code;
}

/* Writes the parts, which have been checked: raises nothing. */
static bool write_parts(lua_State *L, struct archive *archive)
{
    zlib_filefunc64_def io = {memory_open, memory_read, memory_write, memory_tell,
                              memory_seek, memory_done, memory_done,  archive};
    zipFile zip = zipOpen2_64("", APPEND_STATUS_CREATE, NULL, &io);
    size_t count = (size_t)lua_rawlen(L, 1);
    int top = lua_gettop(L), code = ZIP_OK;
    for (size_t i = 0; zip && code == ZIP_OK && !archive->failed && i < count; i++) {
        capai_text name = CAPAI_NO_TEXT, content = CAPAI_NO_TEXT;
        lua_rawgeti(L, 1, (lua_Integer)i + 1);
        push_text(L, 1, &name);
        lua_insert(L, -2);
        push_text(L, 2, &content);
        code = write_part(zip, name, content);
        lua_settop(L, top);
    }
    /* closing also frees; it is done after a failure too */
    int closed = zip ? zipClose(zip, NULL) : ZIP_INTERNALERROR;
    return code == ZIP_OK && closed == ZIP_OK && !archive->failed;
}

static int archive_zip(lua_State *L)
{
    lua_settop(L, 1);
    check_parts(L);
    struct archive *archive = push_archive(L);
    luaL_checkstack(L, 8, NULL);
    if (!write_parts(L, archive)) {
        archive_clear(archive);
        table_no_memory(L); /* nothing else can fail: the parts are as the format wants them */
    }
    lua_pushlstring(L, archive->data, archive->size);
    archive_clear(archive);
    return 1;
}

static void open_archive(lua_State *L)
{
    static const luaL_Reg meta[] = {{"__gc", archive_gc}, {"__close", archive_gc}, {NULL, NULL}};
    api_new_type(L, META_ARCHIVE, meta);
}

static const struct api_function functions[] = {
    {"zip",
     archive_zip,
     "A ZIP archive of some files, as bytes: what documents and workbooks of office suites are.\n\n"
     "The same parts give the same bytes on every day; their time is 1 January 1980.",
     {{"parts", "table[]", "Pairs { name, content }, in their order; names differ."}},
     {{"archive", "string", ""}},
     "local bytes = capai.zip { { \"data/satu.txt\", \"isi\" } }\n"
     "assert(bytes:sub(1, 4) == \"PK\\3\\4\" and bytes:find(\"data/satu.txt\", 1, true))"},
    {.name = NULL}};

const struct api_part api_archive = {functions, NULL, open_archive};
