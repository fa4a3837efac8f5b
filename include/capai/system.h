/* What touches the operating system. Another system is another core/system.c. */
#ifndef CAPAI_SYSTEM_H
#define CAPAI_SYSTEM_H

#include "capai/arena.h"
#include "capai/error.h"
#include "capai/text.h"

enum capai_file_kind { CAPAI_FILE_NONE, CAPAI_FILE_REGULAR, CAPAI_FILE_FOLDER, CAPAI_FILE_OTHER };

/* What `path` is. CAPAI_FILE_NONE also when it cannot be looked at. */
enum capai_file_kind capai_file_kind_of(const char *path);

/* The whole of a regular file, in `arena`, followed by a NUL that is not counted. Errors:
 * CAPAI_ERR_SYSTEM with FILE_READ (word {1} the system's reason), its file set to `path`, which
 * must outlive the error; CAPAI_ERR_MEMORY. *out is unchanged on failure. */
enum capai_status capai_file_read(const char *path, struct capai_arena *arena, capai_text *out,
                                  struct capai_error *err);

/* folder/name in `arena`, or NULL when memory ran out. */
char *capai_path_join(const char *folder, const char *name, struct capai_arena *arena);

/* The name of a folder: the last part of its path once "." and ".." are resolved, in `arena`; NULL
 * when it cannot be known, or memory ran out. */
char *capai_folder_name(const char *path, struct capai_arena *arena);

/* Names of the entries of `folder` that end in `suffix`, in byte order, in `arena`. A folder that
 * cannot be read has none. Error: CAPAI_ERR_MEMORY. */
enum capai_status capai_folder_list(const char *folder, const char *suffix,
                                    struct capai_arena *arena, capai_text **names, size_t *count,
                                    struct capai_error *err);

/* Processor time that the running thread has used, in milliseconds. */
unsigned long long capai_cpu_milliseconds(void);

#endif
