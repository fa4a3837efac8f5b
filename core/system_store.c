#include "capai/store.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/native.h"
#include "core/system_error.h"

/* ---- reading in pieces ---- */

struct capai_source {
    const char *path;
    int fd;
    struct native_info info; /* when it was opened */
};

enum capai_status capai_source_open(const char *path, struct capai_arena *arena,
                                    struct capai_source **out, struct capai_error *err)
{
    struct capai_source *source = capai_arena_array(arena, 1, sizeof *source);
    if (!source)
        return capai_fail_memory(err);
    source->path = path;
    bool input = strcmp(path, "-") == 0;
    source->fd = input ? dup(0) : native_open(path, NATIVE_READ);
    if (source->fd < 0)
        return system_read_error(path, errno, err);
    int number = !native_look_open(source->fd, &source->info)        ? errno
                 : source->info.kind == CAPAI_FILE_FOLDER            ? EISDIR
                 : source->info.kind != CAPAI_FILE_REGULAR && !input ? EINVAL
                                                                     : 0;
    if (number) {
        close(source->fd);
        return system_read_error(path, number, err);
    }
    *out = source;
    return CAPAI_OK;
}

uint64_t capai_source_size(const struct capai_source *source)
{
    return source->info.size;
}

enum capai_status capai_source_read(const struct capai_source *source, uint64_t offset,
                                    char *buffer, size_t size, size_t *done,
                                    struct capai_error *err)
{
    *done = 0;
    while (*done < size) {
        ptrdiff_t n = native_read_at(source->fd, buffer + *done, size - *done, offset + *done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return system_read_error(source->path, errno, err);
        if (n == 0)
            break;
        *done += (size_t)n;
    }
    return CAPAI_OK;
}

enum capai_status capai_source_next(struct capai_source *source, char *buffer, size_t size,
                                    size_t *done, struct capai_error *err)
{
    *done = 0;
    while (*done < size) {
        ptrdiff_t n = native_read(source->fd, buffer + *done, size - *done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return system_read_error(source->path, errno, err);
        if (n == 0)
            break;
        *done += (size_t)n;
    }
    return CAPAI_OK;
}

bool capai_source_unchanged(const struct capai_source *source)
{
    struct native_info now;
    return native_look_open(source->fd, &now) && native_is_same(&now, &source->info);
}

void capai_source_close(struct capai_source *source)
{
    if (source)
        close(source->fd);
}

/* ---- the store ---- */

static const char store_name[] = CAPAI_STORE_NAME;

struct capai_store {
    struct capai_arena *arena;
    const char *folder; /* of the results */
    const char *inside; /* folder/.capai-batch */
    char *room;         /* for the path of an entry of it, which is there when memory is not */
    int lock;           /* the folder, open; its lock goes with the process */
};

struct capai_part {
    struct capai_store *store;
    const char *path;
    int fd; /* -1: published */
    uint64_t size;
    char *buffer;
    size_t used;
    int failed; /* errno of the failure that made it useless; 0: none */
};

enum { BUFFER = 1 << 16 };

enum { NAME_ROOM = 64 }; /* the names of the store are short */

static bool remove_one(void *user, const char *name)
{
    const struct capai_store *store = user;
    size_t inside = strlen(store->inside), size = strlen(name);
    if (*name == '.' || size >= NAME_ROOM)
        return true;
    memcpy(store->room, store->inside, inside);
    store->room[inside] = '/';
    memcpy(store->room + inside + 1, name, size + 1);
    native_remove(store->room);
    return true;
}

/* Removes all files of the store: it has no folders. The key goes first, so that a process that is
 * killed meanwhile leaves nothing that another one takes for whole. */
static void empty(struct capai_store *store)
{
    remove_one(store, CAPAI_STORE_KEY);
    native_list(store->inside, remove_one, store);
}

static enum capai_status take_folder(struct capai_store *store, struct capai_error *err)
{
    store->lock = native_take_folder(store->folder);
    if (store->lock >= 0)
        return CAPAI_OK;
    return errno == EWOULDBLOCK ? system_error(CAPAI_MSG_BATCH_LOCKED, store->folder, errno, err)
                                : system_write_error(store->folder, errno, err);
}

enum capai_status capai_store_open(const char *folder, bool keep, struct capai_arena *arena,
                                   struct capai_store **out, struct capai_error *err)
{
    struct capai_store *store = capai_arena_array(arena, 1, sizeof *store);
    char *inside = capai_path_join(folder, store_name, arena);
    char *room = inside ? capai_arena_alloc(arena, strlen(inside) + 1 + NAME_ROOM) : NULL;
    bool made, made_inside;
    if (!store || !room)
        return capai_fail_memory(err);
    *store = (struct capai_store){.arena = arena, .folder = folder, .inside = inside, .room = room};
    enum capai_status status = capai_folder_make(folder, &made, err);
    if (!status)
        status = take_folder(store, err);
    if (status)
        return status;
    status = capai_folder_make_inside(inside, &made_inside, err);
    if (status) {
        close(store->lock);
        return status;
    }
    if (!keep)
        empty(store);
    *out = store;
    return CAPAI_OK;
}

const char *capai_store_path(const struct capai_store *store, const char *name,
                             struct capai_arena *arena)
{
    return capai_path_join(store->inside, name, arena);
}

enum capai_status capai_part_open(struct capai_store *store, const char *name, uint64_t size,
                                  struct capai_part **out, struct capai_error *err)
{
    struct capai_part *part = capai_arena_array(store->arena, 1, sizeof *part);
    char *buffer = capai_arena_alloc(store->arena, BUFFER);
    const char *path = capai_store_path(store, name, store->arena);
    struct native_info info;
    if (!part || !buffer || !path)
        return capai_fail_memory(err);
    int fd = native_open(path, NATIVE_APPEND);
    if (fd < 0)
        return system_write_error(path, errno, err);
    bool known = native_look_open(fd, &info);
    if (known && info.size < size) {
        close(fd);
        return system_error(CAPAI_MSG_BATCH_SHORT, path, 0, err);
    }
    if (!known || !native_set_size(fd, size)) {
        int number = errno;
        close(fd);
        return system_write_error(path, number, err);
    }
    *part = (struct capai_part){store, path, fd, size, buffer, 0, 0};
    *out = part;
    return CAPAI_OK;
}

static enum capai_status write_fully(struct capai_part *part, const char *data, size_t size,
                                     struct capai_error *err)
{
    if (part->failed) /* bytes are missing: nothing can follow them */
        return system_write_error(part->path, part->failed, err);
    while (size) {
        ptrdiff_t n = native_write(part->fd, data, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return system_write_error(part->path, part->failed = errno, err);
        data += n;
        size -= (size_t)n;
    }
    return CAPAI_OK;
}

enum capai_status capai_part_flush(struct capai_part *part, struct capai_error *err)
{
    size_t used = part->used;
    part->used = 0;
    return write_fully(part, part->buffer, used, err);
}

/* Whole blocks of the file are written, as far as there are any: what ends within a page of the
 * system's memory costs it that page's work twice. */
enum capai_status capai_part_write(struct capai_part *part, capai_text bytes,
                                   struct capai_error *err)
{
    enum capai_status status = CAPAI_OK;
    while (!status && bytes.size) {
        const uint64_t offset = part->size - part->used; /* in the file */
        const size_t room = BUFFER - (size_t)(offset % BUFFER) - part->used;
        size_t size = bytes.size < room ? bytes.size : room;
        if (!part->used && size == room) {
            size += (bytes.size - room) / BUFFER * BUFFER;
            status = write_fully(part, bytes.data, size, err);
        } else {
            memcpy(part->buffer + part->used, bytes.data, size);
            part->used += size;
        }
        part->size += size;
        bytes.data += size;
        bytes.size -= size;
        if (!status && part->used && size == room)
            status = capai_part_flush(part, err);
    }
    return status;
}

uint64_t capai_part_size(const struct capai_part *part)
{
    return part->size;
}

enum capai_status capai_part_seal(struct capai_part *part, struct capai_error *err)
{
    enum capai_status status = capai_part_flush(part, err);
    if (!status && !native_sync(part->fd))
        status = system_write_error(part->path, errno, err);
    if (close(part->fd) != 0 && !status)
        status = system_write_error(part->path, errno, err);
    part->fd = -1;
    return status;
}

void capai_part_close(struct capai_part *part)
{
    if (part && part->fd >= 0)
        close(part->fd);
    if (part)
        part->fd = -1;
}

enum capai_status capai_store_publish(struct capai_store *store, const char *name,
                                      struct capai_error *err)
{
    const char *from = capai_store_path(store, name, store->arena);
    const char *to = capai_path_join(store->folder, name, store->arena);
    if (!from || !to)
        return capai_fail_memory(err);
    if (native_rename(from, to) || errno == ENOENT)
        return CAPAI_OK;
    return system_write_error(to, errno, err);
}

enum capai_status capai_store_move(struct capai_store *store, const char *name, const char *path,
                                   struct capai_error *err)
{
    const char *from = capai_store_path(store, name, store->arena);
    if (!from)
        return capai_fail_memory(err);
    return native_rename(from, path) ? CAPAI_OK : system_write_error(path, errno, err);
}

enum capai_status capai_store_has(const struct capai_store *store, const char *name, bool *has,
                                  struct capai_error *err)
{
    struct native_info info;
    *has = false;
    const char *path = capai_store_path(store, name, store->arena);
    if (!path)
        return capai_fail_memory(err);
    *has = native_look(path, &info);
    return *has || errno == ENOENT ? CAPAI_OK : system_read_error(path, errno, err);
}

void capai_store_drop(const struct capai_store *store, const char *name)
{
    const char *path = capai_store_path(store, name, store->arena);
    if (path)
        native_remove(path);
}

void capai_store_empty(struct capai_store *store)
{
    empty(store);
}

void capai_store_remove(const struct capai_store *store, const char *name)
{
    const char *path = capai_path_join(store->folder, name, store->arena);
    if (path)
        native_remove(path);
}

enum capai_status capai_store_sync(struct capai_store *store, struct capai_error *err)
{
    bool done = native_sync_folder(store->inside) && native_sync_folder(store->folder);
    return done ? CAPAI_OK : system_write_error(store->folder, errno, err);
}

enum capai_status capai_store_sync_disk(struct capai_store *store, struct capai_error *err)
{
    return native_sync_disk(store->folder) ? CAPAI_OK
                                           : system_write_error(store->folder, errno, err);
}

void capai_store_close(struct capai_store *store, bool complete)
{
    if (!store)
        return;
    if (complete) {
        empty(store);
        native_remove_folder(store->inside);
    }
    close(store->lock);
}
