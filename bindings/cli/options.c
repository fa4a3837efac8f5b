#include "bindings/cli/cli.h"

#include <string.h>

#include "bindings/lua/language.h"
#include "capai/system.h"

enum option {
    OPTION_RULES,
    OPTION_RULES_PATH,
    OPTION_TABLE,
    OPTION_NAME,
    OPTION_FROM,
    OPTION_NOTATION,
    OPTION_FORMAT,
    OPTION_OUT,
    OPTION_BASELINE,
    OPTION_TAHUN,
    OPTION_TRIWULAN,
    OPTION_VERSI,
    OPTION_LIMIT_MEMORY,
    OPTION_LIMIT_TIME,
    OPTION_ISOLATE,
    OPTION_ALL,
    OPTION_LAYOUT,
    OPTION_TO,
    OPTION_FORMULAS,
    OPTION_JOBS,
    OPTION_RESUME,
    OPTION_QUIET,
    OPTION_COLUMNS,
    OPTION_SHARD,
    OPTION_PARTIAL,
    OPTION_FORCE_LIBCSV,
    OPTION_LIMIT_OPD,
    OPTION_LIMIT_OPD_TIME,
    OPTION_WATCH,
    OPTION_PORT,
    OPTION_LANG,
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_COUNT
};

_Static_assert(OPTION_COUNT <= 64, "each option has a bit of what was given");

#define DATA "eval, explain, compare"
#define AUDIT ", audit"
#define BATCH ", batch"
#define PREVIEW ", preview"
#define PACKS "rules, check, test, new"

static const struct {
    capai_text name;
    bool has_value;
    const char *commands; /* that know it, as a list; NULL: all */
} known[OPTION_COUNT] = {
    [OPTION_RULES] = {{"--rules", 7}, true, DATA AUDIT BATCH PREVIEW ", new"},
    [OPTION_RULES_PATH] = {{"--rules-path", 12}, true, DATA BATCH PREVIEW ", merge, " PACKS},
    [OPTION_TABLE] = {{"--table", 7}, true, "eval, compare"},
    [OPTION_FROM] = {{"--from", 6}, true, "new"},
    [OPTION_NAME] = {{"--name", 6}, true, "test"},
    [OPTION_NOTATION] = {{"--notation", 10}, true, DATA AUDIT BATCH PREVIEW},
    [OPTION_FORMAT] = {{"--format", 8}, true, DATA AUDIT ", rules, check, test, help"},
    [OPTION_OUT] = {{"-o", 2}, true, DATA AUDIT BATCH ", merge, dashboard"},
    [OPTION_BASELINE] = {{"--baseline", 10}, true, "audit"},
    [OPTION_TAHUN] = {{"--tahun", 7}, true, DATA BATCH PREVIEW ", new"},
    [OPTION_LANG] = {{"--lang", 6}, true, NULL},
    [OPTION_TRIWULAN] = {{"--triwulan", 10}, true, DATA BATCH PREVIEW},
    [OPTION_VERSI] = {{"--versi", 7}, true, DATA BATCH PREVIEW},
    [OPTION_LIMIT_MEMORY] = {{"--limit-memory", 14}, true, DATA BATCH PREVIEW ", " PACKS},
    [OPTION_LIMIT_TIME] = {{"--limit-time", 12}, true, DATA BATCH PREVIEW ", " PACKS},
    [OPTION_ISOLATE] = {{"--isolate", 9}, false, DATA ", " PACKS},
    [OPTION_ALL] = {{"--all", 5}, false, "explain"},
    [OPTION_LAYOUT] = {{"--layout", 8}, true, "batch, eval" PREVIEW},
    [OPTION_TO] = {{"--to", 4}, true, "batch"},
    [OPTION_FORMULAS] = {{"--formulas", 10}, false, "eval"},
    [OPTION_JOBS] = {{"--jobs", 6}, true, "batch"},
    [OPTION_RESUME] = {{"--resume", 8}, false, "batch"},
    [OPTION_FORCE_LIBCSV] = {{"--force-libcsv", 14}, false, "batch"},
    [OPTION_SHARD] = {{"--shard", 7}, true, "batch"},
    [OPTION_PARTIAL] = {{"--partial", 9}, false, "merge"},
    [OPTION_COLUMNS] = {{"--columns", 9}, true, "batch"},
    [OPTION_QUIET] = {{"--quiet", 7}, false, "batch, merge"},
    [OPTION_LIMIT_OPD] = {{"--limit-opd", 11}, true, "batch"},
    [OPTION_LIMIT_OPD_TIME] = {{"--limit-opd-time", 16}, true, "batch"},
    [OPTION_WATCH] = {{"--watch", 7}, false, "eval"},
    [OPTION_PORT] = {{"--port", 6}, true, "preview"},
    [OPTION_HELP] = {{"--help", 6}, false, NULL},
    [OPTION_VERSION] = {{"--version", 9}, false, NULL},
};

