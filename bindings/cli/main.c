#include "bindings/cli/cli.h"

#include <stdlib.h>
#include <string.h>
#if defined __GLIBC__
#include <malloc.h>
#endif

#include "bindings/cli/near_path.h"
#include "bindings/lua/language.h"
#include "capai/system.h"
#include "capai/version.h"

struct command {
    capai_text name;
    enum exit_status (*run)(const struct options *options);
    enum {
        ALONE, /* takes no arguments */
        HERE,
        ISOLATED_ON_REQUEST,
        ISOLATED /* packs that nobody knows yet */
    } where;
};

static const struct command commands[] = {
    {{"eval", 4}, command_eval, ISOLATED_ON_REQUEST},
    {{"explain", 7}, command_explain, ISOLATED_ON_REQUEST},
    {{"compare", 7}, command_compare, ISOLATED_ON_REQUEST},
    {{"preview", 7}, command_preview, HERE},
    {{"audit", 5}, command_audit, HERE},
    {{"batch", 5}, command_batch, HERE},
    {{"merge", 5}, command_merge, HERE},
    {{"dashboard", 9}, command_dashboard, HERE},
    {{"rules", 5}, command_rules, ISOLATED},
    {{"check", 5}, command_check, ISOLATED},
    {{"test", 4}, command_test, ISOLATED},
    {{"new", 3}, command_new, ISOLATED},
    {{"run", 3}, command_run, HERE},
    {{"repl", 4}, command_repl, ALONE},
    {{"help", 4}, command_help, HERE},
    {{"complete", 8}, command_complete, HERE},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

capai_text command_name(size_t index)
{
    return index < COMMANDS ? commands[index].name : CAPAI_NO_TEXT;
}

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

/* ---- a process of its own ---- */

/* Processor time and memory: far more than a province of OPDs takes. */
static const struct capai_child_limits child_limits = {300, (size_t)4 << 30};

struct isolated {
    const struct command *command;
    const struct options *options;
};

static int run_isolated(void *user)
{
    const struct isolated *isolated = user;
    return (int)isolated->command->run(isolated->options);
}

static enum exit_status run_command(const struct command *command, const struct options *options,
                                    struct capai_error *error)
{
    struct isolated isolated = {command, options};
    int status;
    if (command->where == ALONE && options->argument_count) {
        capai_fail(error, CAPAI_MSG_ARGUMENT_EXTRA,
                   CAPAI_WORDS(capai_text_of(options->arguments[0]), command->name));
        return EXIT_UNUSABLE;
    }
    /* who watches isolates each round */
    if (command->where <= HERE ||
        (command->where == ISOLATED_ON_REQUEST && (!options->isolate || options->watch)))
        return command->run(options);
    if (capai_child_run(child_limits, run_isolated, &isolated, &status, error) != CAPAI_OK)
        return exit_status_of(error->status);
    return (enum exit_status)status;
}

/* ---- the command line ---- */

/* What `capai COMMAND --help` shows, whatever else stands there. */
static enum exit_status help_on(const struct options *options)
{
    struct options own = *options;
    const char *topic = options->command;
    own.arguments = &topic;
    own.argument_count = 1;
    own.format = FORMAT_TEXT;
    return command_help(&own);
}

/* Packs that are looked for in no folder at all would be those of another one. */
static enum capai_status check_folder(const struct options *options, struct capai_error *error)
{
    struct capai_arena arena;
    const char *path = options->rules_path;
    if (!path || capai_file_kind_of(path) == CAPAI_FILE_FOLDER)
        return CAPAI_OK;
    capai_arena_init(&arena, NULL, NULL, 0);
    capai_fail(error, CAPAI_MSG_RULES_PATH,
               CAPAI_WORDS(capai_text_of(path), near_path(path, &arena)));
    capai_arena_clear(&arena);
    return error->status;
}

static enum exit_status run(const struct options *options, struct capai_error *error)
{
    if (options->version) {
        printf("capai %s\n", CAPAI_VERSION);
        return exit_status_of(finish_output(error));
    }
    if (!options->command)
        return options->help ? command_help(options) : command_start(options);
    const struct command *command = find_command(options->command, error);
    if (command && options->help)
        return help_on(options);
    if (!command || options_check(options, command->name, error) != CAPAI_OK ||
        check_folder(options, error) != CAPAI_OK)
        return EXIT_UNUSABLE;
    return run_command(command, options, error);
}

/* What is large goes back to the system when it is freed, not only when nothing lies behind it:
 * else the blocks of a file that was scanned stay beside the results of all OPDs. */
static void give_back(void)
{
#if defined __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 256 * 1024);
#endif
}

int main(int argc, char **argv)
{
    static char lines[BUFSIZ]; /* complaints go out line by line, not letter by letter */
    setvbuf(stderr, lines, _IOLBF, sizeof lines);
    give_back();
    capai_heed_limits();
    capai_hold_streams();
    struct capai_error error = {0};
    struct options options;
    enum exit_status status = EXIT_UNUSABLE;
    const char **room = calloc((size_t)argc + 1, 2 * sizeof *room);
    options.language = language_of_environment();
    if (!room)
        status = exit_status_of(capai_fail_memory(&error));
    else if (options_parse(argc, argv, room, &options, &error) == CAPAI_OK)
        status = run(&options, &error);
    if (error.status) {
        struct terminal terminal = terminal_of(stderr, options.language);
        print_error(&terminal, &error);
    }
    free(room);
    return (int)status;
}
