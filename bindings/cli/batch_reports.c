/* The reports of single OPDs that a batch makes by a layout. */
#include <string.h>

#include "bindings/cli/batch.h"
#include "bindings/cli/document.h"
#include "bindings/lua/layout.h"
#include "bindings/lua/native.h"
#include "capai/manifest.h"

/* A workbook is none of them: the library that writes it is not made for several threads. */
static const struct {
    capai_text ending;
    enum format format;
} forms[] = {{{"docx", 4}, FORMAT_DOCX}, {{"html", 4}, FORMAT_HTML}, {{"md", 2}, FORMAT_MARKDOWN}};
enum { FORMS = sizeof forms / sizeof *forms };

/* ---- what is asked for ---- */

static enum capai_status refuse_form(capai_text word, struct capai_error *err)
{
    capai_text names[FORMS];
    char list[64];
    size_t size = 0;
    for (size_t i = 0; i < FORMS; i++) {
        names[i] = forms[i].ending;
        size = capai_text_append(list, sizeof list, size, names[i]);
    }
    return capai_fail(err, CAPAI_MSG_OPTION_VALUE,
                      CAPAI_WORDS(CAPAI_TEXT("--to"), word, ((capai_text){list, size}),
                                  capai_text_nearest(word, names, FORMS)));
}

/* Adds the form of that name, unless it is there. */
static enum capai_status add_form(capai_text word, struct batch_reports *out,
                                  struct capai_error *err)
{
    for (size_t i = 0; i < FORMS; i++) {
        if (!capai_text_equal(word, forms[i].ending))
            continue;
        for (size_t k = 0; k < out->count; k++)
            if (out->formats[k] == forms[i].format)
                return CAPAI_OK;
        out->endings[out->count] = forms[i].ending;
        out->formats[out->count++] = forms[i].format;
        return CAPAI_OK;
    }
    return refuse_form(word, err);
}

static enum capai_status read_forms(const char *list, struct batch_reports *out,
                                    struct capai_error *err)
{
    enum capai_status status = CAPAI_OK;
    for (const char *at = list; !status; at++) {
        size_t size = strcspn(at, ",");
        status = add_form(capai_text_trim((capai_text){at, size}), out, err);
        at += size;
        if (!*at)
            break;
    }
    return status;
}

/* The layout, and its digest: a run goes on only with the same. */
static enum capai_status name_layout(const char *layout, struct capai_arena *arena,
                                     capai_text *name, struct capai_error *err)
{
    struct capai_input script;
    char digest[CAPAI_SHA256_TEXT];
    enum capai_status status = layout_read(layout, arena, &script, err);
    if (status)
        return status;
    capai_sha256(script.bytes, digest);
    *name = capai_text_copy(capai_text_of(digest), arena);
    return name->data ? CAPAI_OK : capai_fail_memory(err);
}

enum capai_status batch_reports_read(const struct options *options,
                                     const struct batch_outputs *outputs, struct capai_arena *arena,
                                     struct batch_reports *out, capai_text *name,
                                     struct capai_error *err)
{
    *out = (struct batch_reports){.options = options};
    *name = CAPAI_NO_TEXT;
    if (!options->layout)
        return options->to ? document_need_layout("--to", err) : CAPAI_OK;
    if (outputs->only)
        return capai_fail(err, CAPAI_MSG_BATCH_REPORT_FOLDER, CAPAI_NO_WORDS);
    out->endings = capai_arena_array(arena, FORMS, sizeof *out->endings);
    out->formats = capai_arena_array(arena, FORMS, sizeof *out->formats);
    if (!out->endings || !out->formats)
        return capai_fail_memory(err);
    enum capai_status status = read_forms(options->to ? options->to : "docx", out, err);
    return status ? status : name_layout(options->layout, arena, name, err);
}

/* ---- for shards ---- */

/* What stands before the texts of --to and --layout, each of which ends with a NUL. */
struct option_head {
    size_t memory;
    unsigned milliseconds;
};

