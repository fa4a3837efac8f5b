/* capai batch DATA... -o OUT: every OPD of the country. */
#include "bindings/cli/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bindings/lua/native.h"
#include "capai/system.h"

/* ---- rules ---- */

/* What one thread has of the packs. */
struct thread_rules {
    const char *name; /* that the user gave them; NULL: the data name them */
    struct capai_arena arena;
    struct capai_notices notices;
    const char *folders[2];
    struct capai_packs *packs;
    /* rules that were named, by year */
    int year;
    const struct capai_rules *named;
    struct thread_rules *next; /* of those that were opened */
};

/* The command. */
struct command {
    const struct options *options;
    const char *rules; /* what --rules says, or said when the shards were made */
    struct capai_arena arena;
    struct capai_notices notices;
    struct thread_rules *opened;
    struct progress progress;
    struct batch_outputs outputs;
    struct batch_reports reports;
    capai_text reports_name, reports_option;
    struct options reports_options; /* those of shards */
    struct capai_error unread; /* the script that could not be read when the rules were named */
};

static size_t list_folders(const struct options *options, struct capai_arena *arena,
                           const char **folders)
{
    size_t count = 0;
    const char *installed = capai_packs_installed(arena);
    if (options->rules_path)
        folders[count++] = options->rules_path;
    if (installed)
        folders[count++] = installed;
    return count;
}

static void *open_rules(void *user)
{
    struct command *command = user;
    struct thread_rules *rules = capai_arena_array(&command->arena, 1, sizeof *rules);
    if (!rules)
        return NULL;
    rules->name = command->rules;
    capai_arena_init(&rules->arena, NULL, NULL, 0);
    capai_notices_init(&rules->notices, &rules->arena, CAPAI_NOTICES_LIMIT);
    size_t count = list_folders(command->options, &rules->arena, rules->folders);
    if (!rules->arena.starved) /* else a folder may not have been seen */
        rules->packs = capai_packs_new(rules->folders, count, &rules->arena, &rules->notices);
    if (!rules->packs) {
        capai_arena_clear(&rules->arena);
        return NULL;
    }
    capai_packs_limit(rules->packs, command->options->limits);
    rules->next = command->opened;
    command->opened = rules;
    return rules;
}

static enum capai_status find_rules(void *opened, const struct capai_opd *opd,
                                    const struct capai_rules **out, struct capai_error *err)
{
    struct thread_rules *rules = opened;
    const char *name = rules->name;
    if (name && rules->named && rules->year == opd->tahun) {
        *out = rules->named;
        return CAPAI_OK;
    }
    if (!name && !opd->aturan.size)
        return capai_fail(
            err, CAPAI_MSG_RULES_NONE,
            CAPAI_WORDS(opd->opd, capai_packs_list(rules->packs, opd->tahun, &rules->arena)));
    if (!name)
        return capai_packs_find(rules->packs, opd->aturan, opd->tahun, out, err);
    enum capai_status status = capai_packs_named(rules->packs, name, opd->tahun, out, err);
    if (!status) {
        rules->named = *out;
        rules->year = opd->tahun;
    }
    return status;
}

static size_t list_scripts(void *opened, const struct capai_rules *rules,
                           const struct capai_input **list)
{
    return capai_packs_scripts(((struct thread_rules *)opened)->packs, rules, list);
}

static void close_rules(void *opened)
{
    struct thread_rules *rules = opened;
    if (rules)
        capai_packs_free(rules->packs);
    if (rules)
        rules->packs = NULL;
}

/* ---- reports ---- */

static enum capai_status make_report(void *user, void *opened,
                                     const struct capai_batch_report *report, capai_text *out,
                                     struct capai_error *err)
{
    const struct command *command = user;
    return batch_report_make(&command->reports, ((struct thread_rules *)opened)->packs, report, out,
                             err);
}

/* Reports of shards that wait for ranks are made as the shards made theirs. */
static enum capai_status adopt_reports(void *user, capai_text option,
                                       struct capai_batch_reports *out, struct capai_error *err)
{
    struct command *command = user;
    if (!batch_reports_adopt(option, command->options, &command->arena, &command->reports_options))
        return capai_fail_memory(err);
    enum capai_status status =
        batch_reports_read(&command->reports_options, &command->outputs, &command->arena,
                           &command->reports, &out->name, err);
    out->make = make_report;
    out->endings = command->reports.endings;
    out->count = command->reports.count;
    return status;
}

/* ---- what chooses the rules ---- */

/* A digest and a line end, where there is such a file; one that is there and cannot be read would
 * make other rules of the same. */
