#include "core/native_thread.h"

#include <windows.h>

#include "capai/pipeline.h"
#include "capai/system.h"

bool native_wait(pthread_cond_t *condition, pthread_mutex_t *lock, unsigned milliseconds)
{
    struct timespec time = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000};
    return pthread_cond_timedwait_relative_np(condition, lock, &time) == 0;
}

size_t capai_processors(void)
{
    DWORD_PTR own, all;
    int count = GetProcessAffinityMask(GetCurrentProcess(), &own, &all)
                    ? __builtin_popcountll((unsigned long long)own)
                    : 1;
    return count > 0 ? (size_t)count : 1;
}

static unsigned long long milliseconds_of(FILETIME time)
{
    return ((unsigned long long)time.dwHighDateTime << 32 | time.dwLowDateTime) / 10000;
}

unsigned long long capai_cpu_milliseconds(void)
{
    FILETIME begun, ended, kernel, user;
    if (!GetThreadTimes(GetCurrentThread(), &begun, &ended, &kernel, &user))
        return 0;
    return milliseconds_of(kernel) + milliseconds_of(user);
}

unsigned long long capai_coarse_milliseconds(void)
{
    return GetTickCount64();
}

unsigned long long capai_clock_milliseconds(void)
{
    return GetTickCount64();
}
