/* Included before every file of a build that counts: a process that ends or becomes another one
 * without an exit, as children do, writes its counts first. */
#ifndef COVERAGE_EXIT_H
#define COVERAGE_EXIT_H

#define _exit counted_exit
#ifdef COUNTED_CHILD /* core/system_child.c: elsewhere these may be names of something else */
#define _Exit counted_exit
#define raise counted_raise
#define execvp counted_execvp
#endif

extern int __llvm_profile_write_file(void);
extern void plain_exit(int status) __asm__("_exit") __attribute__((__noreturn__));
extern int plain_raise(int number) __asm__("raise");
extern int plain_execvp(const char *file, char *const *arguments) __asm__("execvp");

/* The headers of the system declare these names again, which leaves them as they are here. */
__attribute__((__noreturn__)) static inline void counted_exit(int status)
{
    __llvm_profile_write_file();
    plain_exit(status);
}

#ifdef COUNTED_CHILD
static inline int counted_raise(int number)
{
    __llvm_profile_write_file();
    return plain_raise(number);
}

static inline int counted_execvp(const char *file, char *const *arguments)
{
    __llvm_profile_write_file();
    return plain_execvp(file, arguments);
}
#endif

#endif
