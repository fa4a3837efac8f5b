#include "bindings/cli/document.h"

#include <stdlib.h>
#include <string.h>

#include "bindings/cli/explain.h"
#include "bindings/cli/library.h"
#include "bindings/cli/script.h"
#include "bindings/lua/layout.h"
#include "bindings/lua/native.h"
#include "capai/system.h"

/* What makes pages of HTML; it is found when it is needed. */
#define PDF_ENGINE "weasyprint"

static const char *const forms[] = {
    [FORMAT_TEXT] = "text",   [FORMAT_CSV] = "csv",   [FORMAT_JSON] = "json",
    [FORMAT_MARKDOWN] = "md", [FORMAT_SARIF] = NULL,  [FORMAT_HTML] = "html",
    [FORMAT_DOCX] = "docx",   [FORMAT_XLSX] = "xlsx", [FORMAT_PDF] = "html"};

/* One rendering. */
struct rendering {
    const struct document *document;
    enum format format;
    FILE *file;
    struct capai_error *error;
};

/* Pushes what the renderers are told besides. */
static void push_options(lua_State *L, const struct rendering *rendering)
{
    const struct options *options = rendering->document->session->options;
    lua_createtable(L, 0, 2);
    lua_pushinteger(L, (lua_Integer)terminal_of(rendering->file, options->language).width);
    lua_setfield(L, -2, "width");
    lua_pushboolean(L, options->formulas);
    lua_setfield(L, -2, "formulas");
}

/* Runs what makes PDF. One that says nothing and writes nothing has failed, too. */
static void run_engine(const char *const *engine, capai_text page,
                       const struct rendering *rendering)
{
    if (capai_program_run(engine, page, rendering->file, rendering->error) == CAPAI_OK &&
        fseek(rendering->file, 0, SEEK_END) == 0 && ftell(rendering->file) == 0)
        capai_fail(rendering->error, CAPAI_MSG_PROGRAM_FAILED,
                   CAPAI_WORDS(capai_text_of(engine[0])));
}

/* (document, rendering): writes it to the file. */
static int render(lua_State *L)
{
    static const char *const engine[] = {PDF_ENGINE, "-q", "-", "-", NULL};
    struct rendering *rendering = lua_touserdata(L, 2);
    capai_text bytes;
    library_require(L, "capai.render");
    lua_pushvalue(L, 1);
    lua_pushstring(L, forms[rendering->format]);
    push_options(L, rendering);
    lua_call(L, 3, 1);
    bytes.data = lua_tolstring(L, -1, &bytes.size);
    if (rendering->format == FORMAT_PDF)
        run_engine(engine, bytes, rendering);
    else
        fwrite(bytes.data, 1, bytes.size, rendering->file);
    return 0;
}

bool document_write(const void *user, int table, enum format format, FILE *file,
                    struct capai_error *err)
{
    const struct document *document = user;
    struct capai_error error = {0};
    struct rendering rendering = {document, format, file, &error};
    lua_State *L = document->L;
    (void)table;
    lua_pushcfunction(L, render);
    lua_pushvalue(L, document->index);
    lua_pushlightuserdata(L, &rendering);
    if (script_call(L, 2, 0) != LUA_OK)
        binding_take_error(L, &document->session->arena, &error);
    if (error.status)
        *err = error;
    return !error.status;
}

const struct writer document_writer = {.formats = WRITES(FORMAT_TEXT) | WRITES(FORMAT_CSV) |
                                                  WRITES(FORMAT_JSON) | WRITES(FORMAT_MARKDOWN) |
                                                  WRITES(FORMAT_HTML) | WRITES(FORMAT_DOCX) |
                                                  WRITES(FORMAT_XLSX) | WRITES(FORMAT_PDF),
                                       .write = document_write};

/* ---- documents of a layout ---- */