capai_text batch_reports_option(const struct options *options, struct capai_arena *arena)
{
    struct option_head head;
    const char *to = options->to ? options->to : "";
    const size_t size = sizeof head + strlen(to) + 1 + strlen(options->layout) + 1;
    char *text = capai_arena_alloc(arena, size);
    if (!text)
        return CAPAI_NO_TEXT;
    memset(&head, 0, sizeof head);
    head.memory = options->limits.memory;
    head.milliseconds = options->limits.milliseconds;
    memcpy(text, &head, sizeof head);
    memcpy(text + sizeof head, to, strlen(to) + 1);
    memcpy(text + sizeof head + strlen(to) + 1, options->layout, strlen(options->layout) + 1);
    return (capai_text){text, size};
}

bool batch_reports_adopt(capai_text option, const struct options *options,
                         struct capai_arena *arena, struct options *own)
{
    struct option_head head;
    option = capai_text_copy(option, arena);
    if (!option.data || option.size < sizeof head)
        return false;
    memcpy(&head, option.data, sizeof head);
    const char *to = option.data + sizeof head;
    *own = *options;
    own->limits.memory = head.memory;
    own->limits.milliseconds = head.milliseconds;
    own->to = *to ? to : NULL;
    own->layout = to + strlen(to) + 1;
    return true;
}

/* ---- one report ---- */

/* What is written of one document. */
struct writing {
    const struct batch_reports *reports;
    struct capai_arena *arena; /* of the bytes */
    capai_text *out;
    struct capai_error *err;
};

static void write_forms(const struct document *document, void *user)
{
    struct writing *w = user;
    for (size_t i = 0; i < w->reports->count && !w->err->status; i++) {
        struct native_spool spool;
        native_spool_open(&spool);
        bool done = spool.stream &&
                    document_write(document, 0, w->reports->formats[i], spool.stream, w->err);
        w->out[i] = spool.stream ? native_spool_take(&spool, w->arena) : CAPAI_NO_TEXT;
        if (!w->err->status && (!done || !w->out[i].data))
            capai_fail_memory(w->err);
    }
}

/* The failure among what a session complains of. */
static void take_failure(const struct session *session, struct capai_error *err)
{
    for (size_t i = 0; i < session->notices.count && !err->status; i++)
        if (session->notices.list[i].status >= CAPAI_ERR_DATA)
            *err = session->notices.list[i];
    if (!err->status && session->status != EXIT_DONE)
        capai_fail_memory(err);
}

/* What an error names outlives the session, too. */
static enum capai_status keep_file(struct capai_error *error, struct capai_arena *arena)
{
    if (!error->file)
        return error->status;
    const capai_text file = capai_text_copy(capai_text_of(error->file), arena);
    if (!file.data)
        *error = (struct capai_error){0};
    if (!file.data)
        return capai_fail_memory(error);
    error->file = file.data;
    return error->status;
}

enum capai_status batch_report_make(const struct batch_reports *reports, struct capai_packs *packs,
                                    const struct capai_batch_report *report, capai_text *out,
                                    struct capai_error *err)
{
    struct capai_error error = {0};
    struct capai_dataset *dataset = report->dataset;
    struct session session = {.options = reports->options,
                              .datasets = &dataset,
                              .dataset_count = 1,
                              .packs = packs,
                              .texts = report->texts,
                              .text_count = report->text_count,
                              .evaluation = report->evaluation};
    struct writing writing = {reports, report->arena, out, &error};
    capai_arena_init(&session.arena, NULL, NULL, 0);
    capai_notices_init(&session.notices, &session.arena, CAPAI_NOTICES_LIMIT);
    document_make(&session, report->trace, write_forms, &writing);
    if (!error.status)
        take_failure(&session, &error);
    enum capai_status status = keep_file(&error, report->arena);
    capai_arena_clear(&session.arena);
    if (status && err)
        *err = error;
    return status;
}
