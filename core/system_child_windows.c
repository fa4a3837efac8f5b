/* Processes of Windows. There is no copy of a process here: work under limits is done by the same
 * program, begun anew with the same words, which finds that it is the one to do it when it comes to
 * the same place. */
#include "capai/system.h"
#include "core/system_error.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#include "capai/decimal.h"
#include "core/native_wide.h"

/* ---- signals ---- */

void capai_heed_pipes(void)
{
    /* as it is here */
}

void capai_heed_limits(void)
{
    /* as it is here */
}

void capai_hold_streams(void)
{
    for (int number = 0; number <= 2; number++) /* _open takes the lowest number that is free */
        if (_get_osfhandle(number) < 0 && _open("NUL", number ? _O_RDONLY : _O_WRONLY) < 0)
            return;
}

/* ---- work in a process of its own ---- */

/* In the environment of a program that was begun to do the work: the number of the process that
 * waits for it. */
static const wchar_t mark[] = L"CAPAI_CHILD";

/* True for such a program, once. */
static bool is_child(void)
{
    wchar_t value[16];
    DWORD size = GetEnvironmentVariableW(mark, value, sizeof value / sizeof *value);
    SetEnvironmentVariableW(mark, NULL);
    return size > 0;
}

static bool start(PROCESS_INFORMATION *process)
{
    wchar_t file[32768], number[16];
    STARTUPINFOW how = {.cb = sizeof how};
    GetStartupInfoW(&how); /* the window and the standard files are those of this one */
    how.lpReserved2 = NULL;
    how.cbReserved2 = 0;
    how.dwFlags |= STARTF_USESTDHANDLES;
    how.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
    how.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
    how.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    DWORD size = GetModuleFileNameW(NULL, file, sizeof file / sizeof *file);
    wchar_t *line = _wcsdup(GetCommandLineW()); /* which it may write to */
    _ultow_s(GetCurrentProcessId(), number, sizeof number / sizeof *number, 10);
    bool done =
        size && size < sizeof file / sizeof *file && line &&
        SetEnvironmentVariableW(mark, number) &&
        CreateProcessW(file, line, NULL, NULL, TRUE, CREATE_SUSPENDED, NULL, NULL, &how, process);
    SetEnvironmentVariableW(mark, NULL);
    free(line);
    return done;
}

/* A job ends what is in it with the last handle of it, and so with this process. */
static HANDLE limited_job(struct capai_child_limits limits)
{
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION info = {
        .BasicLimitInformation = {
            .PerProcessUserTimeLimit = {.QuadPart = (long long)limits.seconds * 10000000},
            .LimitFlags = JOB_OBJECT_LIMIT_PROCESS_TIME | JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE}};
    if (limits.memory) {
        info.ProcessMemoryLimit = limits.memory;
        info.BasicLimitInformation.LimitFlags |= JOB_OBJECT_LIMIT_PROCESS_MEMORY;
    }
    HANDLE job = CreateJobObjectW(NULL, NULL);
    if (job &&
        !SetInformationJobObject(job, JobObjectExtendedLimitInformation, &info, sizeof info)) {
        CloseHandle(job);
        return NULL;
    }
    return job;
}

static unsigned long long seconds_used(HANDLE process)
{
    FILETIME begun, ended, kernel, user;
    if (!GetProcessTimes(process, &begun, &ended, &kernel, &user))
        return 0;
    unsigned long long k = (unsigned long long)kernel.dwHighDateTime << 32 | kernel.dwLowDateTime;
    unsigned long long u = (unsigned long long)user.dwHighDateTime << 32 | user.dwLowDateTime;
    return (k + u) / 10000000;
}

static enum capai_status child_ended(enum capai_message message, unsigned long number,
                                     struct capai_error *err)
{
    char text[CAPAI_DECIMAL_TEXT];
    capai_decimal_format(capai_decimal_from_int((int64_t)number), CAPAI_NOTATION_PLAIN, text);
    return capai_fail(err, message, CAPAI_WORDS(capai_text_of(text)));
}

/* Waits for the end. The job counts processor time, but not all systems heed it. */
static enum capai_status await_end(HANDLE process, unsigned seconds, int *result,
                                   struct capai_error *err)
{
    DWORD code = 0;
    bool late = false;
    while (WaitForSingleObject(process, 100) == WAIT_TIMEOUT)
        if (!late && seconds_used(process) > seconds)
            late = TerminateProcess(process, ERROR_NOT_ENOUGH_QUOTA);
    GetExitCodeProcess(process, &code);
    if (code == ERROR_NOT_ENOUGH_QUOTA)
        return child_ended(CAPAI_MSG_CHILD_TIME, seconds, err);
    if (code > 255)
        return child_ended(CAPAI_MSG_CHILD_DIED, code, err);
    *result = (int)code;
    return CAPAI_OK;
}

static enum capai_status fail_start(struct capai_error *err)
{
    return system_error(CAPAI_MSG_CHILD_START, NULL, EAGAIN, err);
}