enum capai_status document_need_layout(const char *what, struct capai_error *err)
{
    struct capai_arena arena;
    capai_text *ids;
    char list[256];
    size_t count, size = 0;
    capai_arena_init(&arena, NULL, NULL, 0);
    if (layout_ids(&arena, &ids, &count))
        for (size_t i = 0; i < count; i++)
            size = capai_text_append(list, sizeof list, size, ids[i]);
    capai_fail(err, CAPAI_MSG_LAYOUT_NEEDED,
               CAPAI_WORDS(capai_text_of(what), ((capai_text){list, size})));
    capai_arena_clear(&arena);
    return CAPAI_ERR_USAGE;
}

enum capai_status document_check_outputs(const struct options *options, struct capai_error *err)
{
    static const capai_text endings[] = {{".html", 5}, {".docx", 5}, {".xlsx", 5}, {".pdf", 4}};
    if (options->layout)
        return options->table ? capai_fail(err, CAPAI_MSG_LAYOUT_TABLE, CAPAI_NO_WORDS) : CAPAI_OK;
    for (size_t i = 0; i < options->output_count && !err->status; i++) {
        const char *path = options->outputs[i], *point = strrchr(path, '.');
        for (size_t k = 0; k < 4 && !err->status; k++)
            if (capai_text_equal_nocase(capai_text_of(point), endings[k]))
                document_need_layout(path, err);
    }
    if (options->formulas && !err->status)
        document_need_layout("--formulas", err);
    return err->status;
}

static void write_out(const struct document *document, void *user)
{
    struct session *session = document->session;
    struct capai_error error = {0};
    struct writer writer = document_writer;
    const struct capai_manifest read = {.inputs = document->read,
                                        .input_count = document->read_count};
    (void)user;
    writer.user = document;
    if (session->options->output_count)
        session_write(session, &writer, &read);
    else if (!document_write(document, 0, session->options->format, stdout, &error))
        session_note(session, &error);
}

/* What a layout may ask to have explained. */
struct explaining {
    const struct session *session;
    const struct capai_trace *trace;
};

/* Every figure, as Markdown in Indonesian, since reports are. */
static bool explain(void *user, struct capai_arena *arena, capai_text *out)
{
    const struct explaining *explaining = user;
    const struct session *session = explaining->session;
    struct explained explained;
    struct capai_error error = {0};
    bool failed = false;
    struct native_spool spool;
    native_spool_open(&spool);
    if (!spool.stream)
        return false;
    struct terminal terminal = terminal_of(spool.stream, CAPAI_INDONESIAN);
    terminal.markdown = true;
    const struct view view = {&terminal, session->evaluation,
                              NULL,      capai_dataset_year(session->datasets[0]),
                              arena,     &failed};
    if (explain_find(&view, explaining->trace, NULL, false, &explained, &error) == CAPAI_OK)
        failed |= !explain_text(&view, &explained);
    *out = native_spool_take(&spool, arena);
    return !failed && out->data;
}

void document_make(struct session *session, const struct capai_trace *trace,
                   void (*use)(const struct document *document, void *user), void *user)
{
    const struct options *options = session->options;
    struct capai_error error = {0};
    struct explaining explaining = {session, trace};
    struct layout_job job = {.evaluation = session->evaluation,
                             .datasets = session->datasets,
                             .dataset_count = session->dataset_count,
                             .year = capai_dataset_year(session->datasets[0]),
                             .packs = session->packs,
                             .layout = options->layout,
                             .texts = session->texts,
                             .text_count = session->text_count,
                             .limits = options->limits,
                             .arena = &session->arena,
                             .notices = &session->notices,
                             .explain = explain,
                             .user = &explaining};
    struct document document = {session, script_open(options->language), 1, NULL, 0};
    if (!document.L) {
        session_note_memory(session);
        return;
    }
    if (layout_document(document.L, &job, &error) == CAPAI_OK) {
        document.read = job.read;
        document.read_count = job.read_count;
        use(&document, user);
    } else {
        session_note(session, &error);
    }
    lua_close(document.L);
}

void document_of_layout(struct session *session, const struct capai_trace *trace)
{
    document_make(session, trace, write_out, NULL);
}