/* A value that must be one of a few words. */
static enum capai_status choose(capai_text option, const char *value, const capai_text *words,
                                size_t count, int *out, struct capai_error *err)
{
    char list[256];
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        if (capai_text_equal(capai_text_of(value), words[i])) {
            *out = (int)i;
            return CAPAI_OK;
        }
        size = capai_text_append(list, sizeof list, size, words[i]);
    }
    return capai_fail(err, CAPAI_MSG_OPTION_VALUE,
                      CAPAI_WORDS(option, capai_text_of(value), ((capai_text){list, size}),
                                  capai_text_nearest(capai_text_of(value), words, count)));
}

static enum capai_status parse_year(const char *value, struct options *options,
                                    struct capai_error *err)
{
    int year = 0;
    size_t digits = 0;
    if (strcmp(value, "semua") == 0) {
        options->all_years = true;
        return CAPAI_OK;
    }
    for (; value[digits] >= '0' && value[digits] <= '9' && digits < 5; digits++)
        year = year * 10 + (value[digits] - '0');
    if (digits != 4 || value[4] || year < 1900 || year > 2199)
        return capai_fail(err, CAPAI_MSG_OPTION_VALUE,
                          CAPAI_WORDS(known[OPTION_TAHUN].name, capai_text_of(value),
                                      CAPAI_TEXT("1900 .. 2199, semua")));
    options->year = year;
    return CAPAI_OK;
}

/* A whole number of at least 1. */
static enum capai_status parse_limit(enum option option, const char *value, unsigned most,
                                     const char *range, unsigned *out, struct capai_error *err)
{
    unsigned number = 0;
    size_t digits = 0;
    for (; value[digits] >= '0' && value[digits] <= '9' && number <= most; digits++)
        number = number * 10 + (unsigned)(value[digits] - '0');
    if (value[digits] || number < 1 || number > most)
        return capai_fail(
            err, CAPAI_MSG_OPTION_VALUE,
            CAPAI_WORDS(known[option].name, capai_text_of(value), capai_text_of(range)));
    *out = number;
    return CAPAI_OK;
}

/* A port; 0 stands for any that is free. */
static enum capai_status parse_port(const char *value, struct options *options,
                                    struct capai_error *err)
{
    options->has_port = true;
    return strcmp(value, "0") == 0
               ? CAPAI_OK
               : parse_limit(OPTION_PORT, value, 65535, "0 .. 65535", &options->port, err);
}

/* "I/N": part I of N. */
static enum capai_status parse_shard(const char *value, struct options *options,
                                     struct capai_error *err)
{
    unsigned numbers[2] = {0, 0};
    size_t which = 0, digits = 0;
    const char *whole = value;
    for (; *value == '/' || (*value >= '0' && *value <= '9'); value++) {
        if (*value == '/' && digits && which == 0) {
            which = 1;
            digits = 0;
        } else if (*value != '/' && ++digits <= 4) {
            numbers[which] = numbers[which] * 10 + (unsigned)(*value - '0');
        } else {
            break;
        }
    }
    if (*value || !digits || which == 0 || !numbers[0] || numbers[0] > numbers[1])
        return capai_fail(err, CAPAI_MSG_OPTION_VALUE,
                          CAPAI_WORDS(known[OPTION_SHARD].name, capai_text_of(whole),
                                      CAPAI_TEXT("1/4, 2/4 .. 4/4")));
    options->shard = numbers[0];
    options->shards = numbers[1];
    return CAPAI_OK;
}

static enum capai_status set_limit(enum option option, const char *value, struct options *options,
                                   struct capai_error *err)
{
    unsigned number = 0;
    enum capai_status status =
        option == OPTION_LIMIT_MEMORY
            ? parse_limit(option, value, 4096, "1 .. 4096 (MB)", &number, err)
            : parse_limit(option, value, 3600000, "1 .. 3600000 (ms)", &number, err);
    if (status)
        return status;
    if (option == OPTION_LIMIT_MEMORY)
        options->limits.memory = (size_t)number << 20;
    else
        options->limits.milliseconds = number;
    return CAPAI_OK;
}

