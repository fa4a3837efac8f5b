/* capai preview DATA...: the report in a browser, made anew whenever data, rules, layout or texts
 * change. Its frame, which says how current it is, is scripts/preview/. */
#define _POSIX_C_SOURCE 200809L

#include <event2/event.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bindings/cli/document.h"
#include "bindings/cli/live.h"
#include "bindings/cli/server.h"
#include "bindings/lua/native.h"
#include "capai/system.h"

/* Tried first where no port is asked for, so that a tab finds the next preview, too. */
enum { USUAL_PORT = 8717 };

#define USUAL_LAYOUT "ringkas"

/* Width of complaints on the page, which breaks their lines where it is narrower. */
enum { WIDTH = 100 };

enum { FILE_FRAME, FILE_SCRIPT, FILE_STYLE, FILE_REPORT, FILES };

struct preview {
    struct options options;
    struct capai_arena arena;
    struct live *live;
    struct server *server;
    struct server_file files[FILES];
    char *report;                   /* the last that was made; NULL: none */
    char digest[CAPAI_SHA256_TEXT]; /* of it */
    char made[24];                  /* when: seconds since 1970 */
    char *complaints, *count;       /* of the last round; NULL: none */
    enum exit_status status;        /* of it */
    bool current;                   /* the report is of the last round */
};

/* ---- one round, in its own process ---- */

struct page {
    struct session *session;
    FILE *told;
};

static void tell_page(const struct document *document, void *user)
{
    struct page *page = user;
    struct capai_error error = {0};
    struct native_spool spool;
    native_spool_open(&spool);
    if (!spool.stream) {
        session_note_memory(page->session);
        return;
    }
    bool written = document_write(document, 0, FORMAT_HTML, spool.stream, &error);
    const capai_text bytes = native_spool_take(&spool, &page->session->arena);
    if (!written)
        session_note(page->session, &error);
    else if (!bytes.data)
        session_note_memory(page->session);
    else
        live_tell(page->told, "report", bytes);
}

/* "2 errors, 1 warning"; empty where there is nothing. */
static void count_complaints(const struct session *session, char *text, size_t size)
{
    struct capai_error line = {0};
    char numbers[2][CAPAI_DECIMAL_TEXT];
    size_t errors = 0, warnings = session->notices.seen[CAPAI_WARNING];
    for (enum capai_status s = CAPAI_ERR_DATA; s <= CAPAI_ERR_MEMORY; s++)
        errors += session->notices.seen[s];
    capai_decimal_format(capai_decimal_from_int((int64_t)errors), CAPAI_NOTATION_INDONESIA,
                         numbers[0]);
    capai_decimal_format(capai_decimal_from_int((int64_t)warnings), CAPAI_NOTATION_INDONESIA,
                         numbers[1]);
    capai_fail(&line, CAPAI_MSG_LABEL_PREVIEW_COUNT,
               CAPAI_WORDS(errors ? capai_text_of(numbers[0]) : CAPAI_NO_TEXT,
                           warnings ? capai_text_of(numbers[1]) : CAPAI_NO_TEXT,
                           errors && warnings ? CAPAI_TEXT(", ") : CAPAI_NO_TEXT));
    capai_error_text(&line, session->options->language, false, text, size);
}

/* What a terminal would show, in colour, to be shown on the page. */
static void tell_complaints(struct session *session, FILE *told)
{
    char count[128];
    struct native_spool spool;
    native_spool_open(&spool);
    if (!spool.stream) {
        session_note_memory(session);
        return;
    }
    const struct terminal terminal = {.file = spool.stream,
                                      .width = WIDTH,
                                      .colour = true,
                                      .language = session->options->language};
    session_complain(session, &terminal);
    const capai_text bytes = native_spool_take(&spool, &session->arena);
    if (bytes.data) {
        count_complaints(session, count, sizeof count);
        live_tell(told, "complaints", bytes);
        live_tell(told, "count", capai_text_of(count));
    } else {
        session_note_memory(session);
    }
}

static enum exit_status work(void *user, FILE *told)
{
    const struct preview *preview = user;
    struct session session;
    struct capai_trace trace;
    struct page page = {&session, told};
    session_begin(&session, &preview->options, preview->options.argument_count, &trace);
    if (session_has_results(&session))
        document_make(&session, &trace, tell_page, &page);
    struct sources sources = {.arena = &session.arena};
    sources_of_session(&sources, &session);
    live_tell_sources(told, &sources);
    if (sources.failed)
        session_note_memory(&session);
    tell_complaints(&session, told);
    return session_end(&session);
}

/* ---- what the page is told ---- */

static bool write_buffer(void *user, const char *data, size_t size)
{
    return fwrite(data, 1, size, user) == size;
}

