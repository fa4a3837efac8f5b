/* capai help [TOPIC], capai complete -- WORDS..., and what `capai` alone says. The pages stand in
 * scripts/help; scripts/capai/help shows them, and scripts/capai/complete tells shells of them. */
#include "bindings/cli/guide.h"

enum exit_status command_start(const struct options *options)
{
    struct terminal terminal = terminal_of(stderr, options->language);
    struct capai_error error = {0};
    fputs(capai_label(CAPAI_MSG_LABEL_START, options->language), stdout);
    if (finish_output(&error) != CAPAI_OK)
        print_error(&terminal, &error);
    return exit_status_of(error.status);
}

enum exit_status command_help(const struct options *options)
{
    struct terminal terminal = terminal_of(stderr, options->language);
    struct capai_error error = {0};
    if (options->format == FORMAT_CSV || options->format == FORMAT_JSON)
        capai_fail(
            &error, CAPAI_MSG_OPTION_VALUE,
            CAPAI_WORDS(CAPAI_TEXT("--format"),
                        options->format == FORMAT_CSV ? CAPAI_TEXT("csv") : CAPAI_TEXT("json"),
                        CAPAI_TEXT("text, md, man")));
    if (error.status) {
        print_error(&terminal, &error);
        return EXIT_UNUSABLE;
    }
    return guide_run(options, "capai.help");
}

enum exit_status command_complete(const struct options *options)
{
    return guide_run(options, "capai.complete");
}
