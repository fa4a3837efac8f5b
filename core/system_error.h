/* Failures of the operating system as complaints. Private to core/system*.c. */
#ifndef CORE_SYSTEM_ERROR_H
#define CORE_SYSTEM_ERROR_H

#include "capai/error.h"

/* Why the system failed with errno `number`, as a word of a message: an entry of the message list
 * for what is common, else the system's own words, in `room`. */
capai_text system_reason(int number, char *room, size_t size);

/* Fills *err with the message, whose word {1} is the system's reason for errno `number`, and places
 * it at `path`, which must outlive it. */
enum capai_status system_error(enum capai_message message, const char *path, int number,
                               struct capai_error *err);

/* The same with the message that suits a failure to read, or to write. */
enum capai_status system_read_error(const char *path, int number, struct capai_error *err);
enum capai_status system_write_error(const char *path, int number, struct capai_error *err);

#endif
