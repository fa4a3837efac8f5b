/* What every operating system does in its own way with threads. Private to core/system*.c. */
#ifndef CORE_NATIVE_THREAD_H
#define CORE_NATIVE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Waits for a signal, at most so long by a clock that never goes back; false: there was none. */
bool native_wait(pthread_cond_t *condition, pthread_mutex_t *lock, unsigned milliseconds);

#endif
