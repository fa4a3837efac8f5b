/* What every operating system does in its own way with files, in the terms of one: core/native.c is
 * for POSIX, core/native_windows.c for Windows. Paths are UTF-8. Where a function can fail it says
 * why in errno. Private to core/system*.c.
 */
#ifndef CORE_NATIVE_H
#define CORE_NATIVE_H

#include <stddef.h>

#include "capai/system.h"

/* ---- what a path leads to ---- */

struct native_info {
    enum capai_file_kind kind;
    uint64_t size;
    uint64_t modified; /* a time; a file that has been written to has another one */
    struct capai_file_id id;
    unsigned mode; /* who may do what with it, for native_set_mode */
};

/* Follows links. False: nothing there, or it cannot be looked at. */
bool native_look(const char *path, struct native_info *info);

/* The same of an open file. */
bool native_look_open(int fd, struct native_info *info);

/* True when nobody has written to a file between two looks at it. */
static inline bool native_is_same(const struct native_info *a, const struct native_info *b)
{
    return a->size == b->size && a->modified == b->modified;
}

/* True for a link itself, wherever it leads. */
bool native_is_link(const char *path);

/* May it be written to? */
bool native_is_writable(const char *path);

/* The path without links, "." and "..", with slashes, of malloc; NULL on failure. */
char *native_real_path(const char *path);

/* Calls `each` with the name of every entry until it says false; true when all were given. Else
 * errno says why the folder cannot be read to its end, 0 where `each` said false. */
bool native_list(const char *folder, bool (*each)(void *user, const char *name), void *user);

/* ---- changing names ---- */

bool native_make_folder(const char *path);
bool native_remove_folder(const char *path);
bool native_remove(const char *path);

/* Gives a file another name, which takes the place of what had that name. */
bool native_rename(const char *from, const char *to);

/* ---- open files ---- */

enum native_use {
    NATIVE_READ,   /* never waits for another process */
    NATIVE_WRITE,  /* what is there; nobody is waited for longer than two seconds: ENXIO */
    NATIVE_CREATE, /* a file that was not there */
    NATIVE_APPEND  /* at the end of what is there, or of a new file; never through a link */
};

/* A descriptor that no other program inherits and whose bytes nobody changes; -1 on failure. */
int native_open(const char *path, enum native_use use);

/* Up to `size` bytes, from `offset` without moving where the file is read; -1 on failure. */
ptrdiff_t native_read(int fd, char *buffer, size_t size);
ptrdiff_t native_read_at(int fd, char *buffer, size_t size, uint64_t offset);

ptrdiff_t native_write(int fd, const char *data, size_t size);
bool native_set_size(int fd, uint64_t size);
void native_set_mode(int fd, unsigned mode);

/* Brings a file, or a folder as a list of names, to the disk. */
bool native_sync(int fd);
bool native_sync_folder(const char *path);

/* The same of all files and folders on the disk of a folder, where there are too many to name. */
bool native_sync_disk(const char *folder);

/* Takes a folder for this process as long as the descriptor is open, which its end closes, too; -1
 * with EWOULDBLOCK where another process has it. */
int native_take_folder(const char *folder);

/* ---- the process ---- */

/* What tells it from others that run. */
unsigned long native_process(void);

/* A number that nobody outside of it can tell. */
unsigned long native_salt(void);

/* The system's words for an errno, in `room`. Safe between threads. */
void native_reason(int number, char *room, size_t size);

/* True for an errno that says that there is no more room. */
bool native_is_full(int number);

#endif
