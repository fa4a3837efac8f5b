/* What touches the operating system: core/native*.c, core/system_child.c and core/system_watch.c,
 * each of which another system has in a file of its own. */
#ifndef CAPAI_SYSTEM_H
#define CAPAI_SYSTEM_H

#include <stdint.h>
#include <stdio.h>

#include "capai/api.h"
#include "capai/arena.h"
#include "capai/error.h"
#include "capai/text.h"

CAPAI_API_BEGIN

enum capai_file_kind {
    CAPAI_FILE_NONE,
    CAPAI_FILE_REGULAR,
    CAPAI_FILE_FOLDER,
    CAPAI_FILE_OTHER,
    CAPAI_FILE_DANGLING, /* a symbolic link that leads nowhere */
    CAPAI_FILE_UNKNOWN   /* it cannot be looked at: to read it says why */
};

/* What `path` is. */
enum capai_file_kind capai_file_kind_of(const char *path);

/* True when both paths lead to one file that exists, by whatever links. */
bool capai_file_same(const char *a, const char *b);

/* What tells a file from every other, by whatever path it is reached; zeros when it cannot be
 * looked at. */
struct capai_file_id {
    uint64_t device, file;
};
struct capai_file_id capai_file_id_of(const char *path);

/* The most bytes of a file that are read as a whole: what is larger is not what was meant, or is
 * read in pieces (capai/store.h). */
#define CAPAI_FILE_MOST ((uint64_t)INT32_MAX)

/* The whole of a regular file, in `arena`, followed by a NUL that is not counted. Errors:
 * CAPAI_ERR_SYSTEM with READ_NO_FILE, READ_DENIED, READ_FOLDER, READ_SPECIAL, or FILE_READ (word
 * {1} of each the system's reason), or READ_LARGE (how large, and the most), or READ_CHANGED
 * (somebody wrote to it meanwhile), its file set to `path`, which must outlive the error;
 * CAPAI_ERR_MEMORY. *out is unchanged on failure. */
enum capai_status capai_file_read(const char *path, struct capai_arena *arena, capai_text *out,
                                  struct capai_error *err);

/* Whether it is a regular file that can be opened, of any size: for what others then read by its
 * name, who would wait at a pipe for ever. Errors: those of capai_file_read. */
enum capai_status capai_file_check(const char *path, struct capai_error *err);

/* The folder of the scripts that this program carries inside; NULL when it carries none. What is
 * above reads below it as in any folder, with paths that begin with its own; nothing is written
 * there. */
const char *capai_file_carried(void);

/* folder/name in `arena`, or NULL when memory ran out. */
char *capai_path_join(const char *folder, const char *name, struct capai_arena *arena);

/* The name of a folder: the last part of its path once "." and ".." are resolved, in `arena`;
 * empty when it cannot be known, NULL when memory ran out. */
char *capai_folder_name(const char *path, struct capai_arena *arena);

/* Names of the entries of `folder` that end in `suffix`, in byte order, in `arena`. A folder that
 * is not there has none. Errors: those of capai_file_read, with which *names and *count hold what
 * was found. */
enum capai_status capai_folder_list(const char *folder, const char *suffix,
                                    struct capai_arena *arena, capai_text **names, size_t *count,
                                    struct capai_error *err);

/* Makes the folder `path`, unless there is one; *made tells. Its parent must exist. Errors:
 * OUT_NOT_FOLDER when something else has that name, or those of writing below; *made is then false.
 */
enum capai_status capai_folder_make(const char *path, bool *made, struct capai_error *err);

/* The same for a folder whose name the program has chosen, inside one that others may have filled:
 * a link of that name is no folder of ours, wherever it leads, and is refused with OUT_LINK. */
enum capai_status capai_folder_make_inside(const char *path, bool *made, struct capai_error *err);

/* True where that name is itself a link, wherever it leads. */
bool capai_path_is_link(const char *path);

