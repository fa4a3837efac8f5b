/* A library that stands before the C library (LD_PRELOAD) and lets the n-th request of memory, or
 * the n-th system call of a kind, fail. Requests of memory are taken where any library asks the C
 * library for them. System calls are taken where they enter the kernel, by a filter whose signal
 * ends up here, so that those which the C library makes by itself (what fflush writes, what opendir
 * opens) are among them. Only what follows the beginning of main counts, and nothing that the
 * dynamic loader does.
 */
#define _GNU_SOURCE /* dlsym, RTLD_NEXT, REG_RAX */

#include "tests/fault/fault.h"

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

static struct fault_shared *shared;                                  /* NULL: nothing is counted */
static uintptr_t loaded_at;                                          /* where it was loaded */
static atomic_llong live;                                            /* blocks of this process */
static int process;                                                  /* 0: the first one */
static __thread int away __attribute__((tls_model("initial-exec"))); /* > 0: nothing counts */

/* ---- counting ---- */

static void note_stack(int file)
{
    void *frames[FAULT_DEPTH + 4];
    int count = backtrace(frames, FAULT_DEPTH + 4), skipped = 0;
    shared->fired_file = file;
    for (int i = 0; i < count && shared->frames < FAULT_DEPTH; i++) {
        Dl_info info;
        if (!dladdr(frames[i], &info) || strstr(info.dli_fname, "fault.so")) {
            skipped++;
            continue;
        }
        const char *slash = strrchr(info.dli_fname, '/');
        int k = shared->frames++;
        shared->stack[k] = (uintptr_t)frames[i] - (uintptr_t)info.dli_fbase;
        snprintf(shared->modules[k], sizeof shared->modules[k], "%s",
                 slash ? slash + 1 : info.dli_fname);
    }
}

static void note_point(enum fault_class kind)
{
    void *frames[FAULT_DEPTH];
    int count = backtrace(frames, FAULT_DEPTH);
    uint64_t hash = 14695981039346656037u;
    for (int i = 0; i < count; i++)
        hash = (hash ^ (uintptr_t)frames[i]) * 1099511628211u;
    uint64_t at = atomic_fetch_add(&shared->recorded, 1);
    if (at >= FAULT_POINTS)
        return;
    struct fault_point *point = &shared->points[at];
    point->stack = hash;
    point->kind = (int)kind;
    point->count = count;
    for (int i = 0; i < count; i++)
        point->frames[i] = (uintptr_t)frames[i] - loaded_at;
}

/* Counts a call; true when it is one that is to fail. */
static bool fails(enum fault_class kind, int file)
{
    if (!shared || away)
        return false;
    away++;
    uint64_t number = atomic_fetch_add(&shared->counts[kind], 1) + 1;
    if (shared->record)
        note_point(kind);
    bool now = shared->nth && (int)kind == shared->kind &&
               (number == shared->nth || (shared->sticky && number > shared->nth));
    if (now && atomic_exchange(&shared->fired, 1) == 0)
        note_stack(file);
    away--;
    return now;
}

/* ---- memory ---- */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);

static bool no_memory(void)
{
    bool now = fails(FAULT_ALLOCATE, -1);
    if (now)
        errno = ENOMEM;
    return now;
}

static void *counted(void *block)
{
    if (block)
        atomic_fetch_add(&live, 1);
    return block;
}

EXPORT void *malloc(size_t size)
{
    return no_memory() ? NULL : counted(__libc_malloc(size));
}

EXPORT void *calloc(size_t count, size_t size)
{
    return no_memory() ? NULL : counted(__libc_calloc(count, size));
}

EXPORT void *realloc(void *old, size_t size)
{
    if ((size || !old) && no_memory())
        return NULL;
    void *block = __libc_realloc(old, size);
    if (!old)
        return counted(block);
    if (!size && !block)
        atomic_fetch_sub(&live, 1);
    return block;
}

EXPORT void *memalign(size_t alignment, size_t size)
{
    return no_memory() ? NULL : counted(__libc_memalign(alignment, size));
}