/* A line of text, as {"name": text, ...}; the caller frees it. NULL: memory. */
static char *json_of(const char *const *names, const char *const *texts, size_t count, size_t *size)
{
    struct native_spool spool;
    struct capai_arena arena;
    native_spool_open(&spool);
    if (!spool.stream)
        return NULL;
    capai_arena_init(&arena, NULL, NULL, 0);
    struct capai_sink sink = {write_buffer, spool.stream, false};
    for (size_t i = 0; i < count; i++) {
        fprintf(spool.stream, "%s\"%s\": ", i ? ", " : "{", names[i]);
        capai_write_json_text(&sink, capai_text_of(texts[i]));
    }
    fputs("}", spool.stream);
    const capai_text text = native_spool_take(&spool, &arena);
    char *line = text.data ? malloc(text.size) : NULL;
    if (line)
        memcpy(line, text.data, text.size);
    *size = text.size;
    capai_arena_clear(&arena);
    return line;
}

static void tell_state(struct preview *preview, const char *state)
{
    static const char *const names[] = {"keadaan", "laporan", "pukul", "pesan", "hitungan"};
    const char *texts[] = {state, preview->report ? preview->digest : NULL,
                           preview->report ? preview->made : NULL, preview->complaints,
                           preview->count};
    size_t size;
    char *line = json_of(names, texts, sizeof names / sizeof *names, &size);
    if (line)
        server_tell(preview->server, (capai_text){line, size});
    free(line);
}

/* How current the report is. */
static const char *state_of(const struct preview *preview)
{
    if (!preview->current)
        return "gagal";
    return preview->status == EXIT_DONE ? "mutakhir" : "cacat";
}

static void begun(void *user)
{
    tell_state(user, "menghitung");
}

/* Replaces a text by a copy of another; true unless memory ran out. */
static bool keep(char **kept, capai_text text)
{
    char *copy = text.data ? malloc(text.size + 1) : NULL;
    if (copy) {
        memcpy(copy, text.data, text.size);
        copy[text.size] = '\0';
    }
    free(*kept);
    *kept = copy;
    return copy || !text.data;
}

static void keep_report(struct preview *preview, capai_text report)
{
    struct server_file *file = &preview->files[FILE_REPORT];
    preview->current = report.data && keep(&preview->report, report);
    if (preview->current) {
        capai_sha256(report, preview->digest);
        snprintf(preview->made, sizeof preview->made, "%lld", (long long)time(NULL));
    }
    file->bytes = preview->current  ? (capai_text){preview->report, report.size}
                  : preview->report ? file->bytes
                                    : CAPAI_NO_TEXT;
}

/* The complaint about a round that was ended, as the others are. */
static void keep_error(struct preview *preview, const struct capai_error *error)
{
    struct capai_arena arena;
    struct native_spool spool;
    native_spool_open(&spool);
    struct terminal terminal = {.file = spool.stream,
                                .width = WIDTH,
                                .colour = true,
                                .language = preview->options.language};
    if (!spool.stream)
        return;
    capai_arena_init(&arena, NULL, NULL, 0);
    print_error(&terminal, error);
    const capai_text bytes = native_spool_take(&spool, &arena);
    if (bytes.data)
        keep(&preview->complaints, bytes);
    keep(&preview->count, CAPAI_NO_TEXT);
    capai_arena_clear(&arena);
}

static void ended(void *user, const struct round *round)
{
    struct preview *preview = user;
    struct terminal terminal = terminal_of(stderr, preview->options.language);
    preview->status = round->status;
    keep_report(preview, round->error ? CAPAI_NO_TEXT : live_part(round, "report"));
    if (round->error) {
        print_error(&terminal, round->error);
        keep_error(preview, round->error);
    } else {
        keep(&preview->complaints, live_part(round, "complaints"));
        keep(&preview->count, live_part(round, "count"));
    }
    tell_state(preview, state_of(preview));
    enum capai_message label = preview->current  ? CAPAI_MSG_LABEL_PREVIEW_MADE
                               : preview->report ? CAPAI_MSG_LABEL_PREVIEW_OLD
                                                 : CAPAI_MSG_LABEL_PREVIEW_NONE;
    terminal_put(&terminal, STYLE_SOFT, capai_text_of(capai_label(label, terminal.language)));
    fputc('\n', stderr);
}

/* ---- the command ---- */

/* The words of the page. */
static char *greeting(enum capai_language language, size_t *size)
{
    static const struct {
        const char *name;
        enum capai_message label;
    } words[] = {
        {"mutakhir", CAPAI_MSG_LABEL_PREVIEW_CURRENT},   {"cacat", CAPAI_MSG_LABEL_PREVIEW_FLAWED},
        {"gagal", CAPAI_MSG_LABEL_PREVIEW_OLD},          {"kosong", CAPAI_MSG_LABEL_PREVIEW_NONE},
        {"menghitung", CAPAI_MSG_LABEL_PREVIEW_WORKING}, {"terputus", CAPAI_MSG_LABEL_PREVIEW_LOST},
        {"sendiri", CAPAI_MSG_LABEL_PREVIEW_ALONE},      {"judul", CAPAI_MSG_LABEL_PREVIEW_TITLE}};
    enum { COUNT = sizeof words / sizeof *words };
    const char *names[COUNT + 1], *texts[COUNT + 1];
    for (size_t i = 0; i < COUNT; i++) {
        names[i] = words[i].name;
        texts[i] = capai_label(words[i].label, language);
    }
    names[COUNT] = "bahasa";
    texts[COUNT] = language == CAPAI_INDONESIAN ? "id" : "en";
    return json_of(names, texts, COUNT + 1, size);
}