/* Removes a folder that is empty; otherwise does nothing. */
void capai_folder_remove(const char *path);

/* ---- writing files ----
 *
 * A file is written under a temporary name in its own folder and takes its name when it is whole:
 * until then, and after any failure, what had that name before is untouched. A symbolic link is
 * followed. What is there and is no regular file (a pipe, a device) is written directly.
 *
 * Errors of all three: CAPAI_ERR_SYSTEM with WRITE_FULL, WRITE_DENIED, WRITE_FOLDER (a folder has
 * that name), WRITE_NO_FOLDER or FILE_WRITE (word {1} the system's reason), their file set to
 * `path`; CAPAI_ERR_MEMORY. After a failure only capai_output_drop may follow. */
struct capai_output;

/* Begins the file `path`, which must outlive the output; it lives in `arena`. On failure *out is
 * unchanged, and there is nothing to drop. */
enum capai_status capai_output_open(const char *path, struct capai_arena *arena,
                                    struct capai_output **out, struct capai_error *err);

/* The same for a file whose name the program has chosen, inside a folder that others may have
 * filled: a link or a pipe of that name is replaced, and nothing goes through it. */
enum capai_status capai_output_open_inside(const char *path, struct capai_arena *arena,
                                           struct capai_output **out, struct capai_error *err);

/* Where its bytes go, until it is closed. Failures of writing may be left to the closing. */
FILE *capai_output_stream(const struct capai_output *output);

/* Where the file stands until it has its name, for what writes by names: into that file, not a new
 * one. What is no regular file has its real name here, too. */
const char *capai_output_path(const struct capai_output *output);

/* The real name that the file will have: equal for two paths that mean the same file. */
const char *capai_output_target(const struct capai_output *output);

/* Ends the writing: all bytes are on the disk when this succeeds, still under the temporary name.
 */
enum capai_status capai_output_close(struct capai_output *output, struct capai_error *err);

/* Gives a closed file its name. */
enum capai_status capai_output_commit(struct capai_output *output, struct capai_error *err);

/* Removes the temporary file, unless the output has been committed. */
void capai_output_drop(struct capai_output *output);

/* ---- watching files ----
 *
 * Tells whether files and folders are still what they were, by whatever way they are changed: in
 * place, or by a file that takes the name of another. */
struct capai_watch;

/* A watch over nothing yet, in `arena`. NULL: memory. */
struct capai_watch *capai_watch_new(struct capai_arena *arena);
void capai_watch_free(struct capai_watch *watch); /* harmless on NULL */

/* Watches these from now on, and no others: files, and folders with what stands in them, files that
 * only pass (hidden ones, copies of editors) left out; there may be nothing of the name yet. What
 * was watched before is compared with what it was then. The paths are copied. Error:
 * CAPAI_ERR_MEMORY; what was watched before still is. */
enum capai_status capai_watch_set(struct capai_watch *watch, const char *const *paths, size_t count,
                                  struct capai_error *err);

/* True when anything has changed since this was asked last, or since it was watched first. A path
 * that is new here counts as changed when it was written after the last look, so that a caller who
 * looks, reads files, and then names those that it has read, misses nothing. */
bool capai_watch_changed(struct capai_watch *watch);

/* A descriptor that can be read when it is time to look; -1 where the system has none. It does not
 * know of every change, on network drives of hardly any: look now and then all the same. */
int capai_watch_handle(const struct capai_watch *watch);

/* From now on a reader that stops reading is an error of writing like any other, and not the end of
 * the process. */
void capai_heed_pipes(void);

/* The same of a file that has grown as far as the system lets it. */
void capai_heed_limits(void);

/* Standard streams that this process was begun without stay closed, but their numbers are taken:
 * else the next file that is opened would get them, and complaints would go into it. */
void capai_hold_streams(void);

/* A number that differs from process to process and that nobody outside can tell, so that no input
 * is made for the tables of hashes that begin with it. Cannot fail; never 0. */
