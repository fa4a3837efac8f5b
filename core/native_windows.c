/* Windows, whose names are UTF-16: each path becomes that here, so that the code page of the system
 * plays no part. */
#include "core/native.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#include "core/native_wide.h"

/* ---- what a path leads to ---- */

/* errno of the last failure of a function of Windows. */
static void take_error(void)
{
    switch (GetLastError()) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_NAME:
    case ERROR_INVALID_DRIVE:
    case ERROR_BAD_PATHNAME:
    case ERROR_BAD_NETPATH:
    case ERROR_BAD_NET_NAME:
        errno = ENOENT;
        break;
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
        errno = EEXIST;
        break;
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
    case ERROR_USER_MAPPED_FILE:
        errno = EBUSY;
        break;
    case ERROR_ACCESS_DENIED:
    case ERROR_CANNOT_MAKE:
    case ERROR_NETWORK_ACCESS_DENIED:
        errno = EACCES;
        break;
    case ERROR_WRITE_PROTECT:
        errno = EROFS;
        break;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
        errno = ENOSPC;
        break;
    case ERROR_FILENAME_EXCED_RANGE:
        errno = ENAMETOOLONG;
        break;
    case ERROR_DIRECTORY:
        errno = ENOTDIR;
        break;
    case ERROR_DIR_NOT_EMPTY:
        errno = ENOTEMPTY;
        break;
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_OUTOFMEMORY:
        errno = ENOMEM;
        break;
    default:
        errno = EIO;
    }
}

enum { SHARE_ALL = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE };

/* A handle to look at what has that name, folders too. */
static HANDLE open_to_look(const char *path, DWORD access)
{
    wchar_t *name = wide_of(path);
    if (!name)
        return INVALID_HANDLE_VALUE;
    HANDLE handle =
        CreateFileW(name, access, SHARE_ALL, NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
    if (handle == INVALID_HANDLE_VALUE)
        take_error();
    free(name);
    return handle;
}

static uint64_t join(DWORD high, DWORD low)
{
    return (uint64_t)high << 32 | low;
}

static bool describe(HANDLE handle, struct native_info *info)
{
    BY_HANDLE_FILE_INFORMATION found;
    DWORD type = GetFileType(handle);
    if (type != FILE_TYPE_DISK) {
        *info = (struct native_info){.kind = CAPAI_FILE_OTHER, .id = {UINT64_MAX, type}};
        return true;
    }
    if (!GetFileInformationByHandle(handle, &found)) {
        take_error();
        return false;
    }
    bool folder = found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY;
    *info = (struct native_info){
        .kind = folder ? CAPAI_FILE_FOLDER : CAPAI_FILE_REGULAR,
        .size = folder ? 0 : join(found.nFileSizeHigh, found.nFileSizeLow),
        .modified = join(found.ftLastWriteTime.dwHighDateTime, found.ftLastWriteTime.dwLowDateTime),
        .id = {found.dwVolumeSerialNumber, join(found.nFileIndexHigh, found.nFileIndexLow)}};
    return true;
}

bool native_look(const char *path, struct native_info *info)
{
    HANDLE handle = open_to_look(path, FILE_READ_ATTRIBUTES);
    if (handle == INVALID_HANDLE_VALUE)
        return false;
    bool done = describe(handle, info);
    CloseHandle(handle);
    return done;
}

static HANDLE handle_of(int fd)
{
    return (HANDLE)_get_osfhandle(fd);
}

bool native_look_open(int fd, struct native_info *info)
{
    return describe(handle_of(fd), info);
}

static DWORD attributes_of(const char *path)
{
    wchar_t *name = wide_of(path);
    DWORD attributes = name ? GetFileAttributesW(name) : INVALID_FILE_ATTRIBUTES;
    free(name);
    return attributes;
}

bool native_is_link(const char *path)
{
    DWORD attributes = attributes_of(path);
    return attributes != INVALID_FILE_ATTRIBUTES && attributes & FILE_ATTRIBUTE_REPARSE_POINT;
}

bool native_is_writable(const char *path)
{
    DWORD attributes = attributes_of(path);
    bool writable =
        attributes != INVALID_FILE_ATTRIBUTES && !(attributes & FILE_ATTRIBUTE_READONLY);
    if (!writable)
        errno = EACCES;
    return writable;
}

char *native_real_path(const char *path)
{
    static const wchar_t local[] = L"\\\\?\\", network[] = L"\\\\?\\UNC\\";
    enum { LOCAL = 4, NETWORK = 8 };
    HANDLE handle = open_to_look(path, FILE_READ_ATTRIBUTES);
    if (handle == INVALID_HANDLE_VALUE)
        return NULL;
    DWORD size = GetFinalPathNameByHandleW(handle, NULL, 0, 0);
    wchar_t *name = malloc((size + 1) * sizeof *name);
    char *real = NULL;
    if (!name) {
        errno = ENOMEM;
    } else if (!size || GetFinalPathNameByHandleW(handle, name, size + 1, 0) > size) {
        errno = EIO;
    } else if (wcsncmp(name, network, NETWORK) == 0) {
        name[NETWORK - 2] = L'\\'; /* what stays: two of them, server, share */
        real = utf8_of(name + NETWORK - 2);
    } else {
        real = utf8_of(wcsncmp(name, local, LOCAL) == 0 ? name + LOCAL : name);
    }
    CloseHandle(handle);
    free(name);
    for (char *at = real; at && *at; at++)
        if (*at == '\\')
            *at = '/';
    return real;
}

/* The pattern of all names in a folder, or NULL. */
static wchar_t *pattern_of(const char *folder)
{
    size_t size = strlen(folder);
    char *pattern = malloc(size + sizeof "/*");
    wchar_t *result = NULL;
    if (pattern) {
        memcpy(pattern, folder, size);
        memcpy(pattern + size, "/*", sizeof "/*");
        result = wide_of(pattern);
    }
    free(pattern);
    return result;
}

bool native_list(const char *folder, bool (*each)(void *user, const char *name), void *user)
{
    WIN32_FIND_DATAW found;
    wchar_t *pattern = pattern_of(folder);
    if (!pattern)
        return false;
    HANDLE search = FindFirstFileW(pattern, &found);
    if (search == INVALID_HANDLE_VALUE)
        take_error();
    free(pattern);
    bool good = true, more = search != INVALID_HANDLE_VALUE, ended = !more;
    int number = more ? 0 : errno;
    while (good && more) {
        char *name = utf8_of(found.cFileName);
        good = name && each(user, name);
        free(name);
        more = FindNextFileW(search, &found);
        ended = !more && GetLastError() == ERROR_NO_MORE_FILES;
        if (!more && !ended)
            take_error(), number = errno;
    }
    if (search != INVALID_HANDLE_VALUE)
        FindClose(search);
    errno = good ? number : 0;
    return good && !number;
}

/* ---- changing names ---- */

/* Calls a function of Windows with one name. */
static bool call_with(BOOL(WINAPI *function)(const wchar_t *), const char *path)
{
    wchar_t *name = wide_of(path);
    bool done = name && function(name);
    if (name && !done)
        take_error();
    free(name);
    return done;
}

static BOOL WINAPI make_folder(const wchar_t *name)
{
    return CreateDirectoryW(name, NULL);
}

bool native_make_folder(const char *path)
{
    return call_with(make_folder, path);
}

bool native_remove_folder(const char *path)
{
    return call_with(RemoveDirectoryW, path);
}

bool native_remove(const char *path)
{
    return call_with(DeleteFileW, path);
}

bool native_rename(const char *from, const char *to)
{
    wchar_t *old = wide_of(from), *new = wide_of(to);
    bool done = old && new &&MoveFileExW(old, new, MOVEFILE_REPLACE_EXISTING);
    if (old && new && !done) {
        take_error();
        if (errno == EACCES && attributes_of(to) != INVALID_FILE_ATTRIBUTES &&
            native_is_writable(to))
            errno = EBUSY; /* what has the name is open elsewhere, or still runs */
    }
    free(old);
    free(new);
    return done;
}

/* ---- open files ---- */

static HANDLE open_file(const wchar_t *name, enum native_use use)
{
    static const struct {
        DWORD access, share, how;
    } uses[] = {
        [NATIVE_READ] = {GENERIC_READ, SHARE_ALL, OPEN_EXISTING},
        [NATIVE_WRITE] = {GENERIC_WRITE, SHARE_ALL, OPEN_EXISTING},
        [NATIVE_CREATE] = {GENERIC_WRITE, SHARE_ALL, CREATE_NEW}, /* libraries write it, too */
        [NATIVE_APPEND] = {GENERIC_WRITE, FILE_SHARE_READ, OPEN_ALWAYS}};
    return CreateFileW(name, uses[use].access, uses[use].share, NULL, uses[use].how,
                       FILE_ATTRIBUTE_NORMAL, NULL);
}

/* The descriptor of a handle, which it takes. */
static int descriptor_of(HANDLE handle, int flags)
{
    int fd = _open_osfhandle((intptr_t)handle, flags | _O_BINARY | _O_NOINHERIT);
    if (fd < 0)
        CloseHandle(handle);
    return fd;
}

int native_open(const char *path, enum native_use use)
{
    wchar_t *name = wide_of(path);
    if (!name)
        return -1;
    HANDLE handle = open_file(name, use);
    if (handle == INVALID_HANDLE_VALUE) {
        take_error();
        DWORD attributes = GetFileAttributesW(name);
        if (attributes != INVALID_FILE_ATTRIBUTES && attributes & FILE_ATTRIBUTE_DIRECTORY)
            errno = EISDIR;
    }
    free(name);
    if (handle == INVALID_HANDLE_VALUE)
        return -1;
    return descriptor_of(handle, use == NATIVE_APPEND ? _O_APPEND : 0);
}

/* What is read or written at once. */
static unsigned piece(size_t size)
{
    const unsigned most = 1U << 30;
    return size < most ? (unsigned)size : most;
}

ptrdiff_t native_read(int fd, char *buffer, size_t size)
{
    return _read(fd, buffer, piece(size));
}

ptrdiff_t native_read_at(int fd, char *buffer, size_t size, uint64_t offset)
{
    OVERLAPPED place = {.Offset = (DWORD)offset, .OffsetHigh = (DWORD)(offset >> 32)};
    DWORD done = 0;
    if (ReadFile(handle_of(fd), buffer, piece(size), &done, &place) ||
        GetLastError() == ERROR_HANDLE_EOF)
        return done;
    take_error();
    return -1;
}

ptrdiff_t native_write(int fd, const char *data, size_t size)
{
    return _write(fd, data, piece(size));
}

bool native_set_size(int fd, uint64_t size)
{
    return _chsize_s(fd, (long long)size) == 0;
}

void native_set_mode(int fd, unsigned mode)
{
    (void)fd, (void)mode; /* a file has the permissions of its folder */
}

bool native_sync(int fd)
{
    return _commit(fd) == 0;
}

bool native_sync_folder(const char *path)
{
    (void)path; /* the file system keeps a journal of names */
    return true;
}

/* A file in the folder that is nobody else's to open and goes with us. */
int native_take_folder(const char *folder)
{
    static const char lock[] = "/.capai-lock";
    size_t size = strlen(folder);
    char *path = malloc(size + sizeof lock);
    wchar_t *name = NULL;
    if (path) {
        memcpy(path, folder, size);
        memcpy(path + size, lock, sizeof lock);
        name = wide_of(path);
    }
    free(path);
    if (!name)
        return -1;
    HANDLE handle = CreateFileW(name, GENERIC_WRITE, 0, NULL, OPEN_ALWAYS,
                                FILE_ATTRIBUTE_HIDDEN | FILE_FLAG_DELETE_ON_CLOSE, NULL);
    free(name);
    if (handle != INVALID_HANDLE_VALUE)
        return descriptor_of(handle, 0);
    take_error();
    if (errno == EBUSY)
        errno = EWOULDBLOCK;
    return -1;
}

/* ---- the process ---- */

unsigned long native_salt(void)
{
    LARGE_INTEGER now;
    QueryPerformanceCounter(&now);
    return (unsigned long)(uintptr_t)&now ^ (unsigned long)now.QuadPart ^ GetCurrentProcessId();
}

unsigned long native_process(void)
{
    return GetCurrentProcessId();
}

void native_reason(int number, char *room, size_t size)
{
    if (strerror_s(room, size, number) != 0)
        *room = '\0';
}

bool native_is_full(int number)
{
    return number == ENOSPC || number == EFBIG;
}