static void add_script(struct command *command, FILE *list, const char *path)
{
    capai_text text;
    char digest[CAPAI_SHA256_TEXT];
    struct capai_error error = {0};
    if (capai_file_read(path, &command->arena, &text, &error) == CAPAI_OK) {
        capai_sha256(text, digest);
        fprintf(list, "%s\n", digest);
    } else if (error.status == CAPAI_ERR_MEMORY || error.message == CAPAI_MSG_FILE_READ) {
        command->unread = error;
    }
}

/* The option, and all scripts that it or the data can mean: a run goes on only with the same. */
static bool name_rules(struct command *command, capai_text *out)
{
    const char *folders[2], *name = command->rules;
    struct native_spool spool;
    native_spool_open(&spool);
    FILE *list = spool.stream;
    if (!list) {
        capai_fail_memory(&command->unread);
        return false;
    }
    fprintf(list, "%s\n", name ? name : "");
    if (name)
        add_script(command, list, name);
    size_t count = list_folders(command->options, &command->arena, folders);
    if (command->arena.starved)
        capai_fail_memory(&command->unread);
    for (size_t f = 0; f < count; f++) {
        capai_text *names;
        size_t found;
        if (capai_folder_list(folders[f], ".lua", &command->arena, &names, &found,
                              &command->unread) != CAPAI_OK)
            break;
        for (size_t i = 0; i < found; i++) {
            const char *path = capai_path_join(folders[f], names[i].data, &command->arena);
            if (path)
                add_script(command, list, path);
            else
                capai_fail_memory(&command->unread);
        }
    }
    *out = native_spool_take(&spool, &command->arena);
    if (!out->data)
        capai_fail_memory(&command->unread);
    return !command->unread.status;
}

static bool adopt(void *user, capai_text option, capai_text *name)
{
    struct command *command = user;
    command->rules = option.data;
    return name_rules(command, name);
}

/* ---- the end ---- */

static bool same_notice(const struct capai_error *a, const struct capai_error *b)
{
    return a->message == b->message && a->line == b->line &&
           (a->file == b->file || (a->file && b->file && strcmp(a->file, b->file) == 0)) &&
           memcmp(a->word, b->word, sizeof a->word) == 0 &&
           memcmp(a->text, b->text, a->word[CAPAI_ERROR_WORDS]) == 0;
}

/* Complaints of the packs, each once, whichever threads have made it. */
static void gather_notices(struct command *command)
{
    size_t before = command->notices.count;
    for (const struct thread_rules *rules = command->opened; rules; rules = rules->next)
        for (size_t i = 0; i < rules->notices.count; i++) {
            bool known = false;
            for (size_t k = before; k < command->notices.count && !known; k++)
                known = same_notice(&command->notices.list[k], &rules->notices.list[i]);
            if (!known)
                capai_notices_add(&command->notices, &rules->notices.list[i]);
        }
}

static void print_done(struct command *command, const struct terminal *terminal,
                       const struct capai_batch_summary *summary)
{
    if (command->options->quiet)
        return;
    batch_summary(terminal, summary, &command->arena);
    batch_outputs_announce(&command->outputs, terminal);
}

static enum exit_status end(struct command *command, const struct capai_batch_summary *summary,
                            const struct capai_error *error)
{
    struct terminal terminal = terminal_of(stderr, command->options->language);
    enum exit_status status = EXIT_DONE;
    gather_notices(command);
    if (command->outputs.folder)
        batch_outputs_end(&command->outputs, !error->status);
    if (error->status) {
        capai_notices_add(&command->notices, error);
        status = exit_status_of(error->status);
    } else if (!command->options->shards && !command->options->partial &&
               summary->failed == summary->opds) {
        status = EXIT_UNUSABLE;
    }
    capai_notices_sort(&command->notices);
    print_notices(&terminal, &command->notices, NULL, NULL);
    for (enum capai_status s = CAPAI_ERR_DATA; s <= CAPAI_ERR_MEMORY; s++) {
        /* a file of the data that the system does not give is one error of them: there are results,
         * and what says that the system failed says that there are none */
        const enum exit_status one =
            s >= CAPAI_ERR_SYSTEM && !error->status ? EXIT_FOUND : exit_status_of(s);
        if (command->notices.seen[s] && one > status)
            status = one;
    }
    if (!error->status)
        print_done(command, &terminal, summary);
    for (struct thread_rules *rules = command->opened, *next; rules; rules = next) {
        next = rules->next;
        close_rules(rules);
        capai_arena_clear(&rules->arena);
    }
    capai_arena_clear(&command->arena);
    return status;
}