EXPORT void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

EXPORT int posix_memalign(void **out, size_t alignment, size_t size)
{
    void *block = memalign(alignment, size);
    if (block)
        *out = block;
    return block ? 0 : ENOMEM;
}

EXPORT void free(void *block)
{
    if (block)
        atomic_fetch_sub(&live, 1);
    __libc_free(block);
}

/* ---- the dynamic loader, processes and threads ---- */

/* Puts the C library's own function of that name into the pointer to a function at `real`. */
static void find_next(const char *name, void *real)
{
    away++;
    void *found = dlsym(RTLD_NEXT, name);
    memcpy(real, &found, sizeof found);
    away--;
}

EXPORT void *dlopen(const char *path, int mode)
{
    void *(*real)(const char *, int);
    find_next("dlopen", &real);
    away++;
    void *library = real(path, mode);
    away--;
    return library;
}

EXPORT pid_t fork(void)
{
    pid_t (*real)(void);
    find_next("fork", &real);
    if (fails(FAULT_FORK, -1)) {
        errno = shared->action;
        return -1;
    }
    pid_t child = real();
    if (child == 0 && shared)
        process = atomic_fetch_add(&shared->processes, 1) + 1;
    return child;
}

EXPORT int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*start)(void *), void *argument)
{
    int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    find_next("pthread_create", &real);
    if (fails(FAULT_THREAD, -1))
        return shared->action;
    away++; /* the stack is the C library's own */
    int status = real(thread, attributes, start, argument);
    away--;
    return status;
}

/* Blocks that a process holds when it ends in order. One that ends by _Exit lets go of them at
 * once, on purpose: nobody counts what it holds. */
static void note_live(void)
{
    if (shared && process < FAULT_PROCESSES)
        shared->live[process] = atomic_load(&live);
}

EXPORT void _exit(int status)
{
    note_live();
    syscall(SYS_exit_group, status);
    __builtin_unreachable();
}

/* ---- system calls ---- */

#ifdef __x86_64__

/* The one place from which a system call goes through the filter. */
long fault_gate(long number, long a, long b, long c, long d, long e, long f);
extern const char fault_gate_end[];
__asm__(".text\n.hidden fault_gate\n.hidden fault_gate_end\nfault_gate:\n"
        "mov %rdi, %rax\nmov %rsi, %rdi\nmov %rdx, %rsi\nmov %rcx, %rdx\n"
        "mov %r8, %r10\nmov %r9, %r8\nmov 8(%rsp), %r9\nsyscall\n"
        "fault_gate_end:\nret\n");