unsigned long capai_process_salt(void);

/* ---- time ---- */

/* The year of the calendar, in Greenwich. */
int capai_clock_year(void);

/* Processor time that the running thread has used, in milliseconds. */
unsigned long long capai_cpu_milliseconds(void);

/* Milliseconds of a clock that goes on in steps of some, and costs next to nothing to look at. In
 * no less time has a thread used processor time. */
unsigned long long capai_coarse_milliseconds(void);

/* ---- work in a process of its own ----
 *
 * The last line against scripts: the system ends the process whatever it does. */
struct capai_child_limits {
    unsigned seconds; /* of processor time, at least 1 */
    size_t memory; /* bytes of address space, with all that the process has already; 0: no limit */
};

/* Calls `work` with `user` in a copy of this process and waits for it; *result is what it returned,
 * 0 to 255. Nothing that it changes in memory is seen here; what it prints is, in order with what
 * was printed before. Call it before any thread is begun. Files that are left under their temporary
 * names are those of a process that was ended while it wrote.
 *
 * Errors, *result unchanged: CAPAI_ERR_RULES with CHILD_TIME (word {1} the seconds) or CHILD_DIED
 * (word {1} the signal), which lack of memory may cause, too; CAPAI_ERR_SYSTEM with CHILD_START
 * (word {1} the system's reason). */
enum capai_status capai_child_run(struct capai_child_limits limits, int (*work)(void *user),
                                  void *user, int *result, struct capai_error *err);

/* Work of which the caller does not wait for the end, and that tells what it has found. */
struct capai_child {
    long process;     /* 0: none */
    int told;         /* what `work` wrote can be read here, without waiting, until its end */
    unsigned seconds; /* its limit */
};

/* Begins `work` in a copy of this process as above; *child is for the two functions below. Files
 * that are open here, except the standard ones, are closed there, and signals that end a process
 * end it. Error, *child unchanged: CHILD_START. */
enum capai_status capai_child_start(struct capai_child_limits limits,
                                    int (*work)(void *user, FILE *told), void *user,
                                    struct capai_child *child, struct capai_error *err);

/* Waits for its end, which has come, or nearly, when `told` has. *child is then empty. Errors as of
 * capai_child_run. */
enum capai_status capai_child_end(struct capai_child *child, int *result, struct capai_error *err);

/* Ends it now. Harmless on an empty one. */
void capai_child_stop(struct capai_child *child);

/* Calls `work` with `user` in a copy of this process and waits for it, beside whatever threads
 * there are: for work that may crash. What it writes to `answer`, `size` bytes that are 0 at first,
 * is the same here afterwards; else it can only write files, which it opens itself, since what is
 * open here is closed there, but for the standard streams. It must leave alone what other threads
 * may hold a lock of, but for malloc: streams that are open here, libraries that are yet to be
 * loaded. It ends with this process, and leaves no core file. Windows has no copies of processes:
 * `work` is called in this one.
 *
 * Errors, *answer unchanged: CAPAI_ERR_RULES with CHILD_TIME (word {1} the seconds) when it has not
 * ended after `seconds`, with waiting, or CHILD_DIED (word {1} the signal; 0: it called exit);
 * CAPAI_ERR_SYSTEM with CHILD_START (word {1} the system's reason). */
enum capai_status capai_child_ask(unsigned seconds, void (*work)(void *user, void *answer),
                                  void *user, void *answer, size_t size, struct capai_error *err);

/* Runs a program that is looked for as the shell does, with `input` as its standard input and
 * `output` as its standard output, and waits for it. Errors: CAPAI_ERR_SYSTEM with PROGRAM_MISSING
 * (word {1} its name), PROGRAM_FAILED (word {2} the last line that it wrote to standard error),
 * CHILD_START. What was written to `output` is then of no use. */
enum capai_status capai_program_run(const char *const *arguments, capai_text input, FILE *output,
                                    struct capai_error *err);

CAPAI_API_END

#endif