static void check_options(const struct options *options, struct capai_error *error)
{
    if (!options->argument_count)
        capai_fail(error, CAPAI_MSG_DATA_NEEDED, CAPAI_WORDS(CAPAI_TEXT("batch")));
    else if (!options->output_count)
        capai_fail(error, CAPAI_MSG_BATCH_FOLDER, CAPAI_NO_WORDS);
}

static void begin(struct command *command, const struct options *options)
{
    *command = (struct command){.options = options, .rules = options->rules};
    capai_heed_pipes();
    capai_arena_init(&command->arena, NULL, NULL, 0);
    capai_notices_init(&command->notices, &command->arena, CAPAI_NOTICES_LIMIT);
}

static struct capai_batch batch_of(struct command *command)
{
    const struct options *options = command->options;
    return (struct capai_batch){
        .paths = options->arguments,
        .path_count = options->argument_count,
        .folder = command->outputs.folder,
        .columns = options->columns,
        .data = {.notation = options->notation,
                 .year = options->year,
                 .quarter = options->quarter,
                 .versi = options->versi},
        .rules = {.user = command,
                  .open = open_rules,
                  .find = find_rules,
                  .scripts = list_scripts,
                  .close = close_rules,
                  .adopt = adopt,
                  .option = capai_text_of(options->rules)},
        .delivery = {.deliver = command->outputs.count ? batch_outputs_deliver : NULL,
                     .user = &command->outputs,
                     .only = command->outputs.only},
        .reports = {.make = command->reports.count ? make_report : NULL,
                    .user = command,
                    .endings = command->reports.endings,
                    .count = command->reports.count,
                    .name = command->reports_name,
                    .option = command->reports_option,
                    .adopt = adopt_reports},
        .jobs = options->jobs,
        .resume = options->resume,
        .libcsv = options->libcsv,
        .shard = options->shard,
        .shards = options->shards,
        .partial = options->partial,
        .opd_memory = (size_t)options->opd_memory << 20,
        .opd_milliseconds = options->opd_seconds * 1000,
        .user = &command->progress,
        .progress = progress_tell,
    };
}

/* What -o names cannot be written. */
static enum exit_status refuse(struct command *command, const struct capai_error *error)
{
    struct terminal terminal = terminal_of(stderr, command->options->language);
    print_error(&terminal, error);
    enum exit_status status = exit_status_of(error->status);
    capai_arena_clear(&command->arena);
    return status;
}

enum exit_status command_batch(const struct options *options)
{
    struct command command;
    struct capai_batch_summary summary = {.opds = 0};
    struct capai_error error = {0};
    struct terminal terminal = terminal_of(stderr, options->language);
    check_options(options, &error);
    if (error.status) {
        print_error(&terminal, &error);
        return EXIT_UNUSABLE;
    }
    begin(&command, options);
    if (batch_outputs_read(options, &command.arena, &command.outputs, &error) != CAPAI_OK ||
        batch_reports_read(options, &command.outputs, &command.arena, &command.reports,
                           &command.reports_name, &error) != CAPAI_OK)
        return refuse(&command, &error);
    if (options->layout)
        command.reports_option = batch_reports_option(options, &command.arena);
    struct capai_batch batch = batch_of(&command);
    progress_begin(&command.progress, options->quiet ? NULL : &terminal);
    if (options->layout && !command.reports_option.data)
        capai_fail_memory(&error);
    else if (!name_rules(&command, &batch.rules.name))
        error = command.unread;
    else
        capai_batch_run(&batch, &command.arena, &command.notices, &summary, &error);
    progress_end(&command.progress);
    return end(&command, &summary, &error);
}

enum exit_status command_merge(const struct options *options)
{
    struct command command;
    struct capai_batch_summary summary = {.opds = 0};
    struct capai_error error = {0};
    struct terminal terminal = terminal_of(stderr, options->language);
    if (!options->argument_count || !options->output_count) {
        capai_fail(&error, CAPAI_MSG_MERGE_NEEDED, CAPAI_NO_WORDS);
        print_error(&terminal, &error);
        return EXIT_UNUSABLE;
    }
    begin(&command, options);
    if (batch_outputs_read(options, &command.arena, &command.outputs, &error) != CAPAI_OK)
        return refuse(&command, &error);
    const struct capai_batch batch = batch_of(&command);
    progress_begin(&command.progress, options->quiet ? NULL : &terminal);
    capai_batch_merge(&batch, &command.arena, &command.notices, &summary, &error);
    progress_end(&command.progress);
    if (command.unread.status)
        error = command.unread;
    return end(&command, &summary, &error);
}