static const struct {
    int number;
    enum fault_class kind;
    int path; /* which argument is a descriptor, + 1 */
} calls[] = {
    {SYS_open, FAULT_OPEN, 0},          {SYS_openat, FAULT_OPEN, 0},
    {SYS_read, FAULT_READ, 1},          {SYS_pread64, FAULT_READ, 1},
    {SYS_readv, FAULT_READ, 1},         {SYS_write, FAULT_WRITE, 1},
    {SYS_pwrite64, FAULT_WRITE, 1},     {SYS_writev, FAULT_WRITE, 1},
    {SYS_lseek, FAULT_SEEK, 1},         {SYS_close, FAULT_CLOSE, 1},
    {SYS_stat, FAULT_STAT, 0},          {SYS_lstat, FAULT_STAT, 0},
    {SYS_fstat, FAULT_STAT, 1},         {SYS_newfstatat, FAULT_STAT, 1},
    {SYS_statx, FAULT_STAT, 1},         {SYS_statfs, FAULT_STAT, 0},
    {SYS_fstatfs, FAULT_STAT, 1},       {SYS_access, FAULT_ACCESS, 0},
    {SYS_faccessat, FAULT_ACCESS, 0},   {SYS_faccessat2, FAULT_ACCESS, 0},
    {SYS_getdents64, FAULT_LIST, 1},    {SYS_readlink, FAULT_PATH, 0},
    {SYS_getcwd, FAULT_PATH, 0},        {SYS_fsync, FAULT_SYNC, 1},
    {SYS_fdatasync, FAULT_SYNC, 1},     {SYS_syncfs, FAULT_SYNC, 1},
    {SYS_ftruncate, FAULT_TRUNCATE, 1}, {SYS_rename, FAULT_RENAME, 0},
    {SYS_renameat, FAULT_RENAME, 0},    {SYS_renameat2, FAULT_RENAME, 0},
    {SYS_unlink, FAULT_REMOVE, 0},      {SYS_unlinkat, FAULT_REMOVE, 0},
    {SYS_rmdir, FAULT_REMOVE, 0},       {SYS_mkdir, FAULT_FOLDER, 0},
    {SYS_mkdirat, FAULT_FOLDER, 0},     {SYS_fchmod, FAULT_MODE, 1},
    {SYS_chmod, FAULT_MODE, 0},         {SYS_flock, FAULT_LOCK, 1},
    {SYS_dup, FAULT_COPY, 1},           {SYS_dup2, FAULT_COPY, 1},
    {SYS_pipe, FAULT_COPY, 0},          {SYS_pipe2, FAULT_COPY, 0},
    {SYS_fcntl, FAULT_COPY, 1},         {SYS_mmap, FAULT_MAP, 0},
    {SYS_wait4, FAULT_WAIT, 0},
};
enum { CALLS = sizeof calls / sizeof *calls };

/* What stands in the place of a call that is to fail: the kernel's answer. */
static long fail(long number, const long *a, enum fault_class kind)
{
    if (shared->action >= 0) {
        if (kind == FAULT_CLOSE) /* it is closed, whatever the answer */
            fault_gate(number, a[0], a[1], a[2], a[3], a[4], a[5]);
        return -shared->action;
    }
    long size = shared->action == FAULT_HALF ? (a[2] + 1) / 2 : a[2] > 1 ? 1 : a[2];
    if (number == SYS_readv || number == SYS_writev) { /* the first piece that has a byte */
        const struct {
            char *base;
            size_t size;
        } *pieces = (const void *)a[1];
        for (long i = 0; i < a[2]; i++)
            if (pieces[i].size)
                return fault_gate(number == SYS_readv ? SYS_read : SYS_write, a[0],
                                  (long)pieces[i].base, 1, 0, 0, 0);
    }
    return fault_gate(number, a[0], a[1], size, a[3], a[4], a[5]);
}

/* ---- the file that is watched ---- */

static _Atomic bool watched[FAULT_OPEN_FILES]; /* descriptors that lead to it */

/* Which argument of a call is a path, counted from 1; 0: none. */
static int path_of(long number)
{
    switch (number) {
    case SYS_open:
    case SYS_stat:
    case SYS_lstat:
    case SYS_access:
    case SYS_readlink:
        return 1;
    case SYS_openat:
    case SYS_newfstatat:
    case SYS_statx:
    case SYS_faccessat:
    case SYS_faccessat2:
        return 2;
    default:
        return 0;
    }
}

/* Names it, has it open, or reads the names in a folder, which may be its own. */
static bool concerns(long number, const long *a)
{
    const int path = path_of(number);
    const long file = number == SYS_mmap ? a[4] : a[0];
    const size_t size = strlen(shared->watched);
    if (number == SYS_getdents64)
        return true;
    if (!path || (number != SYS_open && path == 2 && !*(const char *)a[path - 1]))
        return file >= 0 && file < FAULT_OPEN_FILES && watched[file];
    const char *name = (const char *)a[path - 1];
    const size_t length = strlen(name);
    return length >= size && strcmp(name + length - size, shared->watched) == 0;
}

/* Stops the process before a call, so that the file can be changed meanwhile. */
static void watch_before(void)
{
    if (atomic_fetch_add(&shared->concerned, 1) + 1 == shared->stop_at)
        fault_gate(SYS_kill, fault_gate(SYS_getpid, 0, 0, 0, 0, 0, 0), SIGSTOP, 0, 0, 0, 0);
}