/* An option that takes any text, or none. */
static void set_plain(enum option option, const char *value, struct options *options)
{
    const char **texts[OPTION_COUNT] = {
        [OPTION_RULES] = &options->rules,   [OPTION_RULES_PATH] = &options->rules_path,
        [OPTION_TABLE] = &options->table,   [OPTION_NAME] = &options->name,
        [OPTION_FROM] = &options->from,     [OPTION_BASELINE] = &options->baseline,
        [OPTION_LAYOUT] = &options->layout, [OPTION_COLUMNS] = &options->columns,
        [OPTION_TO] = &options->to};
    bool *flags[OPTION_COUNT] = {[OPTION_ALL] = &options->all,
                                 [OPTION_FORMULAS] = &options->formulas,
                                 [OPTION_ISOLATE] = &options->isolate,
                                 [OPTION_RESUME] = &options->resume,
                                 [OPTION_FORCE_LIBCSV] = &options->libcsv,
                                 [OPTION_PARTIAL] = &options->partial,
                                 [OPTION_QUIET] = &options->quiet,
                                 [OPTION_WATCH] = &options->watch,
                                 [OPTION_HELP] = &options->help,
                                 [OPTION_VERSION] = &options->version};
    if (option == OPTION_RULES) {
        options->first_rules = options->rules;
        options->rules_count++;
    }
    if (texts[option])
        *texts[option] = value;
    else if (flags[option])
        *flags[option] = true;
    else
        options->outputs[options->output_count++] = value;
}

static enum capai_status set_option(enum option option, const char *value, struct options *options,
                                    struct capai_error *err)
{
    static const capai_text formats[] = {{"text", 4}, {"csv", 3},   {"json", 4},
                                         {"md", 2},   {"sarif", 5}, {"man", 3}};
    static const capai_text notations[] = {{"indonesia", 9}, {"plain", 5}, {"us", 2}};
    static const capai_text versions[] = {{"murni", 5}, {"perubahan", 9}};
    static const capai_text quarters[] = {{"1", 1}, {"2", 1}, {"3", 1}, {"4", 1}};
    static const capai_text languages[] = {{"id", 2}, {"en", 2}};
    int choice = 0;
    enum capai_status status = CAPAI_OK;
    switch (option) {
    case OPTION_NOTATION: /* plain takes the grouping comma of the US too */
        status = choose(known[option].name, value, notations, 3, &choice, err);
        options->notation = choice ? CAPAI_NOTATION_PLAIN : CAPAI_NOTATION_INDONESIA;
        break;
    case OPTION_FORMAT:
        status = choose(known[option].name, value, formats, 6, &choice, err);
        options->format = (enum format)choice;
        options->has_format = true;
        break;
    case OPTION_TAHUN:
        return parse_year(value, options, err);
    case OPTION_VERSI:
        status = choose(known[option].name, value, versions, 2, &choice, err);
        options->versi = choice ? CAPAI_VERSI_PERUBAHAN : CAPAI_VERSI_MURNI;
        break;
    case OPTION_TRIWULAN:
        status = choose(known[option].name, value, quarters, 4, &choice, err);
        options->quarter = choice + 1;
        break;
    case OPTION_LANG:
        status = choose(known[option].name, value, languages, 2, &choice, err);
        options->language = (enum capai_language)choice;
        break;
    case OPTION_SHARD:
        return parse_shard(value, options, err);
    case OPTION_LIMIT_OPD:
        return parse_limit(option, value, 65536, "1 .. 65536 (MB)", &options->opd_memory, err);
    case OPTION_LIMIT_OPD_TIME:
        return parse_limit(option, value, 86400, "1 .. 86400 (s)", &options->opd_seconds, err);
    case OPTION_JOBS:
        return parse_limit(option, value, 256, "1 .. 256", &options->jobs, err);
    case OPTION_PORT:
        return parse_port(value, options, err);
    case OPTION_LIMIT_MEMORY:
    case OPTION_LIMIT_TIME:
        return set_limit(option, value, options, err);
    default:
        set_plain(option, value, options);
        break;
    }
    return status;
}

/* Finds "--name" or "--name=value"; *value is NULL when none is attached. */
static enum capai_status find_option(const char *argument, enum option *option, const char **value,
                                     struct capai_error *err)
{
    const char *equals = strchr(argument, '=');
    capai_text name = {argument, equals ? (size_t)(equals - argument) : strlen(argument)};
    capai_text names[OPTION_COUNT];
    *value = equals ? equals + 1 : NULL;
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        names[i] = known[i].name;
        if (capai_text_equal(name, known[i].name)) {
            *option = (enum option)i;
            return !*value || known[i].has_value
                       ? CAPAI_OK
                       : capai_fail(err, CAPAI_MSG_OPTION_NO_VALUE, CAPAI_WORDS(name));
        }
    }
    return capai_fail(err, CAPAI_MSG_OPTION_UNKNOWN,
                      CAPAI_WORDS(name, capai_text_nearest(name, names, OPTION_COUNT)));
}

/* True when a list such as "eval, explain" has the word. */
static bool lists(const char *list, capai_text word)
{
    for (const char *at = list; *at;) {
        size_t size = strcspn(at, ",");
        if (capai_text_equal((capai_text){at, size}, word))
            return true;
        at += size;
        at += strspn(at, ", ");
    }
    return false;
}

