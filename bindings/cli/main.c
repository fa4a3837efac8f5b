#include "bindings/cli/cli.h"

#include <stdlib.h>
#include <string.h>

#include "capai/version.h"

struct command {
    capai_text name;
    enum exit_status (*run)(const struct options *options);
};

static const struct command commands[] = {
    {{"eval", 4}, command_eval}, {{"test", 4}, command_test}, {{"run", 3}, command_run},
    {{"repl", 4}, command_repl}, {{"help", 4}, command_help},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static const struct command *find_command(const char *name, struct capai_error *error)
{
    capai_text names[COMMANDS];
    for (size_t i = 0; i < COMMANDS; i++) {
        names[i] = commands[i].name;
        if (capai_text_equal(capai_text_of(name), commands[i].name))
            return &commands[i];
    }
    capai_text wanted = capai_text_of(name);
    capai_fail(error, CAPAI_MSG_COMMAND_UNKNOWN,
               CAPAI_WORDS(wanted, capai_text_nearest(wanted, names, COMMANDS)));
    return NULL;
}

static enum exit_status run(const struct options *options, struct capai_error *error)
{
    if (options->version) {
        printf("capai %s\n", CAPAI_VERSION);
        return fflush(stdout) == 0 ? EXIT_DONE : EXIT_SYSTEM;
    }
    if (options->help || !options->command)
        return command_help(options);
    const struct command *command = find_command(options->command, error);
    return command ? command->run(options) : EXIT_UNUSABLE;
}

int main(int argc, char **argv)
{
    static char lines[BUFSIZ]; /* complaints go out line by line, not letter by letter */
    setvbuf(stderr, lines, _IOLBF, sizeof lines);
    struct capai_error error = {0};
    struct options options;
    enum exit_status status = EXIT_UNUSABLE;
    const char **room = calloc((size_t)argc + 1, 2 * sizeof *room);
    if (!room)
        return EXIT_SYSTEM;
    if (options_parse(argc, argv, room, &options, &error) == CAPAI_OK)
        status = run(&options, &error);
    if (error.status) {
        struct terminal terminal = terminal_of(stderr, options.language);
        print_error(&terminal, &error);
    }
    free(room);
    return (int)status;
}