static void watch_after(long number, const long *a, long result)
{
    if ((number == SYS_open || number == SYS_openat) && result >= 0 && result < FAULT_OPEN_FILES)
        watched[result] = true;
    if (number == SYS_close && a[0] >= 0 && a[0] < FAULT_OPEN_FILES)
        watched[a[0]] = false;
}

static void take_call(int signal_number, siginfo_t *info, void *context)
{
    (void)signal_number;
    int number_before = errno;
    greg_t *regs = ((ucontext_t *)context)->uc_mcontext.gregs;
    const long number = info->si_syscall;
    const long a[6] = {regs[REG_RDI], regs[REG_RSI], regs[REG_RDX],
                       regs[REG_R10], regs[REG_R8],  regs[REG_R9]};
    int i = 0;
    while (i < CALLS && calls[i].number != number)
        i++;
    bool now = i < CALLS && fails(calls[i].kind, calls[i].path ? (int)a[calls[i].path - 1] : -1);
    const bool watching = shared && *shared->watched && !away && concerns(number, a);
    if (watching)
        watch_before();
    regs[REG_RAX] = now ? fail(number, a, calls[i].kind)
                        : fault_gate(number, a[0], a[1], a[2], a[3], a[4], a[5]);
    if (watching)
        watch_after(number, a, regs[REG_RAX]);
    errno = number_before;
}

static bool filter_calls(void)
{
    const uint64_t begin = (uintptr_t)fault_gate, end = (uintptr_t)fault_gate_end;
    enum { HEAD = 1, TAIL = 7, ALLOWED = 1 };
    struct sock_filter f[HEAD + CALLS + TAIL];
    size_t n = 0;
    f[n++] =
        (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (int i = 0; i < CALLS; i++)
        f[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)calls[i].number,
                                              (unsigned char)(CALLS - i), 0);
    f[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    f[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                          offsetof(struct seccomp_data, instruction_pointer) + 4);
    f[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)(begin >> 32), 0, 3);
    f[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                          offsetof(struct seccomp_data, instruction_pointer));
    f[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)end, 0, 1);
    f[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    f[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    struct sock_fprog program = {(unsigned short)n, f};
    struct sigaction action = {.sa_sigaction = take_call, .sa_flags = SA_SIGINFO | SA_NODEFER};
    return sigaction(SIGSYS, &action, NULL) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#else

static bool filter_calls(void)
{
    return true; /* here only memory runs out */
}

#endif

/* ---- main ---- */

static int (*real_main)(int, char **, char **);

static int begin_main(int argc, char **argv, char **environment)
{
    void *frames[4], *memory;
    backtrace(frames, 4); /* the first time it loads a library */
    memory = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, FAULT_FILE, 0);
    if (memory == MAP_FAILED || close(FAULT_FILE) != 0 || atexit(note_live) != 0 ||
        !filter_calls()) {
        fputs("fault: cannot begin\n", stderr);
        _exit(99);
    }
    Dl_info info;
    loaded_at = dladdr((void *)(uintptr_t)real_main, &info) ? (uintptr_t)info.dli_fbase : 0;
    shared = memory;
    return real_main(argc, argv, environment);
}

EXPORT int __libc_start_main(int (*program)(int, char **, char **), int argc, char **argv,
                             void (*init)(void), void (*fini)(void), void (*loader_fini)(void),
                             void *stack_end);
EXPORT int __libc_start_main(int (*program)(int, char **, char **), int argc, char **argv,
                             void (*init)(void), void (*fini)(void), void (*loader_fini)(void),
                             void *stack_end)
{
    int (*real)(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void),
                void (*)(void), void *);
    find_next("__libc_start_main", &real);
    real_main = program;
    return real(getenv("FAULT") ? begin_main : program, argc, argv, init, fini, loader_fini,
                stack_end);
}