/* Reads a file of the frame. */
static enum capai_status read_part(struct preview *preview, size_t index, const char *name,
                                   struct capai_error *err)
{
    struct capai_arena *arena = &preview->arena;
    const char *rules = capai_packs_installed(arena);
    const char *folder = rules ? capai_path_join(rules, "../preview", arena) : NULL;
    const char *path = folder ? capai_path_join(folder, name, arena) : NULL;
    return path ? capai_file_read(path, arena, &preview->files[index].bytes, err)
                : capai_fail_memory(err);
}

static enum capai_status open_files(struct preview *preview, struct capai_error *err)
{
    static const struct server_file files[FILES] = {
        [FILE_FRAME] = {"/",
                        "text/html; charset=utf-8",
                        "default-src 'none'; script-src 'self'; style-src 'self'; "
                        "connect-src 'self'; frame-src 'self'; img-src data:; base-uri 'none'; "
                        "form-action 'none'; frame-ancestors 'none'",
                        {NULL, 0}},
        [FILE_SCRIPT] = {"/preview.js",
                         "text/javascript; charset=utf-8",
                         "default-src 'none'",
                         {NULL, 0}},
        [FILE_STYLE] = {"/preview.css", "text/css; charset=utf-8", "default-src 'none'", {NULL, 0}},
        [FILE_REPORT] = {"/laporan",
                         "text/html; charset=utf-8",
                         "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
                         "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
                         {NULL, 0}}};
    memcpy(preview->files, files, sizeof files);
    enum capai_status status = read_part(preview, FILE_FRAME, "page.html", err);
    if (!status)
        status = read_part(preview, FILE_SCRIPT, "preview.js", err);
    return status ? status : read_part(preview, FILE_STYLE, "preview.css", err);
}

static enum capai_status open_server(struct preview *preview, struct capai_error *err)
{
    struct capai_error error = {0};
    size_t size = 0;
    const struct options *options = &preview->options;
    struct event_base *base = live_events(preview->live);
    char *words = greeting(options->language, &size);
    capai_text text = capai_text_copy((capai_text){words, words ? size : 0}, &preview->arena);
    free(words);
    if (!words || !text.data)
        return capai_fail_memory(err);
    unsigned port = options->has_port ? options->port : USUAL_PORT;
    server_begin(base, port, preview->files, FILES, text, &preview->server, &error);
    if (error.message == CAPAI_MSG_PREVIEW_PORT && !options->has_port) {
        error = (struct capai_error){0};
        server_begin(base, 0, preview->files, FILES, text, &preview->server, &error);
    }
    if (error.status && err)
        *err = error;
    return error.status;
}

/* Says where the page is. */
static enum capai_status announce(const struct preview *preview, struct capai_error *err)
{
    struct terminal terminal = terminal_of(stdout, preview->options.language);
    struct capai_error line = {0};
    char port[CAPAI_DECIMAL_TEXT], text[512];
    capai_decimal_format(capai_decimal_from_int((int)server_port(preview->server)),
                         CAPAI_NOTATION_PLAIN, port);
    capai_fail(&line, CAPAI_MSG_LABEL_PREVIEW, CAPAI_WORDS(capai_text_of(port)));
    capai_error_text(&line, terminal.language, false, text, sizeof text);
    terminal_put(&terminal, STYLE_BOLD, capai_text_of(text));
    fputc('\n', stdout);
    return fflush(stdout) == 0 ? CAPAI_OK : capai_fail(err, CAPAI_MSG_OUTPUT, CAPAI_NO_WORDS);
}

static enum capai_status run(struct preview *preview, struct capai_error *err)
{
    const struct live_work rounds = {work, begun, ended, preview, false};
    enum capai_status status = open_files(preview, err);
    if (!status)
        status = live_begin(&preview->options, &rounds, &preview->live, err);
    if (!status)
        status = open_server(preview, err);
    if (!status)
        status = announce(preview, err);
    return status ? status : live_run(preview->live, err);
}

enum exit_status command_preview(const struct options *options)
{
    struct capai_error error = {0};
    struct preview preview = {.options = *options};
    if (!preview.options.layout)
        preview.options.layout = USUAL_LAYOUT;
    capai_arena_init(&preview.arena, NULL, NULL, 0);
    if (!options->argument_count)
        capai_fail(&error, CAPAI_MSG_DATA_NEEDED, CAPAI_WORDS(CAPAI_TEXT("preview")));
    else
        run(&preview, &error);
    server_end(preview.server);
    live_end(preview.live);
    free(preview.report);
    free(preview.complaints);
    free(preview.count);
    capai_arena_clear(&preview.arena);
    if (error.status) {
        struct terminal terminal = terminal_of(stderr, options->language);
        print_error(&terminal, &error);
    }
    return exit_status_of(error.status);
}
