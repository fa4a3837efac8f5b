/* Files in one archive: what documents and workbooks of office suites are.
 *
 * Written here, since libminizip does not survive that it has no memory for the head of a part.
 * Nothing may raise before zlib has let go of its memory. So the parts are checked first, and the
 * archive grows by the allocator itself, which returns NULL.
 */
#include "bindings/lua/table.h"

#include <string.h>

#include <zlib.h>

#define META_ARCHIVE "capai.archive"
#define WHOLE_MOST ((size_t)1 << 31) /* an archive above 4 GB needs fields that others have not */

enum {
    PARTS_MOST = 65535,
    NAME_MOST = 1024,
    PIECE_MOST = 1 << 30, /* that zlib is given room for at once */
    MEMORY_LEVEL = 8,     /* of zlib: what it takes by itself */
    DEFLATED = 8,
    VERSION = 20, /* 2.0, that knows this way of packing */
    UTF8_NAME = 0x800
};

/* Numbers by which a reader knows what begins. */
#define PART_BEGINS 0x04034B50
#define LISTED_PART_BEGINS 0x02014B50
#define END_BEGINS 0x06054B50
#define FIRST_DAY ((uint32_t)0x21 << 16) /* 1 January 1980, 0:00: the same bytes on every day */

/* An archive that is being written. */
struct archive {
    lua_Alloc alloc;
    void *user;
    char *data;
    size_t size, capacity;
    bool failed; /* memory ran out; from then on nothing is written */
};

/* What the list at the end says of a part. */
struct part {
    uint32_t flags, crc, packed, size, at;
    bool text;
};

static void archive_clear(struct archive *archive)
{
    if (archive->data)
        archive->alloc(archive->user, archive->data, archive->capacity, 0);
    archive->data = NULL;
    archive->size = archive->capacity = 0;
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

/* ---- bytes ---- */

/* Room for so many more. */
static bool reserve(struct archive *archive, size_t more)
{
    size_t capacity = archive->capacity ? archive->capacity : 4096;
    const size_t size = archive->size + more;
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

static void put(struct archive *archive, const void *bytes, size_t size)
{
    archive->failed = !reserve(archive, size);
    if (archive->failed)
        return;
    memcpy(archive->data + archive->size, bytes, size);
    archive->size += size;
}

/* The lowest byte comes first. */
static void put_number(struct archive *archive, uint32_t value, size_t size)
{
    unsigned char bytes[4];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(value >> 8 * i);
    put(archive, bytes, size);
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

/* What stands before a part, and in the list at the end. */
static void put_about(struct archive *archive, const struct part *part, capai_text name)
{
    put_number(archive, VERSION, 2);
    put_number(archive, part->flags, 2);
    put_number(archive, DEFLATED, 2);
    put_number(archive, FIRST_DAY, 4);
    put_number(archive, part->crc, 4);
    put_number(archive, part->packed, 4);
    put_number(archive, part->size, 4);
    put_number(archive, (uint32_t)name.size, 2);
    put_number(archive, 0, 2); /* nothing else is said */
}

static void put_packed(struct archive *archive, z_stream *packer, capai_text content)
{
    int code = Z_OK;
    packer->next_in = (unsigned char *)(uintptr_t)content.data;
    packer->avail_in = (unsigned)content.size;
    while (code == Z_OK && reserve(archive, 1)) {
        const size_t room = archive->capacity - archive->size;
        const unsigned given = room < PIECE_MOST ? (unsigned)room : PIECE_MOST;
        packer->next_out = (unsigned char *)archive->data + archive->size;
        packer->avail_out = given;
        code = deflate(packer, Z_FINISH);
        archive->size += given - packer->avail_out;
    }
    archive->failed |= code != Z_STREAM_END;
}

static void put_part(struct archive *archive, z_stream *packer, capai_text name, capai_text content,
                     struct part *part)
{
    const size_t at = archive->size;
    *part = (struct part){
        .flags = is_ascii(name) ? 0 : UTF8_NAME,
        .crc = (uint32_t)crc32(0, (const unsigned char *)content.data, (unsigned)content.size),
        .size = (uint32_t)content.size,
        .at = (uint32_t)at};
    put_number(archive, PART_BEGINS, 4);
    const size_t about = archive->size;
    put_about(archive, part, name);
    put(archive, name.data, name.size);
    const size_t begin = archive->size;
    archive->failed |= deflateReset(packer) != Z_OK;
    put_packed(archive, packer, content);
    const size_t end = archive->size;
    part->packed = (uint32_t)(end - begin);
    part->text = packer->data_type == Z_TEXT;
    if (archive->failed)
        return;
    archive->size = about; /* now that it is known how large it is */
    put_about(archive, part, name);
    archive->size = end;
}

static void put_listed(struct archive *archive, const struct part *part, capai_text name)
{
    put_number(archive, LISTED_PART_BEGINS, 4);
    put_number(archive, 0, 2); /* the system that wrote it: any */
    put_about(archive, part, name);
    put_number(archive, 0, 4); /* no comment, the first disk */
    put_number(archive, part->text, 2);
    put_number(archive, 0, 4); /* no rights */
    put_number(archive, part->at, 4);
    put(archive, name.data, name.size);
}

static void put_end(struct archive *archive, size_t count, size_t list)
{
    const size_t size = archive->size - list;
    put_number(archive, END_BEGINS, 4);
    put_number(archive, 0, 4); /* one disk */
    put_number(archive, (uint32_t)count, 2);
    put_number(archive, (uint32_t)count, 2);
    put_number(archive, (uint32_t)size, 4);
    put_number(archive, (uint32_t)list, 4);
    put_number(archive, 0, 2); /* no comment */
}

/* Part i, from 1, of the list at index 1, which keeps the texts. */
static void take_part(lua_State *L, size_t i, capai_text *name, capai_text *content)
{
    const int top = lua_gettop(L);
    lua_rawgeti(L, 1, (lua_Integer)i);
    push_text(L, 1, name);
    lua_pop(L, 1);
    push_text(L, 2, content);
    lua_settop(L, top);
}

/* Writes the parts, which have been checked: raises nothing. False: there is no memory. */
static bool write_parts(lua_State *L, struct archive *archive, struct part *parts)
{
    z_stream packer = {.zalloc = NULL};
    const size_t count = (size_t)lua_rawlen(L, 1);
    capai_text name = CAPAI_NO_TEXT, content = CAPAI_NO_TEXT;
    if (deflateInit2(&packer, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, MEMORY_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    for (size_t i = 0; !archive->failed && i < count; i++) {
        take_part(L, i + 1, &name, &content);
        put_part(archive, &packer, name, content, &parts[i]);
    }
    deflateEnd(&packer);
    const size_t list = archive->size;
    for (size_t i = 0; !archive->failed && i < count; i++) {
        take_part(L, i + 1, &name, &content);
        put_listed(archive, &parts[i], name);
    }
    put_end(archive, count, list);
    return !archive->failed;
}

static int archive_zip(lua_State *L)
{
    lua_settop(L, 1);
    check_parts(L);
    struct archive *archive = push_archive(L);
    struct part *parts = lua_newuserdatauv(L, (size_t)lua_rawlen(L, 1) * sizeof *parts, 0);
    luaL_checkstack(L, 8, NULL);
    if (!write_parts(L, archive, parts)) {
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
