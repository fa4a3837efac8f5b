/* capai preview: not on Windows (live_windows.c). */
#include "bindings/cli/live.h"

enum exit_status command_preview(const struct options *options)
{
    struct capai_error error = {0};
    struct terminal terminal = terminal_of(stderr, options->language);
    if (!options->argument_count)
        capai_fail(&error, CAPAI_MSG_DATA_NEEDED, CAPAI_WORDS(CAPAI_TEXT("preview")));
    else
        live_begin(options, NULL, NULL, &error);
    print_error(&terminal, &error);
    return exit_status_of(error.status);
}
