#include "bindings/cli/cli.h"

enum exit_status command_help(const struct options *options)
{
    fputs(capai_label(CAPAI_MSG_HELP, options->language), stdout);
    return fflush(stdout) == 0 ? EXIT_DONE : EXIT_SYSTEM;
}