enum capai_status capai_child_run(struct capai_child_limits limits, int (*work)(void *user),
                                  void *user, int *result, struct capai_error *err)
{
    PROCESS_INFORMATION process;
    enum capai_status status;
    if (is_child()) {
        *result = work(user);
        return CAPAI_OK;
    }
    fflush(NULL); /* what was printed before stands before */
    HANDLE job = limited_job(limits);
    if (!job)
        return fail_start(err);
    if (start(&process)) {
        if (AssignProcessToJobObject(job, process.hProcess) &&
            ResumeThread(process.hThread) != (DWORD)-1) {
            status = await_end(process.hProcess, limits.seconds, result, err);
        } else { /* never without limits */
            TerminateProcess(process.hProcess, 1);
            status = fail_start(err);
        }
        CloseHandle(process.hThread);
        CloseHandle(process.hProcess);
    } else {
        status = fail_start(err);
    }
    CloseHandle(job);
    return status;
}

enum capai_status capai_child_ask(unsigned seconds, void (*work)(void *user, void *answer),
                                  void *user, void *answer, size_t size, struct capai_error *err)
{
    (void)seconds;
    (void)err;
    memset(answer, 0, size);
    work(user, answer);
    return CAPAI_OK;
}

/* ---- other programs ---- */

/* Adds a word to a command line as programs take it apart: in quotes, a backslash doubled where a
 * quote follows. Returns the end. */
static wchar_t *put_word(wchar_t *to, const wchar_t *word)
{
    size_t slashes = 0;
    *to++ = L'"';
    for (; *word; word++) {
        for (size_t i = 0; *word == L'"' && i <= slashes; i++)
            *to++ = L'\\';
        slashes = *word == L'\\' ? slashes + 1 : 0;
        *to++ = *word;
    }
    while (slashes--)
        *to++ = L'\\';
    *to++ = L'"';
    *to++ = L' ';
    return to;
}

/* The words as a command line, of malloc; NULL: memory. */
static wchar_t *command_line(const char *const *arguments)
{
    size_t size = 1;
    for (size_t i = 0; arguments[i]; i++)
        size += 2 * strlen(arguments[i]) + 3;
    wchar_t *line = malloc(size * sizeof *line), *end = line;
    for (size_t i = 0; end && arguments[i]; i++) {
        wchar_t *word = wide_of(arguments[i]);
        end = word ? put_word(end, word) : NULL;
        free(word);
    }
    if (end) {
        *end = L'\0';
        return line;
    }
    free(line);
    return NULL;
}

/* The file of a program in one of the folders of PATH, and in no other: not in that of the data. */
static bool find_program(const char *name, wchar_t *file, DWORD room)
{
    DWORD size = GetEnvironmentVariableW(L"PATH", NULL, 0);
    wchar_t *folders = malloc((size + 1) * sizeof *folders), *wanted = wide_of(name);
    bool found = folders && wanted && size && GetEnvironmentVariableW(L"PATH", folders, size) &&
                 (size = SearchPathW(folders, wanted, L".exe", room, file, NULL)) != 0 &&
                 size < room;
    free(folders);
    free(wanted);
    return found;
}

/* The last line in a file that is not empty, cut to `size`. */
static void last_line(FILE *file, char *line, size_t size)
{
    char next[200];
    *line = '\0';
    rewind(file);
    while (fgets(next, sizeof next, file)) {
        next[strcspn(next, "\r\n")] = '\0';
        if (*next)
            snprintf(line, size, "%s", next);
    }
}

/* The handle of a stream, which the other program inherits. */
static HANDLE inherited(FILE *stream)
{
    HANDLE handle = (HANDLE)_get_osfhandle(fileno(stream));
    SetHandleInformation(handle, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    return handle;
}

/* Runs it; false: it could not be begun. */
static bool run_program(const wchar_t *file, wchar_t *line, FILE *const files[3], DWORD *code)
{
    PROCESS_INFORMATION process;
    STARTUPINFOW how = {.cb = sizeof how,
                        .dwFlags = STARTF_USESTDHANDLES,
                        .hStdInput = inherited(files[0]),
                        .hStdOutput = inherited(files[1]),
                        .hStdError = inherited(files[2])};
    if (!CreateProcessW(file, line, NULL, NULL, TRUE, 0, NULL, NULL, &how, &process))
        return false;
    WaitForSingleObject(process.hProcess, INFINITE);
    bool ended = GetExitCodeProcess(process.hProcess, code);
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
    return ended;
}

enum capai_status capai_program_run(const char *const *arguments, capai_text input, FILE *output,
                                    struct capai_error *err)
{
    wchar_t file[MAX_PATH];
    char reason[200];
    DWORD code = 0;
    const capai_text name = capai_text_of(arguments[0]);
    enum capai_status status = CAPAI_OK;
    if (!find_program(arguments[0], file, MAX_PATH))
        return capai_fail(err, CAPAI_MSG_PROGRAM_MISSING, CAPAI_WORDS(name));
    FILE *in = tmpfile(), *errors = tmpfile();
    wchar_t *line = command_line(arguments);
    if (!in || !errors || !line || fwrite(input.data, 1, input.size, in) != input.size ||
        fflush(in) != 0 || fseek(in, 0, SEEK_SET) != 0 || fflush(output) != 0) {
        status = system_error(CAPAI_MSG_CHILD_START, NULL, errno, err);
    } else if (!run_program(file, line, (FILE *const[]){in, output, errors}, &code)) {
        status = fail_start(err);
    } else if (code) {
        last_line(errors, reason, sizeof reason);
        status =
            capai_fail(err, CAPAI_MSG_PROGRAM_FAILED, CAPAI_WORDS(name, capai_text_of(reason)));
    }
    free(line);
    if (in)
        fclose(in);
    if (errors)
        fclose(errors);
    return status;
}