bool options_describe(size_t index, capai_text *name, bool *has_value)
{
    if (index >= OPTION_COUNT)
        return false;
    *name = known[index].name;
    *has_value = known[index].has_value;
    return true;
}

bool options_belongs(size_t index, capai_text command)
{
    return !known[index].commands || lists(known[index].commands, command);
}

/* Refuses a form that only one command writes. */
static enum capai_status check_form(const struct options *options, capai_text command,
                                    struct capai_error *err)
{
    bool sarif = options->format == FORMAT_SARIF, man = options->format == FORMAT_MAN;
    capai_text only = sarif ? CAPAI_TEXT("audit") : CAPAI_TEXT("help");
    if ((!sarif && !man) || capai_text_equal(command, only))
        return CAPAI_OK;
    return capai_fail(err, CAPAI_MSG_OPTION_ELSEWHERE,
                      CAPAI_WORDS(sarif ? CAPAI_TEXT("--format sarif") : CAPAI_TEXT("--format man"),
                                  command, only));
}

enum capai_status options_check(const struct options *options, capai_text command,
                                struct capai_error *err)
{
    for (enum option i = 0; i < OPTION_COUNT; i++) {
        if ((options->given & 1ull << i) && !options_belongs(i, command))
            return capai_fail(
                err, CAPAI_MSG_OPTION_ELSEWHERE,
                CAPAI_WORDS(known[i].name, command, capai_text_of(known[i].commands)));
    }
    enum capai_status status = check_form(options, command, err);
    if (status)
        return status;
    if (options->rules_count > 1 && !capai_text_equal(command, CAPAI_TEXT("compare")))
        return capai_fail(err, CAPAI_MSG_RULES_TWICE, CAPAI_NO_WORDS);
    return CAPAI_OK;
}

/* Notes that an option was given; only -o, and --rules of compare, may be given again. */
static enum capai_status note_given(enum option option, struct options *options,
                                    struct capai_error *err)
{
    bool again = options->given & 1ull << option;
    options->given |= 1ull << option;
    if (again && known[option].has_value && option != OPTION_OUT && option != OPTION_RULES)
        return capai_fail(err, CAPAI_MSG_OPTION_TWICE, CAPAI_WORDS(known[option].name));
    return CAPAI_OK;
}

/* The language that --lang asks for, wherever it stands, so that what is wrong before it is said in
 * it, too; that of the environment where it asks for none. */
static enum capai_language language_asked(int argc, char **argv)
{
    bool is_run = false;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        bool apart = strcmp(argv[i], "--lang") == 0 && i + 1 < argc;
        const char *value = apart                                 ? argv[i + 1]
                            : strncmp(argv[i], "--lang=", 7) == 0 ? argv[i] + 7
                                                                  : "";
        if (strcmp(value, "id") == 0)
            return CAPAI_INDONESIAN;
        if (strcmp(value, "en") == 0)
            return CAPAI_ENGLISH;
        if (is_run && argv[i][0] != '-')
            break; /* the script: what follows is its own */
        is_run |= strcmp(argv[i], "run") == 0;
    }
    return language_of_environment();
}

/* True for what stands in the place of a command and is data: eval is meant. So it is when a file
 * is dropped on the program. */
static bool is_data(const char *word)
{
    for (size_t i = 0; command_name(i).data; i++)
        if (capai_text_equal(capai_text_of(word), command_name(i)))
            return false;
    enum capai_file_kind kind = capai_file_kind_of(word);
    return kind == CAPAI_FILE_REGULAR || kind == CAPAI_FILE_FOLDER;
}

enum capai_status options_parse(int argc, char **argv, const char **room, struct options *options,
                                struct capai_error *err)
{
    bool only_names = false;
    *options = (struct options){
        .arguments = room, .outputs = room + argc, .language = language_asked(argc, argv)};
    for (int i = 1; i < argc; i++) {
        const char *argument = argv[i], *value;
        if (only_names || argument[0] != '-' || !argument[1]) {
            if (!options->command)
                options->command = is_data(argument) ? "eval" : argument;
            if (options->command != argument)
                room[options->argument_count++] = argument;
            /* what follows a script is the script's */
            only_names |= options->argument_count && strcmp(options->command, "run") == 0;
            continue;
        }
        if (strcmp(argument, "--") == 0) {
            only_names = true;
            continue;
        }
        enum option option = OPTION_COUNT;
        enum capai_status status = find_option(argument, &option, &value, err);
        if (!status && known[option].has_value && !value) {
            if (i + 1 == argc)
                return capai_fail(err, CAPAI_MSG_OPTION_NEEDS_VALUE,
                                  CAPAI_WORDS(known[option].name));
            value = argv[++i];
        }
        if (!status)
            status = note_given(option, options, err);
        if (!status)
            status = set_option(option, value, options, err);
        if (status)
            return status;
    }
    return CAPAI_OK;
}
